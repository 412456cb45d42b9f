/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The client: a process that asks its parent for memory, interrupts and I/O ports.
 *
 * All calls except sel4rpc_client_init() and sel4rpc_strerror() block until the server answers, and use the
 * thread's IPC buffer: they overwrite message registers, capabilities to send and received badges, and
 * restore the receive path. They allocate nothing and keep no state beyond their arguments; several threads
 * may share a client, each with its own IPC buffer.
 */
#pragma once

#include <rpc.pb.h>
#include <sel4/sel4.h>
#include <stdbool.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* The default first message register of a request. */
#define SEL4RPC_MSG_MAGIC 0xcafed00d

/* The address of memory anywhere; the same number as vka's VKA_NO_PADDR. */
#define SEL4RPC_ANYWHERE 1

/* What a server can do: bits of VersionMessage.features. */
#define SEL4RPC_FEATURE_LEASES 1 /* it registers clients; what it grants them, they can list and release */
#define SEL4RPC_FEATURE_CAPABILITIES 2 /* it may offer capabilities by name */
#define SEL4RPC_FEATURE_REASONS 4      /* its refusals have a reason */
#define SEL4RPC_FEATURE_CORES 8        /* it knows an interrupt's target core; others grant the first core */

/* A client. sel4rpc_client_init() writes it. */
typedef struct sel4rpc_client_env {
    seL4_CPtr server_ep; /* an endpoint to the server, with Write and Grant or GrantReply rights */
    seL4_Word magic;
} sel4rpc_client_t;

/* What a call returns if it has no answer from the server. Answers are 0 and the seL4_Errors. */
typedef enum sel4rpc_client_error {
    /* An argument is invalid; nothing was sent. */
    SEL4RPC_BAD_ARGUMENT = -1,
    /* The protocol does not define this message; nothing was sent. */
    SEL4RPC_BAD_REQUEST = -2,
    /* The reply's label is not 0: the capability is not an endpoint's, or an RPC server does not answer. */
    SEL4RPC_NOT_A_SERVER = -3,
    /* The reply could not be decoded or holds no answer; from a typed call also: an unknown error code. */
    SEL4RPC_BAD_REPLY = -4,
    /* The server granted, but the capability did not arrive: the slot is occupied, the path leads nowhere, or
     * the server lacks the Grant right on the endpoint (see <sel4rpc/server.h>). sel4rpc_check_slot() tells
     * which. The grant has been freed. */
    SEL4RPC_NO_CAPABILITY = -5,
    /* A capability came with an answer that promises none. It was deleted. */
    SEL4RPC_STRAY_CAPABILITY = -6,
    /* Like SEL4RPC_NO_CAPABILITY, but the server refused to free the grant. */
    SEL4RPC_NOT_FREED = -7
} sel4rpc_client_error_t;

/*
 * Describes a return value of the calls below.
 *
 * error: 0, an seL4_Error, a sel4rpc_client_error_t, or any other number.
 * Returns a constant English phrase. Never blocks.
 */
const char *sel4rpc_strerror(int error);

/*
 * Describes why a request was refused: ReturnMessage.reason, from sel4rpc_call().
 *
 * reason: a Reason, or any other number. Returns a constant English phrase. Never blocks.
 */
const char *sel4rpc_strreason(Reason reason);

/*
 * Initialises a client.
 *
 * client: out; yours, needs no clean-up. server_ep: an endpoint capability to the server in your CSpace;
 * yours, must stay valid while client is used. magic: what the server expects in MR0; optional:
 * sel4rpc_client_init(client, server_ep) uses SEL4RPC_MSG_MAGIC.
 *
 * Returns 0, or SEL4RPC_BAD_ARGUMENT if client is NULL. Never blocks.
 */
int sel4rpc_client_init(sel4rpc_client_t *client, seL4_CPtr server_ep, seL4_Word magic);

