/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Boot: makes the root task's objects at the start of the first ordinary region; the rest of it and all other
 * regions become untyped capabilities in the root CNode.
 */
#include <string.h>

#include "kernel/memory/vspace.h"
#include "kernel/thread/thread.h"

#define BASE_ALIGNMENT 64u

struct boot {
    struct kernel *kernel;
    const struct kernel_region *home; /* where the root task's objects are */
    abi_word used;                    /* bytes of it */
    struct object *cnode;
    abi_word next_slot;
    abi_word first_untyped; /* slot */
    abi_word *mr;           /* boot information */
};

size_t kernel_state_bytes(void)
{
    return sizeof(struct kernel);
}

static bool region_is_valid(const struct kernel_region *region)
{
    if (region->size_bits < ABI_MIN_UNTYPED_BITS || region->size_bits > ABI_MAX_UNTYPED_BITS) {
        return false;
    }
    return region->shadow != NULL && (uintptr_t)region->shadow % BASE_ALIGNMENT == 0 &&
           (region->paddr & (((abi_word)1 << region->size_bits) - 1)) == 0;
}

static bool config_is_valid(const struct kernel_config *config)
{
    if (config->ops == NULL || config->region_count > KERNEL_MAX_REGIONS ||
        config->root_cnode_bits < KERNEL_MIN_CNODE_BITS || config->root_cnode_bits > KERNEL_MAX_CNODE_BITS) {
        return false;
    }
    for (unsigned i = 0; i < config->region_count; i++) {
        if (!region_is_valid(&config->regions[i])) {
            return false;
        }
    }
    return true;
}

static const struct kernel_region *find_home(const struct kernel_config *config)
{
    for (unsigned i = 0; i < config->region_count; i++) {
        if (!config->regions[i].device) {
            abi_word needed = ((abi_word)1 << (config->root_cnode_bits + ABI_SLOT_BITS)) +
                              ((abi_word)(ABI_TABLE_LEVELS + 2) << ABI_PAGE_BITS);
            return ((abi_word)1 << config->regions[i].size_bits) >= needed ? &config->regions[i] : NULL;
        }
    }
    return NULL;
}

static void *shadow_at(const struct kernel_region *region, abi_word offset)
{
    return (unsigned char *)region->shadow + offset * KERNEL_SHADOW_SCALE;
}

/* Objects are made from the largest to the smallest, so each is aligned to its size. */
static struct object *make(struct boot *boot, abi_word type, unsigned bits)
{
    struct object *object = object_create(boot->kernel, shadow_at(boot->home, boot->used), type, bits,
                                          boot->home->paddr + boot->used, false);

    boot->used += (abi_word)1 << bits;
    return object;
}

static struct slot *put(struct boot *boot, abi_word index, const struct capability *capability)
{
    struct slot *slot = cnode_slot(boot->cnode, index);

    slot_insert(boot->kernel, slot, capability, &boot->kernel->tree);
    return slot;
}

/* Also puts a copy into one of the root task's own slots. */
static void put_root(struct boot *boot, abi_word index, const struct capability *capability,
                     enum thread_slot root)
{
    struct slot *slot = put(boot, index, capability);

    slot_insert_derived(boot->kernel, &boot->kernel->root_thread->slots[root], capability, slot);
}

static void put_control(struct boot *boot, abi_word index, enum capability_type type)
{
    struct capability control = {.type = (uint8_t)type, .original = true};

    put(boot, index, &control);
}

/* Maps the paging structures of the root task's image, as a real kernel does; the VSpace comes first. */
static void put_paging(struct boot *boot, struct object *const tables[ABI_TABLE_LEVELS], unsigned asid)
{
    for (unsigned i = 1; i < ABI_TABLE_LEVELS; i++) {
        unsigned level = ABI_TABLE_LEVELS - i;
        struct kernel_vspace *vspace = (struct kernel_vspace *)(void *)tables[0];
        struct capability capability;

        object_capability(tables[i], &capability);
        table_put(vspace_find(vspace, PAGING_IMAGE_VADDR, level), capability.table, level);
        capability.asid = (uint16_t)asid;
        capability.vaddr = level_start(PAGING_IMAGE_VADDR, level);
        put(boot, boot->next_slot++, &capability);
    }
}

