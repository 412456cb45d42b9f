/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Where registers are in a seL4_UserContext of riscv64, which has no flags.
 */
#pragma once

enum { CONTEXT_WORDS = 32, IP_PLACE = 0, SP_PLACE = 2, FLAGS_PLACE = 0, ADDRESS_PLACE = 16, TLS_PLACE = 31 };
#define USUAL_FLAGS 0
/* Addresses at the ends of what a program may have, and outside. */
#define ODD_ADDRESSES 0x3ffffff000, 0x4000000000, 0x8000000000000000, 0xffffffc000000000, (seL4_Word)-1
