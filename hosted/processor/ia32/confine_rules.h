/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The architecture of a hosted process's system calls: 32-bit x86.
 */
#pragma once

#include <linux/audit.h>

#include "processor/x86/confine_rules.h"

#define CONFINE_ARCH AUDIT_ARCH_I386
