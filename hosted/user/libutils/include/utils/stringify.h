/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Making strings and names in the preprocessor.
 */
#pragma once

#define STRINGIFY_UNEXPANDED(s) #s
#define STRINGIFY(s) STRINGIFY_UNEXPANDED(s)

#define JOIN_UNEXPANDED(x, y) x##y
#define JOIN(x, y) JOIN_UNEXPANDED(x, y)
