if(TARGET lambda-report)
  find_package(Python3 REQUIRED COMPONENTS Interpreter)
  add_test(NAME state.shards
           COMMAND Python3::Interpreter ${CMAKE_CURRENT_LIST_DIR}/check_shards.py $<TARGET_FILE:lambda-report>)
  set_tests_properties(state.shards PROPERTIES TIMEOUT 300)
endif()
