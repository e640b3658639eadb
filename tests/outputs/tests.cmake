# Every format of every command by other readers; see the script.
if(TARGET lambda-report)
  find_package(Python3 REQUIRED COMPONENTS Interpreter)
  add_test(NAME outputs_by_other_readers
           COMMAND Python3::Interpreter ${CMAKE_CURRENT_LIST_DIR}/check_outputs.py $<TARGET_FILE:lambda-report>)
  set_tests_properties(outputs_by_other_readers PROPERTIES TIMEOUT 300)
endif()
