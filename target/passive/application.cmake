# Copyright 2026 libsel4rpc contributors
# SPDX-License-Identifier: BSD-2-Clause
#
# The test of a passive server, tests/end_to_end/mcs, as a root task and its children. It needs a kernel with MCS.

if(NOT KernelIsMCS)
    message(FATAL_ERROR "A server can be passive only with -DMCS=ON")
endif()
set(here ${SEL4RPC_DIR}/tests/end_to_end/mcs)
target_child(end-to-end-passive-server ${here}/passive_server.c LIBRARIES example_child)
target_child(end-to-end-passive-client ${here}/passive_client.c LIBRARIES example_child)
target_rootserver(
    end-to-end-passive ${here}/passive.c ${SEL4RPC_DIR}/tests/support/server_is_valid.c
    LIBRARIES example_parent
    CHILDREN end-to-end-passive-server end-to-end-passive-client
)
target_include_directories(end-to-end-passive PRIVATE ${SEL4RPC_DIR}/src)
