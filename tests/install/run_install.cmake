# cmake -DBUILD=… -DSOURCE=… -DWORK=… -DCXX=… -DFLAGS=… -P run_install.cmake
#
# Installs into an empty folder, builds the consumer against it and runs it.
file(REMOVE_RECURSE ${WORK})
file(MAKE_DIRECTORY ${WORK})

function(run)
  execute_process(COMMAND ${ARGN} RESULT_VARIABLE result OUTPUT_VARIABLE output ERROR_VARIABLE output)
  message("${output}")
  if(NOT result EQUAL 0)
    message(FATAL_ERROR "failed: ${ARGN}")
  endif()
endfunction()

run(${CMAKE_COMMAND} --install ${BUILD} --prefix ${WORK}/prefix)
run(${CMAKE_COMMAND} -S ${SOURCE}/consumer -B ${WORK}/build -G Ninja -DCMAKE_PREFIX_PATH=${WORK}/prefix
    -DCMAKE_CXX_COMPILER=${CXX} "-DCMAKE_CXX_FLAGS=${FLAGS}")
run(${CMAKE_COMMAND} --build ${WORK}/build)
file(WRITE ${WORK}/a.log "REPORT RequestId: 5c4a4b0e-2f0b-4e0c-9c1e-0a1b2c3d4e5f\tDuration: 72.51 ms\tBilled Duration: 73 ms\tMemory Size: 128 MB\tMax Memory Used: 58 MB\t\n")
run(${WORK}/build/consumer ${WORK}/a.log)
run(${WORK}/prefix/bin/lambda-report --version)
