# Memory of a row, measured at the program itself.  A sanitizer takes several times as much.
if(TARGET lambda-report AND CMAKE_SYSTEM_NAME STREQUAL "Linux" AND NOT LAMBDA_REPORT_SANITIZE)
  find_package(Python3 REQUIRED COMPONENTS Interpreter)
  add_test(NAME memory.rows
           COMMAND Python3::Interpreter ${CMAKE_CURRENT_LIST_DIR}/rows.py $<TARGET_FILE:lambda-report>)
  set_tests_properties(memory.rows PROPERTIES TIMEOUT 300 SKIP_RETURN_CODE 77)
endif()
