/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Signals: see signals.h. SIGPIPE is ignored: writing tells by its error.
 */
#include "machine/process/signals.h"

#include <stddef.h>

static volatile sig_atomic_t stop_signal;
static volatile sig_atomic_t child_ended;
static sigset_t old_mask, wait_mask;

static const int stop_signals[] = {SIGINT, SIGTERM, SIGHUP};
#define STOP_SIGNALS (sizeof stop_signals / sizeof stop_signals[0])

static void note_stop(int number)
{
    stop_signal = number;
}

static void note_child(int number)
{
    (void)number;
    child_ended = 1;
}

static void handle(int number, void (*handler)(int))
{
    struct sigaction action = {.sa_handler = handler};
    sigemptyset(&action.sa_mask);
    sigaction(number, &action, NULL);
}

void signals_init(void)
{
    sigset_t blocked;
    sigemptyset(&blocked);
    sigaddset(&blocked, SIGCHLD);
    for (unsigned i = 0; i < STOP_SIGNALS; i++)
        sigaddset(&blocked, stop_signals[i]);
    sigprocmask(SIG_BLOCK, &blocked, &old_mask);

    /* Whoever started us may have had these blocked; we want to hear of them all the same. */
    wait_mask = old_mask;
    sigdelset(&wait_mask, SIGCHLD);
    for (unsigned i = 0; i < STOP_SIGNALS; i++) {
        struct sigaction old;
        sigdelset(&wait_mask, stop_signals[i]);
        sigaction(stop_signals[i], NULL, &old);
        if (old.sa_handler != SIG_IGN) /* nohup, or a shell's background job */
            handle(stop_signals[i], note_stop);
    }
    handle(SIGCHLD, note_child);
    handle(SIGPIPE, SIG_IGN);
}

void signals_restore(void)
{
    for (unsigned i = 0; i < STOP_SIGNALS; i++)
        handle(stop_signals[i], SIG_DFL);
    handle(SIGCHLD, SIG_DFL);
    handle(SIGPIPE, SIG_DFL);
    sigprocmask(SIG_SETMASK, &old_mask, NULL);
}

const sigset_t *signals_wait_mask(void)
{
    return &wait_mask;
}

int signals_get_stop(void)
{
    return stop_signal;
}

bool signals_take_child(void)
{
    bool ended = child_ended;
    child_ended = 0;
    return ended;
}
