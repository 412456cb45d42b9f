/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The addresses of new mappings: from 32 TiB up, above those of AddressSanitizer.
 */
#pragma once

#define WINDOW_STARTS 0x200000000000
#define WINDOW_ENDS 0x210000000000
