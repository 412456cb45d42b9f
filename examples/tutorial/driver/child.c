/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * A driver of the serial port: it prints what arrives, until the end of input.
 */
#include "../../common/child.h"
#include "../../common/devices.h"
#include "../../common/uart.h"

#include <stdlib.h>

#define EOT 0x04 /* the end of input, as Ctrl-D types it */

/* Takes what has arrived. Returns false at the end of input. */
static bool take_input(const sel4rpc_child_t *driver, const struct registers *registers)
{
    char character = '\0';

    while (character != EOT && uart_get(registers, &character)) {
        child_say(driver, "character 0x%02x has arrived", (unsigned char)character);
    }
    return character != EOT;
}

int main(int argc, char *argv[])
{
    sel4rpc_child_t driver;
    struct registers registers;
    sel4rpc_memory_t memory;

    if (sel4rpc_child_init(&driver, argc, argv) != 0) {
        return EXIT_FAILURE;
    }
    sel4rpc_slot_t device = sel4rpc_child_take_slot(&driver);
    sel4rpc_slot_t handler = sel4rpc_child_take_slot(&driver);
    sel4rpc_slot_t notification = sel4rpc_child_take_slot(&driver);

    child_expect(&driver, "asked for the registers", 0,
                 device_get_registers(&driver, &serial_device, device, NULL));
    child_expect(&driver, "asked for the interrupt", 0,
                 device_get_irq(&driver, &serial_device, handler, NULL));
    child_expect(&driver, "asked for a notification", 0,
                 sel4rpc_alloc_memory(&driver.rpc, seL4_NotificationObject, 0, notification, &memory));
    child_expect(&driver, "opened the registers", 0, registers_open(&driver, device.index, &registers));
    child_expect(&driver, "bound the interrupt to the notification", 0,
                 (int)seL4_IRQHandler_SetNotification(handler.index, notification.index));
    if (driver.failures != 0) {
        sel4rpc_child_finish(&driver);
    }

    uart_interrupts_on(&registers);
    do {
        (void)seL4_IRQHandler_Ack(handler.index);
        seL4_Wait(notification.index, NULL);
        child_say(&driver, "an interrupt");
    } while (take_input(&driver, &registers));
    uart_interrupts_off(&registers);
    registers_close(&registers);
    sel4rpc_child_finish(&driver);
}
