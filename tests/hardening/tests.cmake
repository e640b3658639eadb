# What hardens the program, read back from it.  Release builds only: the others ask for less.
if(TARGET lambda-report AND CMAKE_SYSTEM_NAME STREQUAL "Linux" AND CMAKE_BUILD_TYPE STREQUAL "Release"
   AND NOT LAMBDA_REPORT_SANITIZE AND CMAKE_READELF)
  find_package(Python3 REQUIRED COMPONENTS Interpreter)
  add_test(NAME hardening.binary
           COMMAND Python3::Interpreter ${CMAKE_CURRENT_LIST_DIR}/check_binary.py $<TARGET_FILE:lambda-report> ${CMAKE_READELF})
endif()

# What it asks the system for.  Sanitizers open files and start threads of their own.
if(TARGET lambda-report AND CMAKE_SYSTEM_NAME STREQUAL "Linux" AND NOT LAMBDA_REPORT_SANITIZE AND NOT LAMBDA_REPORT_COVERAGE)
  find_package(Python3 REQUIRED COMPONENTS Interpreter)
  add_test(NAME hardening.calls
           COMMAND Python3::Interpreter ${CMAKE_CURRENT_LIST_DIR}/check_calls.py $<TARGET_FILE:lambda-report> ${PROJECT_SOURCE_DIR})
  set_tests_properties(hardening.calls PROPERTIES TIMEOUT 300)
endif()

# The same from any number of threads; under ThreadSanitizer, without a race.
if(TARGET lambda-report)
  find_package(Python3 REQUIRED COMPONENTS Interpreter)
  add_test(NAME hardening.threads
           COMMAND Python3::Interpreter ${CMAKE_CURRENT_LIST_DIR}/check_threads.py $<TARGET_FILE:lambda-report> ${PROJECT_SOURCE_DIR})
  set_tests_properties(hardening.threads PROPERTIES TIMEOUT 600)
endif()
