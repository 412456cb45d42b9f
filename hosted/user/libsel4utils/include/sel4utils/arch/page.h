/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The page calls under names that every architecture has.
 */
#pragma once

#include <vspace/arch/page.h>
