/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The interface to an address space: make, map, share and unmap pages, and reserve addresses for them.
 *
 * Every function of the interface may be missing; calling a missing one fails as far as it can. Functions
 * that return int return 0 or an error; a reservation whose `res` is NULL failed.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <sel4/sel4.h>
#include <utils/util.h>
#include <vka/object.h>
#include <vka/vka.h>
#include <vspace/page.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct vspace vspace_t;

typedef struct reservation {
    void *res;
} reservation_t;

typedef void *(*vspace_new_pages_fn)(vspace_t *vspace, seL4_CapRights_t rights, size_t num_pages,
                                     size_t size_bits);
typedef void *(*vspace_map_pages_fn)(vspace_t *vspace, seL4_CPtr caps[], uintptr_t cookies[],
                                     seL4_CapRights_t rights, size_t num_pages, size_t size_bits,
                                     int cacheable);
typedef int (*vspace_new_pages_at_vaddr_fn)(vspace_t *vspace, void *vaddr, size_t num_pages, size_t size_bits,
                                            reservation_t reservation, bool can_use_dev);
typedef int (*vspace_map_pages_at_vaddr_fn)(vspace_t *vspace, seL4_CPtr caps[], uintptr_t cookies[],
                                            void *vaddr, size_t num_pages, size_t size_bits,
                                            reservation_t reservation);
typedef int (*vspace_deferred_rights_map_pages_at_vaddr_fn)(vspace_t *vspace, seL4_CPtr caps[],
                                                            uintptr_t cookies[], void *vaddr,
                                                            size_t num_pages, size_t size_bits,
                                                            seL4_CapRights_t rights,
                                                            reservation_t reservation);
typedef void (*vspace_unmap_pages_fn)(vspace_t *vspace, void *vaddr, size_t num_pages, size_t size_bits,
                                      vka_t *free);
typedef void (*vspace_tear_down_fn)(vspace_t *vspace, vka_t *free);
typedef reservation_t (*vspace_reserve_range_aligned_fn)(vspace_t *vspace, size_t bytes, size_t size_bits,
                                                         seL4_CapRights_t rights, int cacheable,
                                                         void **vaddr);
typedef reservation_t (*vspace_reserve_range_at_fn)(vspace_t *vspace, void *vaddr, size_t bytes,
                                                    seL4_CapRights_t rights, int cacheable);
typedef reservation_t (*vspace_reserve_deferred_rights_range_at_fn)(vspace_t *vspace, void *vaddr,
                                                                    size_t bytes, int cacheable);
typedef void (*vspace_free_reservation_fn)(vspace_t *vspace, reservation_t reservation);
typedef void (*vspace_free_reservation_by_vaddr_fn)(vspace_t *vspace, void *vaddr);
typedef seL4_CPtr (*vspace_get_cap_fn)(vspace_t *vspace, void *vaddr);
typedef seL4_CPtr (*vspace_get_root_fn)(vspace_t *vspace);
typedef uintptr_t (*vspace_get_cookie_fn)(vspace_t *vspace, void *vaddr);
typedef int (*vspace_share_mem_at_vaddr_fn)(vspace_t *from, vspace_t *to, void *start, int num_pages,
                                            size_t size_bits, void *vaddr, reservation_t res);
typedef void (*vspace_allocated_object_fn)(void *allocated_object_cookie, vka_object_t object);

struct vspace {
    void *data;
    vspace_new_pages_fn new_pages;
    vspace_map_pages_fn map_pages;
    vspace_new_pages_at_vaddr_fn new_pages_at_vaddr;
    vspace_map_pages_at_vaddr_fn map_pages_at_vaddr;
    vspace_deferred_rights_map_pages_at_vaddr_fn deferred_rights_map_pages_at_vaddr;
    vspace_unmap_pages_fn unmap_pages;
    vspace_tear_down_fn tear_down;
    vspace_reserve_range_aligned_fn reserve_range_aligned;
    vspace_reserve_range_at_fn reserve_range_at;
    vspace_reserve_deferred_rights_range_at_fn reserve_deferred_rights_range_at;
    vspace_free_reservation_fn free_reservation;
    vspace_free_reservation_by_vaddr_fn free_reservation_by_vaddr;
    vspace_get_cap_fn get_cap;
    vspace_get_root_fn get_root;
    vspace_get_cookie_fn get_cookie;
    vspace_share_mem_at_vaddr_fn share_mem_at_vaddr;
    vspace_allocated_object_fn allocated_object;
    void *allocated_object_cookie;
};

/* Who receives unmapped pages: the VSpace's own vka, or nobody. */
#define VSPACE_FREE ((vka_t *)0xffffffff)
#define VSPACE_PRESERVE ((vka_t *)0)

/* Which pages to make. */
typedef struct vspace_new_pages_config {
    void *vaddr; /* NULL for any address */
    size_t num_pages;
    size_t size_bits;
    bool can_use_dev; /* the frames may be device memory */
} vspace_new_pages_config_t;

