# Copyright 2026 libsel4rpc contributors
# SPDX-License-Identifier: BSD-2-Clause
#
# Installs what find_package(sel4rpc-hosted) and pkg-config look for.

include(CMakePackageConfigHelpers)
include(GNUInstallDirs)

install(DIRECTORY include/sel4rpc DESTINATION ${HOSTED_INSTALL_INCLUDE})
install(FILES ${sel4rpc_proto_headers} DESTINATION ${HOSTED_INSTALL_INCLUDE})
install(FILES ${SEL4RPC_PROTO} DESTINATION ${CMAKE_INSTALL_DATADIR}/sel4rpc-hosted)
hosted_install(sel4rpc)

install(EXPORT sel4rpc-hosted FILE sel4rpc-hosted-targets.cmake DESTINATION ${HOSTED_INSTALL_CMAKE})
configure_package_config_file(
    cmake/package/sel4rpc-hosted-config.cmake.in sel4rpc-hosted-config.cmake
    INSTALL_DESTINATION ${HOSTED_INSTALL_CMAKE}
    NO_SET_AND_CHECK_MACRO NO_CHECK_REQUIRED_COMPONENTS_MACRO
)
write_basic_package_version_file(sel4rpc-hosted-config-version.cmake COMPATIBILITY SameMinorVersion)
file(RELATIVE_PATH sel4rpc_up /${CMAKE_INSTALL_LIBDIR}/pkgconfig /)
configure_file(cmake/package/sel4rpc-hosted.pc.in sel4rpc-hosted.pc @ONLY)
install(
    FILES ${CMAKE_CURRENT_BINARY_DIR}/sel4rpc-hosted-config.cmake
          ${CMAKE_CURRENT_BINARY_DIR}/sel4rpc-hosted-config-version.cmake cmake/modules/nanopb.cmake
    DESTINATION ${HOSTED_INSTALL_CMAKE}
)
install(FILES ${CMAKE_CURRENT_BINARY_DIR}/sel4rpc-hosted.pc DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig)

# The functions' manual pages, if `./run docs` has made them.
install(DIRECTORY build/docs/man/ DESTINATION ${CMAKE_INSTALL_MANDIR} OPTIONAL)
