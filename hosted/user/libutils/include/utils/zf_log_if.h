/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Logging on a condition.
 */
#pragma once

#include <utils/zf_log.h>

#define ZF_LOGV_IF(cond, ...)                                                                                \
    do {                                                                                                     \
        if (cond) {                                                                                          \
            ZF_LOGV(__VA_ARGS__);                                                                            \
        }                                                                                                    \
    } while (0)

#define ZF_LOGD_IF(cond, ...)                                                                                \
    do {                                                                                                     \
        if (cond) {                                                                                          \
            ZF_LOGD(__VA_ARGS__);                                                                            \
        }                                                                                                    \
    } while (0)

#define ZF_LOGI_IF(cond, ...)                                                                                \
    do {                                                                                                     \
        if (cond) {                                                                                          \
            ZF_LOGI(__VA_ARGS__);                                                                            \
        }                                                                                                    \
    } while (0)

#define ZF_LOGW_IF(cond, ...)                                                                                \
    do {                                                                                                     \
        if (cond) {                                                                                          \
            ZF_LOGW(__VA_ARGS__);                                                                            \
        }                                                                                                    \
    } while (0)

#define ZF_LOGE_IF(cond, ...)                                                                                \
    do {                                                                                                     \
        if (cond) {                                                                                          \
            ZF_LOGE(__VA_ARGS__);                                                                            \
        }                                                                                                    \
    } while (0)

#define ZF_LOGF_IF(cond, ...)                                                                                \
    do {                                                                                                     \
        if (cond) {                                                                                          \
            ZF_LOGF(__VA_ARGS__);                                                                            \
        }                                                                                                    \
    } while (0)
