# What is chosen by the processor, on the narrowest one.
if(TARGET lambda-report AND NOT LAMBDA_REPORT_SANITIZE AND NOT LAMBDA_REPORT_COVERAGE)
  find_package(Python3 REQUIRED COMPONENTS Interpreter)
  add_test(NAME base.narrow_processor
           COMMAND Python3::Interpreter ${CMAKE_CURRENT_LIST_DIR}/check_narrow.py $<TARGET_FILE:lambda-report> $<TARGET_FILE:test_base>
                   ${PROJECT_SOURCE_DIR})
  set_tests_properties(base.narrow_processor PROPERTIES TIMEOUT 300 SKIP_RETURN_CODE 77)
endif()
