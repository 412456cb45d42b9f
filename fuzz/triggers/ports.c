/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Arm and RISC-V have no I/O ports.
 */
#include "confined.h"

abi_word confined_ports(struct fixture *fixture)
{
    (void)fixture;
    return 0;
}
