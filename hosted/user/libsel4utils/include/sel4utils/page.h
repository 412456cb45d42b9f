/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The sizes of pages.
 */
#pragma once

#include <vspace/page.h>

#define UTILS_NUM_PAGE_SIZES SEL4_NUM_PAGE_SIZES
