/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Fibers; see fiber.h. AddressSanitizer learns of each switch, because it keeps the bounds of the current
 * stack. A C library that checks jumps would take ours for mistakes.
 */
#undef _FORTIFY_SOURCE

#include "machine/fiber/fiber.h"

#include <setjmp.h>
#include <signal.h>
#include <stdbool.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/queue.h>
#include <ucontext.h>

#include "machine/fiber/sanitizer.h"

#define STACK_BYTES FIBER_STACK_BYTES
#define GUARD_BYTES ((size_t)1 << 12)
#define BOTTOM_BYTES ((size_t)1 << 14) /* for the functions that begin there */

struct fiber_stack {
    SLIST_ENTRY(fiber_stack) link;
    unsigned number;           /* in the order of making */
    unsigned char *bytes;      /* above its guard */
    const unsigned char *used; /* so many bytes from here on are the stack that the fiber uses */
    bool is_for_signals;       /* signals are handled there now */
    void (*entry)(void *argument);
    void *argument;
    jmp_buf bottom;                     /* inside: where a fiber begins */
    jmp_buf inside;                     /* inside: where it left */
    jmp_buf *next;                      /* the one of the two to enter next */
    jmp_buf outside;                    /* where it was entered from */
    void *inside_state, *outside_state; /* the sanitizer's */
    const void *outside_bytes;
    size_t outside_size;
};

/* Stacks without a fiber, the oldest first, so that a run that is repeated has the same ones. They, and all
 * fibers, belong to one thread of Linux. */
static SLIST_HEAD(, fiber_stack) unused = SLIST_HEAD_INITIALIZER(unused);
static unsigned stacks_made;
static struct fiber_stack *new_stack; /* for its bottom function, which takes no argument */

static void leave(struct fiber_stack *stack)
{
    sanitizer_switch(&stack->inside_state, stack->outside_bytes, stack->outside_size);
    _longjmp(stack->outside, 1);
}

/* Called in a stack whenever it is entered, wherever it was left. */
static void entered(struct fiber_stack *stack)
{
    sanitizer_switched(stack->inside_state, &stack->outside_bytes, &stack->outside_size);
}

/* The function at the bottom of a stack: entered once by ucontext, to record its place, then once for each
 * fiber. */
static void bottom(void)
{
    struct fiber_stack *stack = new_stack;

    if (_setjmp(stack->bottom) == 0) {
        entered(stack);
        leave(stack);
    }
    entered(stack);
    stack->entry(stack->argument);
    abort(); /* it must not return */
}

static void enter_new(struct fiber_stack *stack)
{
    ucontext_t context;

    getcontext(&context);
    context.uc_stack.ss_sp = stack->bytes;
    context.uc_stack.ss_size = STACK_BYTES;
    context.uc_link = NULL;
    makecontext(&context, bottom, 0);
    new_stack = stack;
    if (_setjmp(stack->outside) == 0) {
        sanitizer_switch(&stack->outside_state, stack->bytes, STACK_BYTES);
        setcontext(&context);
    }
    sanitizer_switched(stack->outside_state, NULL, NULL);
}

static struct fiber_stack *stack_new(void)
{
    struct fiber_stack *stack = calloc(1, sizeof(*stack));

    if (!stack) {
        return NULL;
    }
    unsigned char *bytes = mmap(NULL, GUARD_BYTES + STACK_BYTES, PROT_READ | PROT_WRITE,
                                MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE | MAP_STACK, -1, 0);
    if (bytes == MAP_FAILED) {
        free(stack);
        return NULL;
    }
    mprotect(bytes, GUARD_BYTES, PROT_NONE);
    stack->bytes = bytes + GUARD_BYTES;
    stack->number = stacks_made++;
    enter_new(stack);
    return stack;
}

int fiber_init(struct fiber *fiber, void (*entry)(void *argument), void *argument)
{
    struct fiber_stack *stack = SLIST_FIRST(&unused);

    if (stack) {
        SLIST_REMOVE_HEAD(&unused, link);
    } else {
        stack = stack_new();
    }
    fiber->stack = stack;
    if (!stack) {
        return -1;
    }
    stack->entry = entry;
    stack->argument = argument;
    stack->next = &stack->bottom;
    stack->used = stack->bytes;
    return 0;
}

static void put_back(struct fiber_stack *stack)
{
    struct fiber_stack **place = &SLIST_FIRST(&unused);

    while (*place && (*place)->number < stack->number) {
        place = &SLIST_NEXT(*place, link);
    }
    SLIST_NEXT(stack, link) = *place;
    *place = stack;
}

void fiber_clean_up(struct fiber *fiber)
{
    if (!fiber->stack) {
        return;
    }
    sanitizer_unpoison(fiber->stack->bytes, STACK_BYTES);
    put_back(fiber->stack);
    fiber->stack = NULL;
}

/* A program's own stack pointer may be wrong, so signals of a fiber that has one are handled on the stack
 * that it does not use, below what began there. */
static void use_for_signals(struct fiber_stack *stack, bool used)
{
    const stack_t place = {
        .ss_sp = stack->bytes,
        .ss_size = STACK_BYTES - BOTTOM_BYTES,
        .ss_flags = used ? 0 : SS_DISABLE,
    };

    if (used ? stack->used != stack->bytes : stack->is_for_signals) {
        sigaltstack(&place, NULL);
        stack->is_for_signals = used;
    }
}

void fiber_enter(struct fiber *fiber)
{
    struct fiber_stack *stack = fiber->stack;

    use_for_signals(stack, true);
    if (_setjmp(stack->outside) == 0) {
        sanitizer_switch(&stack->outside_state, stack->used, STACK_BYTES);
        _longjmp(*stack->next, 1);
    }
    sanitizer_switched(stack->outside_state, NULL, NULL);
    use_for_signals(stack, false);
}

void fiber_leave(struct fiber *fiber)
{
    struct fiber_stack *stack = fiber->stack;

    stack->next = &stack->inside;
    if (_setjmp(stack->inside) == 0) {
        leave(stack);
    }
    entered(stack);
}

uintptr_t fiber_stack_top(const struct fiber *fiber)
{
    return (uintptr_t)fiber->stack->bytes + STACK_BYTES;
}

/* Nobody knows how large a stack of a program's own is. The sanitizer wants to know where it ends. */
void fiber_set_stack(struct fiber *fiber, uintptr_t pointer)
{
    struct fiber_stack *stack = fiber->stack;
    void *state = NULL;

    stack->used = stack->bytes;
    if (fiber_stack_top(fiber) - pointer > STACK_BYTES) {
        stack->used = (const unsigned char *)pointer - STACK_BYTES;
    }
    use_for_signals(stack, true);
    sanitizer_switch(&state, stack->used, STACK_BYTES);
    sanitizer_switched(state, NULL, NULL);
}

/* A stack pointer near 0 is wrong, and there is nothing to tell. */
void fiber_forget_frames(const struct fiber *fiber)
{
    const struct fiber_stack *stack = fiber->stack;
    uintptr_t used = (uintptr_t)stack->used;

    sanitizer_unpoison(stack->bytes, STACK_BYTES);
    if (stack->used != stack->bytes && used < used + STACK_BYTES) {
        sanitizer_unpoison(stack->used, STACK_BYTES);
    }
}
