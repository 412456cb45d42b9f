/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The hosted kernel's configuration: x86 with 64-bit words.
 */
#pragma once

#include <kernel/hosted_config.h>
#include <kernel/schedule_config.h>

#define CONFIG_ARCH_X86 1
#define CONFIG_ARCH_X86_64 1
#define CONFIG_SEL4_ARCH_X86_64 1
#define CONFIG_WORD_SIZE 64
#define CONFIG_HUGE_PAGE 1
#define CONFIG_PLAT_PC99 1
