# Each case is one test.
if(TARGET lambda-report)
  find_package(Python3 REQUIRED COMPONENTS Interpreter)
  file(GLOB cases CONFIGURE_DEPENDS ${CMAKE_CURRENT_LIST_DIR}/cases/*.case)
  foreach(case ${cases})
    get_filename_component(name ${case} NAME_WE)
    add_test(NAME golden.${name}
             COMMAND Python3::Interpreter ${CMAKE_CURRENT_LIST_DIR}/run_golden.py $<TARGET_FILE:lambda-report> ${case})
    set_tests_properties(golden.${name} PROPERTIES TIMEOUT 300)
  endforeach()
endif()
