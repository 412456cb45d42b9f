/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Failing calls; see faulty.h. Functions without a result cannot fail.
 */
#include "faulty.h"

bool faulty_fails(struct faulty *faulty, unsigned *n)
{
    if (!faulty->is_armed || *n == 0 || --*n > 0) {
        return false;
    }
    faulty->has_failed = true;
    return true;
}

static int cspace_alloc(void *data, seL4_CPtr *res)
{
    struct faulty *faulty = data;

    return faulty_fails(faulty, &faulty->vka_n) ? -1 : vka_cspace_alloc(faulty->real_vka, res);
}

static void cspace_make_path(void *data, seL4_CPtr slot, cspacepath_t *res)
{
    vka_cspace_make_path(((struct faulty *)data)->real_vka, slot, res);
}

static void cspace_free(void *data, seL4_CPtr slot)
{
    vka_cspace_free(((struct faulty *)data)->real_vka, slot);
}

static int utspace_alloc(void *data, const cspacepath_t *dest, seL4_Word type, seL4_Word size_bits,
                         seL4_Word *res)
{
    struct faulty *faulty = data;

    return faulty_fails(faulty, &faulty->vka_n)
               ? -1
               : vka_utspace_alloc(faulty->real_vka, dest, type, size_bits, res);
}

static int utspace_alloc_maybe_device(void *data, const cspacepath_t *dest, seL4_Word type,
                                      seL4_Word size_bits, bool can_use_dev, seL4_Word *res)
{
    struct faulty *faulty = data;

    if (faulty_fails(faulty, &faulty->vka_n)) {
        return -1;
    }
    return vka_utspace_alloc_maybe_device(faulty->real_vka, dest, type, size_bits, can_use_dev, res);
}

static int utspace_alloc_at(void *data, const cspacepath_t *dest, seL4_Word type, seL4_Word size_bits,
                            uintptr_t paddr, seL4_Word *cookie)
{
    struct faulty *faulty = data;

    if (faulty_fails(faulty, &faulty->vka_n)) {
        return -1;
    }
    return vka_utspace_alloc_at(faulty->real_vka, dest, type, size_bits, paddr, cookie);
}

static void utspace_free(void *data, seL4_Word type, seL4_Word size_bits, seL4_Word target)
{
    vka_utspace_free(((struct faulty *)data)->real_vka, type, size_bits, target);
}

/* Reports it as unknown, for a change. */
static uintptr_t utspace_paddr(void *data, seL4_Word target, seL4_Word type, seL4_Word size_bits)
{
    struct faulty *faulty = data;

    if (faulty_fails(faulty, &faulty->vka_n)) {
        return VKA_NO_PADDR;
    }
    return vka_utspace_paddr(faulty->real_vka, target, type, size_bits);
}

static int untyped_count(void *data)
{
    return simple_get_untyped_count(((struct faulty *)data)->real_simple);
}

static seL4_CPtr nth_untyped(void *data, int n, size_t *size_bits, uintptr_t *paddr, bool *device)
{
    return simple_get_nth_untyped(((struct faulty *)data)->real_simple, n, size_bits, paddr, device);
}

static seL4_Error irq(void *data, int number, seL4_CNode root, seL4_Word index, uint8_t depth)
{
    struct faulty *faulty = data;
    simple_t *simple = faulty->real_simple;

    return faulty_fails(faulty, &faulty->simple_n)
               ? seL4_NotEnoughMemory
               : simple->arch_simple.irq(simple->data, number, root, index, depth);
}

void faulty_init(struct faulty *faulty, vka_t *vka, simple_t *simple)
{
    *faulty = (struct faulty){
        .vka =
            {
                .data = faulty,
                .cspace_alloc = cspace_alloc,
                .cspace_make_path = cspace_make_path,
                .utspace_alloc = utspace_alloc,
                .utspace_alloc_maybe_device = utspace_alloc_maybe_device,
                .utspace_alloc_at = utspace_alloc_at,
                .cspace_free = cspace_free,
                .utspace_free = utspace_free,
                .utspace_paddr = utspace_paddr,
            },
        .real_vka = vka,
        .simple =
            {
                .data = faulty,
                .untyped_count = untyped_count,
                .nth_untyped = nth_untyped,
                .arch_simple = {.data = faulty, .irq = irq},
            },
        .real_simple = simple,
    };
    faulty_add_devices(&faulty->simple.arch_simple);
}
