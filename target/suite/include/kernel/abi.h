/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * A kernel entry as a message, for the tests that script or redirect it: what hosted seL4's header of this
 * name defines and the tests use, with the numbers of the real kernel.
 */
#pragma once

#include <sel4/sel4.h>
#include <stddef.h>

typedef unsigned long abi_word;

#define ABI_WORD_BITS seL4_WordBits
#define ABI_MESSAGE_REGISTERS seL4_MsgMaxLength
#define ABI_EXTRA_CAPS 3

#define ABI_INFO_LENGTH(info) ((info)&0x7fUL)
#define ABI_INFO_EXTRA_CAPS(info) (((info) >> 7) & 0x3UL)
#define ABI_INFO_UNWRAPPED(info) (((info) >> 9) & 0x7UL)
#define ABI_INFO_LABEL(info) ((info) >> 12)
#define ABI_INFO(label, unwrapped, caps, length)                                                             \
    (((abi_word)(label) << 12) | ((abi_word)(unwrapped) << 9) | ((abi_word)(caps) << 7) | (abi_word)(length))

enum abi_syscall {
    ABI_SYS_SEND = 1,
    ABI_SYS_NBSEND,
    ABI_SYS_CALL,
    ABI_SYS_RECV,
    ABI_SYS_NBRECV,
    ABI_SYS_REPLY,
    ABI_SYS_REPLYRECV,
    ABI_SYS_DEBUG_CAPIDENTIFY
};

enum abi_answer { ABI_ANSWER_RETURN = 1, ABI_ANSWER_BADGE };

struct abi_message {
    abi_word what;       /* request: enum abi_syscall; answer: enum abi_answer */
    abi_word capability; /* request: the capability invoked; answer: the badge received */
    abi_word info;
    abi_word caps[ABI_EXTRA_CAPS]; /* request: capabilities to send; answer: badges of the unwrapped ones */
    abi_word receive_root;         /* request: the receive path, root 0 for none */
    abi_word receive_index;
    abi_word receive_depth;
    abi_word reply;       /* request: an MCS kernel's reply object */
    abi_word destination; /* request: where NBSendRecv sends to */
    abi_word mr[ABI_MESSAGE_REGISTERS];
};

enum abi_error { ABI_NO_ERROR = seL4_NoError, ABI_FAILED_LOOKUP = seL4_FailedLookup };

enum abi_label { ABI_CNODE_REVOKE = CNodeRevoke, ABI_CNODE_DELETE = CNodeDelete };

enum abi_object { ABI_OBJECT_UNTYPED, ABI_OBJECT_COUNT };

enum abi_exception { ABI_EXCEPTION_EXIT = 0x1000 };
