# How our own code is compiled: warnings, hardening, sanitizers, reproducible paths.
include(CheckCXXCompilerFlag)
add_library(lambda_report_compile INTERFACE)

target_compile_options(lambda_report_compile INTERFACE -Wall -Wextra -Wconversion -Wsign-conversion -Wshadow -Wformat=2
                       -Wimplicit-fallthrough
                       # Designated initialisers leave out what keeps its default, on purpose.
                       -Wno-missing-field-initializers)
if(LAMBDA_REPORT_WERROR)
  target_compile_options(lambda_report_compile INTERFACE -Werror)
endif()

# The same sources give the same binary wherever they lie.
target_compile_options(lambda_report_compile INTERFACE
  -ffile-prefix-map=${PROJECT_SOURCE_DIR}=. -ffile-prefix-map=${PROJECT_BINARY_DIR}=build)

if(CMAKE_SYSTEM_PROCESSOR MATCHES "^(x86_64|AMD64)$")
  target_compile_options(lambda_report_compile INTERFACE -march=x86-64-v2)
endif()

if(LAMBDA_REPORT_COVERAGE)
  # Many tests run at once and add to the same counters.
  target_compile_options(lambda_report_compile INTERFACE --coverage -fprofile-update=atomic)
  target_link_options(lambda_report_compile INTERFACE --coverage)
endif()

if(LAMBDA_REPORT_SANITIZE)
  target_compile_options(lambda_report_compile INTERFACE -fsanitize=${LAMBDA_REPORT_SANITIZE} -fno-omit-frame-pointer
                         -fno-sanitize-recover=all)
  target_link_options(lambda_report_compile INTERFACE -fsanitize=${LAMBDA_REPORT_SANITIZE})
elseif(CMAKE_BUILD_TYPE MATCHES "Release|RelWithDebInfo|MinSizeRel")
  target_compile_options(lambda_report_compile INTERFACE -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=3 -D_GLIBCXX_ASSERTIONS
    -fstack-protector-strong -fno-delete-null-pointer-checks -fno-strict-overflow)
  foreach(flag -fstack-clash-protection -fcf-protection=full -ftrivial-auto-var-init=zero)
    string(MAKE_C_IDENTIFIER "HAVE${flag}" have)
    check_cxx_compiler_flag(${flag} ${have})
    if(${have})
      target_compile_options(lambda_report_compile INTERFACE ${flag})
    endif()
  endforeach()
  target_link_options(lambda_report_compile INTERFACE -Wl,-z,relro,-z,now -Wl,-z,noexecstack -Wl,-z,nodlopen)
endif()
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
include(CheckPIESupported)
check_pie_supported(LANGUAGES CXX)
