# Bills of random usage against the same bills in Python's fractions.
find_package(Python3 COMPONENTS Interpreter)
if(Python3_FOUND)
  add_executable(bill_probe ${CMAKE_CURRENT_SOURCE_DIR}/pricing/bill_probe.cc)
  target_include_directories(bill_probe PRIVATE ${PROJECT_SOURCE_DIR}/src)
  target_link_libraries(bill_probe PRIVATE lambda_report lambda_report_compile
                        lambda_report_dependencies)
  add_test(NAME pricing.bill_against_python
           COMMAND ${Python3_EXECUTABLE} ${CMAKE_CURRENT_SOURCE_DIR}/pricing/bill_against_python.py
                   $<TARGET_FILE:bill_probe> ${PROJECT_SOURCE_DIR}/data/prices/aws-2026-09-19.json)
  set_tests_properties(pricing.bill_against_python PROPERTIES TIMEOUT 300)
  if(TARGET lambda-report)
    # The worked examples of the pricing notes, by the program; skipped where they are not.
    add_test(NAME pricing.examples_by_the_program
             COMMAND ${Python3_EXECUTABLE} ${CMAKE_CURRENT_SOURCE_DIR}/pricing/check_examples.py
                     $<TARGET_FILE:lambda-report> ${PROJECT_SOURCE_DIR}/../shared/pricing)
    add_test(NAME pricing.logs_against_python
             COMMAND ${Python3_EXECUTABLE} ${CMAKE_CURRENT_SOURCE_DIR}/pricing/logs_against_python.py
                     $<TARGET_FILE:lambda-report> ${PROJECT_SOURCE_DIR}/data/prices/aws-2026-09-19.json)
    set_tests_properties(pricing.examples_by_the_program pricing.logs_against_python
                         PROPERTIES SKIP_RETURN_CODE 77 TIMEOUT 300)
  endif()
endif()
