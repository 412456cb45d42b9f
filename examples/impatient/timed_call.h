/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Calls that are given up after a while. seL4's Call has no timeout, but a thread that waits in one can be
 * suspended and made to begin anew: a second thread makes the calls, and the first one waits for that thread
 * or for the timer, whichever comes first.
 *
 * If a call is given up, its answer never arrives, even if the server still sends it. So it is not known what
 * the server has done: a grant may have been made, which only its end of the books shows.
 */
#pragma once

#include "../common/timer.h"

#include <sel4utils/thread.h>

/* Treat it as private. */
struct timed_call {
    sel4rpc_platform_t *platform;
    vka_object_t notification;
    cspacepath_t time_signal, done_signal; /* badged capabilities to it */
    struct timer timer;
    sel4utils_thread_t thread;
    /* What the thread does. */
    int (*call)(void *data);
    void *data;
    int result;
    volatile bool is_done;
};

/*
 * Makes the thread and takes the timer.
 *
 * timed: out; must not move. platform: the caller's own; in use until timed_call_clean_up(). cnode_bits: log2
 * of the slots of its CSpace. fault_endpoint: hears of the thread's faults.
 *
 * Returns 0; or -1, and nothing is taken.
 */
int timed_call_init(struct timed_call *timed, sel4rpc_platform_t *platform, seL4_Word cnode_bits,
                    seL4_CPtr fault_endpoint);
void timed_call_clean_up(struct timed_call *timed);

/*
 * Has the second thread call a function, for at most so many microseconds.
 *
 * result: out, if it was done: what the function returned. Returns whether it was done. If not, it was
 * stopped wherever it was: it must have nothing to undo.
 */
bool timed_call(struct timed_call *timed, uint64_t microseconds, int (*call)(void *data), void *data,
                int *result);
