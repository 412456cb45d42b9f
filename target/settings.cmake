# Copyright 2026 libsel4rpc contributors
# SPDX-License-Identifier: BSD-2-Clause
#
# Where things are in the seL4 tree, and how its kernel is configured: cmake reads this file before everything else
# (-C), and CMakeLists.txt reads it again. Of seL4's usual options it takes PLATFORM, KernelSel4Arch, SIMULATION,
# RELEASE, MCS, NUM_NODES, CROSS_COMPILER_PREFIX, and whatever the tree's own modules take.

cmake_minimum_required(VERSION 3.16.0)

# The tree is the nearest folder above that has a kernel.
get_filename_component(tree ${CMAKE_CURRENT_LIST_DIR} DIRECTORY)
while(NOT EXISTS ${tree}/kernel/FindseL4.cmake AND NOT tree STREQUAL "/")
    get_filename_component(tree ${tree} DIRECTORY)
endwhile()
set(SEL4_TREE ${tree} CACHE PATH "The folder with kernel, projects and tools")
if(NOT EXISTS ${SEL4_TREE}/kernel/FindseL4.cmake)
    message(FATAL_ERROR "No folder above ${CMAKE_CURRENT_LIST_DIR} has a kernel; give one with -DSEL4_TREE=FOLDER")
endif()

file(GLOB projects ${SEL4_TREE}/projects/*)
list(
    APPEND
    CMAKE_MODULE_PATH
    ${SEL4_TREE}/kernel
    ${SEL4_TREE}/tools/seL4/cmake-tool/helpers
    ${SEL4_TREE}/tools/seL4/elfloader-tool
    ${projects}
)
set(NANOPB_SRC_ROOT_FOLDER ${SEL4_TREE}/tools/nanopb CACHE STRING "nanopb's sources")
# Else an installed nanopb is found first, and the folder of its generator, /usr/bin, is copied whole.
set(NANOPB_GENERATOR_SOURCE_DIR ${NANOPB_SRC_ROOT_FOLDER}/generator CACHE PATH "nanopb's generator")
set(OPENSBI_PATH ${SEL4_TREE}/tools/opensbi CACHE STRING "OpenSBI's sources")

set(SIMULATION ON CACHE BOOL "Configure for qemu")
set(RELEASE OFF CACHE BOOL "A kernel without debugging, which cannot print")
set(MCS OFF CACHE BOOL "The MCS kernel")
set(NUM_NODES 1 CACHE STRING "For how many processors")
set(PLATFORM x86_64 CACHE STRING "The platform")
set(KernelSel4Arch "" CACHE STRING "The architecture, for a platform that has several")
set(SEL4_CONFIG_DEFAULT_ADVANCED ON)

include(application_settings)
correct_platform_strings()
find_package(seL4 REQUIRED)
sel4_configure_platform_settings()

if(SIMULATION)
    ApplyCommonSimulationSettings(${KernelSel4Arch})
endif()
ApplyCommonReleaseVerificationSettings(${RELEASE} OFF)
set(KernelNumDomains 1 CACHE STRING "" FORCE)
set(KernelMaxNumNodes ${NUM_NODES} CACHE STRING "" FORCE)
set(KernelIsMCS ${MCS} CACHE BOOL "" FORCE)
set(KernelRootCNodeSizeBits 13 CACHE INTERNAL "")
# What sel4runtime's thread-local storage needs.
if(KernelSel4ArchAarch32)
    set(KernelArmTLSReg tpidruro CACHE STRING "" FORCE)
elseif(KernelSel4ArchAarch64)
    set(KernelArmTLSReg tpidru CACHE STRING "" FORCE)
endif()

# What else the application needs.
if(APPLICATION)
    include(${CMAKE_CURRENT_LIST_DIR}/${APPLICATION}/settings.cmake OPTIONAL)
endif()
