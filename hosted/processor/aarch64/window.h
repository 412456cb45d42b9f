/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The addresses of new mappings. First low ones, which fit an int: above a program at a fixed address, below
 * valgrind and qemu-user. Then from 32 GiB up: address spaces may be as small as 2^39 bytes; Linux puts a
 * program's image and mappings into the upper half of any, and AddressSanitizer its shadow above 2^36.
 */
#pragma once

#define WINDOW_STARTS 0x10000000, 0x800000000
#define WINDOW_ENDS 0x38000000, 0x1000000000
