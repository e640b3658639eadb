# fuzz_targets: every NAME_fuzz.cc, compiled once as fuzz_object_NAME for fuzz_NAME and replay_NAME.
file(GLOB fuzz_sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_LIST_DIR}/*_fuzz.cc)
set(fuzz_targets "")
foreach(source ${fuzz_sources})
  get_filename_component(name ${source} NAME_WE)
  string(REPLACE "_fuzz" "" name ${name})
  list(APPEND fuzz_targets ${name})
  if(NOT TARGET fuzz_object_${name})
    add_library(fuzz_object_${name} OBJECT ${source})
    target_include_directories(fuzz_object_${name} PRIVATE ${PROJECT_SOURCE_DIR}/src ${PROJECT_SOURCE_DIR}/tests
                               ${PROJECT_BINARY_DIR}/generated)
    target_link_libraries(fuzz_object_${name} PUBLIC lambda_report_cli lambda_report lambda_report_compile
                          lambda_report_dependencies)
  endif()
endforeach()
