/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Messages of a hostile client. Most start as a properly encoded request with odd numbers. Then bytes change,
 * lengths are wrong, capabilities come along, or it is sent again.
 */
#include "support/hostile.h"

#include <pb_decode.h>
#include <pb_encode.h>
#include <rpc.pb.h>
#include <string.h>

struct hostile hostile_new(uint64_t seed, seL4_Word magic)
{
    return (struct hostile){.random = random_new(seed), .magic = magic};
}

void hostile_learn(struct hostile *hostile, uint64_t cookie)
{
    hostile->cookies[hostile->cookie_count++ % HOSTILE_COOKIES] = cookie;
}

/* A number likely to be at a limit of something, or just beyond it. */
static uint64_t odd_number(struct random *random)
{
    static const uint64_t numbers[] = {0,          1,          4,           9,          12,
                                       14,         16,         31,          0x3f8,      0x3ff,
                                       0xffff,     0x10000,    0x10440000,  0x10441000, 0x7fffffff,
                                       0x80000000, 0xffffffff, 0x100000000, INT64_MAX,  UINT64_MAX};
    uint64_t number = numbers[random_below(random, sizeof(numbers) / sizeof(numbers[0]))];

    switch (random_below(random, 6)) {
    case 0:
        return number + 1;
    case 1:
        return number - 1;
    case 2:
        return random_next(random);
    case 3:
        return random_next(random) >> (random_next(random) % 64);
    default:
        return number;
    }
}

static uint64_t some_cookie(struct hostile *hostile)
{
    uint64_t cookie = hostile->cookies[random_below(&hostile->random, HOSTILE_COOKIES)];

    switch (random_below(&hostile->random, 4)) {
    case 0:
        return cookie ^ UINT64_C(1) << random_below(&hostile->random, 64);
    case 1:
        return odd_number(&hostile->random);
    default:
        return cookie;
    }
}

static void fill_memory(struct hostile *hostile, MemoryAllocMessage *memory)
{
    struct random *random = &hostile->random;

    memory->action =
        random_below(random, 8) == 0 ? (Action)odd_number(random) : (Action)random_below(random, 2);
    memory->address = memory->action == Action_FREE  ? some_cookie(hostile)
                      : random_below(random, 3) != 0 ? 1
                                                     : odd_number(random);
    memory->type = random_below(random, 5) != 0 ? random_below(random, 12) : odd_number(random);
    memory->size_bits = random_below(random, 5) != 0 ? 4 * random_below(random, 4) : odd_number(random);
    memory->device = random_below(random, 4) == 0;
}

static void fill_irq(struct random *random, IrqAllocMessage *irq)
{
    switch (random_below(random, 4)) {
    case 0:
        irq->which_type = IrqAllocMessage_msi_tag;
        irq->type.msi =
            (IrqAllocMessagex86_MSI){odd_number(random) % 300, random_below(random, 34),
                                     random_below(random, 9), odd_number(random), random_below(random, 20)};
        break;
    case 1:
        irq->which_type = IrqAllocMessage_ioapic_tag;
        irq->type.ioapic = (IrqAllocMessagex86_IOAPIC){
            random_below(random, 16) / 15, random_below(random, 30), random_below(random, 16) / 7,
            random_below(random, 16) / 7, random_below(random, 14)};
        break;
    case 2:
        irq->which_type = IrqAllocMessage_simple_tag;
        irq->type.simple.irq = random_below(random, 2) != 0 ? random_below(random, 26) : odd_number(random);
        irq->type.simple.setTrigger = random_below(random, 5) == 0;
        irq->type.simple.target = random_below(random, 5) == 0 ? odd_number(random) % 3 : 0;
        break;
    default:
        break;
    }
}

static RpcMessage some_message(struct hostile *hostile)
{
    static const pb_size_t kinds[] = {RpcMessage_ret_tag,    RpcMessage_memory_tag,  RpcMessage_memory_tag,
                                      RpcMessage_memory_tag, RpcMessage_irq_tag,     RpcMessage_irq_tag,
                                      RpcMessage_ioport_tag, RpcMessage_release_tag, RpcMessage_version_tag,
                                      RpcMessage_lease_tag,  RpcMessage_account_tag, RpcMessage_range_tag};
    struct random *random = &hostile->random;
    RpcMessage message = RpcMessage_init_zero;

    message.which_msg = kinds[random_below(random, sizeof(kinds) / sizeof(kinds[0]))];
    switch (message.which_msg) {
    case RpcMessage_ret_tag:
        message.msg.ret =
            (ReturnMessage){.errorCode = (uint32_t)odd_number(random), .cookie = some_cookie(hostile)};
        break;
    case RpcMessage_memory_tag:
        fill_memory(hostile, &message.msg.memory);
        break;
    case RpcMessage_irq_tag:
        fill_irq(random, &message.msg.irq);
        break;
    case RpcMessage_ioport_tag:
        message.msg.ioport.start = (uint32_t)odd_number(random);
        message.msg.ioport.end = random_below(random, 2) != 0
                                     ? message.msg.ioport.start + random_below(random, 16)
                                     : (uint32_t)odd_number(random);
        break;
    case RpcMessage_release_tag:
        message.msg.release.cookie = some_cookie(hostile);
        break;
    case RpcMessage_lease_tag:
        message.msg.lease.cookie = random_below(random, 3) != 0 ? some_cookie(hostile) : 0;
        break;
    case RpcMessage_range_tag:
        message.msg.range = (RangeMessage){.kind = (LeaseKind)random_below(random, 9),
                                           .index = random_below(random, 2) != 0 ? random_below(random, 4)
                                                                                 : odd_number(random)};
        break;
    default:
        break;
    }
    return message;
}

