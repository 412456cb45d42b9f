/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Compares messages member by member: their padding may hold anything.
 */
#pragma once

#include <rpc.pb.h>

/* Fails the test where the messages are not of one kind, or differ in a member of it. */
void assert_messages_equal(const RpcMessage *a, const RpcMessage *b);