/* These make the third argument optional. */
#define SEL4RPC_CLIENT_INIT_2(client, server_ep) (sel4rpc_client_init)(client, server_ep, SEL4RPC_MSG_MAGIC)
#define SEL4RPC_CLIENT_INIT_3(client, server_ep, magic) (sel4rpc_client_init)(client, server_ep, magic)
#define SEL4RPC_CLIENT_INIT_PICK(a, b, c, init, ...) init
#define sel4rpc_client_init(...)                                                                             \
    SEL4RPC_CLIENT_INIT_PICK(__VA_ARGS__, SEL4RPC_CLIENT_INIT_3, SEL4RPC_CLIENT_INIT_2, 0)(__VA_ARGS__)

/*
 * Sends one request and receives its answer.
 *
 * client: an initialised client.
 * msg: in, the request; out, the answer: msg->msg.ret.errorCode (also msg->msg.errorCode) is the server's
 *     seL4_Error, msg->msg.ret.cookie names granted memory. If the call fails, the errorCode is not 0 either.
 *     If the request is a message that your application has added to rpc.proto, the answer may be one, too;
 *     msg->which_msg tells.
 * root, capPtr, capDepth: the empty slot for a granted capability, as for seL4_SetCapReceivePath(); 0 for a
 *     request that grants none.
 *
 * Messages of your application have a limit: none compiles that takes more than the message registers after
 * the magic have room for, which is 950 bytes on 64-bit words and 474 on 32-bit words, tag and length
 * included; nor one without a greatest size (nanopb's callbacks). With an answer to one, a capability may
 * come or not: that is between you and your handler.
 *
 * Returns 0 if the server answered, whatever the errorCode; else a sel4rpc_client_error_t. Blocks until the
 * server answers, forever if it never does. A capability in the slot is yours; to free granted memory, send
 * FREE with its cookie. Source: seL4 manual, capability transfer.
 */
int sel4rpc_call(sel4rpc_client_t *client, RpcMessage *msg, seL4_CPtr root, seL4_CPtr capPtr,
                 seL4_Word capDepth);

/*
 * The typed calls fill in the message for you. Each returns
 *   0          success: the capability is in the slot, and yours;
 *   1 to 10    the seL4_Error that the server answered;
 *   below 0    a sel4rpc_client_error_t; SEL4RPC_BAD_ARGUMENT for a NULL pointer, and for a slot without a
 *              root or with an invalid depth.
 * A failed call leaves the slot unchanged and holds nothing, except that the server may hold a grant after
 * SEL4RPC_BAD_REPLY and SEL4RPC_NOT_FREED. Numbers that the wire cannot carry return seL4_RangeError or
 * seL4_AlignmentError without asking the server.
 */

/* An empty slot in your CSpace, as for seL4_SetCapReceivePath(). */
typedef struct sel4rpc_slot {
    seL4_CPtr root;
    seL4_CPtr index;
    seL4_Word depth; /* 1 to seL4_WordBits */
} sel4rpc_slot_t;

/*
 * Looks at a slot before you ask for something to put there, or after SEL4RPC_NO_CAPABILITY. The kernel drops
 * a capability that it cannot put into the slot, and does not say why.
 *
 * slot: its root must be the address of a capability: one where none can be is a capability fault, as for any
 * kernel call.
 *
 * Returns 0 if the slot is there and empty: then it is the server that cannot pass on capabilities;
 * seL4_DeleteFirst if it is occupied; seL4_FailedLookup or seL4_RangeError if there is no slot of that index
 * and depth; seL4_InvalidCapability or seL4_IllegalOperation if the root is not a CNode; SEL4RPC_BAD_ARGUMENT
 * if the slot has no root. Changes nothing. Blocks only in one kernel call; overwrites the message registers.
 * Source: seL4 manual, seL4_CNode_Copy.
 */
int sel4rpc_check_slot(sel4rpc_slot_t slot);

/* Granted memory: what sel4rpc_free_memory() needs. */
typedef struct sel4rpc_memory {
    seL4_Word type;
    seL4_Word size_bits;
    uint64_t cookie;
    uint64_t paddr; /* physical address; SEL4RPC_ANYWHERE: unknown to the server; 0: not told */
} sel4rpc_memory_t;

