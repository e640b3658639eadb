# The procedures of the catalogue of hostile inputs and faults that are not files, tried on the
# program itself.  docs/TESTING-CATALOGUE.md says which check is which.
if(TARGET lambda-report)
  find_package(Python3 REQUIRED COMPONENTS Interpreter)
  if(CMAKE_SYSTEM_NAME STREQUAL "Linux")
    # To be preloaded: random numbers that are known beforehand, memory that is refused.
    foreach(name fixed_entropy failing_new)
      add_library(${name} MODULE ${CMAKE_CURRENT_LIST_DIR}/${name}.cc)
      target_link_libraries(${name} PRIVATE ${CMAKE_DL_LIBS})
      set(${name}_file $<TARGET_FILE:${name}>)
    endforeach()
  endif()
  set(sanitized)
  if(LAMBDA_REPORT_SANITIZE)
    set(sanitized --sanitized)
  endif()
  foreach(check stdin terminal inputs output_files command_line order memory allocation states)
    set(library)
    if(check STREQUAL "output_files")
      set(library ${fixed_entropy_file})
    elseif(check STREQUAL "allocation")
      set(library ${failing_new_file})
    endif()
    add_test(NAME procedures.${check}
             COMMAND Python3::Interpreter ${CMAKE_CURRENT_LIST_DIR}/check_${check}.py $<TARGET_FILE:lambda-report>
                     ${sanitized} ${library})
    set_tests_properties(procedures.${check} PROPERTIES TIMEOUT 600)
  endforeach()
endif()
