/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Timed calls; see timed_call.h. The thread is stopped before anybody looks at whether it is done, so a call
 * that ends in the last moment is done or given up, but never both.
 */
#include "timed_call.h"

#include <sel4utils/process.h>
#include <string.h>
#include <vka/capops.h>
#include <vka/object_capops.h>

#define PRIORITY 0        /* that of children, which may give no higher one */
#define TIME_SLICE 10000u /* microseconds; with MCS */

enum badge { TIME_IS_UP = 1, IS_DONE = 2 };

/* The second thread, for one call. */
static void run(void *argument, void *unused, void *ipc_buffer)
{
    struct timed_call *timed = argument;

    (void)unused;
    (void)ipc_buffer;
    timed->result = timed->call(timed->data);
    timed->is_done = true;
    seL4_Signal(timed->done_signal.capPtr);
    for (;;) {
        (void)seL4_TCB_Suspend(timed->thread.tcb.cptr);
    }
}

static int make_signals(struct timed_call *timed)
{
    vka_t *vka = &timed->platform->vka;

    if (vka_alloc_notification(vka, &timed->notification) != 0) {
        return -1;
    }
    if (vka_mint_object(vka, &timed->notification, &timed->time_signal, seL4_CanWrite, TIME_IS_UP) != 0 ||
        vka_mint_object(vka, &timed->notification, &timed->done_signal, seL4_CanWrite, IS_DONE) != 0) {
        return -1;
    }
    return timer_open(&timed->timer, timed->platform, timed->time_signal.capPtr);
}

static void delete_copy(struct timed_call *timed, const cspacepath_t *path)
{
    if (path->capPtr != seL4_CapNull) {
        (void)vka_cnode_delete(path);
        vka_cspace_free_path(&timed->platform->vka, *path);
    }
}

static void clean_up_signals(struct timed_call *timed)
{
    if (timed->timer.platform != NULL) {
        timer_close(&timed->timer);
    }
    delete_copy(timed, &timed->done_signal);
    delete_copy(timed, &timed->time_signal);
    if (timed->notification.cptr != seL4_CapNull) {
        vka_free_object(&timed->platform->vka, &timed->notification);
    }
}

int timed_call_init(struct timed_call *timed, sel4rpc_platform_t *platform, seL4_Word cnode_bits,
                    seL4_CPtr fault_endpoint)
{
    sel4utils_thread_config_t config = {0};

    memset(timed, 0, sizeof(*timed));
    timed->platform = platform;
    config = thread_config_auth(config, simple_get_tcb(&platform->simple));
    config = thread_config_cspace(config, simple_get_cnode(&platform->simple),
                                  api_make_guard_skip_word(seL4_WordBits - cnode_bits));
    config = thread_config_priority(config, PRIORITY);
    config = thread_config_fault_endpoint(config, fault_endpoint);
    if (config_set(CONFIG_KERNEL_MCS)) {
        config.sched_params = sched_params_round_robin(config.sched_params, &platform->simple, 0, TIME_SLICE);
    }
    if (make_signals(timed) == 0 &&
        sel4utils_configure_thread_config(&platform->vka, &platform->vspace, &platform->vspace, config,
                                          &timed->thread) == 0) {
        return 0;
    }
    clean_up_signals(timed);
    return -1;
}

void timed_call_clean_up(struct timed_call *timed)
{
    sel4utils_clean_up_thread(&timed->platform->vka, &timed->platform->vspace, &timed->thread);
    clean_up_signals(timed);
}

bool timed_call(struct timed_call *timed, uint64_t microseconds, int (*call)(void *data), void *data,
                int *result)
{
    bool time_is_up = false;

    timed->call = call;
    timed->data = data;
    timed->is_done = false;
    timer_start(&timed->timer, microseconds);
    if (sel4utils_start_thread(&timed->thread, run, timed, NULL, 1) != 0) {
        return false;
    }
    while (!timed->is_done && !time_is_up) {
        seL4_Word badge;
        seL4_Wait(timed->notification.cptr, &badge);
        if ((badge & TIME_IS_UP) != 0) {
            time_is_up = timer_acknowledge(&timed->timer);
        }
    }
    (void)seL4_TCB_Suspend(timed->thread.tcb.cptr);
    timer_stop(&timed->timer);
    *result = timed->result;
    return timed->is_done;
}
