find_package(Python3 REQUIRED COMPONENTS Interpreter)
foreach(check check_layers check_sources)
  add_test(NAME layering.${check} COMMAND Python3::Interpreter ${CMAKE_CURRENT_LIST_DIR}/${check}.py ${PROJECT_SOURCE_DIR})
endforeach()
