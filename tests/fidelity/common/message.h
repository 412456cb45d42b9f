/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Invocations as raw messages, so that a wrong label or a short message is as easy as a good one.
 */
#pragma once

#include <stddef.h>

#include <sel4/sel4.h>
/* after it, which says what the kernel is configured for */
#include <sel4/invocation.h>

struct words {
    seL4_Word count;
    const seL4_Word *words;
};

#define WORDS(...)                                                                                           \
    ((struct words){sizeof((seL4_Word[]){__VA_ARGS__}) / sizeof(seL4_Word), (seL4_Word[]){__VA_ARGS__}})
#define NOTHING ((struct words){0, NULL})

/* A label that no method has, on no architecture. */
#define NO_LABEL 0x7777

/* What came back from the last invocation. */
struct answer {
    seL4_MessageInfo_t info;
    seL4_Word registers[seL4_MsgMaxLength];
};
extern struct answer answer;

/* Calls `service` with the label, message registers and extra capabilities, and keeps the answer. */
seL4_Error invoke(seL4_CPtr service, seL4_Word label, struct words registers, struct words capabilities);
