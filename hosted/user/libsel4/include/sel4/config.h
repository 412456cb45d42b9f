/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Where libsel4's headers get their configuration from.
 */
#ifndef HOSTED_SEL4_CONFIG_H
#define HOSTED_SEL4_CONFIG_H

#include <autoconf.h>

#endif
