/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The client: a process that asks its parent for memory, interrupts and I/O ports.
 *
 * All calls but sel4rpc_client_init() and sel4rpc_strerror() block until the server answers, and use the
 * thread's IPC buffer: message registers, the capabilities to send and the badges received are overwritten;
 * the receive path is as before when they return. None of them keeps state outside what it is given, or
 * allocates anything; a client may be used by several threads, each with an IPC buffer of its own.
 */
#pragma once

#include <rpc.pb.h>
#include <sel4/sel4.h>
#include <stdbool.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* The first message register of every request, where client and server did not agree on another. */
#define SEL4RPC_MSG_MAGIC 0xcafed00d

/* "Anywhere", as the address of memory asked for; the number is that of vka's VKA_NO_PADDR. */
#define SEL4RPC_ANYWHERE 1

typedef struct sel4rpc_client_env {
    seL4_CPtr server_ep; /* an endpoint to the server, with Write and Grant or GrantReply rights */
    seL4_Word magic;
} sel4rpc_client_t;

/* What a call returns where no answer of the server came of it. Answers are 0 and the seL4_Error numbers. */
enum sel4rpc_client_error {
    /* The arguments can't be right; nothing was sent. */
    SEL4RPC_BAD_ARGUMENT = -1,
    /* The message is none that the protocol knows; nothing was sent. */
    SEL4RPC_BAD_REQUEST = -2,
    /* The reply's label was not 0: the endpoint capability is not one, or who answers is no RPC server. */
    SEL4RPC_NOT_A_SERVER = -3,
    /* The reply could not be decoded, or held no answer; of a typed call also: an error code that is no
       seL4_Error. */
    SEL4RPC_BAD_REPLY = -4,
    /* The server granted, but its capability did not arrive: the receive slot is occupied or the path leads
     * nowhere. What was granted has been given back. */
    SEL4RPC_NO_CAPABILITY = -5,
    /* A capability came with an answer that promises none. It was deleted. */
    SEL4RPC_STRAY_CAPABILITY = -6,
    /* As SEL4RPC_NO_CAPABILITY, but the server would not take back what it had granted. */
    SEL4RPC_NOT_FREED = -7
};

/*
 * Says what a return value of the calls below means.
 *
 * error: 0, an seL4_Error, or an enum sel4rpc_client_error.
 * Returns a constant English phrase, also for numbers that mean nothing. Blocks on nothing.
 */
const char *sel4rpc_strerror(int error);

/*
 * Initialises a client.
 *
 * client: out, the client; caller-owned, needs no clean-up.
 * server_ep: an endpoint capability to the server in the caller's CSpace. It stays the caller's and has to
 *     stand as long as the client is used.
 * magic: what the server expects in MR0; may be left out: sel4rpc_client_init(client, server_ep) uses
 *     SEL4RPC_MSG_MAGIC.
 *
 * Returns 0; or SEL4RPC_BAD_ARGUMENT where client is NULL. Blocks on nothing.
 */
int sel4rpc_client_init(sel4rpc_client_t *client, seL4_CPtr server_ep, seL4_Word magic);

/* Gives sel4rpc_client_init its third argument where it is left out. */
#define SEL4RPC_CLIENT_INIT_2(client, server_ep) (sel4rpc_client_init)(client, server_ep, SEL4RPC_MSG_MAGIC)
#define SEL4RPC_CLIENT_INIT_3(client, server_ep, magic) (sel4rpc_client_init)(client, server_ep, magic)
#define SEL4RPC_CLIENT_INIT_PICK(a, b, c, init, ...) init
#define sel4rpc_client_init(...)                                                                             \
    SEL4RPC_CLIENT_INIT_PICK(__VA_ARGS__, SEL4RPC_CLIENT_INIT_3, SEL4RPC_CLIENT_INIT_2, 0)(__VA_ARGS__)

