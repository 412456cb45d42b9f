/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Paints a stack; see stack.h.
 */
#include "stack.h"

#include <stdbool.h>
#include <stdint.h>

#define PAINTED_BYTES 16384
#define PAINT 0xa5
/*
 * The bytes between the caller's stack pointer and this function's frame address: the return address and the
 * caller's frame pointer.
 */
#define OWN_BYTES (2 * sizeof(void *))

__attribute__((noinline)) void stack_paint(void)
{
    volatile unsigned char *top = __builtin_frame_address(0);

    for (int i = 1; i <= PAINTED_BYTES; i++) {
        top[-i] = PAINT;
    }
}

__attribute__((noinline)) unsigned stack_used(void)
{
    const volatile unsigned char *top = __builtin_frame_address(0);
    int bytes = PAINTED_BYTES;

    while (bytes > 0 && top[-bytes] == PAINT) {
        bytes--;
    }
    return (unsigned)bytes + OWN_BYTES;
}
