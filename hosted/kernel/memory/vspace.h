/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Memory: untypeds, frames, and address spaces: paging structures, what is mapped in them, and how an address
 * is looked up.
 *
 * As on seL4, a mapping is an entry of a paging structure, and a capability only remembers the identifier
 * (ASID) and address it was mapped with. So it may remember what is no longer true: its entry may hold
 * something else, its VSpace may be gone, and the identifier another VSpace's. Pools hold the identifiers; a
 * VSpace needs one before anything is mapped in it, and number 0 is never given out.
 *
 * A lenient kernel makes paging structures that a program forgot, from spare memory that the machine gave it.
 * They have no capabilities; they are spare again when their place in the address space goes, or a program
 * maps one of its own there.
 */
#pragma once

#include "kernel/capability/invoke.h"

#define TABLE_ENTRIES (1U << ABI_TABLE_INDEX_BITS)
#define ASID_POOL_VSPACES (1U << ABI_ASID_POOL_INDEX_BITS)

/* A frame or the paging structure of the level below; NULL: nothing. Not readable: the frame occupies its
 * addresses, but the machine does not know of it. */
struct entry {
    union {
        struct object *object;
        struct kernel_frame *frame;
        struct table *table;
    };
    bool readable;
    bool writable;
};

struct table {
    struct object object;
    struct table *next_spare;
    bool is_spare; /* made by the kernel */
    uint8_t level; /* where it was mapped, if its kind does not tell: see level_of() */
    struct entry entries[TABLE_ENTRIES];
};

struct kernel_vspace {
    struct table table;
    void *host;
};

struct kernel_frame {
    struct object object;
    void *host;
};

struct asid_pool {
    struct object object;
    abi_word first; /* identifier */
    struct kernel_vspace *vspaces[ASID_POOL_VSPACES];
};

/* Log2 of the bytes that an entry of this level covers. Level 0 is the page table's. */
static inline unsigned level_bits(unsigned level)
{
    return ABI_PAGE_BITS + level * ABI_TABLE_INDEX_BITS;
}

/* The first address of such an entry. */
static inline abi_word level_start(abi_word vaddr, unsigned level)
{
    return vaddr & ~(((abi_word)1 << level_bits(level)) - 1);
}

/* The level whose entries cover 1 << bits bytes. */
static inline unsigned level_covering(unsigned bits)
{
    return (bits - ABI_PAGE_BITS) / ABI_TABLE_INDEX_BITS;
}

/* The kinds of paging structures by level, and the object types that they are made of. The highest level is
 * the VSpace's. */
extern const uint8_t paging_kinds[ABI_TABLE_LEVELS];
extern const uint8_t paging_objects[ABI_TABLE_LEVELS];

/* The level of a kind of paging structures; ABI_TABLE_LEVELS if several levels have it. */
unsigned level_of_kind(unsigned kind);
/* The level of a paging structure. */
unsigned level_of(const struct object *table);

static inline bool is_frame(const struct object *object)
{
    return object->kind == CAPABILITY_FRAME;
}

/* The VSpace with this identifier, or NULL. */
struct kernel_vspace *vspace_with(const struct kernel *kernel, unsigned asid);

/* Finds the entry of this level for an address. NULL: a structure above it is missing. */
struct entry *vspace_find(struct kernel_vspace *vspace, abi_word vaddr, unsigned level);

/* Checks what all methods that map share: the VSpace in the first extra capability, and the addresses of the
 * mapping. Sets *vspace. */
bool vspace_decode(struct invocation *invocation, abi_word vaddr, abi_word bytes,
                   struct kernel_vspace **vspace);

/* As vspace_find(), for the address in the message. Makes missing structures if the kernel is lenient.
 * PAGING_LOOKUP_ENDS is the level where the architecture's lookup ends: if the level asked for holds a
 * structure, others than x86 go on to the last one. */
bool vspace_decode_entry(struct invocation *invocation, struct kernel_vspace *vspace, unsigned level,
                         struct entry **entry);

/* Finds the entry that the capability was mapped in; NULL if it holds something else now. Sets *vspace. */
struct entry *vspace_find_mapped(struct kernel *kernel, const struct capability *capability, unsigned level,
                                 struct kernel_vspace **vspace);

/* Empties a VSpace that nobody can reach any more. */
void vspace_clear_all(struct kernel *kernel, struct kernel_vspace *vspace);

/* Empties a VSpace, and takes its identifier and what the machine has for it. */
void vspace_end(struct kernel *kernel, struct kernel_vspace *vspace);

/* Empties an entry of a VSpace, of this level and at this address, and tells the machine of the frames that
 * vanish. */
void vspace_clear(struct kernel *kernel, struct kernel_vspace *vspace, struct entry *entry, unsigned level,
                  abi_word vaddr);

/* Checks where a page is to be mapped, in the architecture's order, and finds the entry for it. One file per
 * architecture. */
bool page_decode(struct invocation *invocation, struct kernel_vspace **vspace, struct entry **entry);
bool page_map(struct invocation *invocation);
bool page_unmap(struct invocation *invocation);
bool page_get_address(struct invocation *invocation);

/* The methods of frames that every architecture has. */
#define FRAME_METHODS                                                                                        \
    {ABI_PAGE_MAP, 3, 1, page_map}, {ABI_PAGE_UNMAP, 0, 0, page_unmap},                                      \
    {                                                                                                        \
        ABI_PAGE_GET_ADDRESS, 0, 0, page_get_address                                                         \
    }

/* Makes the kernel lenient, with memory of the machine's. */
void table_be_lenient(struct kernel *kernel, void *memory, size_t bytes);
/* Puts a spare one where a structure is missing in an entry of this level; false if there is none. */
bool table_add_spare(struct kernel *kernel, struct kernel_vspace *vspace, abi_word vaddr, unsigned level);
/* Makes those below this structure spare again. */
void table_release_spares(struct kernel *kernel, struct table *table);
/* Maps a structure in an entry of this level. */
void table_put(struct entry *entry, struct table *table, unsigned level);
bool table_map(struct invocation *invocation);
bool table_unmap(struct invocation *invocation);

/* Puts a new, empty pool in the kernel's first empty place; there must be one. */
void asid_add_pool(struct kernel *kernel, struct asid_pool *pool);
/* Gives a VSpace the first free identifier of a pool, or returns false. */
bool asid_assign(struct asid_pool *pool, struct capability *vspace);
/* The same from any pool, if the kernel is lenient; leaves the VSpace without one if none is free. */
void asid_lend(struct kernel *kernel, struct capability *vspace);
/* Takes back the VSpace's identifier, if it has one. */
void asid_forget(struct kernel *kernel, const struct kernel_vspace *vspace);

/* For the table of types. A paging structure that is not mapped, and a VSpace without an identifier, cannot
 * be copied. */
extern const struct method untyped_methods[];
extern const struct method frame_methods[];
extern const struct method vspace_methods[];
extern const struct method asid_control_methods[];
extern const struct method asid_pool_methods[];
abi_word untyped_derive(const struct slot *slot, struct capability *copy);
abi_word frame_derive(const struct slot *slot, struct capability *copy);
abi_word paging_derive(const struct slot *slot, struct capability *copy);
void frame_leave(struct kernel *kernel, struct slot *slot);
void table_leave(struct kernel *kernel, struct slot *slot);
void frame_die(struct kernel *kernel, struct object *object);
void vspace_destroy(struct kernel *kernel, struct object *object);
void asid_pool_destroy(struct kernel *kernel, struct object *object);
