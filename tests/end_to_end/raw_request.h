/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Requests of arbitrary bytes, which no proper client would send.
 */
#pragma once

#include <sel4/sel4.h>
#include <stdbool.h>
#include <stddef.h>

/*
 * Calls with the magic and then these bytes, in a message of `words` registers; registers beyond the bytes
 * are 0. Returns true if the answer is exactly a refusal: label 0, one protobuf answer with an error code
 * other than 0, no capability.
 */
bool raw_request_is_refused(seL4_CPtr endpoint, const unsigned char *bytes, size_t count, seL4_Word words);
