/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Leases: limit what clients may hold, list what they hold, and take it back.
 *
 * A new server knows no clients and serves every badge without limits. Once you register a client, the server
 * serves registered clients only, each within its limits, and every grant is a lease: the server keeps the
 * master capability, so it can revoke all copies wherever they went, whether the client is alive, blocked,
 * crashed or gone. A lease is *released* when it ends: its holder *frees* it, or the server *revokes* it.
 *
 * Unless stated otherwise, these functions take constant time in the number of clients and leases, never
 * block, and overwrite the IPC buffer only when they release something.
 */
#pragma once

#include <rpc.pb.h>
#include <sel4/sel4.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <utils/attribute.h>

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

/* What a client may hold. All zero allows nothing. */
typedef struct sel4rpc_limits {
    uint64_t memory_bytes;   /* of all its memory objects together */
    uint64_t leases;         /* held at a time, 0 to 2^32 - 1 */
    sel4rpc_set_t addresses; /* physical addresses it may ask for; device memory anywhere needs all of them */
    sel4rpc_set_t objects;   /* types of memory objects, numbered as for seL4_Untyped_Retype */
    sel4rpc_set_t irqs;      /* interrupts by number */
    sel4rpc_set_t msis;      /* vectors, for MSIs and for pins */
    sel4rpc_set_t pins;      /* I/O APIC pins, numbered by SEL4RPC_PIN() */
    sel4rpc_set_t ports;     /* I/O ports, 0 to 65535 */
} sel4rpc_limits_t;

/* The record of one lease. Private. */
typedef struct sel4rpc_lease {
    seL4_CPtr slot;             /* the master capability's; 0: the record is unused */
    seL4_Word vka_cookie;       /* the vka's, for memory */
    seL4_Word type;             /* of memory */
    seL4_Word badge;            /* the holder's */
    uint64_t first;             /* the numbers covered; 1 */
    uint64_t last;              /* and 0 for memory at an unknown address */
    struct sel4rpc_lease *next; /* of the same client, or unused */
    struct sel4rpc_lease *previous;
    uint32_t generation; /* of the cookie */
    uint32_t index;      /* of this record */
    uint32_t client;     /* index + 1 of the holder's record; 0: not registered */
    uint8_t kind;        /* LeaseKind */
    uint8_t size_bits;   /* of memory, as requested */
    uint8_t memory_bits; /* of memory: log2 of the bytes charged; else 0 */
} sel4rpc_lease_t;

/* How records are stored: in blocks that never move, of this many each, which form a tree. */
#define SEL4RPC_BLOCK_LEASES 16
#define SEL4RPC_BLOCK_CHILDREN 16

/* A block of lease records. Private, except its size: see sel4rpc_server_use_memory(). */
typedef struct sel4rpc_lease_block {
    sel4rpc_lease_t leases[SEL4RPC_BLOCK_LEASES];
    struct sel4rpc_lease_block *children[SEL4RPC_BLOCK_CHILDREN];
} sel4rpc_lease_block_t;

/* All leases of a server. Private. */
typedef struct sel4rpc_leases {
    sel4rpc_lease_block_t *root;
    sel4rpc_lease_block_t *given; /* your array, which replaces malloc() */
    sel4rpc_lease_t *first_unused;
    uint32_t given_count;
    uint32_t blocks;             /* in the tree */
    uint32_t generation;         /* of the latest grant */
    uint32_t held;               /* leases */
    uint32_t of_clients;         /* of these, held by registered clients */
    uint32_t pins[8 * 256 / 32]; /* a bit for each leased I/O APIC pin */
} sel4rpc_leases_t;

/* The record of one registered client. Private, except its size: see sel4rpc_server_use_client_memory(). */
typedef struct sel4rpc_client_record {
    sel4rpc_limits_t limits;
    uint64_t memory_bytes; /* held */
    seL4_Word badge;
    uint32_t leases; /* held */
    sel4rpc_lease_t *first_lease;
    uint32_t next;   /* in the same bucket, or unused; index + 1 */
    uint32_t bucket; /* index + 1 of the first client whose badge hashes to this record's index */
    bool in_use;
} sel4rpc_client_record_t;

/* All registered clients of a server. Private. */
typedef struct sel4rpc_clients {
    sel4rpc_client_record_t *records;
    uint32_t capacity;
    uint32_t count;
    uint32_t first_free; /* index + 1 */
    bool given;          /* records are yours, not malloc()'s */
} sel4rpc_clients_t;

typedef struct sel4rpc_env sel4rpc_server_env_t; /* <sel4rpc/server.h> */

/*
 * Registers a client.
 *
 * env: an initialised server. badge: of the client's endpoint capability; any number.
 * limits: in; copied, but for the ranges, which must stay valid while the client is registered.
 * wrong: out; the name of the member of limits at fault, such as "irqs", or NULL. May be NULL.
 *
 * Returns 0, or, with nothing changed,
 *   seL4_InvalidArgument  a range is empty, ranges of one set overlap, `all` comes with ranges, or a count
 *                         without;
 *   seL4_RangeError       a number is too large for its kind;
 *   seL4_RevokeFirst      a number that one of two clients wants exclusively is in the sets of both;
 *   seL4_DeleteFirst      the badge is registered already;
 *   seL4_NotEnoughMemory  the table of clients is full and cannot grow.
 * Takes time proportional to the ranges of all clients, and may call malloc(); see
 * sel4rpc_server_use_client_memory(). Leases granted to the badge earlier are not charged to the client.
 */
int sel4rpc_server_register(sel4rpc_server_env_t *env, seL4_Word badge, const sel4rpc_limits_t *limits,
                            const char **wrong) WARN_UNUSED_RESULT;

/*
 * Gives the server memory for its table of clients. Without this call, the table comes from malloc() and is
 * freed when the last client is unregistered.
 *
 * records: the server's until you stop using env. count: the most clients that can be registered.
 * Returns 0; seL4_InvalidArgument if records is NULL or count 0; seL4_IllegalOperation if a client is
 * registered.
 */
int sel4rpc_server_use_client_memory(sel4rpc_server_env_t *env, sel4rpc_client_record_t *records,
                                     size_t count) WARN_UNUSED_RESULT;

/*
 * Revokes one lease: revokes every copy of its capability, deletes the master, and returns the memory and
 * the slot to the vka. The server can grant the same again at once.
 *
 * cookie: of the lease, from sel4rpc_server_next_lease().
 * Returns 0; seL4_InvalidCapability if no lease has this cookie; or the kernel's error if it refuses to
 * revoke: the lease then stays, and you may try again.
 */
int sel4rpc_server_release(sel4rpc_server_env_t *env, uint64_t cookie);

/*
 * Revokes every lease of a badge, for example when a client has crashed. The client stays registered.
 *
 * Returns 0, also if nothing was held; or the kernel's first error: that lease stays, the others are
 * released, and you may try again. Takes time proportional to what the client holds; and to all leases, if
 * any were granted to clients that were not registered.
 */
int sel4rpc_server_release_client(sel4rpc_server_env_t *env, seL4_Word badge);

/*
 * Revokes every lease of a client and forgets it. The server then refuses its requests, or, if it was the
 * last client, serves them without limits.
 *
 * Returns as sel4rpc_server_release_client(), and keeps the client if there was an error;
 * seL4_FailedLookup if the badge is not registered.
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
 * holder; either may be NULL. Returns false, with lease and badge untouched, if there are no more.
 */
bool sel4rpc_server_next_lease(const sel4rpc_server_env_t *env, uint32_t *position, LeaseMessage *lease,
                               seL4_Word *badge);

#ifdef __cplusplus
}
#endif
