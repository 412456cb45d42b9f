/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Interrupts of each kind, and ports: granted, granted once more to the holder, freed, and granted again; and
 * an interrupt that arrives.
 */
#include "../../examples/common/uart.h"
#include "parts.h"

#include <sel4utils/process.h>
#include <stdio.h>

#define PATIENCE 1000 /* how often to look for an interrupt that the device has raised */

static void check_kind(sel4rpc_child_t *child, const struct device_row *row, sel4rpc_slot_t slot)
{
    char again[64];
    uint64_t cookie;
    int error = row->ask(&child->rpc, slot, &cookie);

    if (!check_result(row->answer, error, row->name) || error != 0) {
        return;
    }
    snprintf(again, sizeof(again), "%s, once more for its holder", row->name);
    (void)check_result(0, row->ask(&child->rpc, sel4rpc_child_take_slot(child), &cookie), again);
    error = sel4rpc_release(&child->rpc, cookie);
    if (error == 0) {
        error = row->ask(&child->rpc, slot, &cookie);
    }
    if (error == 0) {
        error = sel4rpc_release(&child->rpc, cookie);
    }
    snprintf(again, sizeof(again), "%s, given back and again", row->name);
    (void)check_result(0, error, again);
}

/* Binds the interrupt to a badged copy of the notification: the badge tells that it came. */
static int bind(sel4rpc_child_t *child, seL4_CPtr handler, seL4_CPtr notification)
{
    seL4_CPtr badged = sel4rpc_child_take_slot(child).index;
    int error = (int)seL4_CNode_Mint(SEL4UTILS_CNODE_SLOT, badged, seL4_WordBits, SEL4UTILS_CNODE_SLOT,
                                     notification, seL4_WordBits, seL4_AllRights, 1);

    return error != 0 ? error : (int)seL4_IRQHandler_SetNotification(handler, badged);
}

/* Has the serial port raise an interrupt, and looks for it. */
static bool interrupt_arrives(const struct registers *registers, seL4_CPtr handler, seL4_CPtr notification)
{
    seL4_Word badge = 0;

    uart_interrupt_now(registers);
    for (unsigned i = 0; i < PATIENCE && badge == 0; i++) {
        (void)seL4_Poll(notification, &badge);
        seL4_Yield();
    }
    uart_interrupts_off(registers);
    (void)seL4_IRQHandler_Ack(handler);
    return badge != 0;
}

static void check_interrupt(sel4rpc_child_t *child)
{
    sel4rpc_slot_t handler = sel4rpc_child_take_slot(child);
    sel4rpc_slot_t notification = sel4rpc_child_take_slot(child);
    sel4rpc_slot_t ports = sel4rpc_child_take_slot(child);
    struct registers registers;
    sel4rpc_memory_t memory;
    uint64_t irq, lease;

    if (!check_result(0, device_get_registers(child, &serial_device, ports, &lease),
                      "the registers of " SERIAL_NAME) ||
        !check_result(0, registers_open(child, ports.index, &registers), "opening them") ||
        !check_result(0, device_get_irq(child, &serial_device, handler, &irq), "its interrupt") ||
        !check_result(0, sel4rpc_alloc_memory(&child->rpc, seL4_NotificationObject, 0, notification, &memory),
                      "a notification")) {
        return;
    }
    (void)check_result(0, device_get_irq(child, &serial_device, sel4rpc_child_take_slot(child), NULL),
                       "its interrupt, once more for its holder");
    (void)check_result(0, bind(child, handler.index, notification.index),
                       "binding the interrupt to the notification");
    (void)check(interrupt_arrives(&registers, handler.index, notification.index), "an interrupt arrives");
    registers_close(&registers);
    (void)check_result(0, sel4rpc_release(&child->rpc, irq), "giving the interrupt back");
    (void)check_result(0, sel4rpc_release(&child->rpc, lease), "giving the registers back");
    (void)check_result(0, sel4rpc_free_memory(&child->rpc, &memory), "freeing the notification");
}

void check_devices(sel4rpc_child_t *child)
{
    sel4rpc_slot_t slot = sel4rpc_child_take_slot(child);

    (void)check_result(seL4_RangeError, sel4rpc_get_irq(&child->rpc, (seL4_Word)1 << 31, slot, NULL),
                       "interrupt 2^31");
    for (size_t i = 0; i < arch_device_count; i++) {
        check_kind(child, &arch_devices[i], slot);
    }
    check_interrupt(child);
}
