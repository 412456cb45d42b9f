/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Paging structures: see vspace.h.
 */
#include "kernel/memory/vspace.h"

#include <string.h>

void table_be_lenient(struct kernel *kernel, void *memory, size_t bytes)
{
    kernel->spares = (struct spare_tables){
        .lenient = true, .unused = memory, .unused_count = bytes / sizeof(struct table)};
}

static struct table *take_spare(struct spare_tables *spares)
{
    struct table *table = spares->returned;

    if (table != NULL) {
        spares->returned = table->next_spare;
    } else if (spares->unused_count > 0) {
        table = spares->unused++;
        spares->unused_count--;
    }
    return table;
}

static void return_spare(struct spare_tables *spares, struct table *table)
{
    table->next_spare = spares->returned;
    spares->returned = table;
}

void table_put(struct entry *entry, struct table *table, unsigned level)
{
    *entry = (struct entry){.table = table};
    table->level = (uint8_t)(level - 1);
}

bool table_add_spare(struct kernel *kernel, struct kernel_vspace *vspace, abi_word vaddr, unsigned level)
{
    struct entry *entry = vspace_find(vspace, vaddr, level);
    struct table *table = entry != NULL && entry->object == NULL ? take_spare(&kernel->spares) : NULL;

    if (table == NULL) {
        return false;
    }
    *table = (struct table){.is_spare = true, .object.kind = paging_kinds[level - 1]};
    table_put(entry, table, level);
    return true;
}

/* Where any page table may be a VSpace: whether this one is. */
static bool is_vspace(const struct kernel *kernel, const struct capability *capability)
{
    return capability->asid != 0 && vspace_with(kernel, capability->asid) == capability->vspace;
}

/* What a lenient kernel has given an identifier may be meant as a structure of a lower level, if nobody else
 * can use it as a VSpace. */
static bool is_lent_alone(const struct kernel *kernel, const struct capability *table)
{
    return kernel->spares.lenient && table->object->references == 1 && is_vspace(kernel, table);
}

static bool holds_structure(const struct entry *entry)
{
    return entry->object != NULL && !is_frame(entry->object);
}

static struct table *spare_in(const struct entry *entry)
{
    return holds_structure(entry) && entry->table->is_spare ? entry->table : NULL;
}

void table_release_spares(struct kernel *kernel, struct table *table)
{
    for (unsigned i = 0; kernel->spares.lenient && level_of(&table->object) > 0 && i < TABLE_ENTRIES; i++) {
        struct table *below = spare_in(&table->entries[i]);
        if (below != NULL) {
            table_release_spares(kernel, below);
            return_spare(&kernel->spares, below);
            table->entries[i] = (struct entry){.object = NULL};
        }
    }
}

/* Finds the entry of a structure whose kind tells its level. */
static bool decode_level(struct invocation *invocation, unsigned level, struct entry **entry)
{
    struct kernel_vspace *vspace;

    return vspace_decode(invocation, level_start(invocation->mr[0], level), 0, &vspace) &&
           vspace_decode_entry(invocation, vspace, level, entry);
}

/* Finds the entry of a structure that may be of any level: the first on the way down that holds none, or one
 * to be replaced. Sets *level. */
static bool decode_next(struct invocation *invocation, unsigned *level, struct entry **entry)
{
    abi_word vaddr = invocation->mr[0];
    struct kernel_vspace *vspace;

    if (!vspace_decode(invocation, vaddr, 1, &vspace)) {
        return false;
    }
    *level = ABI_TABLE_LEVELS - 1;
    *entry = vspace_find(vspace, vaddr, *level);
    while (*level > 1 && holds_structure(*entry) && spare_in(*entry) == NULL) {
        *entry = vspace_find(vspace, vaddr, --*level);
    }
    return true;
}

bool table_map(struct invocation *invocation)
{
    struct kernel *kernel = invocation->kernel;
    struct capability *table = &invocation->slot->capability;
    unsigned level = level_of_kind(table->object->kind) + 1;
    struct entry *entry = NULL;

    bool is_lent = is_lent_alone(kernel, table);
    if (table->asid != 0 && !is_lent) {
        return refuse_capability(invocation, 0);
    }
    if (is_lent && invocation->caps[0] == invocation->slot) {
        return refuse_capability(invocation, 1);
    }
    if (level <= ABI_TABLE_LEVELS ? !decode_level(invocation, level, &entry)
                                  : !decode_next(invocation, &level, &entry)) {
        return false;
    }
    abi_word vaddr = level_start(invocation->mr[0], level);
    struct table *spare = spare_in(entry);
    /* With 32-bit words the kernel's own structures begin right at the top of what is the user's. */
    if ((entry->object != NULL && spare == NULL) || vaddr == ABI_USER_TOP) {
        return refuse(invocation, ABI_DELETE_FIRST);
    }
    if (is_lent) {
        vspace_end(kernel, table->vspace);
    }
    if (spare != NULL) {
        memcpy(table->table->entries, spare->entries, sizeof(spare->entries));
        return_spare(&kernel->spares, spare);
    }
    table_put(entry, table->table, level);
    table->asid = invocation->caps[0]->capability.asid;
    table->vaddr = vaddr;
    return true;
}

/* Takes the structure out of the address space; what is in it stays there. */
static void take_out(struct kernel *kernel, const struct capability *capability)
{
    struct kernel_vspace *vspace;
    unsigned level = level_of(capability->object) + 1;
    struct entry *entry =
        level < ABI_TABLE_LEVELS ? vspace_find_mapped(kernel, capability, level, &vspace) : NULL;

    if (entry != NULL) {
        vspace_clear(kernel, vspace, entry, level, capability->vaddr);
    }
    table_release_spares(kernel, capability->table);
}

bool table_unmap(struct invocation *invocation)
{
    struct capability *capability = &invocation->slot->capability;

    if (capability->object->references > 1 || is_vspace(invocation->kernel, capability)) {
        return refuse(invocation, ABI_REVOKE_FIRST);
    }
    if (capability->asid != 0) {
        take_out(invocation->kernel, capability);
        memset(capability->table->entries, 0, sizeof(capability->table->entries));
    }
    capability->asid = 0;
    capability->vaddr = 0;
    return true;
}

void table_leave(struct kernel *kernel, struct slot *slot)
{
    if (slot->capability.object->references == 1 && slot->capability.asid != 0) {
        take_out(kernel, &slot->capability);
    }
}
