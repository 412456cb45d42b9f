/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * What a message means, as one line of text, and back. A message of Google's is written the same way by
 * theirs.py, so that equal meanings are equal lines.
 *
 * Words are set apart by one space. A member that is set is named by its path; a number is its path, '=' and
 * its decimal value without sign. All fields of what is set are there, in the order of their numbers:
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
