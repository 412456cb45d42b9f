/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * One system call over hosted_enter(), for all of libsel4.
 */
#include "user/libsel4/src/system_call.h"

#include "user/libsel4/src/message.h"
#include "user/runtime/enter.h"

static void put_registers(struct abi_message *message, seL4_Word *const registers[])
{
    unsigned length = (unsigned)ABI_INFO_LENGTH(message->info);

    for (unsigned i = 0; i < seL4_FastMessageRegisters && i < length; i++) {
        message->mr[i] = registers[i] ? *registers[i] : 0;
    }
}

static void take_registers(const struct abi_message *message, seL4_Word *const registers[])
{
    unsigned length = (unsigned)ABI_INFO_LENGTH(message->info);

    for (unsigned i = 0; i < seL4_FastMessageRegisters && i < length; i++) {
        if (registers[i]) {
            *registers[i] = (seL4_Word)message->mr[i];
        }
    }
}

static void put(struct abi_message *message, enum abi_syscall what, seL4_CPtr capability,
                seL4_MessageInfo_t info, seL4_Word *const registers[])
{
    sel4_message_put_request(message, seL4_GetIPCBuffer(), what, capability, info);
    if (registers) {
        put_registers(message, registers);
    }
}

static seL4_MessageInfo_t take(const struct abi_message *message, seL4_Word *sender,
                               seL4_Word *const registers[])
{
    unsigned first = 0;

    if (sender) {
        *sender = (seL4_Word)message->capability;
    }
    if (registers) {
        take_registers(message, registers);
        first = seL4_FastMessageRegisters;
    }
    return sel4_message_take_answer(message, seL4_GetIPCBuffer(), first);
}

void sel4_system_call_send(enum abi_syscall what, seL4_CPtr dest, seL4_MessageInfo_t info,
                           seL4_Word *const registers[])
{
    struct abi_message message;

    put(&message, what, dest, info, registers);
    hosted_enter(&message);
}

seL4_MessageInfo_t sel4_system_call_receive(enum abi_syscall what, seL4_CPtr capability,
                                            seL4_MessageInfo_t info, seL4_Word *sender,
                                            seL4_Word *const registers[])
{
    return sel4_system_call_exchange(what, 0, info, capability, 0, sender, registers);
}

seL4_MessageInfo_t sel4_system_call_exchange(enum abi_syscall what, seL4_CPtr destination,
                                             seL4_MessageInfo_t info, seL4_CPtr source, seL4_CPtr reply,
                                             seL4_Word *sender, seL4_Word *const registers[])
{
    struct abi_message message;

    put(&message, what, source, info, registers);
    message.destination = destination;
    message.reply = reply;
    hosted_enter(&message);
    return take(&message, sender, registers);
}