static void make_root_task(struct boot *boot, unsigned cnode_bits)
{
    struct kernel *kernel = boot->kernel;
    struct object *tables[ABI_TABLE_LEVELS];
    struct capability capability;

    boot->cnode = make(boot, ABI_OBJECT_CNODE, cnode_bits + ABI_SLOT_BITS);
    for (unsigned i = 0; i < ABI_TABLE_LEVELS; i++) {
        tables[i] = make(boot, paging_objects[ABI_TABLE_LEVELS - 1 - i], ABI_PAGE_BITS);
    }
    struct object *pool = make(boot, ABI_OBJECT_ASID_POOL, ABI_ASID_POOL_BITS);
    struct object *thread = make(boot, ABI_OBJECT_TCB, ABI_TCB_BITS);
    asid_add_pool(kernel, (struct asid_pool *)(void *)pool);
    kernel->root_thread = (struct kernel_thread *)(void *)thread;

    object_capability(thread, &capability);
    put(boot, ABI_ROOT_TCB, &capability);

    /* The guard makes addresses in the root task's CSpace as deep as a word. */
    object_capability(boot->cnode, &capability);
    capability.guard_bits = (uint8_t)(ABI_WORD_BITS - cnode_bits);
    put_root(boot, ABI_ROOT_CNODE, &capability, THREAD_SLOT_CSPACE);

    object_capability(pool, &capability);
    put(boot, ABI_ROOT_ASID_POOL, &capability);
    object_capability(tables[0], &capability);
    (void)asid_assign((struct asid_pool *)(void *)pool, &capability); /* the first of an empty pool */
    put_paging(boot, tables, capability.asid);
    put_root(boot, ABI_ROOT_VSPACE, &capability, THREAD_SLOT_VSPACE);

    put_control(boot, ABI_ROOT_IRQ_CONTROL, CAPABILITY_IRQ_CONTROL);
    put_control(boot, ABI_ROOT_ASID_CONTROL, CAPABILITY_ASID_CONTROL);
    if (kernel_types[CAPABILITY_IO_PORT_CONTROL].methods != NULL) {
        put_control(boot, ABI_ROOT_IOPORT_CONTROL, CAPABILITY_IO_PORT_CONTROL);
    }
    kernel->root_thread->priority = UINT8_MAX;
    kernel->root_thread->max_priority = UINT8_MAX;
    boot->used +=
        schedule_boot(kernel, shadow_at(boot->home, boot->used), boot->home->paddr + boot->used, boot->cnode);
}

static void put_untyped(struct boot *boot, const struct kernel_region *region, abi_word offset, unsigned bits)
{
    struct capability untyped;
    abi_word *entry = &boot->mr[ABI_BOOT_UNTYPED_LIST + 2 * (boot->next_slot - boot->first_untyped)];

    untyped_capability(shadow_at(region, offset), region->paddr + offset, bits, region->device, &untyped);
    entry[0] = untyped.paddr;
    entry[1] = bits | (region->device ? 0x100u : 0u);
    put(boot, boot->next_slot++, &untyped);
}

/* Gives out the rest of the first region in pieces that are as large as their alignment. */
static void put_rest(struct boot *boot)
{
    abi_word end = (abi_word)1 << boot->home->size_bits;
    abi_word offset = boot->used;

    while (offset < end) {
        unsigned bits = (unsigned)__builtin_ctzl(offset);
        put_untyped(boot, boot->home, offset, bits);
        offset += (abi_word)1 << bits;
    }
}

static void write_boot_information(struct boot *boot, unsigned cnode_bits)
{
    struct abi_message *message = &boot->kernel->root_thread->message;
    abi_word count = boot->next_slot - boot->first_untyped;

    boot->mr[ABI_BOOT_CNODE_BITS] = cnode_bits;
    boot->mr[ABI_BOOT_EMPTY_START] = boot->next_slot;
    boot->mr[ABI_BOOT_EMPTY_END] = (abi_word)1 << cnode_bits;
    boot->mr[ABI_BOOT_UNTYPED_START] = boot->first_untyped;
    boot->mr[ABI_BOOT_UNTYPED_END] = boot->next_slot;
    message->what = ABI_ANSWER_START;
    message->info = ABI_INFO(0, 0, 0, ABI_BOOT_UNTYPED_LIST + 2 * count);
}

/* The most pieces of the first region, and one for each other region. */
_Static_assert(ABI_MAX_UNTYPED_BITS - SCHEDULE_BOOT_BITS + KERNEL_MAX_REGIONS <= ABI_BOOT_MAX_UNTYPEDS,
               "the boot information has room for every untyped");

struct kernel *kernel_boot(void *state, const struct kernel_config *config)
{
    struct kernel *kernel = state;
    struct boot boot = {.kernel = kernel, .next_slot = ABI_ROOT_FIRST_PAGING};

    if (state == NULL || !config_is_valid(config) || find_home(config) == NULL) {
        return NULL;
    }
    memset(kernel, 0, sizeof(*kernel));
    kernel->ops = config->ops;
    kernel->machine = config->machine;
    boot.home = find_home(config);
    if (config->lenient != NULL) {
        table_be_lenient(kernel, config->lenient, config->lenient_bytes);
    }
    make_root_task(&boot, config->root_cnode_bits);
    boot.first_untyped = boot.next_slot;
    boot.mr = kernel->root_thread->message.mr;
    put_rest(&boot);
    for (unsigned i = 0; i < config->region_count; i++) {
        if (&config->regions[i] != boot.home) {
            put_untyped(&boot, &config->regions[i], 0, config->regions[i].size_bits);
        }
    }
    write_boot_information(&boot, config->root_cnode_bits);
    return kernel;
}

struct kernel_thread *kernel_root_thread(struct kernel *kernel)
{
    return kernel->root_thread;
}

void kernel_start_root(struct kernel *kernel)
{
    kernel->root_thread->has_image = true;
    kernel->root_thread->resume = RESUME_READY;
    thread_make_ready(kernel, kernel->root_thread);
}
