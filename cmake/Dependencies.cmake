# Finds what the code needs: CMake packages first, pkg-config where a distribution has
# only that (Debian's re2, libzstd, ISA-L).  All are build-time, none is fetched.
find_package(PkgConfig REQUIRED)
find_package(Threads REQUIRED)
find_package(fmt REQUIRED)
find_package(nlohmann_json REQUIRED)
find_package(CLI11 REQUIRED)
find_package(tomlplusplus REQUIRED)

add_library(lambda_report_dependencies INTERFACE)
target_link_libraries(lambda_report_dependencies INTERFACE
  fmt::fmt nlohmann_json::nlohmann_json CLI11::CLI11 tomlplusplus::tomlplusplus Threads::Threads)

find_package(re2 QUIET CONFIG)
if(TARGET re2::re2)
  target_link_libraries(lambda_report_dependencies INTERFACE re2::re2)
else()
  pkg_check_modules(re2 REQUIRED IMPORTED_TARGET re2)
  target_link_libraries(lambda_report_dependencies INTERFACE PkgConfig::re2)
endif()

pkg_check_modules(zstd REQUIRED IMPORTED_TARGET libzstd)
target_link_libraries(lambda_report_dependencies INTERFACE PkgConfig::zstd)

pkg_check_modules(yaml REQUIRED IMPORTED_TARGET yaml-0.1)
target_link_libraries(lambda_report_dependencies INTERFACE PkgConfig::yaml)

# ISA-L inflates three to six times as fast as zlib; zlib where it is missing.
option(LAMBDA_REPORT_USE_ISAL "Use ISA-L for gzip where it is found" ON)
if(LAMBDA_REPORT_USE_ISAL)
  pkg_check_modules(isal QUIET IMPORTED_TARGET libisal)
endif()
if(TARGET PkgConfig::isal)
  target_link_libraries(lambda_report_dependencies INTERFACE PkgConfig::isal)
  target_compile_definitions(lambda_report_dependencies INTERFACE LAMBDA_REPORT_HAVE_ISAL=1)
else()
  find_package(ZLIB REQUIRED)
  target_link_libraries(lambda_report_dependencies INTERFACE ZLIB::ZLIB)
endif()
