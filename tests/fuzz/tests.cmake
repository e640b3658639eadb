# Every fuzz target over its corpus, without libFuzzer: with any compiler, and with sanitizers where
# the build has them.
if(TARGET lambda_report_cli)
  include(${CMAKE_CURRENT_LIST_DIR}/targets.cmake)
  foreach(name ${fuzz_targets})
    add_executable(replay_${name} ${CMAKE_CURRENT_LIST_DIR}/replay_main.cc $<TARGET_OBJECTS:fuzz_object_${name}>)
    target_include_directories(replay_${name} PRIVATE ${PROJECT_SOURCE_DIR}/tests)
    target_link_libraries(replay_${name} PRIVATE fuzz_object_${name})
    add_test(NAME fuzz.corpus_of_${name} COMMAND replay_${name} ${CMAKE_CURRENT_LIST_DIR}/corpus/${name})
    set_tests_properties(fuzz.corpus_of_${name} PROPERTIES TIMEOUT 600)
  endforeach()
endif()
