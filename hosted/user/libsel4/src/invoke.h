/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * One invocation: a Call with a label, arguments and capabilities.
 */
#pragma once

#include <sel4/sel4.h>

#include "kernel/abi.h"

struct arguments {
    const seL4_Word *words;
    unsigned count;
};

#define ARGUMENTS(...)                                                                                       \
    ((struct arguments){(const seL4_Word[]){__VA_ARGS__},                                                    \
                        sizeof((const seL4_Word[]){__VA_ARGS__}) / sizeof(seL4_Word)})
#define NO_ARGUMENTS ((struct arguments){NULL, 0})

/* Calls the capability; results are in the message registers. */
seL4_Error sel4_invoke(seL4_CPtr service, enum abi_label label, struct arguments plain,
                       struct arguments caps);
