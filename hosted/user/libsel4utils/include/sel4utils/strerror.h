/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Names of errors and faults.
 */
#pragma once

#ifdef __cplusplus
extern "C" {
#endif

/* Prints where an invocation failed, and why; does nothing if it did not fail. */
#define sel4_error(e, str) ((e) == 0 ? (void)0 : sel4utils_report_error(e, __FILE__, __func__, __LINE__, str))

void sel4utils_report_error(int errcode, const char *file, const char *function, int line, const char *what);

const char *sel4_strerror(int errcode);
const char *sel4_strfault(int errcode);

#ifdef __cplusplus
}
#endif
