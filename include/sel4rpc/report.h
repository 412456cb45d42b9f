/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Reports: who holds what, and the names of it. A program that calls none of these links none of them.
 *
 * No function here makes a kernel call, uses the IPC buffer or allocates. Texts that are returned are
 * constants.
 */
#pragma once

#include <rpc.pb.h>
#include <sel4/sel4.h>
#include <sel4rpc/lease.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Names a kind of lease or range, for example "I/O ports". Any number is allowed. Never returns NULL. */
const char *sel4rpc_strkind(LeaseKind kind);

/* Names an object type of this kernel, for example "frame". Any number is allowed. Never returns NULL. */
const char *sel4rpc_strtype(uint64_t type);

/* The most bytes that sel4rpc_describe() writes. */
#define SEL4RPC_DESCRIPTION_BYTES 96

/*
 * Describes a lease in words, for example "4 KiB frame at 0x40003000", "I/O ports 0x3f8 to 0x3ff" or "pin 4
 * of I/O APIC 0".
 *
 * text: out; of at least SEL4RPC_DESCRIPTION_BYTES; ends with a zero byte. lease: as
 * sel4rpc_server_next_lease() or sel4rpc_next_lease() give it; any numbers are allowed.
 */
void sel4rpc_describe(char *text, const LeaseMessage *lease);

/* The most bytes that sel4rpc_describe_message() writes. */
#define SEL4RPC_MESSAGE_BYTES 256

/*
 * Describes a message in words: a request, for example "memory ALLOCATE 4 KiB frame, anywhere", or an answer,
 * for example "done, cookie 0x100000, at 0x40003000" or "refused: not enough memory, more bytes than the
 * client may hold". For a handler or sel4rpc_server_on_refusal().
 *
 * text: out; of at least SEL4RPC_MESSAGE_BYTES; ends with a zero byte. message: any numbers are allowed; of
 * one that an application has added, only the number is told.
 */
void sel4rpc_describe_message(char *text, const RpcMessage *message);

/* The output of a report, and the names of clients in it. */
typedef struct sel4rpc_report {
    /* Takes a piece of the report: text, whole lines or less; ends with a zero byte; valid until it returns.
     * Must not call the server. */
    void (*put)(void *data, const char *text);
    /* Returns a client's name; NULL for no name. Must not call the server. May be NULL: badges only. */
    const char *(*name_of)(void *data, seL4_Word badge);
    void *data; /* passed to both */
} sel4rpc_report_t;

/*
 * Prints what each client of a server holds as a table: client, cookie, what it is, bytes, and the share of
 * the client's limit of memory. After a client's leases comes their sum; then what unregistered badges hold,
 * and what is parked, if there is any. Without a client and without any of these it says so in one line.
 *
 * env: initialised. report: put is called for each line. Takes time for each client and each lease; the
 * server does not change. Never blocks, unless put does.
 */
void sel4rpc_server_print(const sel4rpc_server_env_t *env, const sel4rpc_report_t *report);

/*
 * Prints the same as JSON, with numbers in decimal: {"clients": [{"badge", "name", "leases_limit",
 * "memory_limit", "memory_bytes", "leases": [{"cookie", "kind", "first", "last", "bytes", "what"}]}],
 * "strangers": [leases], "parked": [leases]}. No limit, and no name, is null. Memory at an unknown address
 * has first 1 and last 0.
 *
 * As sel4rpc_server_print(), but put may get parts of a line.
 */
void sel4rpc_server_print_json(const sel4rpc_server_env_t *env, const sel4rpc_report_t *report);

#ifdef __cplusplus
}
#endif
