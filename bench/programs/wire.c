/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The wire format alone: encodes and decodes each message, without a server. Prints each message's name and
 * bytes, then counts two sections for it, in the order of the table.
 */
#include "mark.h"
#include "stack.h"
#include "wire/wire.h"

#include <stdio.h>
#include <stdlib.h>

#define COOKIE UINT64_C(0x1200000007) /* as from a server that has granted some */
#define ADDRESS 0x40107000

static const struct {
    const char *name;
    RpcMessage message;
} samples[] = {
    {"memory (the README's)",
     {.which_msg = RpcMessage_memory_tag,
      .msg.memory = {.address = 0x10440000, .size_bits = 12, .type = seL4_UntypedObject}}},
    {"memory (a frame, anywhere)",
     {.which_msg = RpcMessage_memory_tag,
      .msg.memory = {.address = 1, .size_bits = 12, .type = seL4_X86_4K}}},
    {"memory (free)",
     {.which_msg = RpcMessage_memory_tag,
      .msg.memory = {.address = COOKIE, .size_bits = 12, .type = seL4_X86_4K, .action = Action_FREE}}},
    {"irq (by number)",
     {.which_msg = RpcMessage_irq_tag,
      .msg.irq = {.which_type = IrqAllocMessage_simple_tag, .type.simple = {.irq = 4}}}},
    {"irq (MSI)",
     {.which_msg = RpcMessage_irq_tag,
      .msg.irq = {.which_type = IrqAllocMessage_msi_tag, .type.msi = {1, 2, 3, 4, 5}}}},
    {"irq (I/O APIC)",
     {.which_msg = RpcMessage_irq_tag,
      .msg.irq = {.which_type = IrqAllocMessage_ioapic_tag, .type.ioapic = {1, 2, 1, 1, 5}}}},
    {"ioport", {.which_msg = RpcMessage_ioport_tag, .msg.ioport = {.start = 0x3f8, .end = 0x3ff}}},
    {"release", {.which_msg = RpcMessage_release_tag, .msg.release = {.cookie = COOKIE}}},
    {"version", {.which_msg = RpcMessage_version_tag}},
    {"account", {.which_msg = RpcMessage_account_tag}},
    {"lease", {.which_msg = RpcMessage_lease_tag, .msg.lease = {.cookie = COOKIE}}},
    {"range", {.which_msg = RpcMessage_range_tag, .msg.range = {.kind = LeaseKind_IOPORT, .index = 1}}},
    {"ret (granted memory)",
     {.which_msg = RpcMessage_ret_tag, .msg.ret = {.cookie = COOKIE, .paddr = ADDRESS}}},
    {"ret (done)", {.which_msg = RpcMessage_ret_tag}},
    {"ret (refused)", {.which_msg = RpcMessage_ret_tag, .msg.ret = {.errorCode = seL4_RangeError}}},
    {"ret (version)",
     {.which_msg = RpcMessage_ret_tag,
      .msg.ret = {.which_detail = ReturnMessage_version_tag,
                  .detail.version = {.version = 2, .features = 1}}}},
    {"ret (account)",
     {.which_msg = RpcMessage_ret_tag,
      .msg.ret = {.which_detail = ReturnMessage_account_tag,
                  .detail.account =
                      {.memory_bytes = 0x5000, .memory_limit = 0x10000, .leases = 5, .leases_limit = 8}}}},
    {"ret (lease)",
     {.which_msg = RpcMessage_ret_tag,
      .msg.ret = {.which_detail = ReturnMessage_lease_tag,
                  .detail.lease = {.cookie = COOKIE,
                                   .kind = LeaseKind_MEMORY,
                                   .first = ADDRESS,
                                   .last = ADDRESS + 0xfff,
                                   .type = seL4_X86_4K,
                                   .size_bits = 12}}}},
    {"ret (range)",
     {.which_msg = RpcMessage_ret_tag,
      .msg.ret = {.which_detail = ReturnMessage_range_tag,
                  .detail.range = {.kind = LeaseKind_IOPORT, .index = 1, .first = 0x3f8, .last = 0x3ff}}}},
};

/* Returns the bytes in the message registers: the length prefix, here one byte, and what it counts. */
static unsigned encoded_bytes(void)
{
    return 1 + (seL4_GetMR(0) & 0x7f);
}

static void expect(const char *name, bool done)
{
    if (!done) {
        printf("%s: failed\n", name);
        exit(EXIT_FAILURE);
    }
}

static void count_both(const char *name, const RpcMessage *message)
{
    RpcMessage decoded;
    seL4_Word length = srpc_wire_encode(message, 0);

    expect(name, length != 0 && srpc_wire_decode(&decoded, 0, length));
    printf("message %u %s\n", encoded_bytes(), name);
    mark();
    length = srpc_wire_encode(message, 0);
    mark();
    expect(name, length != 0);
    mark();
    bool done = srpc_wire_decode(&decoded, 0, length);
    mark();
    expect(name, done && decoded.which_msg == message->which_msg);
}

/* Measures the stack of encoding and decoding a message; keeps the larger of that and earlier ones. */
static void measure_stack(const RpcMessage *message, unsigned *encode, unsigned *decode)
{
    RpcMessage decoded;

    stack_paint();
    seL4_Word length = srpc_wire_encode(message, 0);
    unsigned used = stack_used();
    *encode = used > *encode ? used : *encode;
    stack_paint();
    bool done = srpc_wire_decode(&decoded, 0, length);
    used = stack_used();
    *decode = used > *decode ? used : *decode;
    expect("the stack of a message", done);
}

int main(void)
{
    unsigned encode = 0, decode = 0;

    for (size_t i = 0; i < sizeof(samples) / sizeof(samples[0]); i++) {
        count_both(samples[i].name, &samples[i].message);
        measure_stack(&samples[i].message, &encode, &decode);
    }
    printf("stack %u wire encode\nstack %u wire decode\n", encode, decode);
    return EXIT_SUCCESS;
}
