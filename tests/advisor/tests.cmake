# The advice of the whole program.
if(TARGET lambda-report)
  find_package(Python3 REQUIRED COMPONENTS Interpreter)
  # Every fifth public curve, so that it takes seconds; bench/advice/scoreboard.py plays all.
  add_test(NAME advice.scoreboard
           COMMAND Python3::Interpreter ${PROJECT_SOURCE_DIR}/bench/advice/scoreboard.py $<TARGET_FILE:lambda-report>
                   ${PROJECT_SOURCE_DIR}/../shared/rightsizing/curves_redistributable.csv --gates --every 5)
  add_test(NAME advice.any_order
           COMMAND Python3::Interpreter ${CMAKE_CURRENT_LIST_DIR}/any_order.py $<TARGET_FILE:lambda-report>)
  set_tests_properties(advice.scoreboard PROPERTIES SKIP_RETURN_CODE 77 TIMEOUT 600)
  set_tests_properties(advice.any_order PROPERTIES TIMEOUT 300)
endif()