/* Any address, no device memory. Fails if there are no pages. */
static inline int default_vspace_new_pages_config(size_t num_pages, size_t size_bits,
                                                  vspace_new_pages_config_t *config)
{
    if (num_pages == 0) {
        ZF_LOGE("no pages");
        return -1;
    }
    *config = (vspace_new_pages_config_t){NULL, num_pages, size_bits, false};
    return 0;
}

static inline int vspace_new_pages_config_set_vaddr(void *vaddr, vspace_new_pages_config_t *config)
{
    config->vaddr = vaddr;
    return 0;
}

static inline int vspace_new_pages_config_use_device_ut(bool can_use_dev, vspace_new_pages_config_t *config)
{
    config->can_use_dev = can_use_dev;
    return 0;
}

/* ---- Functions over those of the interface. */

/* Sets addresses aside for pages to come, whole pages of 4 KiB; sets *vaddr. */
reservation_t vspace_reserve_range(vspace_t *vspace, size_t bytes, seL4_CapRights_t rights, int cacheable,
                                   void **vaddr);

/* Maps pages of `from` in `to`, and returns their address there; NULL if that fails. */
void *vspace_share_mem(vspace_t *from, vspace_t *to, void *start, int num_pages, size_t size_bits,
                       seL4_CapRights_t rights, int cacheable);

/* Makes pages, and returns their address; NULL if that fails. */
void *vspace_new_pages_with_config(vspace_t *vspace, vspace_new_pages_config_t *config,
                                   seL4_CapRights_t rights);

/* A stack of so many pages of 4 KiB, and below it one where nothing is mapped. Returns its end, where the
 * stack pointer begins; NULL if that fails. Freeing it frees the pages. */
void *vspace_new_sized_stack(vspace_t *vspace, size_t n_pages);
void vspace_free_sized_stack(vspace_t *vspace, void *stack_top, size_t n_pages);

static inline void *vspace_new_stack(vspace_t *vspace)
{
    return vspace_new_sized_stack(vspace, BYTES_TO_4K_PAGES(CONFIG_SEL4UTILS_STACK_SIZE));
}

static inline void vspace_free_stack(vspace_t *vspace, void *stack_top)
{
    vspace_free_sized_stack(vspace, stack_top, BYTES_TO_4K_PAGES(CONFIG_SEL4UTILS_STACK_SIZE));
}

/* A page for an IPC buffer. Returns its address, and sets *page to its capability, which stays the vspace's;
 * NULL if that fails. */
void *vspace_new_ipc_buffer(vspace_t *vspace, seL4_CPtr *page);
void vspace_free_ipc_buffer(vspace_t *vspace, void *addr);

/* ---- The functions of the interface. */

