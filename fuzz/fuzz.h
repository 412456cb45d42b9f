/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Included by every fuzzer. A fuzzer is a function that takes an input and survives it, or ends the process:
 * by a sanitizer, or by a failed cmocka assertion, which fuzz.c turns into an abort. libFuzzer calls it in
 * the preset `fuzz`, replay.c in all others.
 */
#pragma once

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "support/choices.h"

#define FUZZ_COUNT_OF(array) (sizeof(array) / sizeof((array)[0]))

int LLVMFuzzerInitialize(int *argc, char ***argv);
/* Keeps nothing between inputs: the same input always does the same. */
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t count);
