/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Other registers; see registers_load.h.
 */
#include "user/runtime/registers_load.h"

#include <pthread.h>
#include <stdlib.h>
#include <ucontext.h>

#include "processor/context.h"

static _Thread_local const abi_word *volatile loading; /* NULL: the thread is not in registers_load() */

bool registers_finish_load(void *ucontext)
{
    const abi_word *words = loading;

    if (!words) {
        return false;
    }
    loading = NULL;
    context_load(ucontext, words);
    sigemptyset(&((ucontext_t *)ucontext)->uc_sigmask);
    return true;
}

void registers_load(const abi_word words[ABI_CONTEXT_WORDS])
{
    sigset_t set;

    loading = words;
    sigemptyset(&set);
    sigaddset(&set, REGISTERS_SIGNAL);
    pthread_sigmask(SIG_UNBLOCK, &set, NULL);
    raise(REGISTERS_SIGNAL);
    abort(); /* the program has taken the signal for itself */
}