/*
 * Asks for an object in ordinary memory, anywhere; the kernel has cleared it.
 *
 * type: an object type, but not a paging structure: seL4 cannot copy an unmapped one, so its capability
 * cannot be sent. If you need one, ask for an untyped and retype it. size_bits: as for seL4_Untyped_Retype;
 * for types of one size, that size or 0. slot: for the capability. memory: out; set on success only.
 *
 * Server errors: seL4_IllegalOperation (a paging structure, or not permitted), seL4_InvalidArgument (unknown
 * type or size), seL4_RangeError (size larger than the platform can have), seL4_NotEnoughMemory.
 */
int sel4rpc_alloc_memory(sel4rpc_client_t *client, seL4_Word type, seL4_Word size_bits, sel4rpc_slot_t slot,
                         sel4rpc_memory_t *memory);

/* Like sel4rpc_alloc_memory(), but accepts device memory, which is not cleared, as well. Frames and untypeds
 * only; seL4_InvalidArgument for other types. */
int sel4rpc_alloc_device_memory(sel4rpc_client_t *client, seL4_Word type, seL4_Word size_bits,
                                sel4rpc_slot_t slot, sel4rpc_memory_t *memory);

/*
 * Like sel4rpc_alloc_memory(), but at a physical address, which may be a device's.
 *
 * paddr: a multiple of the object's size. More server errors: seL4_AlignmentError; seL4_RangeError (nothing
 * is at the address); seL4_InvalidArgument (a device is, and its memory cannot hold such an object);
 * seL4_RevokeFirst (in use, or the server's allocator failed for its own reasons); seL4_IllegalOperation (the
 * server cannot allocate at an address, or not permitted).
 */
int sel4rpc_alloc_memory_at(sel4rpc_client_t *client, uint64_t paddr, seL4_Word type, seL4_Word size_bits,
                            sel4rpc_slot_t slot, sel4rpc_memory_t *memory);

/*
 * Frees memory: revokes every capability to it, wherever it is.
 *
 * memory: as granted; invalid afterwards. Server errors: seL4_InvalidCapability (you hold nothing with this
 * cookie), seL4_InvalidArgument (type or size differ from the grant's).
 */
int sel4rpc_free_memory(sel4rpc_client_t *client, const sel4rpc_memory_t *memory);

/*
 * Asks for the handler of an interrupt.
 *
 * irq: its number. slot: for the handler. cookie: out; names the grant for sel4rpc_release(), 0 if the server
 * does not record it; may be NULL. A server records grants of registered clients only, and does not compare
 * what it does not record: seL4 itself grants an I/O APIC pin twice, with two vectors.
 *
 * A registered client that asks for exactly what it holds gets one more capability to the same lease, with
 * the same cookie, and nothing is revoked: the handler's notification and mask are as they were left. If that
 * capability does not arrive, the lease is released as if it were new.
 *
 * Server errors, for all kinds of interrupts: seL4_NotEnoughMemory (no slot left), seL4_RangeError (no such
 * number), seL4_RevokeFirst (it has a handler), seL4_IllegalOperation (not on this architecture, or not
 * permitted).
 */
int sel4rpc_get_irq(sel4rpc_client_t *client, seL4_Word irq, sel4rpc_slot_t slot, uint64_t *cookie);

/* Arm and RISC-V. edge: true for edge triggered, false for level triggered. */
int sel4rpc_get_irq_trigger(sel4rpc_client_t *client, seL4_Word irq, bool edge, sel4rpc_slot_t slot,
                            uint64_t *cookie);

/*
 * As sel4rpc_get_irq_trigger(), for a core of your choice: Arm, if the parent's kernel has several cores.
 *
 * core: 0 for the first, to which all other interrupts go. A server without SEL4RPC_FEATURE_CORES grants the
 * first, whatever you ask for: see sel4rpc_probe(). More server errors: seL4_IllegalOperation (the kernel
 * offers no choice, or not permitted), seL4_RangeError (no such core). Source: seL4 manual,
 * seL4_IRQControl_GetTriggerCore.
 */
int sel4rpc_get_irq_trigger_core(sel4rpc_client_t *client, seL4_Word irq, bool edge, seL4_Word core,
                                 sel4rpc_slot_t slot, uint64_t *cookie);

