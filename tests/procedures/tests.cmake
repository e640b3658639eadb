# The procedures of the catalogue of hostile inputs and faults that are not files, tried on the
# program itself.  docs/TESTING-CATALOGUE.md says which check is which.
if(TARGET lambda-report)
  find_package(Python3 REQUIRED COMPONENTS Interpreter)
  if(CMAKE_SYSTEM_NAME STREQUAL "Linux")
    # To be preloaded: random numbers that are known beforehand.
    add_library(fixed_entropy MODULE ${CMAKE_CURRENT_LIST_DIR}/fixed_entropy.cc)
    set(fixed_entropy_file $<TARGET_FILE:fixed_entropy>)
  endif()
  foreach(check stdin terminal inputs output_files command_line order memory states)
    add_test(NAME procedures.${check}
             COMMAND Python3::Interpreter ${CMAKE_CURRENT_LIST_DIR}/check_${check}.py $<TARGET_FILE:lambda-report>
                     $<$<BOOL:${LAMBDA_REPORT_SANITIZE}>:--sanitized> $<$<STREQUAL:${check},output_files>:${fixed_entropy_file}>
             COMMAND_EXPAND_LISTS)
    set_tests_properties(procedures.${check} PROPERTIES TIMEOUT 600)
  endforeach()
endif()