/*
 * Sends one request and takes its answer.
 *
 * client: an initialised client.
 * msg: in, the request; out, the answer: msg->msg.ret.errorCode (also msg->msg.errorCode) is the server's
 *     seL4_Error, 0 for success; msg->msg.ret.cookie names granted memory. Where the call fails,
 *     msg->msg.ret.errorCode is an seL4_Error other than 0 too.
 * root, capPtr, capDepth: the empty slot for the capability that is granted, as in seL4_SetCapReceivePath;
 *     all 0 for a request that grants none.
 *
 * Returns 0 where the server answered, with whatever error code; or an enum sel4rpc_client_error.
 * Blocks until the server answers: for ever, where it never does.
 * A capability in the slot is the caller's. Memory is the server's again after a FREE with its cookie.
 * seL4 manual: section on capability transfer.
 */
int sel4rpc_call(sel4rpc_client_t *client, RpcMessage *msg, seL4_CPtr root, seL4_CPtr capPtr,
                 seL4_Word capDepth);

/*
 * The typed calls: sel4rpc_call() without a message to fill in. Each returns
 *   0            done: the capability is in the slot, and the caller's;
 *   1 .. 10      the seL4_Error that the server answered;
 *   below 0      an enum sel4rpc_client_error; SEL4RPC_BAD_ARGUMENT where `slot` has no root or no valid
 *                depth, or a pointer is NULL.
 * Where a call fails the slot is as it was and nothing is held, but after SEL4RPC_BAD_REPLY and
 * SEL4RPC_NOT_FREED, where the server may hold what it granted. seL4_RangeError and seL4_AlignmentError
 * for a number that the wire cannot carry are found without asking the server.
 */

/* An empty slot of the caller's CSpace, as seL4_SetCapReceivePath takes it. */
typedef struct sel4rpc_slot {
    seL4_CPtr root;
    seL4_CPtr index;
    seL4_Word depth; /* 1 to seL4_WordBits */
} sel4rpc_slot_t;

/* Memory that the server granted: what sel4rpc_free_memory() needs. */
typedef struct sel4rpc_memory {
    seL4_Word type;
    seL4_Word size_bits;
    uint64_t cookie;
    uint64_t paddr; /* its physical address; SEL4RPC_ANYWHERE where the server does not know it, 0 where it
                       does not tell */
} sel4rpc_memory_t;

/*
 * Asks for an object in ordinary memory, anywhere; the kernel has cleared it.
 *
 * type: an object type of the kernel's, but no paging structure: seL4 does not copy one that is not mapped,
 * so its capability cannot be sent. Who needs one asks for an untyped and retypes that. size_bits: as
 * seL4_Untyped_Retype takes it; objects of one fixed size take that size or 0. slot: where the capability
 * goes. memory: out, what frees it; set only on success. Server errors: seL4_IllegalOperation (a paging
 * structure), seL4_InvalidArgument (type or size unknown), seL4_RangeError (size beyond what the platform can
 * have), seL4_NotEnoughMemory.
 */
int sel4rpc_alloc_memory(sel4rpc_client_t *client, seL4_Word type, seL4_Word size_bits, sel4rpc_slot_t slot,
                         sel4rpc_memory_t *memory);

/* As sel4rpc_alloc_memory(), where device memory, which is not cleared, will do as well: frames and untypeds
 * only, seL4_InvalidArgument for others. */
int sel4rpc_alloc_device_memory(sel4rpc_client_t *client, seL4_Word type, seL4_Word size_bits,
                                sel4rpc_slot_t slot, sel4rpc_memory_t *memory);

/*
 * As sel4rpc_alloc_memory(), at a physical address, which may be of a device's memory.
 *
 * paddr: a multiple of the object's size. Server errors further: seL4_AlignmentError; seL4_RangeError where
 * nothing is at the address; seL4_InvalidArgument where a device is there, in whose memory such an object
 * cannot stand; seL4_RevokeFirst where something is there that is in use, or the server's allocator fails for
 * reasons of its own; seL4_IllegalOperation where it cannot allocate at an address at all.
 */
int sel4rpc_alloc_memory_at(sel4rpc_client_t *client, uint64_t paddr, seL4_Word type, seL4_Word size_bits,
                            sel4rpc_slot_t slot, sel4rpc_memory_t *memory);

/*
 * Gives memory back: every capability to it, wherever it is, is gone afterwards.
 *
 * memory: as granted; worthless afterwards. Server errors: seL4_InvalidCapability where the cookie names
 * nothing that this client holds, seL4_InvalidArgument where type or size are not as granted.
 */
