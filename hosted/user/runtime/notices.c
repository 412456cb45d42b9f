/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Changes in their order; see notices.h. Numbers wrap around.
 */
#include "user/runtime/notices.h"

#include <limits.h>
#include <linux/futex.h>
#include <stdatomic.h>
#include <stdint.h>
#include <sys/syscall.h>
#include <unistd.h>

static _Atomic uint32_t done;
static _Atomic unsigned waiting;

static void futex(int operation, uint32_t value)
{
    syscall(SYS_futex, &done, operation, value, NULL, NULL, 0);
}

void notices_wait(abi_word number)
{
    uint32_t now;

    if ((int32_t)((uint32_t)number - atomic_load(&done)) <= 0) {
        return;
    }
    atomic_fetch_add(&waiting, 1);
    while ((int32_t)((uint32_t)number - (now = atomic_load(&done))) > 0) {
        futex(FUTEX_WAIT_PRIVATE, now);
    }
    atomic_fetch_sub(&waiting, 1);
}

void notices_done(abi_word number)
{
    atomic_store(&done, (uint32_t)number);
    if (atomic_load(&waiting) > 0) {
        futex(FUTEX_WAKE_PRIVATE, INT_MAX);
    }
}
