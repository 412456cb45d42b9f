/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * libsel4's configuration.
 */
#ifndef HOSTED_SEL4_GEN_CONFIG_H
#define HOSTED_SEL4_GEN_CONFIG_H

#define CONFIG_LIB_SEL4_INLINE_INVOCATIONS 1

#endif
