/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Configuration options in ordinary expressions.
 */
#pragma once

/* 1 if the option is defined as 1, 0 if it is not defined. */
#define config_set(option) CONFIG_SET_EXPANDED(option)
#define CONFIG_SET_EXPANDED(value) CONFIG_SET_SECOND(CONFIG_SET_COMMA_##value 1, 0)
#define CONFIG_SET_COMMA_1 0,
#define CONFIG_SET_SECOND(...) CONFIG_SET_PICK(__VA_ARGS__, 0)
#define CONFIG_SET_PICK(first, second, ...) (second)
