/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The 16550, register by register, without a host; and what is left of it in the port space.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "machine/devices/ports.h"

struct line {
    char sent[64];
    unsigned count;
    unsigned interrupts;
};

static struct line line;
static struct ports ports;

static void note_sent(void *owner, uint8_t byte)
{
    struct line *self = owner;
    self->sent[self->count++] = (char)byte;
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
    ports_init(&ports, &ops, &line);
    return 0;
}

static uint8_t get(unsigned offset)
{
    return uart16550_read(&ports.com1, offset);
}

static void put(unsigned offset, uint8_t value)
{
    uart16550_write(&ports.com1, offset, value);
}

/* As a driver starts: FIFO on and cleared, received-data interrupt enabled. */
static void start_driver(void)
{
    put(UART16550_FCR, UART16550_FCR_ENABLE | UART16550_FCR_CLEAR_RECEIVE);
    put(UART16550_IER, UART16550_IER_RECEIVED);
}

static void uart_writes_data_sends_it(void **state)
{
    (void)state;
    put(UART16550_DATA, 'a');
    put(UART16550_DATA, 'b');
    assert_int_equal(line.count, 2);
    assert_memory_equal(line.sent, "ab", 2);
    assert_int_equal(get(UART16550_LSR), UART16550_LSR_EMPTY);
}

static void uart_reset_has_no_room(void **state)
{
    (void)state;
    assert_int_equal(uart16550_room(&ports.com1), 0);
}

static void uart_enabled_interrupt_makes_room_for_a_fifo(void **state)
{
    (void)state;
    start_driver();
    assert_int_equal(uart16550_room(&ports.com1), UART16550_FIFO_BYTES);
}

static void uart_polled_status_makes_room_for_one_byte_without_fifo(void **state)
{
    (void)state;
    (void)get(UART16550_LSR);
    assert_int_equal(uart16550_room(&ports.com1), 1);
}

static void uart_received_bytes_are_read_in_order(void **state)
{
    (void)state;
    start_driver();
    for (unsigned i = 0; i < UART16550_FIFO_BYTES; i++) {
        uart16550_receive(&ports.com1, (uint8_t)('a' + i));
    }
    assert_int_equal(uart16550_room(&ports.com1), 0);
    for (unsigned i = 0; i < UART16550_FIFO_BYTES; i++) {
        assert_true(get(UART16550_LSR) & UART16550_LSR_READY);
        assert_int_equal(get(UART16550_DATA), 'a' + i);
    }
    assert_false(get(UART16550_LSR) & UART16550_LSR_READY);
}

static void uart_fifo_wraps_around(void **state)
{
    (void)state;
    start_driver();
    for (unsigned i = 0; i < 100; i++) {
        uart16550_receive(&ports.com1, (uint8_t)i);
        uart16550_receive(&ports.com1, (uint8_t)(i + 100));
        assert_int_equal(get(UART16550_DATA), i);
        assert_int_equal(get(UART16550_DATA), i + 100);
    }
}

static void uart_full_fifo_sets_overrun_until_read(void **state)
{
    (void)state;
    start_driver();
    for (unsigned i = 0; i <= UART16550_FIFO_BYTES; i++) {
        uart16550_receive(&ports.com1, (uint8_t)i);
    }
    assert_true(get(UART16550_LSR) & UART16550_LSR_OVERRUN);
    assert_false(get(UART16550_LSR) & UART16550_LSR_OVERRUN);
    assert_int_equal(get(UART16550_DATA), 0);
}

static void uart_each_received_byte_interrupts(void **state)
{
    (void)state;
    start_driver();
    uart16550_receive(&ports.com1, 'a');
    uart16550_receive(&ports.com1, 'b');
    assert_int_equal(line.interrupts, 2);
    assert_int_equal(get(UART16550_IIR), UART16550_IIR_FIFO | UART16550_IIR_RECEIVED);
    (void)get(UART16550_DATA);
    (void)get(UART16550_DATA);
    assert_int_equal(get(UART16550_IIR), UART16550_IIR_FIFO | UART16550_IIR_NONE);
}

static void uart_disabled_interrupt_is_not_raised(void **state)
{
    (void)state;
    (void)get(UART16550_LSR);
    uart16550_receive(&ports.com1, 'a');
    put(UART16550_DATA, 'b');
    assert_int_equal(line.interrupts, 0);
    assert_int_equal(get(UART16550_IIR), UART16550_IIR_NONE);
}

static void uart_enabling_interrupt_with_data_waiting_raises_it(void **state)
{
    (void)state;
    (void)get(UART16550_LSR);
    uart16550_receive(&ports.com1, 'a');
    put(UART16550_IER, UART16550_IER_RECEIVED);
    assert_int_equal(line.interrupts, 1);
    put(UART16550_IER, UART16550_IER_RECEIVED);
    assert_int_equal(line.interrupts, 1);
}

