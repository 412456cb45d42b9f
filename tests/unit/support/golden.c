/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The golden messages. The first byte counts those that follow, the next two are the kind of message and its
 * length. A field's tag is its number times 8, plus 0 for a number or 2 for something with a length.
 */
#include "golden.h"

#define MEMORY .which_msg = RpcMessage_memory_tag, .msg.memory
#define IRQ .which_msg = RpcMessage_irq_tag, .msg.irq
#define IOPORT .which_msg = RpcMessage_ioport_tag, .msg.ioport
#define RELEASE .which_msg = RpcMessage_release_tag, .msg.release
#define VERSION .which_msg = RpcMessage_version_tag, .msg.version
#define ACCOUNT .which_msg = RpcMessage_account_tag, .msg.account
#define LEASE .which_msg = RpcMessage_lease_tag, .msg.lease
#define RANGE .which_msg = RpcMessage_range_tag, .msg.range
#define RET .which_msg = RpcMessage_ret_tag, .msg.ret

const struct golden golden_messages[] = {
    {.name = "memory at an address",
     .message = {MEMORY = {.address = 0x10440000, .size_bits = 12}},
     .count = 11,
     .bytes = {0x0a, 0x12, 0x08, 0x08, 0x80, 0x80, 0x90, 0x82, 0x01, 0x10, 0x0c}},
    {.name = "memory anywhere, device memory too",
     .message = {MEMORY = {.address = 1, .size_bits = 12, .type = 7, .device = true}},
     .count = 11,
     .bytes = {0x0a, 0x12, 0x08, 0x08, 0x01, 0x10, 0x0c, 0x18, 0x07, 0x28, 0x01}},
    {.name = "a probe",
     .message = {MEMORY = {.address = 1, .size_bits = 48, .probe = true}},
     .count = 9,
     .bytes = {0x08, 0x12, 0x06, 0x08, 0x01, 0x10, 0x30, 0x30, 0x01}},
    {.name = "memory given back",
     .message = {MEMORY = {.address = 0x500000003, .size_bits = 12, .type = 7, .action = Action_FREE}},
     .count = 15,
     .bytes = {0x0e, 0x12, 0x0c, 0x08, 0x83, 0x80, 0x80, 0x80, 0x50, 0x10, 0x0c, 0x18, 0x07, 0x20, 0x01}},
    {.name = "an interrupt of no type",
     .message = {IRQ = {.which_type = 0}},
     .count = 3,
     .bytes = {0x02, 0x1a, 0x00}},
    {.name = "an interrupt by number",
     .message = {IRQ = {.which_type = IrqAllocMessage_simple_tag, .type.simple = {.irq = 4}}},
     .count = 7,
     .bytes = {0x06, 0x1a, 0x04, 0x1a, 0x02, 0x10, 0x04}},
    {.name = "an interrupt by number, with a trigger",
     .message = {IRQ = {.which_type = IrqAllocMessage_simple_tag,
                        .type.simple = {.setTrigger = true, .irq = 4, .trigger = 1}}},
     .count = 11,
     .bytes = {0x0a, 0x1a, 0x08, 0x1a, 0x06, 0x08, 0x01, 0x10, 0x04, 0x18, 0x01}},
    {.name = "an interrupt as a message",
     .message = {IRQ = {.which_type = IrqAllocMessage_msi_tag, .type.msi = {1, 2, 3, 4, 5}}},
     .count = 15,
     .bytes = {0x0e, 0x1a, 0x0c, 0x0a, 0x0a, 0x08, 0x01, 0x10, 0x02, 0x18, 0x03, 0x20, 0x04, 0x28, 0x05}},
    {.name = "an interrupt at a pin",
     .message = {IRQ = {.which_type = IrqAllocMessage_ioapic_tag, .type.ioapic = {1, 2, 3, 4, 5}}},
     .count = 15,
     .bytes = {0x0e, 0x1a, 0x0c, 0x12, 0x0a, 0x08, 0x01, 0x10, 0x02, 0x18, 0x03, 0x20, 0x04, 0x28, 0x05}},
    {.name = "ports",
     .message = {IOPORT = {.start = 0x3f8, .end = 0x3ff}},
     .count = 9,
     .bytes = {0x08, 0x22, 0x06, 0x08, 0xf8, 0x07, 0x10, 0xff, 0x07}},
    {.name = "success", .message = {RET = {0}}, .count = 3, .bytes = {0x02, 0x0a, 0x00}},
    {.name = "an error",
     .message = {RET = {.errorCode = 4}},
     .count = 5,
     .bytes = {0x04, 0x0a, 0x02, 0x08, 0x04}},
    {.name = "success with a cookie of 64 bits",
     .message = {RET = {.cookie = UINT64_MAX}},
     .count = 14,
     .bytes = {0x0d, 0x0a, 0x0b, 0x10, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01}},
    {.name = "a lease given back",
     .message = {RELEASE = {.cookie = 0x500000003}},
     .count = 9,
     .bytes = {0x08, 0x52, 0x06, 0x08, 0x83, 0x80, 0x80, 0x80, 0x50}},
    {.name = "the version asked for", .message = {VERSION = {0}}, .count = 3, .bytes = {0x02, 0x5a, 0x00}},
    {.name = "the account asked for", .message = {ACCOUNT = {0}}, .count = 3, .bytes = {0x02, 0x62, 0x00}},
    {.name = "the lease after another asked for",
     .message = {LEASE = {.cookie = 5}},
     .count = 5,
     .bytes = {0x04, 0x6a, 0x02, 0x08, 0x05}},
    {.name = "a range asked for",
     .message = {RANGE = {.kind = LeaseKind_IOPORT, .index = 2}},
     .count = 7,
     .bytes = {0x06, 0x72, 0x04, 0x08, 0x05, 0x10, 0x02}},
    {.name = "success with an address",
     .message = {RET = {.cookie = 5, .paddr = 0x10440000}},
     .count = 11,
     .bytes = {0x0a, 0x0a, 0x08, 0x10, 0x05, 0x18, 0x80, 0x80, 0x90, 0x82, 0x01}},
    {.name = "the version",
     .message = {RET = {.which_detail = ReturnMessage_version_tag, .detail.version = {2, 1}}},
     .count = 9,
     .bytes = {0x08, 0x0a, 0x06, 0x22, 0x04, 0x08, 0x02, 0x10, 0x01}},
    {.name = "an account",
     .message = {RET = {.which_detail = ReturnMessage_account_tag,
                        .detail.account = {4096, UINT64_MAX, 1, 9}}},
     .count = 23,
     .bytes = {0x16, 0x0a, 0x14, 0x2a, 0x12, 0x08, 0x80, 0x20, 0x10, 0xff, 0xff, 0xff,
               0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01, 0x18, 0x01, 0x20, 0x09}},
    {.name = "a lease",
     .message = {RET = {.which_detail = ReturnMessage_lease_tag,
                        .detail.lease = {.cookie = 5,
                                         .kind = LeaseKind_MEMORY,
                                         .first = 4096,
                                         .last = 8191,
                                         .type = 7,
                                         .size_bits = 12}}},
     .count = 19,
     .bytes = {0x12, 0x0a, 0x10, 0x32, 0x0e, 0x08, 0x05, 0x10, 0x01, 0x18, 0x80, 0x20, 0x20, 0xff, 0x3f, 0x28,
               0x07, 0x30, 0x0c}},
    {.name = "a range",
     .message =
         {RET = {.which_detail = ReturnMessage_range_tag,
                 .detail.range = {.kind = LeaseKind_IOPORT, .index = 2, .first = 0x3f8, .last = 0x3ff}}},
     .count = 15,
     .bytes = {0x0e, 0x0a, 0x0c, 0x3a, 0x0a, 0x08, 0x05, 0x10, 0x02, 0x18, 0xf8, 0x07, 0x20, 0xff, 0x07}},
};

const size_t golden_count = sizeof(golden_messages) / sizeof(golden_messages[0]);
