# Copyright 2026 libsel4rpc contributors
# SPDX-License-Identifier: BSD-2-Clause
#
# Installing, for programs outside this project: headers go into one folder and libraries into another, so that names
# such as `utils` do not clash with others below the prefix. cmake/package finds them again.

include(GNUInstallDirs)
set(HOSTED_INSTALL_INCLUDE ${CMAKE_INSTALL_INCLUDEDIR}/sel4rpc-hosted CACHE INTERNAL "")
set(HOSTED_INSTALL_LIB ${CMAKE_INSTALL_LIBDIR}/sel4rpc-hosted CACHE INTERNAL "")
set(HOSTED_INSTALL_CMAKE ${CMAKE_INSTALL_LIBDIR}/cmake/sel4rpc-hosted CACHE INTERNAL "")

# `hosted` builds all that is installed, and nothing else.
add_custom_target(hosted)

# hosted_includes(TARGET PUBLIC|INTERFACE folder...): installs the folders; programs that link the target include from them.
function(hosted_includes target scope)
    foreach(folder IN LISTS ARGN)
        get_filename_component(folder ${folder} ABSOLUTE)
        target_include_directories(${target} ${scope} $<BUILD_INTERFACE:${folder}>)
        install(DIRECTORY ${folder}/ DESTINATION ${HOSTED_INSTALL_INCLUDE} FILES_MATCHING PATTERN *.h)
    endforeach()
endfunction()

# hosted_install(target...)
function(hosted_install)
    install(
        TARGETS ${ARGN}
        EXPORT sel4rpc-hosted
        ARCHIVE DESTINATION ${HOSTED_INSTALL_LIB}
        RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR}
        INCLUDES
        DESTINATION ${HOSTED_INSTALL_INCLUDE}
    )
    add_dependencies(hosted ${ARGN})
endfunction()

# Headers for a program that has its own main() for the fiber machine.
foreach(header kernel/abi.h kernel/kernel.h machine/fiber/machine.h machine/fiber/program.h machine/fiber/programs.h
               machine/fiber/run.h machine/fiber/schedule.h
)
    get_filename_component(folder ${header} DIRECTORY)
    install(FILES ${header} DESTINATION ${HOSTED_INSTALL_INCLUDE}/${folder})
endforeach()
install(
    FILES kernel/sel4_arch/${HOSTED_SEL4_ARCH}/abi_arch.h kernel/thread/${HOSTED_SCHEDULE}/abi/schedule_abi.h
    DESTINATION ${HOSTED_INSTALL_INCLUDE}
)
install(FILES user/hosted_program.cmake DESTINATION ${HOSTED_INSTALL_CMAKE}/user)
install(
    FILES machine/fiber/hosted_fibers.cmake machine/fiber/image.lds machine/fiber/programs.c.in
    DESTINATION ${HOSTED_INSTALL_CMAKE}/machine/fiber
)
install(FILES machine/fiber/runtime/libc.symbols DESTINATION ${HOSTED_INSTALL_CMAKE}/machine/fiber/runtime)
install(FILES machine/process/sel4host.1 DESTINATION ${CMAKE_INSTALL_MANDIR}/man1)
