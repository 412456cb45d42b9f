/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Stopping and ending the calling thread; see own.h.
 */
#include "user/runtime/own.h"

#include <errno.h>
#include <pthread.h>
#include <stdatomic.h>
#include <unistd.h>

#include "user/runtime/channel.h"
#include "user/runtime/context_message.h"
#include "user/runtime/registers_load.h"

_Thread_local struct own own = {.socket = ABI_SOCKET};

void own_use_signal_stack(void *stack)
{
    const stack_t place = {.ss_sp = stack, .ss_size = OWN_SIGNAL_STACK_BYTES};

    sigaltstack(&place, NULL);
}

sig_atomic_t own_enter(void)
{
    sig_atomic_t before = own.inside;

    own.inside = 1;
    atomic_signal_fence(memory_order_seq_cst);
    return before;
}

void own_leave(sig_atomic_t before)
{
    atomic_signal_fence(memory_order_seq_cst);
    own.inside = before;
    atomic_signal_fence(memory_order_seq_cst);
    if (!before && own.stop_noted) {
        raise(REGISTERS_SIGNAL);
    }
}

static void stop(void *ucontext)
{
    struct abi_message message = {.what = ABI_SYS_STOPPED};

    own.stop_noted = 0;
    context_append(&message, ucontext);
    channel_exchange_in_handler(&message, ucontext);
}

static void handle(int number, siginfo_t *info, void *ucontext)
{
    int error = errno;

    (void)number;
    if (own.ending) {
        siglongjmp(*own.end, 1);
    }
    if (registers_finish_load(ucontext)) {
        own.inside = 0;
        if (info->si_pid != getpid()) {
            own.stop_noted = 1;
        }
        if (own.stop_noted) {
            stop(ucontext);
        }
    } else if (own.inside) {
        own.stop_noted = 1;
    } else {
        stop(ucontext);
    }
    errno = error;
}

void own_init(void)
{
    struct sigaction action = {.sa_sigaction = handle, .sa_flags = SA_SIGINFO | SA_ONSTACK | SA_RESTART};

    sigfillset(&action.sa_mask);
    sigaction(REGISTERS_SIGNAL, &action, NULL);
}

/* Its Linux thread stays: it is the process's own, which Linux ends with all others. */
static _Noreturn void wait_for_ever(void)
{
    sigset_t all;

    close(own.socket);
    sigfillset(&all);
    for (;;) {
        sigsuspend(&all);
    }
}

void own_end(void)
{
    sigset_t set;

    if (!own.end) {
        wait_for_ever();
    }
    own.ending = 1;
    sigemptyset(&set);
    sigaddset(&set, REGISTERS_SIGNAL);
    pthread_sigmask(SIG_UNBLOCK, &set, NULL);
    raise(REGISTERS_SIGNAL);
    pthread_exit(NULL); /* the program has taken the signal for itself */
}
