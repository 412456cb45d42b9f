# Copyright 2026 libsel4rpc contributors
# SPDX-License-Identifier: BSD-2-Clause
#
# KernelIsMCS, as in a seL4 build, chooses between seL4 with and without MCS: scheduling contexts and reply objects.
# HOSTED_SCHEDULE names the folders with what differs.

option(KernelIsMCS "Hosted seL4 has MCS: scheduling contexts and reply objects" OFF)
if(KernelIsMCS AND CMAKE_SIZEOF_VOID_P EQUAL 4)
    message(FATAL_ERROR "Hosted seL4 has MCS only with 64-bit words")
endif()
if(KernelIsMCS)
    set(HOSTED_SCHEDULE mcs CACHE INTERNAL "")
else()
    set(HOSTED_SCHEDULE classic CACHE INTERNAL "")
endif()
# Where kernel/abi.h finds its part.
set(HOSTED_INCLUDE ${HOSTED_INCLUDE} ${CMAKE_CURRENT_LIST_DIR}/kernel/thread/${HOSTED_SCHEDULE}/abi CACHE INTERNAL "")
