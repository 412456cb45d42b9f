/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Messages of the protocol in words, requests and answers.
 */
#include "arch/object.h"
#include "report/words.h"

#include <sel4rpc/client.h>
#include <sel4rpc/report.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* Text of at most SEL4RPC_MESSAGE_BYTES; what does not fit is cut off. */
struct text {
    char *bytes;
    size_t used;
};

static void add(struct text *text, const char *format, ...) __attribute__((format(printf, 2, 3)));

static void add(struct text *text, const char *format, ...)
{
    size_t room = SEL4RPC_MESSAGE_BYTES - text->used;
    va_list arguments;

    va_start(arguments, format);
    int length = vsnprintf(text->bytes + text->used, room, format, arguments);
    va_end(arguments);
    if (length > 0) {
        text->used += (size_t)length < room ? (size_t)length : room - 1;
    }
}

static void add_cookie(struct text *text, uint64_t cookie)
{
    add(text, "cookie 0x%llx", (unsigned long long)cookie);
}

/* A lease's numbers as a description. */
static void add_lease(struct text *text, const LeaseMessage *lease)
{
    char description[SEL4RPC_DESCRIPTION_BYTES];

    sel4rpc_describe(description, lease);
    add(text, "%s", description);
}

static void add_numbers(struct text *text, LeaseKind kind, uint64_t first, uint64_t last)
{
    add_lease(text, &(LeaseMessage){.kind = kind, .first = first, .last = last});
}

/* ---- Requests. */

static void add_memory(struct text *text, const MemoryAllocMessage *memory)
{
    bool anywhere = memory->address == SEL4RPC_ANYWHERE;
    LeaseMessage object = {.kind = LeaseKind_MEMORY,
                           .first = memory->address,
                           .last = anywhere ? 0 : memory->address,
                           .type = memory->type,
                           .size_bits = memory->size_bits};

    if (memory->probe) {
        add(text, "probe");
        return;
    }
    add(text, "memory ");
    if (memory->action == Action_FREE) {
        add(text, "FREE ");
        add_cookie(text, memory->address);
        return;
    }
    add(text, memory->action == Action_ALLOCATE ? "ALLOCATE " : "unknown action, ");
    add_lease(text, &object);
    add(text, "%s%s", anywhere ? ", anywhere" : "", memory->device ? ", device memory too" : "");
}

static void add_irq(struct text *text, const IrqAllocMessage *irq)
{
    const IrqAllocMessageSimple *simple = &irq->type.simple;
    const IrqAllocMessagex86_MSI *msi = &irq->type.msi;
    const IrqAllocMessagex86_IOAPIC *pin = &irq->type.ioapic;

    switch (irq->which_type) {
    case IrqAllocMessage_simple_tag:
        add_numbers(text, LeaseKind_IRQ, simple->irq, simple->irq);
        if (simple->setTrigger) {
            add(text, ", %s, core %llu", simple->trigger != 0 ? "edge" : "level",
                (unsigned long long)simple->target);
        }
        break;
    case IrqAllocMessage_msi_tag:
        add_numbers(text, LeaseKind_MSI, msi->vector, msi->vector);
        add(text, " of device %llx:%llx.%llx, handle %llu", (unsigned long long)msi->pci_bus,
            (unsigned long long)msi->pci_dev, (unsigned long long)msi->pci_func,
            (unsigned long long)msi->handle);
        break;
    case IrqAllocMessage_ioapic_tag:
        add_numbers(text, LeaseKind_IOAPIC, SEL4RPC_PIN(pin->ioapic, pin->pin), 0);
        add(text, ", %s, active %s, vector %llu", pin->level != 0 ? "level" : "edge",
            pin->polarity != 0 ? "low" : "high", (unsigned long long)pin->vector);
        break;
    default:
        add(text, "interrupt of unknown type");
    }
}

/* ---- Answers. */

