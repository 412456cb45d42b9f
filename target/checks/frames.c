/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Frames: mapped, cleared by the kernel each time, and at the address that the parent tells; and those of a
 * device.
 */
#include "parts.h"

#include <vspace/page.h>

static bool is_zero(size_t bytes)
{
    const volatile uint32_t *words = (const volatile uint32_t *)CHECK_VADDR;
    bool zero = true;

    for (size_t i = 0; i < bytes / sizeof(words[0]); i++) {
        zero = zero && words[i] == 0;
    }
    return zero;
}

/* Writes the last word, and reads it back. */
static bool keeps_what_is_written(size_t bytes)
{
    volatile uint32_t *last = (volatile uint32_t *)(CHECK_VADDR + bytes) - 1;

    *last = 0xcafe;
    return *last == 0xcafe;
}

static bool is_where_told(const sel4rpc_memory_t *memory, seL4_CPtr frame)
{
    seL4_ARCH_Page_GetAddress_t address = seL4_ARCH_Page_GetAddress(frame);

    return memory->paddr == SEL4RPC_ANYWHERE || (address.error == 0 && address.paddr == memory->paddr);
}

static void check_frame(sel4rpc_child_t *child, seL4_Word type, seL4_Word size_bits, sel4rpc_slot_t slot)
{
    size_t bytes = (size_t)1 << size_bits;
    struct child_mapping mapping;
    sel4rpc_memory_t memory;

    if (!check_result(0, sel4rpc_alloc_memory(&child->rpc, type, size_bits, slot, &memory), "a frame")) {
        return;
    }
    (void)check(is_where_told(&memory, slot.index), "it is at the address that the parent tells");
    if (check_result(0, child_map(child, slot.index, CHECK_VADDR, true, &mapping), "mapping it")) {
        (void)check(is_zero(bytes), "the whole frame is zero");
        (void)check(keeps_what_is_written(bytes), "it keeps what is written");
        child_unmap(&mapping);
    }
    (void)check_result(0, sel4rpc_free_memory(&child->rpc, &memory), "freeing it");
}

static void check_device_frame(sel4rpc_child_t *child, sel4rpc_slot_t slot)
{
    sel4rpc_slot_t second = sel4rpc_child_take_slot(child);
    struct child_mapping mapping;
    sel4rpc_memory_t memory, other;
    int error = sel4rpc_alloc_memory_at(&child->rpc, arch_device_address, seL4_ARCH_4KPage, seL4_PageBits,
                                        slot, &memory);

    if (!check_result(0, error, "the frame of a device")) {
        return;
    }
    (void)check(memory.paddr == arch_device_address && is_where_told(&memory, slot.index),
                "it is at its address");
    (void)check_result(seL4_RevokeFirst,
                       sel4rpc_alloc_memory_at(&child->rpc, arch_device_address, seL4_ARCH_4KPage,
                                               seL4_PageBits, second, &other),
                       "the same device, while it is in use");
    if (check_result(0, child_map(child, slot.index, CHECK_VADDR, false, &mapping), "mapping it uncached")) {
        (void)*(volatile uint32_t *)CHECK_VADDR;
        (void)check(true, "reading one of its registers");
        child_unmap(&mapping);
    }
    (void)check_result(0, sel4rpc_free_memory(&child->rpc, &memory), "freeing the device's frame");
    error = sel4rpc_alloc_memory_at(&child->rpc, arch_device_address, seL4_ARCH_4KPage, seL4_PageBits, slot,
                                    &memory);
    if (error == 0) {
        error = sel4rpc_free_memory(&child->rpc, &memory);
    }
    (void)check_result(0, error, "the same device again");
}

static void check_any_device_frame(sel4rpc_child_t *child, sel4rpc_slot_t slot)
{
    sel4rpc_memory_t memory;
    int error = sel4rpc_alloc_device_memory(&child->rpc, seL4_ARCH_4KPage, seL4_PageBits, slot, &memory);

    if (error == 0) {
        error = sel4rpc_free_memory(&child->rpc, &memory);
    }
    (void)check_result(0, error, "a frame that may be a device's");
}

void check_frames(sel4rpc_child_t *child)
{
    sel4rpc_slot_t slot = sel4rpc_child_take_slot(child);

    check_frame(child, seL4_ARCH_4KPage, seL4_PageBits, slot);
    check_frame(child, seL4_ARCH_4KPage, seL4_PageBits, slot); /* perhaps the same memory */
    check_frame(child, seL4_ARCH_LargePageObject, seL4_LargePageBits, slot);
    check_device_frame(child, slot);
    check_any_device_frame(child, slot);
}
