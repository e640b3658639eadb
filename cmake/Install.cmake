# Installed as package lambda_report with target lambda_report::lambda_report.
#
# The library is static, so whoever links it has to link what it uses.  The package's config
# file finds those libraries the way Dependencies.cmake does; none shows in the public headers.
include(CMakePackageConfigHelpers)

set(package_dir ${CMAKE_INSTALL_LIBDIR}/cmake/lambda_report)
if(TARGET PkgConfig::isal)
  set(LAMBDA_REPORT_HAVE_ISAL ON)
else()
  set(LAMBDA_REPORT_HAVE_ISAL OFF)
endif()

install(TARGETS lambda_report EXPORT lambda_reportTargets ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR})
install(DIRECTORY ${PROJECT_SOURCE_DIR}/include/lambda_report DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}
        FILES_MATCHING PATTERN "*.h")
install(EXPORT lambda_reportTargets NAMESPACE lambda_report:: DESTINATION ${package_dir})
configure_package_config_file(${PROJECT_SOURCE_DIR}/cmake/lambda_reportConfig.cmake.in
  ${PROJECT_BINARY_DIR}/lambda_reportConfig.cmake INSTALL_DESTINATION ${package_dir})
write_basic_package_version_file(${PROJECT_BINARY_DIR}/lambda_reportConfigVersion.cmake
  COMPATIBILITY SameMinorVersion)
install(FILES ${PROJECT_BINARY_DIR}/lambda_reportConfig.cmake ${PROJECT_BINARY_DIR}/lambda_reportConfigVersion.cmake
        DESTINATION ${package_dir})
install(FILES ${PROJECT_SOURCE_DIR}/LICENSE DESTINATION ${CMAKE_INSTALL_DOCDIR})

if(TARGET lambda-report)
  install(TARGETS lambda-report RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})

  # The man page and the completions come from the program itself, so they say what it does.
  # A program for another machine cannot be asked.
  if(NOT CMAKE_CROSSCOMPILING)
    set(generated_dir ${PROJECT_BINARY_DIR}/generated)
    add_custom_command(TARGET lambda-report POST_BUILD VERBATIM
      COMMAND $<TARGET_FILE:lambda-report> --generate man > ${generated_dir}/lambda-report.1
      COMMAND $<TARGET_FILE:lambda-report> --generate complete-bash > ${generated_dir}/lambda-report.bash
      COMMAND $<TARGET_FILE:lambda-report> --generate complete-zsh > ${generated_dir}/_lambda-report
      COMMAND $<TARGET_FILE:lambda-report> --generate complete-fish > ${generated_dir}/lambda-report.fish)
    install(FILES ${generated_dir}/lambda-report.1 DESTINATION ${CMAKE_INSTALL_MANDIR}/man1)
    install(FILES ${generated_dir}/lambda-report.bash RENAME lambda-report
            DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions)
    install(FILES ${generated_dir}/_lambda-report DESTINATION ${CMAKE_INSTALL_DATADIR}/zsh/site-functions)
    install(FILES ${generated_dir}/lambda-report.fish
            DESTINATION ${CMAKE_INSTALL_DATADIR}/fish/vendor_completions.d)
  endif()
endif()
