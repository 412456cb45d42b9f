/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The addresses of new mappings. First low ones, which fit an int: above a program at a fixed address, below
 * valgrind, and in what AddressSanitizer leaves to programs. Then from 32 TiB up, above AddressSanitizer;
 * from 32 GiB up if seL4's architecture has no addresses as high.
 */
#pragma once

#define WINDOW_HAS_HIGH (seL4_UserTop >> 46 != 0)
#define WINDOW_STARTS 0x10000000, WINDOW_HAS_HIGH ? 0x200000000000 : 0x800000000
#define WINDOW_ENDS 0x38000000, WINDOW_HAS_HIGH ? 0x210000000000 : 0x1000000000
