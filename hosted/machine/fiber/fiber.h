/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Fibers: functions with their own stacks that run in turn in one Linux thread.
 *
 * How it works. A fiber's stack is entered once by ucontext, and from then on by _setjmp() and _longjmp(),
 * which save no signal mask and so make no system call. A stack outlives its fiber: the function at its
 * bottom waits for the next one, so that a new fiber on a used stack costs no more than a switch. A fiber may
 * be given up anywhere; what its frames held is lost, not unwound.
 */
#pragma once

#include <stddef.h>
#include <stdint.h>

struct fiber_stack;

struct fiber {
    struct fiber_stack *stack; /* NULL: no fiber, it must not be entered */
};

/* Makes a fiber that will run entry(argument). The function must not return: it ends with fiber_leave(), and
 * the fiber is then given up. Returns -1 if there is no memory. */
int fiber_init(struct fiber *fiber, void (*entry)(void *argument), void *argument);

/* Gives the fiber up, from outside. That has no effect on a fiber that was never made, or was given up
 * before. */
void fiber_clean_up(struct fiber *fiber);

/* Runs the fiber until it leaves. */
void fiber_enter(struct fiber *fiber);

/* In a fiber: returns to where it was entered; returns when the fiber is entered again. */
void fiber_leave(struct fiber *fiber);

/* The address just above the stack's highest byte, and its size. */
uintptr_t fiber_stack_top(const struct fiber *fiber);
#define FIBER_STACK_BYTES ((size_t)1 << 20)

/* In a fiber: it is about to go on with another stack pointer, which may be in memory of its own. */
void fiber_set_stack(struct fiber *fiber, uintptr_t pointer);
/* Inside: tells the sanitizer that the frames on the fiber's stacks are given up. */
void fiber_forget_frames(const struct fiber *fiber);
