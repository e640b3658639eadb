# embed_files(NAME NAMESPACE ns FUNCTION f GLOB pattern)
#
# Writes a source with `std::span<const EmbeddedFile> ns::f()`: the name and the bytes of
# each file, sorted by name (base/embedded.h declares both).
function(embed_files NAME)
  cmake_parse_arguments(ARG "" "NAMESPACE;FUNCTION;GLOB" "" ${ARGN})
  file(GLOB files CONFIGURE_DEPENDS ${ARG_GLOB})
  list(SORT files)
  set(out ${PROJECT_BINARY_DIR}/generated/${NAME}.cc)
  add_custom_command(
    OUTPUT ${out}
    COMMAND ${CMAKE_COMMAND} -DOUT=${out} -DNAMESPACE=${ARG_NAMESPACE} -DFUNCTION=${ARG_FUNCTION}
            "-DFILES=${files}" -P ${PROJECT_SOURCE_DIR}/cmake/embed_script.cmake
    DEPENDS ${files} ${PROJECT_SOURCE_DIR}/cmake/embed_script.cmake
    COMMENT "Embedding ${NAME}" VERBATIM)
  set(generated_sources ${generated_sources} ${out} PARENT_SCOPE)
endfunction()
