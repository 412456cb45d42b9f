/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * A vspace_t over one VSpace root: its pages.
 */
#include <sel4utils/vspace.h>

#include <stdlib.h>

#include <vka/capops.h>
#include <vspace/mapping.h>

#include "parts.h"

/* Pages side by side, and how to map them. */
struct pages {
    uintptr_t vaddr;
    size_t count;
    size_t size_bits;
    seL4_CapRights_t rights;
    int cacheable;
};

static struct sel4utils_mapping *mapping_at(vspace_t *vspace, void *vaddr)
{
    return (struct sel4utils_mapping *)sel4utils_area_find(sel4utils_data_of(vspace)->mappings,
                                                           (uintptr_t)vaddr, 1);
}

/* ---- One page. */

/* Maps the frame, with the paging structures that are missing. */
static int frame_map(vspace_t *vspace, const struct pages *pages, seL4_CPtr cap, uintptr_t vaddr)
{
    seL4_ARCH_VMAttributes attributes =
        pages->cacheable ? seL4_ARCH_Default_VMAttributes : seL4_ARCH_Uncached_VMAttributes;
    int error;

    do {
        error = (int)seL4_ARCH_Page_Map(cap, vspace_get_root(vspace), vaddr, pages->rights, attributes);
    } while (error == seL4_FailedLookup &&
             sel4utils_structure_add(vspace, vaddr, seL4_MappingFailedLookupLevel()) == 0);
    if (error != seL4_NoError) {
        ZF_LOGE("cannot map a page at 0x%lx: error %d", (unsigned long)vaddr, error);
    }
    return error;
}

static int page_map(vspace_t *vspace, const struct pages *pages, seL4_CPtr cap, uintptr_t cookie,
                    uintptr_t vaddr)
{
    struct sel4utils_mapping *mapping = malloc(sizeof(*mapping));

    if (!mapping || frame_map(vspace, pages, cap, vaddr) != 0) {
        free(mapping);
        return -1;
    }
    *mapping = (struct sel4utils_mapping){.area = {.start = vaddr, .bytes = BIT(pages->size_bits)},
                                          .size_bits = pages->size_bits,
                                          .cap = cap,
                                          .cookie = cookie};
    sel4utils_area_insert(&sel4utils_data_of(vspace)->mappings, &mapping->area);
    return 0;
}

static void frame_free(vka_t *vka, seL4_CPtr cap, uintptr_t cookie, size_t size_bits)
{
    cspacepath_t path;

    vka_cspace_make_path(vka, cap, &path);
    vka_cnode_delete(&path);
    vka_cspace_free(vka, cap);
    if (cookie != 0) {
        vka_utspace_free(vka, kobject_get_type(KOBJECT_FRAME, size_bits), size_bits, cookie);
    }
}

static void page_unmap(vspace_t *vspace, uintptr_t vaddr, vka_t *vka)
{
    sel4utils_alloc_data_t *data = sel4utils_data_of(vspace);
    struct sel4utils_mapping *mapping = mapping_at(vspace, (void *)vaddr);

    if (!mapping || mapping->area.start != vaddr) {
        ZF_LOGE("no page is mapped at 0x%lx", (unsigned long)vaddr);
        return;
    }
    sel4utils_area_remove(&data->mappings, &mapping->area);
    seL4_ARCH_Page_Unmap(mapping->cap);
    if (vka != VSPACE_PRESERVE) {
        frame_free(vka == VSPACE_FREE ? data->vka : vka, mapping->cap, mapping->cookie, mapping->size_bits);
    }
    free(mapping);
}

/* ---- Pages side by side. */

/* Maps them, or none. */
static int pages_map(vspace_t *vspace, const struct pages *pages, const seL4_CPtr caps[],
                     const uintptr_t cookies[])
{
    for (size_t i = 0; i < pages->count; i++) {
        uintptr_t vaddr = pages->vaddr + (i << pages->size_bits);

        if (page_map(vspace, pages, caps[i], cookies ? cookies[i] : 0, vaddr) != 0) {
            while (i-- > 0) {
                page_unmap(vspace, pages->vaddr + (i << pages->size_bits), VSPACE_PRESERVE);
            }
            return -1;
        }
    }
    return 0;
}

/* Runs `make` for each page and maps all of them; undoes everything if one step fails. */
static int pages_make(vspace_t *vspace, const struct pages *pages,
                      int (*make)(void *argument, size_t i, seL4_CPtr *cap, uintptr_t *cookie),
                      void *argument)
{
    seL4_CPtr *caps = calloc(pages->count, sizeof(*caps));
    uintptr_t *cookies = calloc(pages->count, sizeof(*cookies));
    size_t made = 0;
    int error = -1;

    if (!caps || !cookies) {
        goto out;
    }
    while (made < pages->count && make(argument, made, &caps[made], &cookies[made]) == 0) {
        made++;
    }
    if (made == pages->count) {
        error = pages_map(vspace, pages, caps, cookies);
    }
    while (error != 0 && made-- > 0) {
        frame_free(sel4utils_data_of(vspace)->vka, caps[made], cookies[made], pages->size_bits);
    }
out:
    free(cookies);
    free(caps);
    return error;
}

