/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Where libsel4's headers get their configuration from.
 */
#pragma once

#include <autoconf.h>
