/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The hosted kernel's configuration: Arm with 64-bit words.
 */
#pragma once

#include <kernel/hosted_config.h>
#include <kernel/schedule_config.h>

#define CONFIG_ARCH_ARM 1
#define CONFIG_ARCH_AARCH64 1
#define CONFIG_SEL4_ARCH_AARCH64 1
#define CONFIG_WORD_SIZE 64
#define CONFIG_HAVE_FPU 1
#define CONFIG_PLAT_QEMU_ARM_VIRT 1
