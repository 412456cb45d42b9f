/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Requests of arbitrary bytes, as no proper client would send them.
 */
#pragma once

#include <sel4/sel4.h>
#include <stdbool.h>
#include <stddef.h>

/*
 * Calls with the magic and these bytes behind it, in a message of `words` registers; registers that the bytes
 * do not fill are 0. Returns true where exactly a refusal came back: label 0, one protobuf answer with an
 * error code other than 0, no capability.
 */
bool raw_request_is_refused(seL4_CPtr endpoint, const unsigned char *bytes, size_t count, seL4_Word words);
