/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * libsel4utils's configuration.
 */
#ifndef HOSTED_SEL4UTILS_GEN_CONFIG_H
#define HOSTED_SEL4UTILS_GEN_CONFIG_H

#define CONFIG_SEL4UTILS_STACK_SIZE 65536
#define CONFIG_SEL4UTILS_CSPACE_SIZE_BITS 12

#endif
