/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Writes a message's meaning as one line of text, and reads it back. theirs.py writes Google's messages the
 * same way, so equal meanings are equal lines.
 *
 * Single spaces separate the words. A set member appears as its path; a number as its path, '=' and its
 * unsigned decimal value. All fields of a set member appear, in the order of their numbers:
 *
 *     irq irq.simple irq.simple.setTrigger=1 irq.simple.irq=4 irq.simple.trigger=0 irq.simple.target=0
 *
 * The empty line is a message that holds nothing.
 */
#pragma once

#include <rpc.pb.h>
#include <stdbool.h>
#include <stdio.h>

void meaning_print(FILE *out, const RpcMessage *message);

/* Returns false if the text names something that no message has. Modifies the text. */
bool meaning_parse(char *text, RpcMessage *message);