int sel4rpc_free_memory(sel4rpc_client_t *client, const sel4rpc_memory_t *memory);

/*
 * Asks for the handler of an interrupt. Server errors of all kinds: seL4_NotEnoughMemory (no slot is left),
 * seL4_RangeError (no such number), seL4_RevokeFirst (the interrupt has a handler), seL4_IllegalOperation
 * (the architecture has none such).
 * cookie: out, what names the grant for sel4rpc_release(), 0 where the server keeps no record of it; may be
 * NULL. A server records the grants of registered clients only. What it does not record it does not compare:
 * seL4 would give a second handler for an I/O APIC pin, with another vector.
 */
int sel4rpc_get_irq(sel4rpc_client_t *client, seL4_Word irq, sel4rpc_slot_t slot, uint64_t *cookie);

/* Arm and RISC-V. edge: whether the interrupt is edge triggered, otherwise it is level triggered. */
int sel4rpc_get_irq_trigger(sel4rpc_client_t *client, seL4_Word irq, bool edge, sel4rpc_slot_t slot,
                            uint64_t *cookie);

/* x86. bus 0 to 255, dev 0 to 31, func 0 to 7; vector: as seL4_IRQControl_GetMSI takes it. */
int sel4rpc_get_irq_msi(sel4rpc_client_t *client, seL4_Word bus, seL4_Word dev, seL4_Word func,
                        seL4_Word handle, seL4_Word vector, sel4rpc_slot_t slot, uint64_t *cookie);

/* x86. level: 1 level, 0 edge triggered; polarity: 1 active low, 0 active high; the others as
 * seL4_IRQControl_GetIOAPIC takes them. */
int sel4rpc_get_irq_ioapic(sel4rpc_client_t *client, seL4_Word ioapic, seL4_Word pin, seL4_Word level,
                           seL4_Word polarity, seL4_Word vector, sel4rpc_slot_t slot, uint64_t *cookie);

/*
 * Asks for I/O ports. x86.
 *
 * first, last: 0 to 65535, first <= last, both inclusive. Server errors: seL4_RangeError (beyond 65535),
 * seL4_InvalidArgument (first > last), seL4_NotEnoughMemory (no slot is left), seL4_RevokeFirst (some are
 * taken), seL4_IllegalOperation (the architecture has no ports).
 */
int sel4rpc_get_ioports(sel4rpc_client_t *client, seL4_Word first, seL4_Word last, sel4rpc_slot_t slot,
                        uint64_t *cookie);

/*
 * Gives back whatever a cookie names: memory, an interrupt, ports. Every capability to it is gone afterwards.
 *
 * Server errors: seL4_InvalidCapability where the cookie names nothing that this client holds;
 * seL4_InvalidArgument from a server that does not know the message.
 */
int sel4rpc_release(sel4rpc_client_t *client, uint64_t cookie);

/* Asks for the version and the features of the server; see rpc.proto. An old server answers
 * seL4_InvalidArgument. */
int sel4rpc_get_version(sel4rpc_client_t *client, VersionMessage *version);

/* Asks what this client holds, and how much it may. seL4_IllegalOperation: the server has not registered it.
 */
int sel4rpc_get_account(sel4rpc_client_t *client, AccountMessage *account);

/*
 * Asks for this client's leases, one after the other. lease: in, its cookie is that of the one before, 0 for
 * the first; out, the next one. Server errors: seL4_FailedLookup after the last one; seL4_InvalidCapability
 * where the one before is gone; seL4_IllegalOperation as above.
 */
int sel4rpc_next_lease(sel4rpc_client_t *client, LeaseMessage *lease);

/*
 * Asks for a range of numbers that this client may have. range: in, kind and index, from 0; out, first and
 * last. Server errors: seL4_FailedLookup after the last one; seL4_InvalidArgument for an unknown kind;
 * seL4_IllegalOperation as above.
 */
int sel4rpc_get_range(sel4rpc_client_t *client, RangeMessage *range);

#ifdef __cplusplus
}
#endif
