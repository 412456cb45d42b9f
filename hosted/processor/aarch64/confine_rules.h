/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The architecture of a hosted process's system calls: aarch64. It cannot make 32-bit Arm's calls, and only
 * clone, in its two forms, makes a process.
 */
#pragma once

#include <linux/audit.h>

#define CONFINE_ARCH AUDIT_ARCH_AARCH64

/* Loads the call's number. */
#define CONFINE_NUMBER LOAD(nr)
