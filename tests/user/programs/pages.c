/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Pages of a vspace where programs really run. The root task writes to pages at addresses of the vspace's
 * choice and of its own, and shares one with a process of the same program, which gets its address. Exits
 * with 0 if each of them reads what was written, and nothing is left.
 */
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>

#include <allocator/allocator.h>
#include <sel4platsupport/bootinfo.h>
#include <sel4utils/process.h>
#include <sel4utils/vspace.h>
#include <simple-default/simple-default.h>

#define PROGRAM "user-pages"
#define VALUE 42
#define CHOSEN ((void *)0x1f000000)

static struct hosted_allocator allocator;
static vka_t vka;
static vspace_t vspace;

static void expect(const char *what, bool is_so)
{
    if (!is_so) {
        printf("not so: %s\n", what);
        exit(1);
    }
}

static bool keeps_what_is_written(void *address, size_t bytes)
{
    volatile int *words = address;
    size_t last = bytes / sizeof(*words) - 1;

    if (!words || words[0] != 0 || words[last] != 0) {
        return false;
    }
    words[0] = 1;
    words[last] = 2;
    return words[0] == 1 && words[last] == 2;
}

static void use_pages(void)
{
    void *pages = vspace_new_pages(&vspace, seL4_AllRights, 3, seL4_PageBits);
    void *large = vspace_new_pages(&vspace, seL4_AllRights, 1, seL4_LargePageBits);
    reservation_t chosen = vspace_reserve_range_at(&vspace, CHOSEN, BIT(seL4_PageBits), seL4_AllRights, 1);

    expect("new pages", keeps_what_is_written(pages, 3 << seL4_PageBits));
    expect("a large page", keeps_what_is_written(large, BIT(seL4_LargePageBits)));
    expect("addresses that fit an int", (uintptr_t)pages <= INT_MAX && (uintptr_t)large <= INT_MAX);
    expect("a page where it was reserved",
           vspace_new_pages_at_vaddr(&vspace, CHOSEN, 1, seL4_PageBits, chosen) == 0 &&
               keeps_what_is_written(CHOSEN, BIT(seL4_PageBits)));
}

/* With 32-bit words there are only low addresses. */
static void use_high_addresses(void)
{
    void *vaddr = NULL;

    while (vspace_reserve_range(&vspace, BIT(seL4_LargePageBits), seL4_AllRights, 1, &vaddr).res &&
           (uintptr_t)vaddr <= INT_MAX) {
        vaddr = NULL;
    }
    if (vaddr) {
        vspace_free_reservation_by_vaddr(&vspace, vaddr);
        expect("a page at a high address",
               keeps_what_is_written(vspace_new_pages(&vspace, seL4_AllRights, 1, seL4_PageBits),
                                     BIT(seL4_PageBits)));
    }
}

static void share_page(void)
{
    int *page = vspace_new_pages(&vspace, seL4_AllRights, 1, seL4_PageBits);
    char strings[1][WORD_STRING_SIZE], *arguments[2] = {PROGRAM};
    sel4utils_process_config_t config;
    sel4utils_process_t process;
    seL4_MessageInfo_t info;
    simple_t simple;
    void *shared;

    simple_default_init_bootinfo(&simple, platsupport_get_bootinfo());
    config = process_config_default_simple(&simple, PROGRAM, 1);
    expect("a process", sel4utils_configure_process_custom(&process, &vka, &vspace, config) == 0);
    shared = vspace_share_mem(&vspace, &process.vspace, page, 1, seL4_PageBits, seL4_CanRead, 1);
    expect("a shared page", page && shared);
    *page = VALUE;
    sel4utils_create_word_args(strings, &arguments[1], 1, (seL4_Word)shared);
    expect("its start", sel4utils_spawn_process_v(&process, &vka, &vspace, 2, arguments, 1) == 0);
    info = api_wait(process.fault_endpoint.cptr, NULL);
    expect("the process's end", seL4_MessageInfo_get_label(info) == seL4_Fault_UserException);
    expect("the process reads the value", seL4_GetMR(seL4_UserException_Code) == VALUE);
    sel4utils_destroy_process(&process, &vka);
}

static int run_root_task(void)
{
    seL4_BootInfo *info = platsupport_get_bootinfo();
    sel4utils_alloc_data_t data;
    struct hosted_balance before;
    struct hosted_balance after;

    expect("an allocator", hosted_allocator_init(&allocator, info) == 0);
    hosted_allocator_make_vka(&allocator, &vka);
    before = hosted_allocator_balance(&allocator);
    sel4utils_bootstrap_vspace_with_bootinfo_leaky(&vspace, &data, seL4_CapInitThreadVSpace, &vka, info);
    use_pages();
    share_page();
    use_high_addresses();
    vspace_tear_down(&vspace, VSPACE_FREE);
    after = hosted_allocator_balance(&allocator);
    expect("nothing is left",
           before.allocations == after.allocations && before.slots_used == after.slots_used);
    hosted_allocator_clean_up(&allocator);
    return 0;
}

int main(int argc, char *argv[])
{
    return argc > 1 ? *(const int *)strtoul(argv[1], NULL, 10) : run_root_task();
}
