# The shell of docs/CI.md and of the action, run as a pipeline does.
if(TARGET lambda-report)
  find_package(Python3 REQUIRED COMPONENTS Interpreter)
  add_test(NAME ci_pipeline
           COMMAND Python3::Interpreter ${CMAKE_CURRENT_LIST_DIR}/check_pipeline.py $<TARGET_FILE:lambda-report> ${PROJECT_SOURCE_DIR})
  set_tests_properties(ci_pipeline PROPERTIES TIMEOUT 300)
endif()
