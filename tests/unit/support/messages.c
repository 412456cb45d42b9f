/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Compares messages: turns each kind into a list of its numbers.
 */
#include "messages.h"

#include "test.h"

#define MOST_NUMBERS 11

static void list_irq(const IrqAllocMessage *irq, uint64_t numbers[MOST_NUMBERS])
{
    const IrqAllocMessagex86_MSI *msi = &irq->type.msi;
    const IrqAllocMessagex86_IOAPIC *pin = &irq->type.ioapic;
    const IrqAllocMessageSimple *simple = &irq->type.simple;
    uint64_t *rest = numbers + 1;

    numbers[0] = irq->which_type;
    if (irq->which_type == IrqAllocMessage_msi_tag) {
        rest[0] = msi->pci_bus, rest[1] = msi->pci_dev, rest[2] = msi->pci_func;
        rest[3] = msi->handle, rest[4] = msi->vector;
    } else if (irq->which_type == IrqAllocMessage_ioapic_tag) {
        rest[0] = pin->ioapic, rest[1] = pin->pin, rest[2] = pin->level;
        rest[3] = pin->polarity, rest[4] = pin->vector;
    } else if (irq->which_type == IrqAllocMessage_simple_tag) {
        rest[0] = simple->setTrigger, rest[1] = simple->irq, rest[2] = simple->trigger;
        rest[3] = simple->target;
    }
}

static void list_account(const AccountMessage *account, uint64_t *numbers)
{
    numbers[0] = account->memory_bytes, numbers[1] = account->memory_limit;
    numbers[2] = account->leases, numbers[3] = account->leases_limit;
    numbers[4] = account->object_limit;
}

static void list_lease(const LeaseMessage *lease, uint64_t *numbers)
{
    numbers[0] = lease->cookie, numbers[1] = lease->kind, numbers[2] = lease->first;
    numbers[3] = lease->last, numbers[4] = lease->type, numbers[5] = lease->size_bits;
}

static void list_range(const RangeMessage *range, uint64_t *numbers)
{
    numbers[0] = range->kind, numbers[1] = range->index;
    numbers[2] = range->first, numbers[3] = range->last;
}

static void list_answer(const ReturnMessage *answer, uint64_t numbers[MOST_NUMBERS])
{
    uint64_t *detail = numbers + 5;

    numbers[0] = answer->errorCode, numbers[1] = answer->cookie, numbers[2] = answer->paddr;
    numbers[3] = answer->which_detail, numbers[4] = answer->reason;
    switch (answer->which_detail) {
    case ReturnMessage_version_tag:
        detail[0] = answer->detail.version.version, detail[1] = answer->detail.version.features;
        break;
    case ReturnMessage_account_tag:
        list_account(&answer->detail.account, detail);
        break;
    case ReturnMessage_lease_tag:
        list_lease(&answer->detail.lease, detail);
        break;
    case ReturnMessage_range_tag:
        list_range(&answer->detail.range, detail);
        break;
    default:
        break;
    }
}

static void list(const RpcMessage *message, uint64_t numbers[MOST_NUMBERS])
{
    const MemoryAllocMessage *memory = &message->msg.memory;

    switch (message->which_msg) {
    case RpcMessage_ret_tag:
        list_answer(&message->msg.ret, numbers);
        break;
    case RpcMessage_memory_tag:
        numbers[0] = memory->address, numbers[1] = memory->size_bits, numbers[2] = memory->type;
        numbers[3] = memory->action, numbers[4] = memory->device, numbers[5] = memory->probe;
        break;
    case RpcMessage_irq_tag:
        list_irq(&message->msg.irq, numbers);
        break;
    case RpcMessage_ioport_tag:
        numbers[0] = message->msg.ioport.start;
        numbers[1] = message->msg.ioport.end;
        break;
    case RpcMessage_release_tag:
        numbers[0] = message->msg.release.cookie;
        break;
    case RpcMessage_version_tag:
        numbers[0] = message->msg.version.version, numbers[1] = message->msg.version.features;
        break;
    case RpcMessage_account_tag:
        list_account(&message->msg.account, numbers);
        break;
    case RpcMessage_lease_tag:
        list_lease(&message->msg.lease, numbers);
        break;
    case RpcMessage_range_tag:
        list_range(&message->msg.range, numbers);
        break;
    case RpcMessage_capability_tag:
        numbers[0] = message->msg.capability.name;
        break;
    default:
        fail_msg("message %d is not known", (int)message->which_msg);
    }
}

void assert_messages_equal(const RpcMessage *a, const RpcMessage *b)
{
    uint64_t numbers_of_a[MOST_NUMBERS] = {0};
    uint64_t numbers_of_b[MOST_NUMBERS] = {0};

    assert_int_equal(a->which_msg, b->which_msg);
    list(a, numbers_of_a);
    list(b, numbers_of_b);
    assert_memory_equal(numbers_of_a, numbers_of_b, sizeof(numbers_of_a));
}