static void uart_transmitter_empty_interrupts_when_enabled_and_after_each_byte(void **state)
{
    (void)state;
    put(UART16550_IER, UART16550_IER_EMPTY);
    assert_int_equal(line.interrupts, 1);
    assert_int_equal(get(UART16550_IIR), UART16550_IIR_EMPTY);
    assert_int_equal(get(UART16550_IIR), UART16550_IIR_NONE);
    put(UART16550_DATA, 'a');
    assert_int_equal(line.interrupts, 2);
    assert_int_equal(get(UART16550_IIR), UART16550_IIR_EMPTY);
}

static void uart_clearing_fifo_drops_what_was_received(void **state)
{
    (void)state;
    start_driver();
    uart16550_receive(&ports.com1, 'a');
    put(UART16550_FCR, UART16550_FCR_ENABLE | UART16550_FCR_CLEAR_RECEIVE);
    assert_false(get(UART16550_LSR) & UART16550_LSR_READY);
}

static void uart_divisor_hides_data_and_interrupt_enable(void **state)
{
    (void)state;
    put(UART16550_IER, UART16550_IER_RECEIVED);
    put(UART16550_LCR, UART16550_LCR_DLAB | 3);
    put(0, 0x34);
    put(1, 0x12);
    assert_int_equal(get(0), 0x34);
    assert_int_equal(get(1), 0x12);
    put(UART16550_LCR, 3);
    assert_int_equal(get(UART16550_IER), UART16550_IER_RECEIVED);
    assert_int_equal(get(UART16550_LCR), 3);
    assert_int_equal(line.count, 0);
}

static void uart_loopback_receives_what_it_sends(void **state)
{
    (void)state;
    start_driver();
    put(UART16550_MCR, UART16550_MCR_LOOPBACK | 0x0f);
    put(UART16550_DATA, 'x');
    assert_int_equal(line.count, 0);
    assert_int_equal(get(UART16550_DATA), 'x');
    assert_int_equal(get(UART16550_MSR), 0xf0);
    assert_int_equal(uart16550_room(&ports.com1), 0);
}

static void uart_modem_status_shows_a_carrier(void **state)
{
    (void)state;
    assert_int_equal(get(UART16550_MSR), UART16550_MSR_CARRIER);
}

static void uart_scratch_register_keeps_its_value(void **state)
{
    (void)state;
    put(UART16550_SCR, 0xa5);
    assert_int_equal(get(UART16550_SCR), 0xa5);
}

static void ports_where_nothing_is_read_all_ones(void **state)
{
    (void)state;
    assert_int_equal(ports_in(&ports, 0x60, 1, 0), 0xff);
    assert_int_equal(ports_in(&ports, 0x60, 2, 0), 0xffff);
    assert_int_equal(ports_in(&ports, 0x60, 4, 0), 0xffffffff);
    ports_out(&ports, 0x60, 4, 0, 0);
    assert_int_equal(line.count, 0);
}

static void ports_wide_access_is_bytes_lowest_first(void **state)
{
    (void)state;
    ports_out(&ports, SERIAL_FIRST - 1, 2, 'a' << 8 | 'b', 0);
    assert_int_equal(line.count, 1);
    assert_int_equal(line.sent[0], 'a');
    assert_int_equal(ports_in(&ports, SERIAL_FIRST - 1, 2, 0), 0x00ff);
}

/* Nothing else reads as 0, and before the machine starts no time has passed. */
static void ports_have_the_timer(void **state)
{
    (void)state;
    assert_int_equal(ports_in(&ports, TIMER_FIRST, TIMER_REGISTER_BYTES, 0), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(uart_writes_data_sends_it, set_up),
        cmocka_unit_test_setup(uart_reset_has_no_room, set_up),
        cmocka_unit_test_setup(uart_enabled_interrupt_makes_room_for_a_fifo, set_up),
        cmocka_unit_test_setup(uart_polled_status_makes_room_for_one_byte_without_fifo, set_up),
        cmocka_unit_test_setup(uart_received_bytes_are_read_in_order, set_up),
        cmocka_unit_test_setup(uart_fifo_wraps_around, set_up),
        cmocka_unit_test_setup(uart_full_fifo_sets_overrun_until_read, set_up),
        cmocka_unit_test_setup(uart_each_received_byte_interrupts, set_up),
        cmocka_unit_test_setup(uart_disabled_interrupt_is_not_raised, set_up),
        cmocka_unit_test_setup(uart_enabling_interrupt_with_data_waiting_raises_it, set_up),
        cmocka_unit_test_setup(uart_transmitter_empty_interrupts_when_enabled_and_after_each_byte, set_up),
        cmocka_unit_test_setup(uart_clearing_fifo_drops_what_was_received, set_up),
        cmocka_unit_test_setup(uart_divisor_hides_data_and_interrupt_enable, set_up),
        cmocka_unit_test_setup(uart_loopback_receives_what_it_sends, set_up),
        cmocka_unit_test_setup(uart_modem_status_shows_a_carrier, set_up),
        cmocka_unit_test_setup(uart_scratch_register_keeps_its_value, set_up),
        cmocka_unit_test_setup(ports_where_nothing_is_read_all_ones, set_up),
        cmocka_unit_test_setup(ports_wide_access_is_bytes_lowest_first, set_up),
        cmocka_unit_test_setup(ports_have_the_timer, set_up),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
