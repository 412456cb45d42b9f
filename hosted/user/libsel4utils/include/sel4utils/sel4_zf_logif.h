/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Logs a failed invocation: the name of its error, then a text.
 */
#pragma once

#include <sel4utils/strerror.h>
#include <utils/zf_log.h>
#include <utils/zf_log_if.h>

#define ZF_LOGD_IFERR(err, ...)                                                                              \
    do {                                                                                                     \
        if ((err) != 0) {                                                                                    \
            ZF_LOGD("%s", sel4_strerror((int)(err)));                                                        \
            ZF_LOGD(__VA_ARGS__);                                                                            \
        }                                                                                                    \
    } while (0)

#define ZF_LOGI_IFERR(err, ...)                                                                              \
    do {                                                                                                     \
        if ((err) != 0) {                                                                                    \
            ZF_LOGI("%s", sel4_strerror((int)(err)));                                                        \
            ZF_LOGI(__VA_ARGS__);                                                                            \
        }                                                                                                    \
    } while (0)

#define ZF_LOGW_IFERR(err, ...)                                                                              \
    do {                                                                                                     \
        if ((err) != 0) {                                                                                    \
            ZF_LOGW("%s", sel4_strerror((int)(err)));                                                        \
            ZF_LOGW(__VA_ARGS__);                                                                            \
        }                                                                                                    \
    } while (0)

#define ZF_LOGE_IFERR(err, ...)                                                                              \
    do {                                                                                                     \
        if ((err) != 0) {                                                                                    \
            ZF_LOGE("%s", sel4_strerror((int)(err)));                                                        \
            ZF_LOGE(__VA_ARGS__);                                                                            \
        }                                                                                                    \
    } while (0)

#define ZF_LOGF_IFERR(err, ...)                                                                              \
    do {                                                                                                     \
        if ((err) != 0) {                                                                                    \
            ZF_LOGE("%s", sel4_strerror((int)(err)));                                                        \
            ZF_LOGF(__VA_ARGS__);                                                                            \
        }                                                                                                    \
    } while (0)
