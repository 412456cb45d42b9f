/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * A vspace_t over one VSpace root: a list of mappings by rising address.
 *
 * A new mapping goes into the first gap that is large enough. The window is where neither the host's loader
 * nor a sanitizer puts anything.
 */
#include <sel4utils/vspace.h>

#include <stdlib.h>

#include <vka/capops.h>

#include "window.h" /* the processor's */

struct sel4utils_mapping {
    struct sel4utils_mapping *next;
    uintptr_t vaddr;
    size_t size_bits;
    seL4_CPtr cap;
    uintptr_t cookie; /* 0: we free only the capability, not the frame */
};

static sel4utils_alloc_data_t *data_of(vspace_t *vspace)
{
    return vspace->data;
}

/* The link to the mapping at an address, or to where it would be. */
static struct sel4utils_mapping **mapping_find(sel4utils_alloc_data_t *data, uintptr_t vaddr)
{
    struct sel4utils_mapping **link = &data->mappings;

    while (*link && (*link)->vaddr < vaddr) {
        link = &(*link)->next;
    }
    return link;
}

static struct sel4utils_mapping *mapping_at(sel4utils_alloc_data_t *data, uintptr_t vaddr)
{
    struct sel4utils_mapping *mapping = *mapping_find(data, vaddr);

    return mapping && mapping->vaddr == vaddr ? mapping : NULL;
}

/* The first gap of so many pages; 0 if there is none. */
static uintptr_t gap_find(sel4utils_alloc_data_t *data, size_t num_pages, size_t size_bits)
{
    uintptr_t vaddr = WINDOW_START;

    if (num_pages > (WINDOW_END - WINDOW_START) >> size_bits) {
        return 0;
    }
    for (struct sel4utils_mapping *mapping = data->mappings; mapping; mapping = mapping->next) {
        if (mapping->vaddr >= vaddr && mapping->vaddr - vaddr >= num_pages << size_bits) {
            return vaddr;
        }
        vaddr = ROUND_UP(mapping->vaddr + BIT(mapping->size_bits), (uintptr_t)BIT(size_bits));
    }
    return vaddr <= WINDOW_END && WINDOW_END - vaddr >= num_pages << size_bits ? vaddr : 0;
}

/* ---- One page. */

