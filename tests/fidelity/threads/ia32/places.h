/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Where registers are in a seL4_UserContext of ia32.
 */
#pragma once

enum { CONTEXT_WORDS = 12, IP_PLACE = 0, SP_PLACE = 1, FLAGS_PLACE = 2, ADDRESS_PLACE = 3, TLS_PLACE = 11 };
#define USUAL_FLAGS 0x202
/* Addresses at the ends of what a program may have, and outside. */
#define ODD_ADDRESSES 0x7ffff000, 0x80000000, 0xe0000000, (seL4_Word)-1
