/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Paging structures of Arm: chosen by word size.
 */
#pragma once

#include <sel4utils/sel4_arch/vspace.h>
