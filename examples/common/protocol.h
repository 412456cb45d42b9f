/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * What the examples' children say to their parents beside requests of the library: a message of label 0.
 */
#pragma once

#include <sel4/sel4.h>

/* MR0 of the message of a child that is done; MR1: how many failures it saw. The parent never answers. */
#define CHILD_IS_DONE ((seL4_Word)0xd04e)
/* MR0 of the message of a child that has what it wants for now. The parent never answers. */
#define CHILD_IS_READY ((seL4_Word)0x4ead)
