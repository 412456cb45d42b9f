/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The wire format: from an RpcMessage to bytes in message registers and back. Only this folder knows
 * protobuf's encoding.
 */
#pragma once

#include <rpc.pb.h>
#include <sel4/sel4.h>
#include <stdbool.h>
#include <utils/attribute.h>

/* Encodes a message into the message registers from `first`, 0 or 1, on. Fills the last word with zeroes, and
 * maybe part of the next. Returns the length of the IPC message in registers, those before `first` included;
 * 0, with nothing written, if the protocol does not define the message. */
seL4_Word srpc_wire_encode(const RpcMessage *message, seL4_Word first) WARN_UNUSED_RESULT;

/* Encodes an answer into the message registers from 0 on: as an RpcMessage that holds it. */
seL4_Word srpc_wire_encode_answer(const ReturnMessage *answer) WARN_UNUSED_RESULT;

/* Decodes the message that starts in register `first` of an IPC message of `length` registers; reads no
 * further. Returns false, with *message undefined, if the bytes are not an RpcMessage. A message with nothing
 * known in it decodes with which_msg 0. */
bool srpc_wire_decode(RpcMessage *message, seL4_Word first, seL4_Word length) WARN_UNUSED_RESULT;