/* x86. bus: 0 to 255. dev: 0 to 31. func: 0 to 7. handle, vector: as for seL4_IRQControl_GetMSI. */
int sel4rpc_get_irq_msi(sel4rpc_client_t *client, seL4_Word bus, seL4_Word dev, seL4_Word func,
                        seL4_Word handle, seL4_Word vector, sel4rpc_slot_t slot, uint64_t *cookie);

/* x86. level: 1 level, 0 edge triggered. polarity: 1 active low, 0 active high. The others: as for
 * seL4_IRQControl_GetIOAPIC. */
int sel4rpc_get_irq_ioapic(sel4rpc_client_t *client, seL4_Word ioapic, seL4_Word pin, seL4_Word level,
                           seL4_Word polarity, seL4_Word vector, sel4rpc_slot_t slot, uint64_t *cookie);

/*
 * Asks for a range of I/O ports. x86.
 *
 * first, last: 0 to 65535, inclusive. slot, cookie: as for sel4rpc_get_irq(), also if you hold exactly these.
 * Server errors: seL4_RangeError
 * (beyond 65535), seL4_InvalidArgument (first > last), seL4_NotEnoughMemory (no slot left), seL4_RevokeFirst
 * (some are in use), seL4_IllegalOperation (not on this architecture, or not permitted).
 */
int sel4rpc_get_ioports(sel4rpc_client_t *client, seL4_Word first, seL4_Word last, sel4rpc_slot_t slot,
                        uint64_t *cookie);

/*
 * Asks for the server's version and features in a way that the older library of this name answers, too: as a
 * request for an untyped larger than any, which an older server refuses, perhaps with a line in its log.
 *
 * version: out, set on success only. If the server refuses, version 1 and no features: it is the older
 * library's, or it does not serve you.
 *
 * Returns 0, or a sel4rpc_client_error_t: SEL4RPC_BAD_REPLY if the server claims to have granted it.
 */
int sel4rpc_probe(sel4rpc_client_t *client, VersionMessage *version);

/*
 * This call and those below are requests that the older library of this name does not know: its server never
 * answers them. If you do not know the server, call sel4rpc_probe() first. Servers of this library that do
 * not know a request answer seL4_InvalidArgument.
 *
 * Frees whatever a cookie names, memory, an interrupt, ports or a capability: revokes every capability to it.
 * Server errors: seL4_InvalidCapability (you hold nothing with this cookie).
 */
int sel4rpc_release(sel4rpc_client_t *client, uint64_t cookie);

/*
 * Asks for a capability that the parent offers you.
 *
 * name: a number that you agree on with the parent. slot, cookie: as for sel4rpc_get_irq(). Server errors:
 * seL4_IllegalOperation (not offered to you), seL4_RevokeFirst (lent to another client, or to you already),
 * seL4_NotEnoughMemory (no slot or record left, or you hold as many leases as you may).
 */
int sel4rpc_get_capability(sel4rpc_client_t *client, uint64_t name, sel4rpc_slot_t slot, uint64_t *cookie);

/* Asks for the server's version and features; see rpc.proto and SEL4RPC_FEATURE_LEASES. version: out. If the
 * server may be the older library's, use sel4rpc_probe(). */
int sel4rpc_get_version(sel4rpc_client_t *client, VersionMessage *version);

/* Asks what you hold and may hold. account: out. seL4_IllegalOperation: the server has not registered you. */
int sel4rpc_get_account(sel4rpc_client_t *client, AccountMessage *account);

/*
 * Walks your leases. lease: in, the cookie of the one before, 0 to begin; out, the next one. Server errors:
 * seL4_FailedLookup (no more), seL4_InvalidCapability (the one before is gone), seL4_IllegalOperation (the
 * server has not registered you).
 */
int sel4rpc_next_lease(sel4rpc_client_t *client, LeaseMessage *lease);

/*
 * Asks for a range of numbers that you may have. range: in, kind and index, from 0; out, first and last.
 * Server errors: seL4_FailedLookup (no more), seL4_InvalidArgument (unknown kind), seL4_IllegalOperation (the
 * server has not registered you).
 */
int sel4rpc_get_range(sel4rpc_client_t *client, RangeMessage *range);

#ifdef __cplusplus
}
#endif
