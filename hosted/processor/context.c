/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Contexts; see context.h. Which word is which register is in a table: context_places.h, one for each
 * processor as its own seL4 (native), one for each seL4 on other processors (foreign).
 */
#include "processor/context.h"

#include <stddef.h>
#include <string.h>

#include "processor/context_register.h"

struct context_place {
    unsigned char word, number;
};

#include "context_numbers.h" /* the processor's */
#include "context_places.h"

#define PLACES (sizeof(places) / sizeof(places[0]))

void context_save(abi_word words[ABI_CONTEXT_WORDS], const void *ucontext)
{
    memset(words, 0, ABI_CONTEXT_WORDS * sizeof(words[0]));
    for (size_t i = 0; i < PLACES; i++) {
        words[places[i].word] = context_get_register(ucontext, places[i].number);
    }
}

void context_load(void *ucontext, const abi_word words[ABI_CONTEXT_WORDS])
{
    for (size_t i = 0; i < PLACES; i++) {
        context_set_register(ucontext, places[i].number, words[places[i].word]);
    }
}

void context_start(abi_word words[ABI_CONTEXT_WORDS])
{
    words[CONTEXT_SP_WORD] = CONTEXT_ALIGN_SP(words[CONTEXT_SP_WORD]);
}

void context_change(abi_word words[ABI_CONTEXT_WORDS], abi_word former_sp)
{
    if (words[CONTEXT_SP_WORD] != former_sp) {
        context_start(words);
    }
}
