# Every fuzz target over its corpus, without libFuzzer: with any compiler, and with sanitizers where
# the build has them.
if(TARGET lambda_report_cli)
  add_library(fuzz_replay_main OBJECT ${CMAKE_CURRENT_LIST_DIR}/replay_main.cc)
  target_include_directories(fuzz_replay_main PRIVATE ${PROJECT_SOURCE_DIR}/tests)
  target_compile_features(fuzz_replay_main PRIVATE cxx_std_20)
  target_link_libraries(fuzz_replay_main PRIVATE lambda_report_compile)
  file(GLOB fuzz_sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_LIST_DIR}/*_fuzz.cc)
  foreach(source ${fuzz_sources})
    get_filename_component(name ${source} NAME_WE)
    string(REPLACE "_fuzz" "" name ${name})
    add_executable(replay_${name} ${source} $<TARGET_OBJECTS:fuzz_replay_main>)
    target_include_directories(replay_${name} PRIVATE ${PROJECT_SOURCE_DIR}/src ${PROJECT_SOURCE_DIR}/tests
                               ${PROJECT_BINARY_DIR}/generated)
    target_link_libraries(replay_${name} PRIVATE lambda_report_cli lambda_report lambda_report_compile
                          lambda_report_dependencies)
    add_test(NAME fuzz.corpus_of_${name} COMMAND replay_${name} ${CMAKE_CURRENT_LIST_DIR}/corpus/${name})
    set_tests_properties(fuzz.corpus_of_${name} PROPERTIES TIMEOUT 600)
  endforeach()
endif()
