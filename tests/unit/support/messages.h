/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Compares messages member by member, because their padding may hold anything.
 */
#pragma once

#include <rpc.pb.h>

/* Fails the test unless the messages are of one kind and equal in all its members. */
void assert_messages_equal(const RpcMessage *a, const RpcMessage *b);
