/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The scripted kernel. Only CNode calls are steps that can fail.
 */
#include "scripted_kernel.h"

#include "events.h"
#include "steps.h"
#include "test.h"

#include <string.h>
#include <user/runtime/enter.h>

#include "reply_call.h" /* with MCS or without */

struct scripted_kernel scripted_kernel;

static bool full[SCRIPTED_SLOTS];

void scripted_kernel_reset(void)
{
    scripted_kernel = (struct scripted_kernel){0};
    memset(full, 0, sizeof(full));
    memset(seL4_GetIPCBuffer(), 0xa5, sizeof(seL4_IPCBuffer));
    seL4_SetCapReceivePath(0, 0, 0); /* as for a thread that set none */
    steps_reset();
    events_reset();
}

bool scripted_slot_is_full(seL4_CPtr slot)
{
    assert_true(slot < SCRIPTED_SLOTS);
    return full[slot];
}

void scripted_slot_fill(seL4_CPtr slot)
{
    assert_false(scripted_slot_is_full(slot));
    full[slot] = true;
    scripted_kernel.full_slots++;
}

static void slot_empty(seL4_CPtr slot)
{
    if (scripted_slot_is_full(slot)) {
        full[slot] = false;
        scripted_kernel.full_slots--;
    }
}

static void answer(struct abi_message *message, enum abi_error error)
{
    message->info = ABI_INFO(error, 0, 0, 0);
}

static void invoke_cnode(struct abi_message *message)
{
    assert_int_equal(ABI_INFO_LENGTH(message->info), 2);
    assert_int_equal(message->mr[1], ABI_WORD_BITS);
    assert_true(scripted_slot_is_full(message->mr[0]));
    if (step_fails()) {
        answer(message, ABI_FAILED_LOOKUP);
        return;
    }
    switch (ABI_INFO_LABEL(message->info)) {
    case ABI_CNODE_REVOKE:
        scripted_kernel.revokes++;
        event_note('R');
        break;
    case ABI_CNODE_DELETE:
        event_note('D');
        slot_empty(message->mr[0]);
        break;
    default:
        fail_msg("invocation %lu of the CNode is not in the script", ABI_INFO_LABEL(message->info));
    }
    answer(message, ABI_NO_ERROR);
}

static void invoke(struct abi_message *message)
{
    switch (message->capability) {
    case SCRIPTED_CNODE:
        invoke_cnode(message);
        break;
    case SCRIPTED_CLIENT_CNODE:
        assert_int_equal(ABI_INFO_LABEL(message->info), ABI_CNODE_DELETE);
        scripted_kernel.deletes++;
        scripted_kernel.deletion = *message;
        answer(message, ABI_NO_ERROR);
        break;
    case SCRIPTED_ENDPOINT:
        scripted_kernel.calls++;
        scripted_kernel.request = *message;
        assert_non_null(scripted_kernel.peer);
        scripted_kernel.peer(message);
        break;
    default:
        fail_msg("capability %lu is not in the script", message->capability);
    }
}

static void keep_reply(const struct abi_message *message)
{
    scripted_kernel.replies++;
    scripted_kernel.reply = *message;
}

static void receive(struct abi_message *message)
{
    assert_non_null(scripted_kernel.sender);
    scripted_kernel.sender(message);
}

void hosted_enter(struct abi_message *message)
{
    switch (message->what) {
    case ABI_SYS_CALL:
        invoke(message);
        break;
    case OWN_SYS_REPLY:
        keep_reply(message);
        message->info = 0;
        break;
    case ABI_SYS_REPLYRECV:
        keep_reply(message);
        receive(message);
        break;
    case ABI_SYS_RECV:
        receive(message);
        break;
    case ABI_SYS_DEBUG_CAPIDENTIFY:
        message->mr[0] = scripted_slot_is_full(message->capability);
        message->info = ABI_INFO(0, 0, 0, 1);
        break;
    default:
        fail_msg("system call %lu is not in the script", message->what);
    }
    message->what = ABI_ANSWER_RETURN;
}
