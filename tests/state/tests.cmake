if(TARGET lambda-report)
  find_package(Python3 REQUIRED COMPONENTS Interpreter)
  add_test(NAME state.shards
           COMMAND Python3::Interpreter ${CMAKE_CURRENT_LIST_DIR}/check_shards.py $<TARGET_FILE:lambda-report>)
  set_tests_properties(state.shards PROPERTIES TIMEOUT 300)
endif()

# The other byte order.  A build of its own, so once: not with every sanitizer.
if(TARGET lambda-report AND NOT LAMBDA_REPORT_SANITIZE AND NOT LAMBDA_REPORT_COVERAGE)
  add_test(NAME state.big_endian
           COMMAND Python3::Interpreter ${CMAKE_CURRENT_LIST_DIR}/check_big_endian.py $<TARGET_FILE:lambda-report>
                   ${PROJECT_SOURCE_DIR})
  set_tests_properties(state.big_endian PROPERTIES TIMEOUT 900 SKIP_RETURN_CODE 77)
endif()
