/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The wire format: an RpcMessage to the bytes in message registers and back, and nothing else. Only
 * wire_*.[ch] know how protobuf is encoded.
 */
#pragma once

#include <rpc.pb.h>
#include <sel4/sel4.h>
#include <stdbool.h>
#include <utils/attribute.h>

/*
 * Encodes a message into the message registers from `first` on; the last word is filled up with zeroes,
 * and something of the next may be.
 * Returns the number of registers that the whole IPC message has, those before `first` included; or 0, with
 * nothing written, where the message is none of this protocol. `first` is 0 or 1: from there on every message
 * fits.
 */
seL4_Word srpc_wire_encode(const RpcMessage *message, seL4_Word first) WARN_UNUSED_RESULT;

/*
 * Decodes the message that starts in register `first` of an IPC message of `length` registers. Nothing at or
 * after register `length` is read. Returns false where the bytes are no RpcMessage; *message is then
 * undefined. A message that holds nothing known decodes, with which_msg 0.
 */
bool srpc_wire_decode(RpcMessage *message, seL4_Word first, seL4_Word length)
    WARN_UNUSED_RESULT;
