/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The hosted kernel's configuration with MCS.
 */
#pragma once

#define CONFIG_KERNEL_MCS 1
#define CONFIG_BOOT_THREAD_TIME_SLICE 5
