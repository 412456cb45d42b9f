# Copyright 2026 libsel4rpc contributors
# SPDX-License-Identifier: BSD-2-Clause
#
# The programs, for hosted seL4 and for a seL4 tree.

set(fidelity_programs directed random)

# fidelity_sources(VARIABLE PROGRAM FOLDERS...): a program's sources, with those in its folders for the architecture, for
# the word size, and for a kernel with or without MCS
function(fidelity_sources variable program)
    set(sources)
    foreach(folder common ${program})
        file(GLOB found CONFIGURE_DEPENDS ${fidelity}/${folder}/*.c)
        list(APPEND sources ${found})
    endforeach()
    foreach(folder IN LISTS ARGN)
        file(GLOB found CONFIGURE_DEPENDS ${fidelity}/${program}/${folder}/*.c)
        list(APPEND sources ${found})
    endforeach()
    set(${variable} ${sources} PARENT_SCOPE)
endfunction()
