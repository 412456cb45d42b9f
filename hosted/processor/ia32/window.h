/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The addresses of new mappings: below those of AddressSanitizer and the loader.
 */
#pragma once

#define WINDOW_STARTS 0x10000000
#define WINDOW_ENDS 0x20000000
