/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Where registers are in a seL4_UserContext of x86_64.
 */
#pragma once

enum { CONTEXT_WORDS = 20, IP_PLACE = 0, SP_PLACE = 1, FLAGS_PLACE = 2, ADDRESS_PLACE = 3, TLS_PLACE = 18 };
#define USUAL_FLAGS 0x202
/* Addresses at the ends of what a program may have, and outside. */
#define ODD_ADDRESSES 0x7ffffffff000, 0x800000000000, 0x8000000000000000, 0xffff800000000000, (seL4_Word)-1