static void add_number_or_limit(struct text *text, uint64_t number, bool is_bytes)
{
    char bytes[SRPC_BYTES_TEXT];

    if (is_bytes) {
        srpc_words_bytes(bytes, number);
        add(text, "%s", bytes);
    } else if (number == SEL4RPC_UNLIMITED) {
        add(text, "any");
    } else {
        add(text, "%llu", (unsigned long long)number);
    }
}

static void add_detail(struct text *text, const ReturnMessage *ret)
{
    const AccountMessage *account = &ret->detail.account;

    switch (ret->which_detail) {
    case ReturnMessage_version_tag:
        add(text, ", version %u, features 0x%llx", (unsigned)ret->detail.version.version,
            (unsigned long long)ret->detail.version.features);
        break;
    case ReturnMessage_account_tag:
        add(text, ", ");
        add_number_or_limit(text, account->leases, false);
        add(text, " of ");
        add_number_or_limit(text, account->leases_limit, false);
        add(text, " leases, ");
        add_number_or_limit(text, account->memory_bytes, true);
        add(text, " of ");
        add_number_or_limit(text, account->memory_limit, true);
        break;
    case ReturnMessage_lease_tag:
        add(text, ", ");
        add_lease(text, &ret->detail.lease);
        add(text, ", ");
        add_cookie(text, ret->detail.lease.cookie);
        break;
    case ReturnMessage_range_tag:
        add(text, ", %s %llu to %llu", sel4rpc_strkind(ret->detail.range.kind),
            (unsigned long long)ret->detail.range.first, (unsigned long long)ret->detail.range.last);
        break;
    default:
        break;
    }
}

static void add_answer(struct text *text, const ReturnMessage *ret)
{
    if (ret->errorCode != seL4_NoError) {
        add(text, "refused: %s",
            sel4rpc_strerror(ret->errorCode <= seL4_NotEnoughMemory ? (int)ret->errorCode : INT32_MAX));
        if (ret->reason != Reason_UNTOLD) {
            add(text, ", %s", sel4rpc_strreason(ret->reason));
        }
        return;
    }
    add(text, "done");
    if (ret->cookie != 0) {
        add(text, ", ");
        add_cookie(text, ret->cookie);
    }
    if (ret->paddr > SEL4RPC_ANYWHERE) {
        add(text, ", at 0x%llx", (unsigned long long)ret->paddr);
    }
    add_detail(text, ret);
}

void sel4rpc_describe_message(char *text, const RpcMessage *message)
{
    struct text words = {.bytes = text};

    text[0] = '\0';
    switch (message->which_msg) {
    case RpcMessage_ret_tag:
        add_answer(&words, &message->msg.ret);
        break;
    case RpcMessage_memory_tag:
        add_memory(&words, &message->msg.memory);
        break;
    case RpcMessage_irq_tag:
        add_irq(&words, &message->msg.irq);
        break;
    case RpcMessage_ioport_tag:
        add_numbers(&words, LeaseKind_IOPORT, message->msg.ioport.start, message->msg.ioport.end);
        break;
    case RpcMessage_release_tag:
        add(&words, "release ");
        add_cookie(&words, message->msg.release.cookie);
        break;
    case RpcMessage_version_tag:
        add(&words, "version?");
        break;
    case RpcMessage_account_tag:
        add(&words, "account?");
        break;
    case RpcMessage_lease_tag:
        add(&words, "lease after ");
        add_cookie(&words, message->msg.lease.cookie);
        add(&words, "?");
        break;
    case RpcMessage_range_tag:
        add(&words, "%s, range %llu?", sel4rpc_strkind(message->msg.range.kind),
            (unsigned long long)message->msg.range.index);
        break;
    case RpcMessage_capability_tag:
        add_numbers(&words, LeaseKind_CAPABILITY, message->msg.capability.name, 0);
        break;
    default:
        add(&words, "message %u", (unsigned)message->which_msg);
    }
}