static int page_map(sel4utils_alloc_data_t *data, const struct sel4utils_mapping *page,
                    seL4_CapRights_t rights, int cacheable)
{
    struct sel4utils_mapping *mapping = malloc(sizeof(*mapping));
    struct sel4utils_mapping **link;
    seL4_Error error;

    if (!mapping) {
        return -1;
    }
    error = seL4_ARCH_Page_Map(page->cap, data->vspace_root, page->vaddr, rights,
                               cacheable ? seL4_ARCH_Default_VMAttributes : seL4_ARCH_Uncached_VMAttributes);
    if (error != seL4_NoError) {
        ZF_LOGE("cannot map a page at 0x%lx: error %d", (unsigned long)page->vaddr, (int)error);
        free(mapping);
        return -1;
    }
    *mapping = *page;
    link = mapping_find(data, page->vaddr);
    mapping->next = *link;
    *link = mapping;
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

static void page_unmap(sel4utils_alloc_data_t *data, uintptr_t vaddr, vka_t *vka)
{
    struct sel4utils_mapping **link = mapping_find(data, vaddr);
    struct sel4utils_mapping *mapping = *link;

    if (!mapping || mapping->vaddr != vaddr) {
        ZF_LOGE("nothing is mapped at 0x%lx", (unsigned long)vaddr);
        return;
    }
    *link = mapping->next;
    seL4_ARCH_Page_Unmap(mapping->cap);
    if (vka != VSPACE_PRESERVE) {
        frame_free(vka == VSPACE_FREE ? data->vka : vka, mapping->cap, mapping->cookie, mapping->size_bits);
    }
    free(mapping);
}

/* ---- The functions of the interface. */

static void *utils_map_pages(vspace_t *vspace, seL4_CPtr caps[], uintptr_t cookies[], seL4_CapRights_t rights,
                             size_t num_pages, size_t size_bits, int cacheable)
{
    sel4utils_alloc_data_t *data = data_of(vspace);
    uintptr_t vaddr = gap_find(data, num_pages, size_bits);

    if (vaddr == 0) {
        ZF_LOGE("no room for %zu pages", num_pages);
        return NULL;
    }
    for (size_t i = 0; i < num_pages; i++) {
        struct sel4utils_mapping page = {.vaddr = vaddr + (i << size_bits),
                                         .size_bits = size_bits,
                                         .cap = caps[i],
                                         .cookie = cookies ? cookies[i] : 0};

        if (page_map(data, &page, rights, cacheable) != 0) {
            while (i-- > 0) {
                page_unmap(data, vaddr + (i << size_bits), VSPACE_PRESERVE);
            }
            return NULL;
        }
    }
    return (void *)vaddr;
}

/* Runs `make` for each page and maps all of them; undoes everything if one step fails. */
static void *map_made_pages(vspace_t *vspace, size_t num_pages, size_t size_bits, seL4_CapRights_t rights,
                            int cacheable,
                            int (*make)(void *argument, size_t i, seL4_CPtr *cap, uintptr_t *cookie),
                            void *argument)
{
    sel4utils_alloc_data_t *data = data_of(vspace);
    seL4_CPtr *caps = calloc(num_pages, sizeof(*caps));
    uintptr_t *cookies = calloc(num_pages, sizeof(*cookies));
    size_t made = 0;
    void *vaddr = NULL;

    if (!caps || !cookies) {
        goto out;
    }
    while (made < num_pages && make(argument, made, &caps[made], &cookies[made]) == 0) {
        made++;
    }
    if (made == num_pages) {
        vaddr = utils_map_pages(vspace, caps, cookies, rights, num_pages, size_bits, cacheable);
    }
    while (!vaddr && made-- > 0) {
        frame_free(data->vka, caps[made], cookies[made], size_bits);
    }
out:
    free(cookies);
    free(caps);
    return vaddr;
}

struct new_frame {
    vka_t *vka;
    size_t size_bits;
};

static int frame_new(void *argument, size_t i, seL4_CPtr *cap, uintptr_t *cookie)
{
    const struct new_frame *wanted = argument;
    vka_object_t frame;

    (void)i;
    if (vka_alloc_frame(wanted->vka, (uint32_t)wanted->size_bits, &frame) != 0) {
        return -1;
    }
    *cap = frame.cptr;
    *cookie = frame.ut;
    return 0;
}

static void *utils_new_pages(vspace_t *vspace, seL4_CapRights_t rights, size_t num_pages, size_t size_bits)
{
    struct new_frame wanted = {.vka = data_of(vspace)->vka, .size_bits = size_bits};

    return map_made_pages(vspace, num_pages, size_bits, rights, 1, frame_new, &wanted);
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

void *vspace_share_mem(vspace_t *from, vspace_t *to, void *start, int num_pages, size_t size_bits,
                       seL4_CapRights_t rights, int cacheable)
{
    struct shared_frame shared = {
        .from = from, .vka = data_of(to)->vka, .start = (uintptr_t)start, .size_bits = size_bits};

    if (num_pages <= 0 || !sel4_valid_size_bits(size_bits)) {
        return NULL;
    }
    return map_made_pages(to, (size_t)num_pages, size_bits, rights, cacheable, frame_copy, &shared);
}

static void utils_unmap_pages(vspace_t *vspace, void *vaddr, size_t num_pages, size_t size_bits, vka_t *vka)
{
    for (size_t i = 0; i < num_pages; i++) {
        page_unmap(data_of(vspace), (uintptr_t)vaddr + (i << size_bits), vka);
    }
}

static void utils_tear_down(vspace_t *vspace, vka_t *vka)
{
    sel4utils_alloc_data_t *data = data_of(vspace);

    while (data->mappings) {
        page_unmap(data, data->mappings->vaddr, vka);
    }
}

static seL4_CPtr utils_get_cap(vspace_t *vspace, void *vaddr)
{
    const struct sel4utils_mapping *mapping = mapping_at(data_of(vspace), (uintptr_t)vaddr);

    return mapping ? mapping->cap : seL4_CapNull;
}

static uintptr_t utils_get_cookie(vspace_t *vspace, void *vaddr)
{
    const struct sel4utils_mapping *mapping = mapping_at(data_of(vspace), (uintptr_t)vaddr);

    return mapping ? mapping->cookie : 0;
}

static seL4_CPtr utils_get_root(vspace_t *vspace)
{
    return data_of(vspace)->vspace_root;
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
        .unmap_pages = utils_unmap_pages,
        .tear_down = utils_tear_down,
        .get_cap = utils_get_cap,
        .get_root = utils_get_root,
        .get_cookie = utils_get_cookie,
        .allocated_object = allocated_object_fn,
        .allocated_object_cookie = allocated_object_cookie,
    };
    return 0;
}

int sel4utils_bootstrap_vspace_with_bootinfo_leaky(vspace_t *vspace, sel4utils_alloc_data_t *data,
                                                   seL4_CPtr vspace_root, vka_t *vka, seL4_BootInfo *info)
{
    (void)info;
    return sel4utils_get_vspace(NULL, vspace, data, vka, vspace_root, NULL, NULL);
}
