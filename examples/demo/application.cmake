# Copyright 2026 libsel4rpc contributors
# SPDX-License-Identifier: BSD-2-Clause

set(here ${CMAKE_CURRENT_LIST_DIR})

set(uart uart_16550.c)
if(KernelArch STREQUAL "arm")
    set(uart uart_pl011.c)
endif()
target_child(demo-memory ${here}/memory_child.c LIBRARIES example_child)
target_child(
    demo-serial ${here}/serial_child.c ${here}/${uart} ${here}/${example_devices}/registers.c LIBRARIES example_child
)
target_rootserver(demo-parent ${here}/parent.c LIBRARIES example_parent CHILDREN demo-memory demo-serial)
