# The recipes of the README, run as they stand there where the tool is installed.
if(TARGET lambda-report)
  add_test(NAME readme_recipes
           COMMAND python3 ${CMAKE_CURRENT_LIST_DIR}/run_recipes.py $<TARGET_FILE:lambda-report> ${PROJECT_SOURCE_DIR})
  set_tests_properties(readme_recipes PROPERTIES SKIP_RETURN_CODE 77 TIMEOUT 120)
endif()
