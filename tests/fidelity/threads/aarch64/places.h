/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Where registers are in a seL4_UserContext of aarch64.
 */
#pragma once

enum { CONTEXT_WORDS = 36, IP_PLACE = 0, SP_PLACE = 1, FLAGS_PLACE = 2, ADDRESS_PLACE = 4, TLS_PLACE = 34 };
#define USUAL_FLAGS 0x40
/* Addresses at the ends of what a program may have, and outside. */
#define ODD_ADDRESSES 0xfffffffff000, 0x1000000000000, 0x8000000000000000, 0xffff000000000000, (seL4_Word)-1
