# Copyright 2026 libsel4rpc contributors
# SPDX-License-Identifier: BSD-2-Clause
#
# Code shared by the examples, on hosted seL4 and in a seL4 tree.

set(common ${CMAKE_CURRENT_LIST_DIR})

# What differs is in folders: KernelArch is seL4's name for the architecture; hosted seL4 is a PC.
if(KernelArch STREQUAL "arm")
    set(example_board arm)
    set(example_devices triggers)
    set(example_uart uart_pl011.c)
    set(example_timer timer_pl031.c)
elseif(KernelArch STREQUAL "riscv")
    set(example_board riscv)
    set(example_devices triggers)
    set(example_uart uart_16550.c)
    set(example_timer timer_goldfish.c)
else()
    set(example_board x86)
    set(example_devices x86)
    set(example_uart uart_16550.c)
    set(example_timer timer_8254.c)
endif()

add_library(example_child STATIC EXCLUDE_FROM_ALL ${common}/child.c ${common}/${example_devices}/devices.c)
target_include_directories(example_child PUBLIC ${common}/${example_board})
target_link_libraries(example_child PUBLIC sel4rpc_process)

# What drives the serial port.
add_library(example_uart STATIC EXCLUDE_FROM_ALL ${common}/${example_uart} ${common}/${example_devices}/registers.c)
target_link_libraries(example_uart PUBLIC example_child)

# What drives the timer.
add_library(
    example_timer STATIC EXCLUDE_FROM_ALL ${common}/timer.c ${common}/${example_timer}
                                          ${common}/${example_devices}/timer_access.c
)
target_link_libraries(example_timer PUBLIC example_child)

add_library(example_parent STATIC EXCLUDE_FROM_ALL ${common}/parent.c)
target_link_libraries(example_parent PUBLIC example_child)

# A parent that is a child itself.
set(example_vspace child_vspace_sel4.c)
if(SEL4RPC_HOSTED)
    set(example_vspace child_vspace_hosted.c)
endif()
add_library(example_platform_child STATIC EXCLUDE_FROM_ALL ${common}/child_platform.c ${common}/${example_vspace})
target_link_libraries(example_platform_child PUBLIC sel4rpc_process)
