# The installed package, as another project uses it.
if(TARGET lambda-report)
  set(install_flags "")
  if(LAMBDA_REPORT_SANITIZE)
    set(install_flags "-fsanitize=${LAMBDA_REPORT_SANITIZE}")
  elseif(LAMBDA_REPORT_COVERAGE)
    set(install_flags "--coverage")
  endif()
  add_test(NAME install.consumer
           COMMAND ${CMAKE_COMMAND} -DBUILD=${PROJECT_BINARY_DIR} -DSOURCE=${CMAKE_CURRENT_LIST_DIR}
                   -DWORK=${PROJECT_BINARY_DIR}/tests/install -DCXX=${CMAKE_CXX_COMPILER} "-DFLAGS=${install_flags}"
                   -P ${CMAKE_CURRENT_LIST_DIR}/run_install.cmake)
  set_tests_properties(install.consumer PROPERTIES TIMEOUT 600)
endif()
