/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Leases: who may hold how much of what, and the records of what is held.
 *
 * A server starts out with no client registered, and serves every badge without limits. Once a client is
 * registered, only registered ones are served, each within its limits, and every grant is a lease: its master
 * capability stays with the server, so that it can be taken back wherever its copies went, whether the
 * client is alive, blocked, crashed or gone.
 *
 * Unless they say otherwise, the functions here take constant time in the number of clients and leases, and
 * block on nothing but kernel calls.
 */
#pragma once

#include <rpc.pb.h>
#include <sel4/sel4.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

struct sel4rpc_env;

/* No limit, for the numbers of sel4rpc_limits_t. */
#define SEL4RPC_UNLIMITED UINT64_MAX

/* Numbers from first to last, both inclusive. */
typedef struct sel4rpc_range {
    uint64_t first;
    uint64_t last;
} sel4rpc_range_t;

/* Which numbers of a kind a client may have. All zero is none. */
typedef struct sel4rpc_set {
    const sel4rpc_range_t *ranges; /* the caller's, for as long as the client is registered */
    size_t count;
    bool all;       /* every number; then there are no ranges */
    bool exclusive; /* no other client may have any of them */
} sel4rpc_set_t;

#define SEL4RPC_ALL ((sel4rpc_set_t){.all = true})
#define SEL4RPC_NONE ((sel4rpc_set_t){.all = false})

/* A pin of an I/O APIC, as one number: I/O APIC 0 to 7, pin 0 to 255. */
#define SEL4RPC_PIN(ioapic, pin) ((uint64_t)(ioapic)*256 + (pin))

/* The limits of a client. All zero grants nothing. */
typedef struct sel4rpc_limits {
    uint64_t memory_bytes;   /* of all memory objects together; SEL4RPC_UNLIMITED for no limit */
    uint64_t leases;         /* grants held at a time, 0 to 2^32 - 1; SEL4RPC_UNLIMITED */
    sel4rpc_set_t addresses; /* physical addresses of memory that is asked for at an address; device memory
                                anywhere needs all of them */
    sel4rpc_set_t objects;   /* types of memory objects, as seL4_Untyped_Retype takes them */
    sel4rpc_set_t irqs;      /* interrupts by number */
    sel4rpc_set_t msis;      /* vectors, for interrupts that are messages and for those of pins */
    sel4rpc_set_t pins;      /* I/O APIC pins, as SEL4RPC_PIN() numbers them */
    sel4rpc_set_t ports;     /* I/O ports, 0 to 65535 */
} sel4rpc_limits_t;

/*
 * The record of one grant: private, public only for its size. Blocks of records come from malloc(), or stand
 * in memory that the user gave.
 */
typedef struct sel4rpc_lease {
    seL4_CPtr slot;       /* the master capability's slot; 0: the record is not in use */
    seL4_Word vka_cookie; /* what the vka knows the object by */
    seL4_Word type;       /* of memory */
    seL4_Word badge;      /* the client's */
    uint64_t first;       /* the numbers that it covers; of memory whose address is unknown, 1 */
    uint64_t last;        /* and 0 */
    uint32_t generation;  /* of the cookie on the wire */
    uint32_t index;       /* its own; in a record not in use, that of the next one + 1 */
    uint32_t client;      /* the client's, its index + 1; 0 for a client that is not registered */
    uint32_t next;        /* among the client's leases, index + 1; 0 for none */
    uint32_t previous;
    uint8_t kind;        /* LeaseKind */
    uint8_t size_bits;   /* of memory, as asked for */
    uint8_t memory_bits; /* of memory: log2 of the bytes that it is charged for; otherwise 0 */
} sel4rpc_lease_t;

/* A registered client: private, public only for its size. The bytes of one stand in the header's user array.
 */
typedef struct sel4rpc_client_record {
    sel4rpc_limits_t limits;
    uint64_t memory_bytes; /* held */
    seL4_Word badge;
    uint32_t leases;      /* held */
    uint32_t first_lease; /* index + 1 */
    uint32_t next;        /* in the same bucket, or of those not in use; index + 1 */
    uint32_t bucket;      /* the first client whose badge falls on this record's index; index + 1 */
    bool in_use;
} sel4rpc_client_record_t;

/* How many grants a server records before it needs more memory for records. */
#define SEL4RPC_INLINE_LEASES 4
/* Blocks of records beyond them, each twice as large as the one before. */
#define SEL4RPC_LEASE_BLOCKS 12

