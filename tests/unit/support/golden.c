/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The golden messages. The first byte is the number of those that follow, the next two are the kind of
 * message and its length; a field is its number times 8, plus 0 for a number or 2 for what has a length.
 */
#include "golden.h"

#define MEMORY .which_msg = RpcMessage_memory_tag, .msg.memory
#define IRQ .which_msg = RpcMessage_irq_tag, .msg.irq
#define IOPORT .which_msg = RpcMessage_ioport_tag, .msg.ioport
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
};

const size_t golden_count = sizeof(golden_messages) / sizeof(golden_messages[0]);
