/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * What is done to the registers of a thread that waits, or is ready: whether it continues where it is told
 * to, or returns from its system call, and what becomes of its message.
 *
 * The events: r when the system call returns, a when the thread arrives where its new registers say.
 */
#include <stdio.h>

#include "threads/threads.h"

enum { LABEL = 7, BADGE = 5 };

static seL4_CPtr badged;

static void arrive(void *index, void *unused, void *other)
{
    (void)index;
    (void)unused;
    (void)other;
    log_event('a');
    thread_end();
}

static void receive(unsigned index)
{
    seL4_Word badge;

    thread_receive(index, endpoint, &badge);
}

static void send(unsigned index)
{
    (void)index;
    seL4_Send(badged, seL4_MessageInfo_new(LABEL, 0, 0, 1));
}

static void call(unsigned index)
{
    (void)index;
    seL4_Call(badged, seL4_MessageInfo_new(LABEL, 0, 0, 1));
}

static void wait(unsigned index)
{
    (void)index;
    seL4_Wait(notification, NULL);
}

/* Calls what is not there: the thread stops in a cap fault. */
static void send_nowhere(unsigned index)
{
    (void)index;
    seL4_Send((seL4_CPtr)1 << CSPACE_BITS, seL4_MessageInfo_new(LABEL, 0, 0, 1));
}

/* The thread has a lower priority than the program. */
static void run_later(unsigned index)
{
    (void)index;
}

static void finish_receive(void)
{
    seL4_NBSend(badged, seL4_MessageInfo_new(LABEL, 0, 0, 0));
    line_add(" sent");
}

/* What the thread sent, if it is still there; the answer too. */
static void finish_send(void)
{
    seL4_Word badge = 0;
    seL4_MessageInfo_t info = own_receive_now(endpoint, &badge);

    if (badge == 0) {
        line_add(" nothing");
        return;
    }
    line_add_number(seL4_MessageInfo_get_label(info));
    own_answer(seL4_MessageInfo_new(0, 0, 0, 0));
}

static void finish_called(void)
{
    own_answer(seL4_MessageInfo_new(0, 0, 0, 0));
    line_add(" answered");
}

static void finish_wait(void)
{
    seL4_Signal(notification);
    line_add(" signalled");
}

static void finish_nothing(void)
{
    line_add(" -");
}

/* The program received the call, and has not answered. */
static void take_call(void)
{
    seL4_Word badge;

    own_receive(endpoint, &badge);
}

static void take_fault(void)
{
    (void)await_fault_message();
}

static void take_nothing(void)
{
}

static const struct state {
    const char *name;
    void (*peer)(unsigned index);
    void (*take)(void);
    void (*finish)(void);
    seL4_Word priority;
} states[] = {
    {"receive", receive, take_nothing, finish_receive, ABOVE},
    {"send", send, take_nothing, finish_send, ABOVE},
    {"call", call, take_nothing, finish_send, ABOVE},
    {"called", call, take_call, finish_called, ABOVE},
    {"wait", wait, take_nothing, finish_wait, ABOVE},
    {"cap-fault", send_nowhere, take_fault, finish_called, ABOVE},
    {"ready", run_later, take_nothing, finish_nothing, BELOW},
};
#define STATES (sizeof(states) / sizeof(*states))

static const struct state *state;

static void come_to_state(void *index, void *unused, void *other)
{
    (void)unused;
    (void)other;
    state->peer((unsigned)(seL4_Word)index);
    log_event('r');
    thread_end();
}

static seL4_Error read(void)
{
    return invoke(threads[0].tcb, TCBReadRegisters, WORDS(0, CONTEXT_WORDS), NOTHING);
}

static seL4_Error read_suspend_resume(void)
{
    (void)act_read_suspend();
    return thread_resume(0);
}

static seL4_Error write(void)
{
    return thread_redirect(0, arrive, 0);
}

static seL4_Error write_resume(void)
{
    return thread_redirect(0, arrive, RESUME);
}

static seL4_Error suspend_write(void)
{
    (void)thread_suspend(0);
    return write();
}

static seL4_Error suspend_write_resume(void)
{
    (void)thread_suspend(0);
    (void)write();
    return thread_resume(0);
}

/* The thread that never ran has other registers: only that it is suspended or resumed is to be seen. */
static seL4_Error copy_from(void)
{
    return invoke(threads[1].tcb, TCBCopyRegisters, WORDS(SUSPEND_SOURCE), WORDS(threads[0].tcb));
}

static seL4_Error copy_to(void)
{
    return invoke(threads[0].tcb, TCBCopyRegisters, WORDS(RESUME_TARGET), WORDS(threads[1].tcb));
}

/* The other thread is to arrive, with its own stack. */
static seL4_Error copy_to_with_frame(void)
{
    return invoke(threads[0].tcb, TCBCopyRegisters, WORDS(RESUME_TARGET | TRANSFER_FRAME | TRANSFER_INTEGER),
                  WORDS(threads[1].tcb));
}

static seL4_Error set_tls_base(void)
{
    return invoke(threads[0].tcb, TCBSetTLSBase, WORDS(read_registers(0).words[TLS_PLACE]), NOTHING);
}

static const struct {
    const char *name;
    seL4_Error (*act)(void);
} acts[] = {
    {"nothing", act_nothing},
    {"suspend", act_suspend},
    {"resume", act_resume},
    {"suspend-resume", act_suspend_resume},
    {"read", read},
    {"read-suspend", act_read_suspend},
    {"read-suspend-resume", read_suspend_resume},
    {"write", write},
    {"write-resume", write_resume},
    {"suspend-write", suspend_write},
    {"suspend-write-resume", suspend_write_resume},
    {"copy-suspend-source", copy_from},
    {"copy-resume-target", copy_to},
    {"copy-all-resume-target", copy_to_with_frame},
    {"set-tls-base", set_tls_base},
};
#define ACTS (sizeof(acts) / sizeof(*acts))

/* The error, what happened then, what the end of the thread's wait tells, and what happens after that. */
static void act_on(unsigned act)
{
    char key[KEY_BYTES];
    seL4_Error error;

    snprintf(key, sizeof(key), "registers.%s.%s", state->name, acts[act].name);
    thread_start(0, state->priority, come_to_state);
    thread_make(1, LOW);
    thread_enter(1, arrive);
    if (state->priority > OWN) {
        settle();
    }
    state->take();
    error = acts[act].act();
    if (state->priority > OWN) {
        settle();
    }
    line_begin(key);
    line_add_error(error);
    line_add_log();
    state->finish();
    settle();
    line_add_log();
    line_end();
    log_clear();
}

static void act_on_all(unsigned number)
{
    for (unsigned act = 0; act < ACTS; act++) {
        state = &states[number];
        threads_begin();
        badged = mint(endpoint, ALL, BADGE);
        act_on(act);
    }
}

static void on_all_states(void)
{
    for (unsigned i = 0; i < STATES; i++) {
        act_on_all(i);
    }
}

const struct group waiting_groups[] = {{"registers.waiting", on_all_states}, {0}};
