/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * What a message means, as one line of text, and back. theirs.py writes a message of Google's the same way,
 * so that equal meanings are equal lines.
 *
 * One space separates words. A member that is set is named by its path; a number is its path, '=' and its
 * decimal value without sign. All fields of what is set appear, in the order of their numbers:
 *
 *     irq irq.simple irq.simple.setTrigger=1 irq.simple.irq=4 irq.simple.trigger=0
 *
 * A message that holds nothing is the empty line.
 */
#pragma once

#include <rpc.pb.h>
#include <stdbool.h>
#include <stdio.h>

void meaning_print(FILE *out, const RpcMessage *message);

/* Returns false where the text names what no message has. Cuts the text up. */
bool meaning_parse(char *text, RpcMessage *message);
