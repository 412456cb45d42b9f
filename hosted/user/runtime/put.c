/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Printing by system calls: see hosted_put() in enter.h.
 */
#include "user/runtime/enter.h"

#include <string.h>

static void put_piece(const char *bytes, size_t count)
{
    struct abi_message message = {.what = ABI_SYS_DEBUG_PUT};
    size_t words = (count + ABI_WORD_BYTES - 1) / ABI_WORD_BYTES;

    message.info = ABI_INFO(0, 0, 0, 1 + words);
    message.mr[0] = count;
    memcpy(&message.mr[1], bytes, count);
    hosted_enter(&message);
}

/* How much to send at once: whole lines if at least one fits. */
static size_t piece_size(const char *bytes, size_t count)
{
    if (count <= HOSTED_PUT_BYTES) {
        return count;
    }
    const char *newline = memrchr(bytes, '\n', HOSTED_PUT_BYTES);
    return newline ? (size_t)(newline - bytes) + 1 : HOSTED_PUT_BYTES;
}

void hosted_put(const char *bytes, size_t count)
{
    while (count > 0) {
        size_t piece = piece_size(bytes, count);
        put_piece(bytes, piece);
        bytes += piece;
        count -= piece;
    }
}
