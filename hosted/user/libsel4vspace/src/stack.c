/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Memory for threads: stacks and IPC buffers.
 */
#include <vspace/vspace.h>

#define PAGE BIT(seL4_PageBits)

void *vspace_new_sized_stack(vspace_t *vspace, size_t n_pages)
{
    void *guard;
    reservation_t reservation = vspace_reserve_range(vspace, (n_pages + 1) * PAGE, seL4_AllRights, 1, &guard);

    if (!reservation.res) {
        return NULL;
    }
    if (vspace_new_pages_at_vaddr(vspace, (char *)guard + PAGE, n_pages, seL4_PageBits, reservation) != 0) {
        vspace_free_reservation(vspace, reservation);
        return NULL;
    }
    return (char *)guard + (n_pages + 1) * PAGE;
}

void vspace_free_sized_stack(vspace_t *vspace, void *stack_top, size_t n_pages)
{
    char *bottom = (char *)stack_top - n_pages * PAGE;

    vspace_unmap_pages(vspace, bottom, n_pages, seL4_PageBits, VSPACE_FREE);
    vspace_free_reservation_by_vaddr(vspace, bottom);
}

void *vspace_new_ipc_buffer(vspace_t *vspace, seL4_CPtr *page)
{
    void *address = vspace_new_pages(vspace, seL4_AllRights, 1, seL4_PageBits);

    *page = address ? vspace_get_cap(vspace, address) : seL4_CapNull;
    return address;
}

void vspace_free_ipc_buffer(vspace_t *vspace, void *addr)
{
    vspace_unmap_pages(vspace, addr, 1, seL4_PageBits, VSPACE_FREE);
}
