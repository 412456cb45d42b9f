/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * A serial driver that asks its parent for the device: it echoes the input of COM1 in upper case.
 *
 * The device is a 16550: eight ports and an interrupt. The driver reads until nothing is left, acknowledges
 * the interrupt, and waits for the next. An EOT, typed as Ctrl-D, ends it.
 */
#include "../common/child.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>

#define COM1_FIRST_PORT 0x3f8
#define COM1_LAST_PORT 0x3ff
#define COM1_IRQ 4
#define EOT 0x04

enum uart_register { UART_DATA = 0, UART_INTERRUPT_ENABLE = 1, UART_MODEM_CONTROL = 4, UART_LINE_STATUS = 5 };
#define LINE_STATUS_DATA_READY 0x01
#define LINE_STATUS_CAN_SEND 0x20
#define INTERRUPT_ON_DATA 0x01
#define MODEM_CONTROL_ON 0x0b /* DTR, RTS, and OUT2, which a PC's interrupt needs */

struct driver {
    sel4rpc_child_t child;
    seL4_CPtr ports;
    seL4_CPtr handler;
    seL4_CPtr notification;
    sel4rpc_memory_t notification_memory;
    bool at_line_start;
};

static seL4_Uint8 read_register(const struct driver *driver, enum uart_register number)
{
    return seL4_X86_IOPort_In8(driver->ports, (seL4_Uint16)(COM1_FIRST_PORT + number)).result;
}

static void write_register(const struct driver *driver, enum uart_register number, seL4_Uint8 value)
{
    (void)seL4_X86_IOPort_Out8(driver->ports, COM1_FIRST_PORT + number, value);
}

static void put_character(const struct driver *driver, char character)
{
    while ((read_register(driver, UART_LINE_STATUS) & LINE_STATUS_CAN_SEND) == 0) {
    }
    write_register(driver, UART_DATA, (seL4_Uint8)character);
}

static void put_string(const struct driver *driver, const char *string)
{
    for (; *string != '\0'; string++) {
        put_character(driver, *string);
    }
}

/* Echoes the available input. Returns false at the end of input. */
static bool echo_all(struct driver *driver)
{
    while ((read_register(driver, UART_LINE_STATUS) & LINE_STATUS_DATA_READY) != 0) {
        int character = read_register(driver, UART_DATA);
        if (character == EOT) {
            put_string(driver, driver->at_line_start ? "" : "\n");
            return false;
        }
        if (driver->at_line_start) {
            put_string(driver, "COM1    | ");
        }
        put_character(driver, (char)toupper(character));
        driver->at_line_start = character == '\n';
    }
    return true;
}

/* Asks the parent for everything that the driver needs. Returns 0 on success. */
static int get_device(struct driver *driver)
{
    sel4rpc_child_t *child = &driver->child;
    sel4rpc_slot_t ports = sel4rpc_child_take_slot(child);
    sel4rpc_slot_t handler = sel4rpc_child_take_slot(child);
    sel4rpc_slot_t notification = sel4rpc_child_take_slot(child);
    int error = sel4rpc_get_ioports(&child->rpc, COM1_FIRST_PORT, COM1_LAST_PORT, ports, NULL);

    child_expect(child, "asked for the I/O ports 0x3f8 to 0x3ff", 0, error);
    if (error != 0) {
        return error;
    }
    error = child_get_irq(child, COM1_IRQ, handler, NULL);
    child_expect(child, "asked for interrupt 4", 0, error);
    if (error != 0) {
        return error;
    }
    error = sel4rpc_alloc_memory(&child->rpc, seL4_NotificationObject, seL4_NotificationBits, notification,
                                 &driver->notification_memory);
    child_expect(child, "asked for a notification", 0, error);
    driver->ports = ports.index;
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
    child_say(child, "I am the driver of COM1, and ask for my device");
    if (get_device(&driver) != 0) {
        sel4rpc_child_finish(child);
    }
    child_expect(child, "bound the interrupt to the notification", 0,
                 (int)seL4_IRQHandler_SetNotification(driver.handler, driver.notification));
    child_say(child, "type, and I answer in upper case; end of input (Ctrl-D) ends me");
    fflush(stdout);

    write_register(&driver, UART_MODEM_CONTROL, MODEM_CONTROL_ON);
    write_register(&driver, UART_INTERRUPT_ENABLE, INTERRUPT_ON_DATA);
    while (echo_all(&driver)) {
        (void)seL4_IRQHandler_Ack(driver.handler);
        seL4_Wait(driver.notification, NULL);
    }
    write_register(&driver, UART_INTERRUPT_ENABLE, 0);

    child_say(child, "the input has ended");
    child_expect(child, "freed the notification", 0,
                 sel4rpc_free_memory(&child->rpc, &driver.notification_memory));
    sel4rpc_child_finish(child);
}
