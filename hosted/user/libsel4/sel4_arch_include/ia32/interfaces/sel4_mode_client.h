/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The invocations of ia32 alone: none.
 */
#ifndef HOSTED_INTERFACES_SEL4_MODE_CLIENT_H
#define HOSTED_INTERFACES_SEL4_MODE_CLIENT_H

#endif
