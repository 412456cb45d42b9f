# Copyright 2026 libsel4rpc contributors
# SPDX-License-Identifier: BSD-2-Clause
#
# The benchmark. The hand-written IPC is that of bench/, whose figures are hosted seL4's.

set(benchmark ${CMAKE_CURRENT_LIST_DIR})
set(bench ${SEL4RPC_DIR}/bench/programs)

# What counts, by architecture.
set(counter ${KernelSel4Arch})
if(KernelArchX86)
    set(counter x86)
endif()

add_library(benchmark_measure STATIC EXCLUDE_FROM_ALL ${benchmark}/measure.c)
target_include_directories(benchmark_measure PUBLIC ${benchmark}/${counter} ${benchmark}/${example_devices} ${benchmark} ${bench})
target_link_libraries(benchmark_measure PUBLIC sel4rpc_process)

add_library(benchmark_child STATIC EXCLUDE_FROM_ALL ${benchmark}/child.c)
target_link_libraries(benchmark_child PUBLIC benchmark_measure)

target_child(
    benchmark-library ${benchmark}/ask_library.c ${benchmark}/library.c ${benchmark}/${example_devices}/ask_library.c
    LIBRARIES benchmark_child example_child
)
target_child(
    benchmark-bare ${benchmark}/ask_bare.c ${benchmark}/bare.c
    LIBRARIES benchmark_child example_child
)
target_rootserver(
    benchmark
    ${benchmark}/parent.c
    ${benchmark}/calls.c
    ${benchmark}/loops.c
    ${benchmark}/print.c
    LIBRARIES
    benchmark_measure
    example_parent
    CHILDREN
    benchmark-library
    benchmark-bare
)
