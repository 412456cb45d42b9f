/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Logging: ZF_LOGV, D, I, W and E print a line if their level is at least ZF_LOG_LEVEL, which a source may
 * define before it includes this. ZF_LOGF always prints, and ends the program.
 */
#pragma once

#define ZF_LOG_VERBOSE 1
#define ZF_LOG_DEBUG 2
#define ZF_LOG_INFO 3
#define ZF_LOG_WARN 4
#define ZF_LOG_ERROR 5
#define ZF_LOG_FATAL 0xFFFF
#define ZF_LOG_NONE 0xFFFF

#ifndef ZF_LOG_LEVEL
#include <utils/gen_config.h>
#define ZF_LOG_LEVEL CONFIG_LIB_UTILS_DEFAULT_ZF_LOG_LEVEL
#endif

#include <utils/attribute.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Prints one line, in one write. The letter stands for the level. */
void utils_log(char letter, const char *function, const char *file, int line, const char *format, ...)
    FORMAT(printf, 5, 6);
/* The same, and ends the program. */
NORETURN void utils_log_fatal(const char *function, const char *file, int line, const char *format, ...)
    FORMAT(printf, 4, 5);

#define ZF_LOG_AT(level, letter, ...)                                                                        \
    do {                                                                                                     \
        if ((level) >= ZF_LOG_LEVEL) {                                                                       \
            utils_log(letter, __func__, __FILE__, __LINE__, __VA_ARGS__);                                    \
        }                                                                                                    \
    } while (0)

#define ZF_LOGV(...) ZF_LOG_AT(ZF_LOG_VERBOSE, 'V', __VA_ARGS__)
#define ZF_LOGD(...) ZF_LOG_AT(ZF_LOG_DEBUG, 'D', __VA_ARGS__)
#define ZF_LOGI(...) ZF_LOG_AT(ZF_LOG_INFO, 'I', __VA_ARGS__)
#define ZF_LOGW(...) ZF_LOG_AT(ZF_LOG_WARN, 'W', __VA_ARGS__)
#define ZF_LOGE(...) ZF_LOG_AT(ZF_LOG_ERROR, 'E', __VA_ARGS__)
#define ZF_LOGF(...) utils_log_fatal(__func__, __FILE__, __LINE__, __VA_ARGS__)

#ifdef __cplusplus
}
#endif
