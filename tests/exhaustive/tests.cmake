# Small things tried in full: every short number, every byte of a REPORT, every allocation.
find_package(Python3 REQUIRED COMPONENTS Interpreter)

# test_allocation_failure is a program of its own: it replaces operator new.
foreach(name proof_probe:probe test_exhaustive:exhaustive_test test_allocation_failure:allocation_failure_test)
  string(REPLACE ":" ";" name ${name})
  list(GET name 1 source)
  list(GET name 0 name)
  add_executable(${name} ${CMAKE_CURRENT_LIST_DIR}/${source}.cc)
  target_include_directories(${name} PRIVATE ${PROJECT_SOURCE_DIR}/src ${PROJECT_SOURCE_DIR}/tests)
  target_link_libraries(${name} PRIVATE lambda_report lambda_report_compile lambda_report_dependencies)
  if(name MATCHES "^test_")
    target_link_libraries(${name} PRIVATE GTest::gtest_main)
    gtest_discover_tests(${name} DISCOVERY_TIMEOUT 60 PROPERTIES TIMEOUT 600)
  endif()
endforeach()

foreach(check numbers line_bytes json_reader)
  add_test(NAME exhaustive.${check}
           COMMAND Python3::Interpreter ${CMAKE_CURRENT_LIST_DIR}/check_${check}.py $<TARGET_FILE:proof_probe>)
  set_tests_properties(exhaustive.${check} PROPERTIES SKIP_RETURN_CODE 77 TIMEOUT 600)
endforeach()
