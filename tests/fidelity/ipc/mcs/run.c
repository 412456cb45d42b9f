/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * With MCS a receive names a reply object: the cases do not run there yet.
 */
#include "parts.h"

void ipc(void)
{
}

void peer_main(seL4_Word number, seL4_Word round)
{
    (void)number;
    (void)round;
}
