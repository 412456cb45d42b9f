/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * System calls as they go over the socket, for test programs without libsel4.
 */
#pragma once

#include "user/runtime/runtime.h"

/* The children's program; a build may name another. */
#ifndef RAW_CHILD
#define RAW_CHILD "machine_child"
#endif

struct raw_caps {
    unsigned count;
    abi_word caps[ABI_EXTRA_CAPS];
};

/* The message of the last call, and its answer. */
extern struct abi_message raw_message;

/* Calls a capability with `count` message registers. Returns the answer's label: an invocation's error. */
abi_word raw_call(abi_word capability, abi_word label, unsigned count, const abi_word *mr,
                  struct raw_caps caps);

#define RAW_CAPS(...)                                                                                        \
    ((struct raw_caps){.count = sizeof((abi_word[]){__VA_ARGS__}) / sizeof(abi_word), .caps = {__VA_ARGS__}})
#define RAW_NO_CAPS ((struct raw_caps){0})
#define RAW_INVOKE(capability, label, caps, ...)                                                             \
    raw_call(capability, label, sizeof((abi_word[]){__VA_ARGS__}) / sizeof(abi_word),                        \
             (abi_word[]){__VA_ARGS__}, caps)
#define RAW_INVOKE_PLAIN(capability, label) raw_call(capability, label, 0, NULL, RAW_NO_CAPS)

/* Other system calls; each returns the answer's label. */

abi_word raw_receive(abi_word capability);
abi_word raw_send(abi_word capability, abi_word label, abi_word word);
abi_word raw_reply(abi_word label);
abi_word raw_reply_with(abi_word info, abi_word word);
abi_word raw_enter(enum abi_syscall what, abi_word capability, abi_word info, abi_word word);
/* The system call that receives without being able to reply. */
extern const abi_word raw_wait;
/* Keeps the reply to the last message for later: raw_send() to the slot, which must be empty, is the reply.
 */
void raw_save_caller(abi_word slot);
/* For a child: the reply object that its parent made. */
void raw_use_reply(abi_word slot);
abi_word raw_yield(void);

/* For the root task. Each exits with a message if it fails. */
abi_word raw_new_object(abi_word type, unsigned size_bits); /* from ordinary memory; returns its slot */
abi_word raw_new_slot(void);                                /* returns an empty slot */
void raw_delete(abi_word slot);
void raw_check(const char *what, abi_word error);

struct raw_child {
    abi_word tcb, vspace, fault_endpoint;
    abi_word reply; /* with MCS; otherwise 0 */
};

/* Gives a TCB the CSpace, a VSpace, a fault endpoint or 0, and with MCS something to run on; and a child a
 * reply object. */
void raw_configure(abi_word tcb, abi_word vspace, abi_word fault_endpoint);
void raw_make_reply(struct raw_child *child);
/* Makes a child that shares the CSpace; does not start it. */
void raw_new_child(struct raw_child *child);
/* The image: strings, each NUL-terminated. */
abi_word raw_set_image(const struct raw_child *child, const char *bytes, size_t count);
void raw_start_child(struct raw_child *child, const char *scenario, abi_word argument);
void raw_delete_child(const struct raw_child *child);

abi_word raw_map(abi_word frame, abi_word vspace, abi_word vaddr, abi_word rights);

/* Reads or writes one byte of an I/O port. */
abi_word raw_read_port(abi_word ports, abi_word port);
void raw_write_port(abi_word ports, abi_word port, abi_word value);
