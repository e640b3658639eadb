# Our JSON outputs against the schemas that `--schema` prints.
find_package(Python3 COMPONENTS Interpreter)
add_executable(print_json_document ${CMAKE_CURRENT_LIST_DIR}/print_document.cc)
target_include_directories(print_json_document PRIVATE ${PROJECT_SOURCE_DIR}/tests)
target_link_libraries(print_json_document PRIVATE lambda_report lambda_report_compile)
if(Python3_FOUND)
  add_test(NAME json_schemas COMMAND ${Python3_EXECUTABLE} ${CMAKE_CURRENT_LIST_DIR}/validate.py
           $<TARGET_FILE:print_json_document> ${PROJECT_SOURCE_DIR}/docs/schema)
endif()
if(Python3_FOUND AND TARGET lambda-report)
  add_test(NAME json_schemas.prices COMMAND ${Python3_EXECUTABLE} ${CMAKE_CURRENT_LIST_DIR}/check_prices.py
           $<TARGET_FILE:lambda-report> ${PROJECT_SOURCE_DIR}/docs/schema)
endif()
