if(TARGET lambda-report)
  add_test(NAME progress COMMAND python3 ${CMAKE_CURRENT_LIST_DIR}/check_progress.py $<TARGET_FILE:lambda-report>)
  set_tests_properties(progress PROPERTIES TIMEOUT 300)
endif()
