/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * How much stack the library needs: the stack below the caller is painted before a call; what the call has
 * overwritten was used.
 *
 * What the library calls counts as on the real kernel: system calls are a few instructions there, and
 * allocator and simple are the user's. So all of these run on another stack: the linker replaces the system
 * calls by those of stack.c, and programs put vka and simple through stack_borrow_vka() and
 * stack_borrow_simple(). x86_64 only.
 */
#pragma once

#include <simple/simple.h>
#include <vka/vka.h>

/* Paints the stack below the caller. */
void stack_paint(void);

/* The bytes below the caller that were used since; to be called from the function that called stack_paint().
 */
unsigned stack_used(void);

/* Has the functions run on the other stack. One vka, one simple. */
void stack_borrow_vka(vka_t *vka);
void stack_borrow_simple(simple_t *simple);
