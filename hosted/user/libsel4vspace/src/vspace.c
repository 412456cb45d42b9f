/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * What any vspace_t can do by reserving addresses first.
 */
#include <vspace/vspace.h>

reservation_t vspace_reserve_range(vspace_t *vspace, size_t bytes, seL4_CapRights_t rights, int cacheable,
                                   void **vaddr)
{
    return vspace_reserve_range_aligned(vspace, bytes, seL4_PageBits, rights, cacheable, vaddr);
}

/* Reserves addresses for pages; *vaddr, or any if that is NULL. */
static reservation_t reserve_pages(vspace_t *vspace, void **vaddr, size_t num_pages, size_t size_bits,
                                   seL4_CapRights_t rights, int cacheable)
{
    if (!sel4_valid_size_bits(size_bits) || num_pages > ~(size_t)0 >> size_bits) {
        ZF_LOGE("there are no %zu pages of 2^%zu bytes", num_pages, size_bits);
        return (reservation_t){NULL};
    }
    if (*vaddr) {
        return vspace_reserve_range_at(vspace, *vaddr, num_pages << size_bits, rights, cacheable);
    }
    return vspace_reserve_range_aligned(vspace, num_pages << size_bits, size_bits, rights, cacheable, vaddr);
}

void *vspace_share_mem(vspace_t *from, vspace_t *to, void *start, int num_pages, size_t size_bits,
                       seL4_CapRights_t rights, int cacheable)
{
    void *vaddr = NULL;
    reservation_t reservation;
    int error;

    if (num_pages <= 0) {
        return NULL;
    }
    reservation = reserve_pages(to, &vaddr, (size_t)num_pages, size_bits, rights, cacheable);
    if (!reservation.res) {
        return NULL;
    }
    error = vspace_share_mem_at_vaddr(from, to, start, num_pages, size_bits, vaddr, reservation);
    vspace_free_reservation(to, reservation);
    return error == 0 ? vaddr : NULL;
}

void *vspace_new_pages_with_config(vspace_t *vspace, vspace_new_pages_config_t *config,
                                   seL4_CapRights_t rights)
{
    vspace_new_pages_config_t placed = *config;
    reservation_t reservation =
        reserve_pages(vspace, &placed.vaddr, config->num_pages, config->size_bits, rights, 1);
    int error;

    if (!reservation.res) {
        return NULL;
    }
    error = vspace_new_pages_at_vaddr_with_config(vspace, &placed, reservation);
    vspace_free_reservation(vspace, reservation);
    return error == 0 ? placed.vaddr : NULL;
}
