# Every format read by a reader that is not ours: python's json, csv, html.parser and expat,
# and a checker of the OpenMetrics grammar in the script.
find_package(Python3 COMPONENTS Interpreter QUIET)
if(Python3_FOUND)
  add_executable(render_samples ${CMAKE_CURRENT_LIST_DIR}/render_samples.cc)
  target_include_directories(render_samples PRIVATE ${PROJECT_SOURCE_DIR}/src ${PROJECT_SOURCE_DIR}/tests)
  target_link_libraries(render_samples PRIVATE lambda_report lambda_report_compile lambda_report_dependencies)
  add_test(NAME render.formats_by_other_readers
           COMMAND ${Python3_EXECUTABLE} ${CMAKE_CURRENT_LIST_DIR}/check_formats.py $<TARGET_FILE:render_samples>)
  set_tests_properties(render.formats_by_other_readers PROPERTIES TIMEOUT 300)
endif()

# The HTML report in a real browser, where there is one.
if(Python3_FOUND AND TARGET lambda-report)
  add_test(NAME render.html_in_a_browser
           COMMAND ${Python3_EXECUTABLE} ${CMAKE_CURRENT_LIST_DIR}/check_browser.py $<TARGET_FILE:lambda-report>)
  set_tests_properties(render.html_in_a_browser PROPERTIES TIMEOUT 300 SKIP_RETURN_CODE 77)
endif()