struct new_frame {
    vka_t *vka;
    size_t size_bits;
    bool can_use_dev;
};

static int frame_new(void *argument, size_t i, seL4_CPtr *cap, uintptr_t *cookie)
{
    const struct new_frame *wanted = argument;
    vka_object_t frame;

    (void)i;
    if (vka_alloc_frame_maybe_device(wanted->vka, (uint32_t)wanted->size_bits, wanted->can_use_dev, &frame) !=
        0) {
        return -1;
    }
    *cap = frame.cptr;
    *cookie = frame.ut;
    return 0;
}

struct shared_frame {
    vspace_t *from;
    vka_t *vka;
    uintptr_t start;
    size_t size_bits;
};

static int frame_copy(void *argument, size_t i, seL4_CPtr *cap, uintptr_t *cookie)
{
    const struct shared_frame *shared = argument;
    cspacepath_t source;
    cspacepath_t copy;
    seL4_CPtr original = vspace_get_cap(shared->from, (void *)(shared->start + (i << shared->size_bits)));

    if (original == seL4_CapNull || vka_cspace_alloc_path(shared->vka, &copy) != 0) {
        return -1;
    }
    vka_cspace_make_path(shared->vka, original, &source);
    if (vka_cnode_copy(&copy, &source, seL4_AllRights) != 0) {
        vka_cspace_free_path(shared->vka, copy);
        return -1;
    }
    *cap = copy.capPtr;
    *cookie = 0;
    return 0;
}

/* ---- The functions of the interface: pages anywhere. */

/* Finds an address for the pages; logs if there is none. */
static bool pages_place(vspace_t *vspace, struct pages *pages)
{
    if (pages->count <= ~(size_t)0 >> pages->size_bits) {
        pages->vaddr =
            sel4utils_gap_find(sel4utils_data_of(vspace), pages->count << pages->size_bits, pages->size_bits);
    }
    if (pages->vaddr == 0) {
        ZF_LOGE("no room for %zu pages", pages->count);
    }
    return pages->vaddr != 0;
}

static void *utils_map_pages(vspace_t *vspace, seL4_CPtr caps[], uintptr_t cookies[], seL4_CapRights_t rights,
                             size_t num_pages, size_t size_bits, int cacheable)
{
    struct pages pages = {
        .count = num_pages, .size_bits = size_bits, .rights = rights, .cacheable = cacheable};

    if (!pages_place(vspace, &pages) || pages_map(vspace, &pages, caps, cookies) != 0) {
        return NULL;
    }
    return (void *)pages.vaddr;
}

static void *utils_new_pages(vspace_t *vspace, seL4_CapRights_t rights, size_t num_pages, size_t size_bits)
{
    struct new_frame wanted = {.vka = sel4utils_data_of(vspace)->vka, .size_bits = size_bits};
    struct pages pages = {.count = num_pages, .size_bits = size_bits, .rights = rights, .cacheable = 1};

    if (!pages_place(vspace, &pages) || pages_make(vspace, &pages, frame_new, &wanted) != 0) {
        return NULL;
    }
    return (void *)pages.vaddr;
}

/* ---- The functions of the interface: pages in a reservation. */

/*
 * Fills in the pages, with the reservation's rights, or `deferred` if it has none. Returns false if they
 * cannot be there.
 */
static bool pages_in(vspace_t *vspace, reservation_t reservation, void *vaddr, size_t num_pages,
                     size_t size_bits, const seL4_CapRights_t *deferred, struct pages *pages)
{
    uintptr_t start = (uintptr_t)vaddr;
    const struct sel4utils_res *res = sel4utils_reservation_of(reservation, start, num_pages, size_bits);

    if (!res) {
        return false;
    }
    if (res->rights_deferred && !deferred) {
        ZF_LOGE("the reservation at %p has no rights", vaddr);
        return false;
    }
    if (sel4utils_area_find(sel4utils_data_of(vspace)->mappings, start, num_pages << size_bits)) {
        ZF_LOGE("of %zu pages at %p some are mapped", num_pages, vaddr);
        return false;
    }
    *pages = (struct pages){.vaddr = start,
                            .count = num_pages,
                            .size_bits = size_bits,
                            .rights = res->rights_deferred ? *deferred : res->rights,
                            .cacheable = res->cacheable};
    return true;
}

static int utils_new_pages_at_vaddr(vspace_t *vspace, void *vaddr, size_t num_pages, size_t size_bits,
                                    reservation_t reservation, bool can_use_dev)
{
    struct new_frame wanted = {
        .vka = sel4utils_data_of(vspace)->vka, .size_bits = size_bits, .can_use_dev = can_use_dev};
    struct pages pages;

    return pages_in(vspace, reservation, vaddr, num_pages, size_bits, NULL, &pages)
               ? pages_make(vspace, &pages, frame_new, &wanted)
               : -1;
}

