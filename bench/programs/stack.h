/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Measures how much stack the library needs: paints the stack below the caller before a call, and then looks
 * for what the call has overwritten.
 *
 * What the library calls should count as on the real kernel, where system calls are a few instructions and
 * the user provides allocator and simple. So all of these run on another stack: the linker replaces the
 * system calls by those of stack_elsewhere.c, and programs pass vka and simple through stack_borrow_vka() and
 * stack_borrow_simple(). x86_64 only.
 */
#pragma once

#include <simple/simple.h>
#include <vka/vka.h>

/* Paints the stack below the caller. */
void stack_paint(void);

/*
 * Returns how many bytes below the caller were used since; call it from the function that called
 * stack_paint().
 */
unsigned stack_used(void);

/* Makes the functions of one vka or one simple run on the other stack. */
void stack_borrow_vka(vka_t *vka);
void stack_borrow_simple(simple_t *simple);
