/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The PL011's registers, without a host.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "machine/devices/arm/pl011.h"

#define DATA 0x00
#define FLAGS 0x18
#define INTERRUPT_MASK 0x38
#define RAW_STATUS 0x3c
#define MASKED_STATUS 0x40
#define CLEAR 0x44
#define RECEIVED 0x50 /* received, and a while ago */
#define CAN_SEND 0x20

struct line {
    uint8_t sent;
    unsigned interrupts;
};

static struct line line;
static struct uart16550 uart;

static void note_sent(void *owner, uint8_t byte)
{
    ((struct line *)owner)->sent = byte;
}

static void note_interrupt(void *owner)
{
    ((struct line *)owner)->interrupts++;
}

static int set_up(void **state)
{
    static const struct uart16550_ops ops = {.send = note_sent, .interrupt = note_interrupt};
    (void)state;
    line = (struct line){0};
    uart16550_init(&uart, &ops, &line);
    return 0;
}

static void data_is_sent(void **state)
{
    (void)state;
    pl011_write(&uart, DATA, 'a');
    assert_int_equal(line.sent, 'a');
}

static void data_is_received(void **state)
{
    (void)state;
    assert_int_equal(pl011_read(&uart, FLAGS), 0x90); /* nothing received, nothing to send */
    uart16550_receive(&uart, 'b');
    assert_int_equal(pl011_read(&uart, FLAGS), 0x80);
    assert_int_equal(pl011_read(&uart, DATA), 'b');
    assert_int_equal(pl011_read(&uart, FLAGS), 0x90);
}

static void an_interrupt_comes_if_the_mask_lets_it(void **state)
{
    (void)state;
    uart16550_receive(&uart, 'a');
    assert_int_equal(line.interrupts, 0);
    assert_int_equal(pl011_read(&uart, RAW_STATUS) & RECEIVED, RECEIVED);
    assert_int_equal(pl011_read(&uart, MASKED_STATUS), 0);
    pl011_write(&uart, INTERRUPT_MASK, RECEIVED);
    assert_int_equal(line.interrupts, 1);
    assert_int_equal(pl011_read(&uart, INTERRUPT_MASK), RECEIVED);
    assert_int_equal(pl011_read(&uart, MASKED_STATUS), RECEIVED);
}

static void the_transmitter_interrupts_if_the_mask_lets_it(void **state)
{
    (void)state;
    pl011_write(&uart, INTERRUPT_MASK, CAN_SEND);
    assert_int_equal(pl011_read(&uart, INTERRUPT_MASK), CAN_SEND);
    assert_int_equal(line.interrupts, 1);
    assert_int_equal(pl011_read(&uart, MASKED_STATUS), CAN_SEND);
    pl011_write(&uart, CLEAR, CAN_SEND);
    assert_int_equal(pl011_read(&uart, MASKED_STATUS), 0);
}

static void other_registers_read_as_zero_and_ignore_writes(void **state)
{
    (void)state;
    pl011_write(&uart, FLAGS, 0xff);
    pl011_write(&uart, 0x30, 0xff);
    assert_int_equal(pl011_read(&uart, 0x30), 0);
    assert_int_equal(pl011_read(&uart, FLAGS), 0x90);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(data_is_sent, set_up),
        cmocka_unit_test_setup(data_is_received, set_up),
        cmocka_unit_test_setup(an_interrupt_comes_if_the_mask_lets_it, set_up),
        cmocka_unit_test_setup(the_transmitter_interrupts_if_the_mask_lets_it, set_up),
        cmocka_unit_test_setup(other_registers_read_as_zero_and_ignore_writes, set_up),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
