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
endif()