#define VSPACE_HAS(vspace, function)                                                                         \
    vspace_is_usable((vspace) != NULL && (vspace)->function != NULL, #function)

static inline bool vspace_is_usable(bool has_function, const char *name)
{
    if (!has_function) {
        ZF_LOGE("%s: missing in the vspace", name);
    }
    return has_function;
}

/* Allocates frames and maps them side by side; returns NULL if that fails. */
static inline void *vspace_new_pages(vspace_t *vspace, seL4_CapRights_t rights, size_t num_pages,
                                     size_t size_bits)
{
    if (!VSPACE_HAS(vspace, new_pages) || num_pages == 0 || !sel4_valid_size_bits(size_bits)) {
        return NULL;
    }
    return vspace->new_pages(vspace, rights, num_pages, size_bits);
}

/* Maps existing frames. `cookies` are their allocations, so that they can be freed; or NULL. */
static inline void *vspace_map_pages(vspace_t *vspace, seL4_CPtr caps[], uintptr_t cookies[],
                                     seL4_CapRights_t rights, size_t num_pages, size_t size_bits,
                                     int cacheable)
{
    if (!VSPACE_HAS(vspace, map_pages) || num_pages == 0 || !sel4_valid_size_bits(size_bits)) {
        return NULL;
    }
    return vspace->map_pages(vspace, caps, cookies, rights, num_pages, size_bits, cacheable);
}

/* Makes pages in a reservation, and maps them with its rights. */
static inline int vspace_new_pages_at_vaddr_with_config(vspace_t *vspace, vspace_new_pages_config_t *config,
                                                        reservation_t res)
{
    if (!VSPACE_HAS(vspace, new_pages_at_vaddr)) {
        return -1;
    }
    return vspace->new_pages_at_vaddr(vspace, config->vaddr, config->num_pages, config->size_bits, res,
                                      config->can_use_dev);
}

static inline int vspace_new_pages_at_vaddr(vspace_t *vspace, void *vaddr, size_t num_pages, size_t size_bits,
                                            reservation_t reservation)
{
    vspace_new_pages_config_t config;

    if (default_vspace_new_pages_config(num_pages, size_bits, &config) != 0) {
        return -1;
    }
    config.vaddr = vaddr;
    return vspace_new_pages_at_vaddr_with_config(vspace, &config, reservation);
}

/* Maps existing frames in a reservation, with its rights. */
static inline int vspace_map_pages_at_vaddr(vspace_t *vspace, seL4_CPtr caps[], uintptr_t cookies[],
                                            void *vaddr, size_t num_pages, size_t size_bits,
                                            reservation_t reservation)
{
    if (!VSPACE_HAS(vspace, map_pages_at_vaddr) || num_pages == 0) {
        return -1;
    }
    return vspace->map_pages_at_vaddr(vspace, caps, cookies, vaddr, num_pages, size_bits, reservation);
}

/* The same. `rights` count only if the reservation has none. */
static inline int vspace_deferred_rights_map_pages_at_vaddr(vspace_t *vspace, seL4_CPtr caps[],
                                                            uintptr_t cookies[], void *vaddr,
                                                            size_t num_pages, size_t size_bits,
                                                            seL4_CapRights_t rights,
                                                            reservation_t reservation)
{
    if (!VSPACE_HAS(vspace, deferred_rights_map_pages_at_vaddr) || num_pages == 0) {
        return -1;
    }
    return vspace->deferred_rights_map_pages_at_vaddr(vspace, caps, cookies, vaddr, num_pages, size_bits,
                                                      rights, reservation);
}

/* Maps pages of `from` in a reservation of `to`. */
static inline int vspace_share_mem_at_vaddr(vspace_t *from, vspace_t *to, void *start, int num_pages,
                                            size_t size_bits, void *vaddr, reservation_t res)
{
    if (!VSPACE_HAS(from, share_mem_at_vaddr) || !to || num_pages <= 0 || !vaddr) {
        return -1;
    }
    return from->share_mem_at_vaddr(from, to, start, num_pages, size_bits, vaddr, res);
}

/* Reservations are preserved. */
static inline void vspace_unmap_pages(vspace_t *vspace, void *vaddr, size_t num_pages, size_t size_bits,
                                      vka_t *vka)
{
    if (VSPACE_HAS(vspace, unmap_pages)) {
        vspace->unmap_pages(vspace, vaddr, num_pages, size_bits, vka);
    }
}

static inline void vspace_tear_down(vspace_t *vspace, vka_t *vka)
{
    if (VSPACE_HAS(vspace, tear_down)) {
        vspace->tear_down(vspace, vka);
    }
}

/* As vspace_reserve_range(), at a multiple of 2^size_bits. */
static inline reservation_t vspace_reserve_range_aligned(vspace_t *vspace, size_t bytes, size_t size_bits,
                                                         seL4_CapRights_t rights, int cacheable, void **vaddr)
{
    if (!VSPACE_HAS(vspace, reserve_range_aligned) || bytes == 0 || !vaddr) {
        return (reservation_t){NULL};
    }
    return vspace->reserve_range_aligned(vspace, bytes, size_bits, rights, cacheable, vaddr);
}

/* Fails if an address is mapped or reserved already. */
static inline reservation_t vspace_reserve_range_at(vspace_t *vspace, void *vaddr, size_t bytes,
                                                    seL4_CapRights_t rights, int cacheable)
{
    if (!VSPACE_HAS(vspace, reserve_range_at) || bytes == 0) {
        return (reservation_t){NULL};
    }
    return vspace->reserve_range_at(vspace, vaddr, bytes, rights, cacheable);
}

/* The same; the rights are given when pages are mapped. */
static inline reservation_t vspace_reserve_deferred_rights_range_at(vspace_t *vspace, void *vaddr,
                                                                    size_t bytes, int cacheable)
{
    if (!VSPACE_HAS(vspace, reserve_deferred_rights_range_at) || bytes == 0) {
        return (reservation_t){NULL};
    }
    return vspace->reserve_deferred_rights_range_at(vspace, vaddr, bytes, cacheable);
}

/* Pages in it stay mapped. */
static inline void vspace_free_reservation(vspace_t *vspace, reservation_t reservation)
{
    if (VSPACE_HAS(vspace, free_reservation)) {
        vspace->free_reservation(vspace, reservation);
    }
}

/* The reservation that has the address in it. */
static inline void vspace_free_reservation_by_vaddr(vspace_t *vspace, void *vaddr)
{
    if (VSPACE_HAS(vspace, free_reservation_by_vaddr)) {
        vspace->free_reservation_by_vaddr(vspace, vaddr);
    }
}

static inline seL4_CPtr vspace_get_cap(vspace_t *vspace, void *vaddr)
{
    return VSPACE_HAS(vspace, get_cap) ? vspace->get_cap(vspace, vaddr) : (seL4_CPtr)seL4_CapNull;
}

static inline uintptr_t vspace_get_cookie(vspace_t *vspace, void *vaddr)
{
    return VSPACE_HAS(vspace, get_cookie) ? vspace->get_cookie(vspace, vaddr) : 0;
}

static inline void vspace_maybe_call_allocated_object(vspace_t *vspace, vka_object_t object)
{
    if (vspace->allocated_object) {
        vspace->allocated_object(vspace->allocated_object_cookie, object);
    }
}

static inline seL4_CPtr vspace_get_root(vspace_t *vspace)
{
    return VSPACE_HAS(vspace, get_root) ? vspace->get_root(vspace) : (seL4_CPtr)seL4_CapNull;
}

#ifdef __cplusplus
}
#endif
