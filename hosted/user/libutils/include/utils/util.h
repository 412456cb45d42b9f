/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Everything of libutils.
 */
#pragma once

#include <assert.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <autoconf.h>
#include <utils/gen_config.h>
#include <utils/arith.h>
#include <utils/attribute.h>
#include <utils/builtin.h>
#include <utils/config.h>
#include <utils/fence.h>
#include <utils/page.h>
#include <utils/stringify.h>
#include <utils/time.h>
#include <utils/zf_log.h>
#include <utils/zf_log_if.h>

#ifdef __cplusplus
#define compile_time_assert(name, expr) static_assert((expr), #name)
#else
#define compile_time_assert(name, expr) _Static_assert((expr), #name)
#endif

#define LOG_ERROR(...) ZF_LOGE(__VA_ARGS__)
#define LOG_INFO(...) ZF_LOGI(__VA_ARGS__)
