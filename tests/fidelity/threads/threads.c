/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Making threads, their registers, and the log.
 */
#include "threads/threads.h"

#include "parts.h"

#define SELF seL4_CapInitThreadTCB
#define USUAL 255
#define LOG_BYTES 64

struct thread threads[THREADS];
seL4_CPtr endpoint, faults, notification, nothing;
static seL4_CPtr go, idle;

static volatile char events[LOG_BYTES];
static volatile unsigned logged, settled;

void thread_make_empty(unsigned index)
{
    threads[index] = (struct thread){.tcb = object(seL4_TCBObject, 0)};
}

void thread_make(unsigned index, seL4_Word priority)
{
    seL4_CPtr buffer;
    struct thread *thread = &threads[index];

    thread_make_empty(index);
    if (map_buffer(index, &buffer) ||
        thread_configure(thread, buffer_vaddr(index), buffer, mint(faults, ALL, FAULTED + index)) ||
        thread_schedule(thread, priority)) {
        line_print("world.no-thread:");
    }
}

seL4_Error thread_redirect(unsigned index, entry_t entry, seL4_Word flags)
{
    union {
        seL4_UserContext registers;
        struct context words;
    } context;

    _Static_assert(sizeof(context.words) == sizeof(context.registers), "a context has all registers");
    make_entry(index, entry, (seL4_Word[]){index, 0, 0}, &context.registers);
    return write_registers(index, flags, &context.words, CONTEXT_WORDS);
}

void thread_enter(unsigned index, entry_t entry)
{
    (void)thread_redirect(index, entry, 0);
}

void thread_start(unsigned index, seL4_Word priority, entry_t entry)
{
    thread_make(index, priority);
    thread_enter(index, entry);
    (void)thread_resume(index);
}

seL4_Error thread_resume(unsigned index)
{
    return invoke(threads[index].tcb, TCBResume, NOTHING, NOTHING);
}

seL4_Error thread_suspend(unsigned index)
{
    return invoke(threads[index].tcb, TCBSuspend, NOTHING, NOTHING);
}

seL4_Error act_nothing(void)
{
    return seL4_NoError;
}

seL4_Error act_suspend(void)
{
    return thread_suspend(0);
}

seL4_Error act_resume(void)
{
    return thread_resume(0);
}

seL4_Error act_suspend_resume(void)
{
    (void)thread_suspend(0);
    return thread_resume(0);
}

seL4_Error act_read_suspend(void)
{
    return invoke(threads[0].tcb, TCBReadRegisters, WORDS(SUSPEND_SOURCE, CONTEXT_WORDS), NOTHING);
}

void thread_end(void)
{
    for (;;) {
        seL4_Wait(nothing, NULL);
    }
}

/* The last of all threads: it runs when no other does. */
static void signal_back(void *index, void *unused, void *other)
{
    (void)index;
    (void)unused;
    (void)other;
    for (;;) {
        seL4_Wait(go, NULL);
        settled++;
        seL4_Signal(idle);
    }
}

void settle(void)
{
    seL4_Signal(go);
    seL4_Wait(idle, NULL);
}

void await_preemption(void)
{
    unsigned before = settled;

    (void)invoke(threads[LAST_THREAD].tcb, TCBSetPriority, WORDS(OWN), WORDS(SELF));
    seL4_Signal(go);
    while (settled == before) {
    }
    seL4_Wait(idle, NULL);
    (void)invoke(threads[LAST_THREAD].tcb, TCBSetPriority, WORDS(LOWEST), WORDS(SELF));
}

void threads_begin(void)
{
    world_reset();
    endpoint = object(seL4_EndpointObject, 0);
    faults = object(seL4_EndpointObject, 0);
    nothing = object(seL4_NotificationObject, 0);
    notification = object(seL4_NotificationObject, 0);
    go = object(seL4_NotificationObject, 0);
    idle = object(seL4_NotificationObject, 0);
    make_own_reply();
    map_own_structures();
    thread_start(LAST_THREAD, LOWEST, signal_back);
    log_clear();
}

static void run_lists(const struct group *const *lists)
{
    (void)invoke(SELF, TCBSetPriority, WORDS(OWN), WORDS(SELF));
    for (; *lists; lists++) {
        for (const struct group *group = *lists; group->name; group++) {
            threads_begin();
            group->run();
        }
    }
    world_reset();
    (void)invoke(SELF, TCBSetPriority, WORDS(USUAL), WORDS(SELF));
}

void thread_lines(void)
{
    static const struct group *const lists[] = {register_groups, waiting_groups, order_groups, NULL};

    run_lists(lists);
}

void code_lines(void)
{
    static const struct group *const lists[] = {stopped_groups, transfer_groups, NULL};

    run_lists(lists);
}

void log_clear(void)
{
    logged = 0;
}

void log_event(char event)
{
    unsigned place = logged++;

    if (place < LOG_BYTES) {
        events[place] = event;
    }
}

void line_add_log(void)
{
    char text[LOG_BYTES + 2] = " -";

    for (unsigned i = 0; i < logged && i < LOG_BYTES; i++) {
        text[i + 1] = events[i];
    }
    line_add(text);
}

void tell_log(const char *key)
{
    line_begin(key);
    line_add_log();
    line_end();
    log_clear();
}
