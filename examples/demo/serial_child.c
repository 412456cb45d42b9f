/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * A serial driver that asks its parent for the device: it echoes the input in upper case.
 *
 * The driver reads until nothing is left, acknowledges the interrupt, and waits for the next. An EOT, typed
 * as Ctrl-D, ends it.
 */
#include "../common/child.h"
#include "../common/devices.h"
#include "../common/uart.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>

#define EOT 0x04

struct driver {
    sel4rpc_child_t child;
    struct registers registers;
    seL4_CPtr handler;
    seL4_CPtr notification;
    sel4rpc_memory_t notification_memory;
    bool at_line_start;
};

static void put_string(const struct driver *driver, const char *string)
{
    for (; *string != '\0'; string++) {
        uart_put(&driver->registers, *string);
    }
}

/* Echoes the available input. Returns false at the end of input. */
static bool echo_all(struct driver *driver)
{
    char character;

    while (uart_get(&driver->registers, &character)) {
        if (character == EOT) {
            put_string(driver, driver->at_line_start ? "" : "\n");
            return false;
        }
        if (driver->at_line_start) {
            put_string(driver, "echo    | ");
        }
        uart_put(&driver->registers, (char)toupper(character));
        driver->at_line_start = character == '\n';
    }
    return true;
}

/* Asks the parent for everything that the driver needs. Returns 0 on success. */
static int get_device(struct driver *driver)
{
    sel4rpc_child_t *child = &driver->child;
    sel4rpc_slot_t registers = sel4rpc_child_take_slot(child);
    sel4rpc_slot_t handler = sel4rpc_child_take_slot(child);
    sel4rpc_slot_t notification = sel4rpc_child_take_slot(child);
    int error = device_get_registers(child, &serial_device, registers, NULL);

    child_expect(child, "asked for the registers of " SERIAL_NAME, 0, error);
    if (error == 0) {
        error = registers_open(child, registers.index, &driver->registers);
        child_expect(child, "opened them", 0, error);
    }
    if (error != 0) {
        return error;
    }
    error = device_get_irq(child, &serial_device, handler, NULL);
    child_expect(child, "asked for its interrupt", 0, error);
    if (error != 0) {
        return error;
    }
    error = sel4rpc_alloc_memory(&child->rpc, seL4_NotificationObject, seL4_NotificationBits, notification,
                                 &driver->notification_memory);
    child_expect(child, "asked for a notification", 0, error);
    driver->handler = handler.index;
    driver->notification = notification.index;
    return error;
}

int main(int argc, char *argv[])
{
    struct driver driver = {.at_line_start = true};
    sel4rpc_child_t *child = &driver.child;

    if (sel4rpc_child_init(child, argc, argv) != 0) {
        return EXIT_FAILURE;
    }
    child_say(child, "I am the driver of " SERIAL_NAME ", and ask for my device");
    if (get_device(&driver) != 0) {
        sel4rpc_child_finish(child);
    }
    child_expect(child, "bound the interrupt to the notification", 0,
                 (int)seL4_IRQHandler_SetNotification(driver.handler, driver.notification));
    child_say(child, "type, and I answer in upper case; end of input (Ctrl-D) ends me");
    fflush(stdout);

    uart_interrupts_on(&driver.registers);
    while (echo_all(&driver)) {
        (void)seL4_IRQHandler_Ack(driver.handler);
        seL4_Wait(driver.notification, NULL);
    }
    uart_interrupts_off(&driver.registers);
    registers_close(&driver.registers);

    child_say(child, "the input has ended");
    child_expect(child, "freed the notification", 0,
                 sel4rpc_free_memory(&child->rpc, &driver.notification_memory));
    sel4rpc_child_finish(child);
}
