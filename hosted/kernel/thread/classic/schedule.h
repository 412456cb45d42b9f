/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * What a thread has on a kernel without MCS: a slot for the capability to reply to its caller, and a fault
 * handler by address. It runs whenever it is ready.
 */
#pragma once

#include "kernel/capability/slot.h"

#define SCHEDULE_THREAD_SLOTS THREAD_SLOT_CALLER
#define SCHEDULE_THREAD_SLOT_TYPES CAPABILITY_REPLY
#define SCHEDULE_BOOT_BITS ABI_TCB_BITS /* boot makes nothing smaller than the TCB */

struct thread_schedule {
    struct slot *reply; /* the slot of the reply capability to it, or NULL */
    abi_word fault_handler;
};
