/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Decodes the answer by hand, so that the library's decoder does not vouch for its own encoder: a length,
 * then field 1 (message `ret`) with field 1 (varint, the error code) of at most 10, no cookie, and field 4
 * (varint, the reason).
 */
#include "raw_request.h"

#include <sel4rpc/client.h>
#include <string.h>

bool raw_request_is_refused(seL4_CPtr endpoint, const unsigned char *bytes, size_t count, seL4_Word words)
{
    static const unsigned char refusal[] = {0x06, 0x0a, 0x04, 0x08};
    seL4_IPCBuffer *buffer = seL4_GetIPCBuffer();

    memset(&buffer->msg[1], 0, (seL4_MsgMaxLength - 1) * sizeof(buffer->msg[1]));
    memcpy(&buffer->msg[1], bytes, count);
    seL4_SetMR(0, SEL4RPC_MSG_MAGIC);
    seL4_MessageInfo_t info = seL4_Call(endpoint, seL4_MessageInfo_new(0, 0, 0, words));

    const unsigned char *answer = (const unsigned char *)&buffer->msg[0];
    return seL4_MessageInfo_get_label(info) == 0 && seL4_MessageInfo_get_extraCaps(info) == 0 &&
           seL4_MessageInfo_get_length(info) ==
               (sizeof(refusal) + 3 + sizeof(seL4_Word) - 1) / sizeof(seL4_Word) &&
           memcmp(answer, refusal, sizeof(refusal)) == 0 && answer[4] >= 1 && answer[4] <= 10 &&
           answer[5] == 0x20 && answer[6] >= 1 && answer[6] <= Reason_REFUSED;
}
