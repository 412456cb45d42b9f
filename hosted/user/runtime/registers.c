/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Asks the kernel for accesses to registers; see registers.h.
 */
#include "processor/registers.h"

#include "user/runtime/enter.h"

unsigned registers_ask(const void *address, enum abi_access access, abi_word *value)
{
    struct abi_message message = {
        .what = ABI_SYS_DEVICE, .info = ABI_INFO(0, 0, 0, 3), .mr = {(abi_word)address, access, *value}};

    hosted_enter(&message);
    *value = message.mr[0];
    return ABI_INFO_LABEL(message.info) == ABI_NO_ERROR ? (unsigned)message.mr[1] : 0;
}
