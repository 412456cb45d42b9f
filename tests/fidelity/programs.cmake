# Copyright 2026 libsel4rpc contributors
# SPDX-License-Identifier: BSD-2-Clause
#
# The programs, for hosted seL4 and for a seL4 tree.

set(fidelity_programs directed)

# fidelity_sources(VARIABLE PROGRAM ARCHITECTURE SEL4_ARCHITECTURE): a program's sources
function(fidelity_sources variable program architecture sel4_architecture)
    file(GLOB sources CONFIGURE_DEPENDS ${fidelity}/common/*.c ${fidelity}/${program}/*.c
        ${fidelity}/${architecture}/*.c ${fidelity}/${sel4_architecture}/*.c)
    set(${variable} ${sources} PARENT_SCOPE)
endfunction()