/* Changes a few bytes, the length prefix, or the number of bytes. Returns the number of bytes. */
static size_t damage(struct random *random, uint8_t *bytes, size_t count)
{
    switch (random_below(random, 4)) {
    case 0:
        bytes[0] = (uint8_t)random_next(random);
        break;
    case 1:
        count = random_below(random, (unsigned)count + 1);
        break;
    case 2:
        for (size_t i = count; i < HOSTILE_BYTES && i < 2 * count; i++) {
            bytes[i] = bytes[i - count];
        }
        count = 2 * count < HOSTILE_BYTES ? 2 * count : HOSTILE_BYTES;
        break;
    default:
        break;
    }
    for (unsigned times = random_below(random, 4); times > 0 && count > 0; times--) {
        bytes[random_below(random, (unsigned)count)] ^= (uint8_t)(1u << random_below(random, 8));
    }
    return count;
}

/* Encodes a message, and perhaps damages it. Returns the number of bytes. */
static size_t some_bytes(struct hostile *hostile, uint8_t bytes[HOSTILE_BYTES])
{
    struct random *random = &hostile->random;
    RpcMessage message = some_message(hostile);
    pb_ostream_t stream = pb_ostream_from_buffer(bytes, HOSTILE_BYTES);

    if (random_below(random, 8) == 0 ||
        !pb_encode_ex(&stream, RpcMessage_fields, &message, PB_ENCODE_DELIMITED)) {
        for (size_t i = 0; i < HOSTILE_BYTES; i++) {
            bytes[i] = (uint8_t)random_next(random);
        }
        return random_below(random, HOSTILE_BYTES);
    }
    return random_below(random, 3) == 0 ? damage(random, bytes, stream.bytes_written) : stream.bytes_written;
}

static seL4_MessageInfo_t some_info(struct hostile *hostile, size_t bytes)
{
    struct random *random = &hostile->random;
    seL4_Word label = random_below(random, 20) == 0 ? random_below(random, 16) : 0;
    seL4_Word length = 1 + (bytes + sizeof(seL4_Word) - 1) / sizeof(seL4_Word);
    seL4_Word caps = 0;

    if (random_below(random, 12) == 0) {
        length = random_below(random, seL4_MsgMaxLength + 1); /* sends the buffer's old contents too */
    }
    if (hostile->capability != 0 && random_below(random, 6) == 0) {
        caps = 1 + random_below(random, seL4_MsgMaxExtraCaps);
        for (unsigned i = 0; i < caps; i++) {
            seL4_SetCap((int)i, hostile->capability);
        }
    }
    return seL4_MessageInfo_new(label, 0, caps, length);
}

seL4_MessageInfo_t hostile_fill(struct hostile *hostile)
{
    seL4_Word *registers = seL4_GetIPCBuffer()->msg;
    uint8_t bytes[HOSTILE_BYTES] = {0};

    if (random_below(&hostile->random, 10) == 0 && seL4_MessageInfo_get_length(hostile->last_info) != 0) {
        registers[0] = hostile->magic;
        memcpy(&registers[1], hostile->last, sizeof(hostile->last));
        return hostile->last_info;
    }
    size_t count = some_bytes(hostile, bytes);
    registers[0] =
        random_below(&hostile->random, 20) == 0 ? (seL4_Word)random_next(&hostile->random) : hostile->magic;
    memcpy(&registers[1], bytes, sizeof(bytes));
    memcpy(hostile->last, bytes, sizeof(bytes));
    hostile->last_info = some_info(hostile, count);
    return hostile->last_info;
}

void hostile_take(struct hostile *hostile, seL4_MessageInfo_t info)
{
    const seL4_Word *registers = seL4_GetIPCBuffer()->msg;
    pb_istream_t stream = pb_istream_from_buffer((const pb_byte_t *)registers,
                                                 seL4_MessageInfo_get_length(info) * sizeof(seL4_Word));
    RpcMessage answer = RpcMessage_init_zero;

    if (seL4_MessageInfo_get_label(info) != 0) {
        return; /* the message was no request */
    }
    if (!pb_decode_ex(&stream, RpcMessage_fields, &answer, PB_DECODE_DELIMITED) ||
        answer.which_msg != RpcMessage_ret_tag || answer.msg.ret.errorCode > seL4_NotEnoughMemory) {
        hostile->strange++;
    } else if (answer.msg.ret.errorCode != 0) {
        hostile->refused++;
    } else if (answer.msg.ret.cookie != 0) {
        hostile->granted++;
        hostile_learn(hostile, answer.msg.ret.cookie);
    }
}
