/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The addresses of new mappings. First low ones, which fit an int: above a program at a fixed address, below
 * valgrind, and in what AddressSanitizer leaves to programs. Then from 32 TiB up, above AddressSanitizer.
 */
#pragma once

#define WINDOW_STARTS 0x10000000, 0x200000000000
#define WINDOW_ENDS 0x38000000, 0x210000000000
