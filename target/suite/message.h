/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * What a program of unit tests tells the root task, as calls of its endpoint: the magic, the event, the bytes
 * of the text.
 */
#pragma once

#include <sel4/sel4.h>

#define SUITE_MAGIC ((seL4_Word)0x5017e)
#define SUITE_FIRST_TEXT 2 /* the message register where the text begins */
#define SUITE_TEXT_BYTES 256
#define SUITE_WORDS (SUITE_FIRST_TEXT + SUITE_TEXT_BYTES / sizeof(seL4_Word))
