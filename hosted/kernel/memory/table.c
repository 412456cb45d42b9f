/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Paging structures: see table.h.
 */
#include "kernel/memory/table.h"

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

void table_put(struct entry *entry, struct object *table)
{
    *entry = (struct entry){.object = table};
}

bool table_add_spare(struct kernel *kernel, struct kernel_vspace *vspace, abi_word vaddr, unsigned bits)
{
    unsigned level = level_covering(bits);
    unsigned missing;
    struct entry *entry = vspace_find(vspace, vaddr, level, &missing);
    struct table *table;

    if (entry == NULL || entry->object != NULL) {
        return false;
    }
    table = take_spare(&kernel->spares);
    if (table == NULL) {
        return false;
    }
    *table = (struct table){.is_spare = true, .object.kind = (uint8_t)(CAPABILITY_PAGE_TABLE + level - 1)};
    table_put(entry, &table->object);
    return true;
}

static struct table *spare_in(const struct entry *entry)
{
    struct table *table = (struct table *)(void *)entry->object;

    return table != NULL && !is_frame(&table->object) && table->is_spare ? table : NULL;
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

abi_word table_map(struct invocation *invocation)
{
    struct kernel *kernel = invocation->kernel;
    struct capability *table = &invocation->slot->capability;
    unsigned level = level_of(table->object) + 1;
    abi_word vaddr = invocation->mr[0] & ~(((abi_word)1 << level_bits(level)) - 1);
    struct kernel_vspace *vspace = NULL;
    struct entry *entry = NULL;
    abi_word error;

    if (table->asid != 0) {
        return refuse_capability(invocation, 0);
    }
    error = vspace_decode(invocation, vaddr, 0, &vspace);
    if (error == ABI_NO_ERROR) {
        error = vspace_decode_entry(invocation, vspace, level, &entry);
    }
    if (error != ABI_NO_ERROR) {
        return error;
    }
    struct table *spare = spare_in(entry);
    /* With 32-bit words the kernel's own structures begin right at the top of what is the user's. */
    if ((entry->object != NULL && spare == NULL) || vaddr == ABI_USER_TOP) {
        return ABI_DELETE_FIRST;
    }
    if (spare != NULL) {
        memcpy(((struct table *)(void *)table->object)->entries, spare->entries, sizeof(spare->entries));
        return_spare(&kernel->spares, spare);
    }
    table_put(entry, table->object);
    table->asid = invocation->caps[0]->capability.asid;
    table->vaddr = vaddr;
    return ABI_NO_ERROR;
}

/* Takes the structure out of the address space; what is in it stays there. */
static void take_out(struct kernel *kernel, const struct capability *capability)
{
    struct kernel_vspace *vspace;
    unsigned level = level_of(capability->object) + 1;
    struct entry *entry = vspace_find_mapped(kernel, capability, level, &vspace);

    if (entry != NULL) {
        vspace_clear(kernel, vspace, entry, level, capability->vaddr);
    }
    table_release_spares(kernel, (struct table *)(void *)capability->object);
}

abi_word table_unmap(struct invocation *invocation)
{
    struct capability *capability = &invocation->slot->capability;
    struct table *table = (struct table *)(void *)capability->object;

    if (capability->object->references > 1) {
        return ABI_REVOKE_FIRST;
    }
    if (capability->asid != 0) {
        take_out(invocation->kernel, capability);
        memset(table->entries, 0, sizeof(table->entries));
    }
    capability->asid = 0;
    capability->vaddr = 0;
    return ABI_NO_ERROR;
}

void table_leave(struct kernel *kernel, struct slot *slot)
{
    if (slot->capability.object->references == 1 && slot->capability.asid != 0) {
        take_out(kernel, &slot->capability);
    }
}
