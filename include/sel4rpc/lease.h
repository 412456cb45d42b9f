/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Leases: limit what clients may hold, list what they hold, and take it back.
 *
 * A new server knows no clients and serves every badge without limits. Once you have admitted or registered a
 * client, the server serves such clients only, each within its limits, and every grant is a lease: the server
 * keeps the master capability, so it can revoke all copies wherever they went, whether the client is alive,
 * blocked, crashed or gone. A lease is *released* when it ends: its holder *frees* it, or the server
 * *revokes* it.
 *
 * Unless stated otherwise, these functions take constant time in the number of clients and leases, and never
 * block. Those that admit, dismiss or release make kernel calls, which overwrite the IPC buffer.
 */
#pragma once

#include <rpc.pb.h>
#include <sel4/sel4.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <utils/attribute.h>
#include <vka/cspacepath_t.h>

#ifdef __cplusplus
extern "C" {
#endif

/* No limit, for the numbers in sel4rpc_limits_t. */
#define SEL4RPC_UNLIMITED UINT64_MAX

/* The numbers from first to last, both inclusive. */
typedef struct sel4rpc_range {
    uint64_t first;
    uint64_t last;
} sel4rpc_range_t;

/* Which numbers of one kind a client may have. All zero means none. */
typedef struct sel4rpc_set {
    const sel4rpc_range_t *ranges; /* yours; must stay valid while the client is registered */
    size_t count;                  /* of ranges */
    bool all;                      /* every number; requires count 0 */
    bool exclusive;                /* no other client may have any of them */
} sel4rpc_set_t;

#define SEL4RPC_ALL ((sel4rpc_set_t){.all = true})
#define SEL4RPC_NONE ((sel4rpc_set_t){.all = false})

/* A pin of an I/O APIC as one number. ioapic: 0 to 7. pin: 0 to 255. */
#define SEL4RPC_PIN(ioapic, pin) ((uint64_t)(ioapic)*256 + (pin))

/*
 * A capability that clients may ask for by a name, a number that you agree on with them. Each grant is a
 * lease.
 *
 * With a badge, each grant mints a capability of its own from the master, which must be an unbadged
 * endpoint's or notification's: any number of clients may hold it at a time. Without one, the server lends a
 * copy, to one client at a time: the kernel cannot tell copies apart, so to take this one back the server
 * revokes the master, and with it every copy of it. So keep no copies yourself, do not delete or move
 * the master while it is lent, and make one offer for each; limits of several clients may refer to that.
 * IRQControl and I/O port control cannot be copied, so not be offered. Source: seL4 manual, revocation.
 */
typedef struct sel4rpc_offer {
    uint64_t name;
    cspacepath_t master;     /* an original capability, as the kernel or Retype made it; yours */
    seL4_CapRights_t rights; /* to mint or copy with */
    seL4_Word badge;         /* to mint with; 0 to lend */
    bool is_lent;            /* the server's; false to begin with */
} sel4rpc_offer_t;

/* What a client may hold at most: nothing is reserved for it. All zero allows nothing. */
typedef struct sel4rpc_limits {
    uint64_t memory_bytes;   /* of all its memory objects together */
    uint64_t object_bytes;   /* of the largest one; 0 for no limit but memory_bytes */
    uint64_t leases;         /* held at a time, 0 to 2^32 - 1 */
    sel4rpc_set_t addresses; /* physical addresses it may ask for; device memory anywhere needs all of them */
    sel4rpc_set_t objects;   /* types of memory objects, as for seL4_Untyped_Retype; from an untyped, a client
                                can make any object that the kernel has */
    sel4rpc_set_t irqs;      /* interrupts by number */
    sel4rpc_set_t msis;      /* vectors, for MSIs and for pins */
    sel4rpc_set_t pins;      /* I/O APIC pins, numbered by SEL4RPC_PIN() */
    sel4rpc_set_t ports;     /* I/O ports, 0 to 65535 */
    sel4rpc_set_t cores;     /* cores besides the first that its interrupts may go to, 1 to 255 */
    sel4rpc_offer_t *offers; /* capabilities, by ascending names; yours; must stay valid as ranges must */
    size_t offer_count;
} sel4rpc_limits_t;

/* The record of one lease. Private. */
typedef struct sel4rpc_lease {
    seL4_CPtr slot;             /* the master capability's; 0: the record is unused */
    seL4_Word vka_cookie;       /* the vka's, for memory; for a capability its offer's address; of an */
    seL4_Word type;             /* interrupt, how it was asked for, halved; of memory, the type */
    seL4_Word badge;            /* the holder's */
    uint64_t first;             /* the numbers covered; 1 */
    uint64_t last;              /* and 0 for memory at an unknown address */
    struct sel4rpc_lease *next; /* in the same ledger, held or unused */
    struct sel4rpc_lease *previous;
    uint32_t generation; /* of the cookie */
    uint32_t index;      /* of this record */
    uint32_t client;     /* index + 1 of the holder's record; 0: not registered */
    uint8_t kind;        /* LeaseKind */
    uint8_t size_bits;   /* of memory, as requested */
    uint8_t memory_bits; /* of memory: log2 of the bytes charged; else 0 */
    uint8_t parking;     /* what the server keeps of it may serve whom */
} sel4rpc_lease_t;

/* How records are stored: in blocks that never move, of this many each, which form a tree. */
#define SEL4RPC_BLOCK_LEASES 16
#define SEL4RPC_BLOCK_CHILDREN 16

/* A block of lease records. Private, except its size: see sel4rpc_server_use_memory(). */
typedef struct sel4rpc_lease_block {
    sel4rpc_lease_t leases[SEL4RPC_BLOCK_LEASES];
    struct sel4rpc_lease_block *children[SEL4RPC_BLOCK_CHILDREN];
} sel4rpc_lease_block_t;

/* Where blocks come from. Private. */
typedef struct sel4rpc_block_pool {
    sel4rpc_lease_block_t *given;  /* your array, which replaces malloc() */
    sel4rpc_lease_block_t *unused; /* of your array, linked by their first child */
    uint32_t given_count;
    uint32_t given_used; /* blocks of your array that were ever used */
    uint32_t in_use;
} sel4rpc_block_pool_t;

/* The ledger of one client, of all that are not registered, or of what is parked. Private. */
typedef struct sel4rpc_ledger {
    sel4rpc_lease_block_t *root;
    sel4rpc_lease_t *held; /* list of the leases: those of memory come last, */
    sel4rpc_lease_t *last; /* of the others, the last is this; NULL: there are none */
    sel4rpc_lease_t *unused;
    uint32_t blocks; /* in the tree */
    uint32_t count;  /* of leases */
    uint32_t generation;
    uint64_t memory_bytes; /* held */
} sel4rpc_ledger_t;

/* The record of one registered client. Private, except its size: see sel4rpc_server_use_client_memory(). */
typedef struct sel4rpc_client_record {
    sel4rpc_limits_t limits;
    sel4rpc_ledger_t ledger;
    seL4_Word badge;
    seL4_CPtr master;        /* admitted: the slot of the badged endpoint capability, else 0 */
    seL4_CPtr copy;          /* admitted: of the copy for the client */
    uint32_t next;           /* in the same bucket, or unused; index + 1 */
    uint32_t bucket;         /* index + 1 of the first client whose badge hashes to this record's index */
    uint32_t next_exclusive; /* of the clients that have exclusive sets, index + 1 */
    bool in_use;
    uint8_t state;
} sel4rpc_client_record_t;

/* All registered clients of a server. Private. */
typedef struct sel4rpc_clients {
    sel4rpc_client_record_t *records;
    uint32_t capacity;
    uint32_t count;
    uint32_t first_free;      /* index + 1 */
    uint32_t first_exclusive; /* index + 1 */
    bool given;               /* records are yours, not malloc()'s */
} sel4rpc_clients_t;

typedef struct sel4rpc_env sel4rpc_server_env_t; /* <sel4rpc/server.h> */

/*
 * Tells the server which bits of a badge belong to notifications: the one bound to its thread, and those it
 * waits on. A badge with any of these bits is a signal to the server, whatever is in the registers: when a
 * notification is delivered, the kernel sets the badge alone. Badges of several signals are ORed, so this is
 * a mask.
 *
 * mask: 0, the default, for none. Returns 0; seL4_RevokeFirst if a registered badge has one of the bits.
 * Source: seL4 manual, bound notifications. Takes time proportional to the clients.
 */
int sel4rpc_server_set_notifications(sel4rpc_server_env_t *env, seL4_Word mask) WARN_UNUSED_RESULT;

/*
 * Gives the server a range of badges for sel4rpc_server_admit(). It uses each once, and none below one that
 * you register in the meantime.
 *
 * first: not 0, not below what is left of an earlier range, and larger than any badge that was ever a
 * client's. last: at most 2^64 - 2, or 2^28 - 1 if words have 32 bits. Returns 0; seL4_InvalidArgument if the
 * range is empty or begins with 0; seL4_RangeError otherwise.
 */
int sel4rpc_server_use_badges(sel4rpc_server_env_t *env, seL4_Word first, seL4_Word last) WARN_UNUSED_RESULT;

/*
 * Admits a client: mints a badged endpoint capability, the master, which stays with the server, and registers
 * the limits.
 *
 * endpoint: the path of the unbadged endpoint capability, with all rights; yours. limits, wrong: as for
 * sel4rpc_server_register(). badge: out; the client's, for the other calls. copy: out; the path of a copy of
 * the master with Write and GrantReply rights: copy it to the client, or move it; the slot stays the
 * server's.
 *
 * Returns as sel4rpc_server_register(); seL4_RangeError, with wrong "badge", if the badges are used up;
 * seL4_NotEnoughMemory also if the vka has no slot; or the kernel's error, seL4_IllegalOperation if the
 * endpoint capability lacks a right. An error changes nothing. Takes time for the badges that it skips, and
 * as sel4rpc_server_register().
 */
int sel4rpc_server_admit(sel4rpc_server_env_t *env, const cspacepath_t *endpoint,
                         const sel4rpc_limits_t *limits, seL4_Word *badge, cspacepath_t *copy,
                         const char **wrong) WARN_UNUSED_RESULT;

/*
 * Dismisses a client, in steps. The first step grants the client nothing more, revokes every
 * copy of its endpoint capability, wherever it went, cancels its queued requests, and deletes the master.
 * Each step then revokes at most `most` leases. docs/security.md says how long a step can take.
 *
 * badge: of a client that was admitted or registered. most: at least 1. more: out; true: call again. When it
 * is false, no copy, no queued request and no lease of the client is left, and nobody is admitted with the
 * badge again.
 *
 * Returns 0; seL4_FailedLookup if the badge is not a client's; or the kernel's first error: call again later.
 * The client runs on: its calls, also one that was queued, return SEL4RPC_NOT_A_SERVER. If the copies were
 * also a fault endpoint, faults of the client no longer arrive. For a client that was registered, revoke what
 * you minted yourself, and see sel4rpc_server_register().
 */
int sel4rpc_server_dismiss(sel4rpc_server_env_t *env, seL4_Word badge, uint32_t most,
                           bool *more) WARN_UNUSED_RESULT;

/*
 * Registers a client whose badged endpoint capability you mint. Prefer sel4rpc_server_admit(): a client can
 * pass its capability on, and copies outlive it. So keep a badged master, mint it from the unbadged
 * capability (a second mint of the same badge is not a copy), give the client copies of the master only, and
 * after the client's end revoke the master, CancelBadgedSends on it, and delete it before you reuse the
 * badge.
 *
 * env: an initialised server. badge: not 0, and no bit of a notification.
 * limits: in; copied, but for the ranges and offers, which must stay valid while the client is registered.
 * wrong: out; the name of the member of limits at fault, such as "irqs", or "badge", or NULL. May be NULL.
 *
 * Returns 0, or, with nothing changed,
 *   seL4_InvalidArgument  the badge is not allowed; a range is empty, ranges of a set are not ascending and
 *                         disjoint, `all` comes with ranges, a count without, or names of offers do not
 *                         ascend;
 *   seL4_RangeError       a number is too large for its kind;
 *   seL4_RevokeFirst      a number that one of two clients wants exclusively is in the sets of both (an
 *                         interrupt of x86 is also a pin and a vector); or the badge holds leases from before
 *                         any client was registered: call sel4rpc_server_release_client() first;
 *   seL4_DeleteFirst      the badge is registered already;
 *   seL4_NotEnoughMemory  the table of clients is full and cannot grow.
 * From the first success on, the server serves registered clients only, until it is initialised again. Takes
 * time proportional to the ranges of this client, and of all clients if any of its sets is exclusive, else of
 * those that have one; and to the leases from before any client was registered. May call malloc(); see
 * sel4rpc_server_use_client_memory().
 */
int sel4rpc_server_register(sel4rpc_server_env_t *env, seL4_Word badge, const sel4rpc_limits_t *limits,
                            const char **wrong) WARN_UNUSED_RESULT;

/*
 * Gives the server memory for its table of clients. Without this call, the table comes from malloc() and is
 * freed when the last client is gone.
 *
 * records: the server's until you stop using env. count: the most clients that can be registered.
 * Returns 0; seL4_InvalidArgument if records is NULL or count 0; seL4_IllegalOperation if a client is
 * registered.
 */
int sel4rpc_server_use_client_memory(sel4rpc_server_env_t *env, sel4rpc_client_record_t *records,
                                     size_t count) WARN_UNUSED_RESULT;

/*
 * Revokes one lease: revokes every copy of its capability, deletes the master, and returns the memory and
 * the slot to the vka; or parks it, see sel4rpc_server_set_parking(). The server can grant the same again at
 * once.
 *
 * badge, cookie: of the lease, from sel4rpc_server_next_lease(): each client's cookies are numbered apart.
 * Returns 0; seL4_InvalidCapability if there is no such lease; or the kernel's error if it refuses to revoke:
 * the lease then stays, and you may try again.
 */
int sel4rpc_server_release(sel4rpc_server_env_t *env, seL4_Word badge, uint64_t cookie);

/*
 * Revokes every lease of a badge, for example when a client has crashed. The client stays registered.
 *
 * Returns 0, also if nothing was held; or the kernel's first error: that lease stays, the others are
 * released, and you may try again. Takes time proportional to what the client holds.
 */
int sel4rpc_server_release_client(sel4rpc_server_env_t *env, seL4_Word badge);

/*
 * Revokes at most `most` leases of a badge. Until it is through, the client is granted nothing, so that
 * repeated calls come to an end; after an error it is served again.
 *
 * most: at least 1. more: out; true: call again. Returns as sel4rpc_server_release_client(). A badge that is
 * not registered loses all its leases in one call.
 */
int sel4rpc_server_release_some(sel4rpc_server_env_t *env, seL4_Word badge, uint32_t most, bool *more);

/*
 * Dismisses a client in one call: revokes all its leases and forgets it. The server refuses its requests.
 *
 * Returns as sel4rpc_server_dismiss(): if there was an error, the client is granted nothing more, and you may
 * try again.
 */
int sel4rpc_server_unregister(sel4rpc_server_env_t *env, seL4_Word badge);

/*
 * Tells what a registered client holds and may hold.
 *
 * account: out. Returns 0, or seL4_FailedLookup if the badge is not registered.
 */
int sel4rpc_server_get_account(const sel4rpc_server_env_t *env, seL4_Word badge, AccountMessage *account);

/*
 * Walks all leases. You may release leases during the walk, including the current one; the walk may miss
 * leases granted meanwhile.
 *
 * position: in, out; 0 to begin, then unchanged between calls. lease, badge: out, the next lease and its
 * holder; either may be NULL. Returns false, with lease and badge untouched, if there are no more. A whole
 * walk takes time for all clients, and for the most leases that each has held.
 */
bool sel4rpc_server_next_lease(const sel4rpc_server_env_t *env, uint64_t *position, LeaseMessage *lease,
                               seL4_Word *badge);

#ifdef __cplusplus
}
#endif