/* All records of a server's grants. Private to the library. */
typedef struct sel4rpc_leases {
    sel4rpc_lease_t inline_records[SEL4RPC_INLINE_LEASES];
    sel4rpc_lease_t *blocks[SEL4RPC_LEASE_BLOCKS];
    sel4rpc_lease_t *given; /* the user's array, in place of blocks */
    uint32_t given_count;
    uint32_t capacity;   /* records that exist */
    uint32_t first_free; /* index + 1 of a record not in use, 0 for none */
    uint32_t generation; /* of the latest grant */
    uint32_t held;
    uint32_t of_clients;         /* of these, held by registered clients */
    uint32_t pins[8 * 256 / 32]; /* I/O APIC pins that are leased */
} sel4rpc_leases_t;

/* All registered clients of a server. Private to the library. */
typedef struct sel4rpc_clients {
    sel4rpc_client_record_t *records;
    uint32_t capacity;
    uint32_t count;
    uint32_t first_free; /* index + 1 */
    bool given;          /* records are the user's */
} sel4rpc_clients_t;

/*
 * Registers a client, or is refused before anything changes.
 *
 * env: an initialised server. badge: of the client's endpoint capability; any number.
 * limits: in, copied; what its sets point to has to stand as long as the client is registered.
 * wrong: out, where the limits are refused, the name of the member that is wrong, such as "irqs"; otherwise
 * NULL. May be NULL itself.
 *
 * Returns 0; seL4_InvalidArgument for an empty or wrapped range, ranges of one set that overlap, ranges
 * beside `all`, or a count without ranges; seL4_RangeError for numbers that no such thing has;
 * seL4_RevokeFirst for numbers that are exclusive here or with another client, and in both; seL4_DeleteFirst
 * where the badge is registered; seL4_NotEnoughMemory where the table of clients is full or cannot grow.
 * Takes time in proportion to the ranges of all clients. What this badge was granted before stays as it was:
 * not a lease of the client.
 */
int sel4rpc_server_register(struct sel4rpc_env *env, seL4_Word badge, const sel4rpc_limits_t *limits,
                            const char **wrong) __attribute__((warn_unused_result));

/*
 * Gives the server memory for its table of clients. Without it the table comes from malloc(), and goes back
 * there with the last client.
 *
 * clients: the server's as long as the env is used. count: at most this many clients can be registered.
 * Returns 0; seL4_InvalidArgument where clients is NULL or count 0; seL4_IllegalOperation where a client is
 * registered.
 */
int sel4rpc_server_use_client_memory(struct sel4rpc_env *env, sel4rpc_client_record_t *clients, size_t count)
    __attribute__((warn_unused_result));

/*
 * Takes one lease back: every copy of its capability is revoked, wherever it is, the master deleted, the
 * memory returned to the vka, the slot freed. The same can be granted again at once. May be repeated.
 *
 * Returns 0; seL4_InvalidCapability where the cookie names nothing; what the kernel answered where it will
 * not revoke: the lease then stays.
 */
int sel4rpc_server_release(struct sel4rpc_env *env, uint64_t cookie);

/*
 * Takes back everything that is granted to a badge: for the fault branch of a parent, when a client is gone.
 * The client stays registered. May be repeated. Linear in what the client holds; as long as memory is
 * granted that was not charged to an client, to clients before they were registered, in all leases.
 *
 * Returns 0, also where it holds nothing; or what the kernel answered at the first lease that it will not
 * revoke: that one stays, the others are released.
 */
int sel4rpc_server_release_client(struct sel4rpc_env *env, seL4_Word badge);

/*
 * Takes back everything, and forgets the client: it is refused from then on, or served without limits where
 * it was the last one. Returns as sel4rpc_server_release_client(), and then keeps the client;
 * seL4_FailedLookup where the badge is not registered.
 */
int sel4rpc_server_unregister(struct sel4rpc_env *env, seL4_Word badge);

/* What a registered client holds, and may hold. Returns 0, or seL4_FailedLookup: the badge is not registered.
 */
int sel4rpc_server_get_account(const struct sel4rpc_env *env, seL4_Word badge, AccountMessage *account);

/*
 * Walks all leases. *position is 0 for the first, and otherwise as the call before left it. Leases may be
 * released meanwhile, also the one just seen; those that are granted meanwhile may be missed.
 *
 * lease, badge: out, what it is and whose; either may be NULL. Returns false where there is no further one.
 */
bool sel4rpc_server_next_lease(const struct sel4rpc_env *env, uint32_t *position, LeaseMessage *lease,
                               seL4_Word *badge);

#ifdef __cplusplus
}
#endif
