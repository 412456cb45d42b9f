# Copyright 2026 libsel4rpc contributors
# SPDX-License-Identifier: BSD-2-Clause
#
# Programs in a seL4 tree. Each links sel4rpc_process, which brings the library and all of seL4's libraries that parents
# and children need. A program starts the children in its archive by their names; a child that starts children itself
# has an archive of its own.
#
#     target_child(NAME source... [LIBRARIES library...] [CHILDREN child...])
#     target_rootserver(NAME source... [LIBRARIES library...] [CHILDREN child...])

include(cpio)
include(rootserver)
include(simulation)

function(target_child name)
    cmake_parse_arguments(PARSE_ARGV 1 program "" "" "LIBRARIES;CHILDREN")
    set(archive)
    if(program_CHILDREN)
        set(archive ${name}-archive.o)
        set(files)
        foreach(child IN LISTS program_CHILDREN)
            list(APPEND files $<TARGET_FILE:${child}>)
        endforeach()
        MakeCPIO(${archive} "${files}" DEPENDS ${program_CHILDREN})
    endif()
    add_executable(${name} EXCLUDE_FROM_ALL ${program_UNPARSED_ARGUMENTS} ${archive})
    target_link_libraries(${name} PRIVATE ${program_LIBRARIES} sel4rpc_process)
    target_compile_options(${name} PRIVATE -Wall -Wextra -Wno-unused-parameter)
endfunction()

function(target_rootserver name)
    target_child(${name} ${ARGN})
    DeclareRootserver(${name})
    if(NOT SIMULATION)
        return()
    endif()
    if(KernelSel4ArchX86_64)
        SetSimulationScriptProperty(MEM_SIZE "1G")
    endif()
    GenerateSimulateScript()
endfunction()