static int utils_map_pages_at_vaddr(vspace_t *vspace, seL4_CPtr caps[], uintptr_t cookies[], void *vaddr,
                                    size_t num_pages, size_t size_bits, reservation_t reservation)
{
    struct pages pages;

    return pages_in(vspace, reservation, vaddr, num_pages, size_bits, NULL, &pages)
               ? pages_map(vspace, &pages, caps, cookies)
               : -1;
}

static int utils_deferred_rights_map_pages_at_vaddr(vspace_t *vspace, seL4_CPtr caps[], uintptr_t cookies[],
                                                    void *vaddr, size_t num_pages, size_t size_bits,
                                                    seL4_CapRights_t rights, reservation_t reservation)
{
    struct pages pages;

    return pages_in(vspace, reservation, vaddr, num_pages, size_bits, &rights, &pages)
               ? pages_map(vspace, &pages, caps, cookies)
               : -1;
}

static int utils_share_mem_at_vaddr(vspace_t *from, vspace_t *to, void *start, int num_pages,
                                    size_t size_bits, void *vaddr, reservation_t reservation)
{
    struct shared_frame shared = {
        .from = from, .vka = sel4utils_data_of(to)->vka, .start = (uintptr_t)start, .size_bits = size_bits};
    struct pages pages;

    return pages_in(to, reservation, vaddr, (size_t)num_pages, size_bits, NULL, &pages)
               ? pages_make(to, &pages, frame_copy, &shared)
               : -1;
}

/* ---- The functions of the interface: what is mapped. */

static void utils_unmap_pages(vspace_t *vspace, void *vaddr, size_t num_pages, size_t size_bits, vka_t *vka)
{
    for (size_t i = 0; i < num_pages; i++) {
        page_unmap(vspace, (uintptr_t)vaddr + (i << size_bits), vka);
    }
}

static void utils_tear_down(vspace_t *vspace, vka_t *vka)
{
    sel4utils_alloc_data_t *data = sel4utils_data_of(vspace);

    while (data->mappings) {
        page_unmap(vspace, data->mappings->start, vka);
    }
    sel4utils_reservations_clean_up(data);
    sel4utils_structures_clean_up(data);
}

static seL4_CPtr utils_get_cap(vspace_t *vspace, void *vaddr)
{
    const struct sel4utils_mapping *mapping = mapping_at(vspace, vaddr);

    return mapping ? mapping->cap : seL4_CapNull;
}

static uintptr_t utils_get_cookie(vspace_t *vspace, void *vaddr)
{
    const struct sel4utils_mapping *mapping = mapping_at(vspace, vaddr);

    return mapping ? mapping->cookie : 0;
}

static seL4_CPtr utils_get_root(vspace_t *vspace)
{
    return sel4utils_data_of(vspace)->vspace_root;
}

int sel4utils_get_vspace(vspace_t *loader, vspace_t *new_vspace, sel4utils_alloc_data_t *data, vka_t *vka,
                         seL4_CPtr vspace_root, vspace_allocated_object_fn allocated_object_fn,
                         void *allocated_object_cookie)
{
    (void)loader;
    *data = (sel4utils_alloc_data_t){.vspace_root = vspace_root, .vka = vka};
    *new_vspace = (vspace_t){
        .data = data,
        .new_pages = utils_new_pages,
        .map_pages = utils_map_pages,
        .new_pages_at_vaddr = utils_new_pages_at_vaddr,
        .map_pages_at_vaddr = utils_map_pages_at_vaddr,
        .deferred_rights_map_pages_at_vaddr = utils_deferred_rights_map_pages_at_vaddr,
        .unmap_pages = utils_unmap_pages,
        .tear_down = utils_tear_down,
        .get_cap = utils_get_cap,
        .get_root = utils_get_root,
        .get_cookie = utils_get_cookie,
        .share_mem_at_vaddr = utils_share_mem_at_vaddr,
        .allocated_object = allocated_object_fn,
        .allocated_object_cookie = allocated_object_cookie,
    };
    sel4utils_reservations_init(new_vspace);
    return 0;
}

int sel4utils_bootstrap_vspace_with_bootinfo(vspace_t *vspace, sel4utils_alloc_data_t *data,
                                             seL4_CPtr vspace_root, vka_t *vka, seL4_BootInfo *info,
                                             vspace_allocated_object_fn allocated_object_fn,
                                             void *allocated_object_cookie)
{
    (void)info;
    return sel4utils_get_vspace(NULL, vspace, data, vka, vspace_root, allocated_object_fn,
                                allocated_object_cookie);
}

int sel4utils_bootstrap_vspace(vspace_t *vspace, sel4utils_alloc_data_t *data, seL4_CPtr vspace_root,
                               vka_t *vka, vspace_allocated_object_fn allocated_object_fn,
                               void *allocated_object_cookie, void *existing_frames[])
{
    (void)existing_frames;
    return sel4utils_get_vspace(NULL, vspace, data, vka, vspace_root, allocated_object_fn,
                                allocated_object_cookie);
}
