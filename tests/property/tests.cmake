# The same invocations in every envelope give the same summary.
if(TARGET lambda-report)
  find_package(Python3 REQUIRED COMPONENTS Interpreter)
  add_test(NAME property.envelopes
           COMMAND Python3::Interpreter ${CMAKE_CURRENT_LIST_DIR}/envelopes.py $<TARGET_FILE:lambda-report>)
  set_tests_properties(property.envelopes PROPERTIES TIMEOUT 1200)
endif()
