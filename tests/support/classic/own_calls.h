/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Without MCS, a test under the user fixture makes libsel4's calls as they are.
 */
#pragma once

struct abi_message;
struct fixture_thread;

static inline void own_reply_complete(struct abi_message *message, const struct fixture_thread *thread)
{
    (void)message;
    (void)thread;
}

static inline seL4_BootInfo *own_reply_set_up(seL4_BootInfo *info)
{
    return info;
}
