# What hardens the program, read back from it.  Release builds only: the others ask for less.
if(TARGET lambda-report AND CMAKE_SYSTEM_NAME STREQUAL "Linux" AND CMAKE_BUILD_TYPE STREQUAL "Release"
   AND NOT LAMBDA_REPORT_SANITIZE AND CMAKE_READELF)
  find_package(Python3 REQUIRED COMPONENTS Interpreter)
  add_test(NAME hardening.binary
           COMMAND Python3::Interpreter ${CMAKE_CURRENT_LIST_DIR}/check_binary.py $<TARGET_FILE:lambda-report> ${CMAKE_READELF})
endif()
