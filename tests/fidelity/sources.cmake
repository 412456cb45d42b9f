# Copyright 2026 libsel4rpc contributors
# SPDX-License-Identifier: BSD-2-Clause
#
# The program's sources, for hosted seL4 and for a seL4 tree.

set(fidelity ${CMAKE_CURRENT_LIST_DIR})

# fidelity_sources(VARIABLE FOLDERS...): the sources, with those in the folders for the architecture, for the word size,
# and for a kernel with or without MCS
function(fidelity_sources variable)
    file(GLOB sources CONFIGURE_DEPENDS ${fidelity}/*.c)
    foreach(part common directed random ipc threads)
        file(GLOB found CONFIGURE_DEPENDS ${fidelity}/${part}/*.c)
        list(APPEND sources ${found})
        foreach(folder IN LISTS ARGN)
            file(GLOB found CONFIGURE_DEPENDS ${fidelity}/${part}/${folder}/*.c)
            list(APPEND sources ${found})
        endforeach()
    endforeach()
    set(${variable} ${sources} PARENT_SCOPE)
endfunction()
