/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The architecture that a hosted process's system calls are made for: aarch64. Of 32-bit Arm's calls it can
 * make none, and of its own the only one that makes a process is clone, in its two forms.
 */
#pragma once

#include <linux/audit.h>

#define CONFINE_ARCH AUDIT_ARCH_AARCH64

/* Loads the call's number. */
#define CONFINE_NUMBER LOAD(nr)
