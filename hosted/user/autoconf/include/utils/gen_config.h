/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * libutils's configuration.
 */
#pragma once

#define CONFIG_LIB_UTILS_DEFAULT_ZF_LOG_LEVEL 5 /* errors */
