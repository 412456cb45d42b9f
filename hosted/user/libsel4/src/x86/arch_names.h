/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The architecture's names of invocations.
 */
#pragma once

#define ARCH(name) seL4_X86_##name
