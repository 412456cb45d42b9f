/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Address spaces: how an address is looked up, and what the machine is told.
 */
#include "kernel/memory/vspace.h"

#include <string.h>

const uint8_t paging_kinds[ABI_TABLE_LEVELS] = {PAGING_KINDS};
const uint8_t paging_objects[ABI_TABLE_LEVELS] = {PAGING_OBJECTS};

unsigned level_of_kind(unsigned kind)
{
    unsigned level = ABI_TABLE_LEVELS, count = 0;

    for (unsigned i = 0; i < ABI_TABLE_LEVELS; i++) {
        if (paging_kinds[i] == kind) {
            level = i;
            count++;
        }
    }
    return count == 1 ? level : ABI_TABLE_LEVELS;
}

unsigned level_of(const struct object *table)
{
    unsigned level = level_of_kind(table->kind);

    return level < ABI_TABLE_LEVELS ? level : ((const struct table *)(const void *)table)->level;
}

static struct entry *entry_at(struct table *table, unsigned level, abi_word vaddr)
{
    return &table->entries[(vaddr >> level_bits(level)) % TABLE_ENTRIES];
}

static struct table *table_in(const struct entry *entry)
{
    return entry->object != NULL && !is_frame(entry->object) ? entry->table : NULL;
}

/* Walks down to the entry of this level, or to the last one that exists; *level becomes its level. */
static struct entry *walk(struct kernel_vspace *vspace, abi_word vaddr, unsigned *level)
{
    struct table *table = &vspace->table;
    unsigned i = ABI_TABLE_LEVELS - 1;
    struct entry *entry = entry_at(table, i, vaddr);

    while (i > *level && (table = table_in(entry)) != NULL) {
        entry = entry_at(table, --i, vaddr);
    }
    *level = i;
    return entry;
}

struct entry *vspace_find(struct kernel_vspace *vspace, abi_word vaddr, unsigned level)
{
    unsigned reached = level;
    struct entry *entry = walk(vspace, vaddr, &reached);

    return reached == level ? entry : NULL;
}

bool vspace_decode(struct invocation *invocation, abi_word vaddr, abi_word bytes,
                   struct kernel_vspace **vspace)
{
    const struct capability *root = &invocation->caps[0]->capability;

    if (root->type != CAPABILITY_VSPACE || root->asid == 0) {
        return refuse_capability(invocation, 1);
    }
    if (vaddr > ABI_USER_TOP - bytes) {
        return refuse_argument(invocation, 0);
    }
    *vspace = vspace_with(invocation->kernel, root->asid);
    if (*vspace == NULL) {
        return refuse_invalid_root(invocation);
    }
    return *vspace == root->vspace || refuse_capability(invocation, 1);
}

bool vspace_decode_entry(struct invocation *invocation, struct kernel_vspace *vspace, unsigned level,
                         struct entry **entry)
{
    abi_word vaddr = invocation->mr[0];
    unsigned reached;

    do {
        reached = PAGING_LOOKUP_ENDS(level);
        *entry = walk(vspace, vaddr, &reached);
    } while (reached > level && table_add_spare(invocation->kernel, vspace, vaddr, reached));
    return reached == level || refuse_missing(invocation, false, level_bits(reached));
}

struct entry *vspace_find_mapped(struct kernel *kernel, const struct capability *capability, unsigned level,
                                 struct kernel_vspace **vspace)
{
    struct entry *entry;

    *vspace = capability->asid != 0 ? vspace_with(kernel, capability->asid) : NULL;
    if (*vspace == NULL) {
        return NULL;
    }
    entry = vspace_find(*vspace, capability->vaddr, level);
    return entry != NULL && entry->object == capability->object ? entry : NULL;
}

/* Calls the machine for each readable frame in an entry and below it. Stops if `act` fails. */
static bool each_frame(struct kernel *kernel, struct kernel_vspace *vspace, const struct entry *entry,
                       unsigned level, abi_word vaddr,
                       bool (*act)(struct kernel *kernel, struct kernel_vspace *vspace,
                                   const struct entry *entry, abi_word vaddr))
{
    struct table *table = table_in(entry);

    if (table == NULL) {
        return entry->object == NULL || !entry->readable || act(kernel, vspace, entry, vaddr);
    }
    for (unsigned i = 0; i < TABLE_ENTRIES; i++) {
        abi_word at = vaddr + ((abi_word)i << level_bits(level - 1));
        if (!each_frame(kernel, vspace, &table->entries[i], level - 1, at, act)) {
            return false;
        }
    }
    return true;
}

static bool hide(struct kernel *kernel, struct kernel_vspace *vspace, const struct entry *entry,
                 abi_word vaddr)
{
    kernel->ops->frame_unmap(kernel->machine, vspace, entry->frame, vaddr);
    return true;
}

static bool show(struct kernel *kernel, struct kernel_vspace *vspace, const struct entry *entry,
                 abi_word vaddr)
{
    return kernel->ops->frame_map(kernel->machine, vspace, entry->frame, vaddr, entry->writable);
}

void vspace_clear(struct kernel *kernel, struct kernel_vspace *vspace, struct entry *entry, unsigned level,
                  abi_word vaddr)
{
    each_frame(kernel, vspace, entry, level, level_start(vaddr, level), hide);
    *entry = (struct entry){.object = NULL};
}

void vspace_clear_all(struct kernel *kernel, struct kernel_vspace *vspace)
{
    const struct entry root = {.table = &vspace->table};

    each_frame(kernel, vspace, &root, ABI_TABLE_LEVELS, 0, hide);
    table_release_spares(kernel, &vspace->table);
    memset(vspace->table.entries, 0, sizeof(vspace->table.entries));
}

bool kernel_vspace_replay(struct kernel *kernel, struct kernel_vspace *vspace)
{
    const struct entry root = {.table = &vspace->table};

    return each_frame(kernel, vspace, &root, ABI_TABLE_LEVELS, 0, show);
}

abi_word paging_derive(const struct slot *slot, struct capability *copy)
{
    (void)slot;
    return copy->asid != 0 ? ABI_NO_ERROR : ABI_ILLEGAL_OPERATION;
}

void vspace_end(struct kernel *kernel, struct kernel_vspace *vspace)
{
    vspace_clear_all(kernel, vspace);
    asid_forget(kernel, vspace);
    kernel->ops->vspace_destroy(kernel->machine, vspace);
}

void vspace_destroy(struct kernel *kernel, struct object *object)
{
    struct kernel_vspace *vspace = (struct kernel_vspace *)(void *)object;

    asid_forget(kernel, vspace);
    table_release_spares(kernel, &vspace->table);
    if (level_of(object) == ABI_TABLE_LEVELS - 1) {
        kernel->ops->vspace_destroy(kernel->machine, vspace);
    }
}
