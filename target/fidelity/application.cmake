# Copyright 2026 libsel4rpc contributors
# SPDX-License-Identifier: BSD-2-Clause
#
# tests/fidelity's program as the root task, and two targets that boot it and write what it prints to fidelity.txt in
# the build's folder: `recording`, and `comparison`, which also compares that with the recording in tests/fidelity, if
# there is one. They need a kernel with debugging: -DRELEASE=OFF, the default.
#
# -DFIDELITY_PART=NUMBER prints all lines of one random round instead.

include(${SEL4RPC_DIR}/tests/fidelity/sources.cmake)

set(folders ${KernelArch} ${KernelSel4Arch} code/${KernelArch} code/${KernelSel4Arch})
if(NOT KernelArch STREQUAL x86)
    list(APPEND folders tables) # page tables of one kind
endif()
if(KernelIsMCS)
    set(scheduling mcs)
else()
    set(scheduling classic)
endif()
fidelity_sources(sources ${folders} ${scheduling} tree)
target_rootserver(fidelity ${sources})
target_include_directories(
    fidelity
    PRIVATE ${fidelity} ${fidelity}/common/${KernelArch} ${fidelity}/ipc/${scheduling}
            ${fidelity}/threads/${KernelSel4Arch}
)

set(FIDELITY_PART all CACHE STRING "What the program does: all, directed, random, ipc, threads, code, or a round's number")
target_compile_definitions(fidelity PRIVATE FIDELITY_PART="${FIDELITY_PART}")

set(SIMULATE_ARGUMENTS "" CACHE STRING "What ./simulate is to be called with")
find_package(Python3 REQUIRED COMPONENTS Interpreter)
function(fidelity_target name)
    add_custom_target(
        ${name}
        COMMAND
            ${Python3_EXECUTABLE} ${fidelity}/record.py --kernel ${KERNEL_PATH} --simulate "${SIMULATE_ARGUMENTS}"
            --compiler "${CMAKE_C_COMPILER_ID} ${CMAKE_C_COMPILER_VERSION}"
            --configuration "PLATFORM=${PLATFORM} KernelSel4Arch=${KernelSel4Arch} MCS=${KernelIsMCS} RELEASE=OFF"
            ${ARGN} ${CMAKE_BINARY_DIR} fidelity.txt
        DEPENDS rootserver_image simulate_gen
        WORKING_DIRECTORY ${CMAKE_BINARY_DIR}
        USES_TERMINAL
        VERBATIM
    )
endfunction()

fidelity_target(recording)
set(recording ${KernelSel4Arch})
if(KernelIsMCS)
    string(APPEND recording -mcs)
endif()
if(EXISTS ${fidelity}/recordings/${recording}.txt)
    fidelity_target(comparison --expected ${recording})
endif()
