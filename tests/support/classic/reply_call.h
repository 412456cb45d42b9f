/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The system call by which api_reply() replies.
 */
#pragma once

#define OWN_SYS_REPLY ABI_SYS_REPLY
