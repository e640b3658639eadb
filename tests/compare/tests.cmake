if(TARGET lambda-report)
  find_package(Python3 REQUIRED COMPONENTS Interpreter)
  add_test(NAME compare.noise
           COMMAND Python3::Interpreter ${CMAKE_CURRENT_LIST_DIR}/check_noise.py $<TARGET_FILE:lambda-report>
                   ${PROJECT_SOURCE_DIR}/../shared/rightsizing/raw_redistributable.csv)
  set_tests_properties(compare.noise PROPERTIES TIMEOUT 300 SKIP_RETURN_CODE 77)
endif()
if(TARGET lambda-report)
  add_test(NAME compare.output
           COMMAND Python3::Interpreter ${CMAKE_CURRENT_LIST_DIR}/check_output.py $<TARGET_FILE:lambda-report> ${PROJECT_SOURCE_DIR})
  set_tests_properties(compare.output PROPERTIES TIMEOUT 300 ENVIRONMENT "PYTHONDONTWRITEBYTECODE=1")
endif()
