/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Mapping frames. The kernel does not know what else a hosted program has in its address space, so a mapping
 * may fail here that succeeded there. Such an address is remembered until the kernel unmaps it, since what is
 * there is the program's own and must not be unmapped then.
 */
#include "user/runtime/mapping.h"

#include <sys/mman.h>
#include <unistd.h>

#include "user/runtime/enter.h"

#define MAX_REFUSED 256

static struct {
    abi_word vaddr;
    bool told; /* to the program */
} refused[MAX_REFUSED];
static unsigned refused_count;

bool hosted_take_map_failure(abi_word vaddr)
{
    for (unsigned i = 0; i < refused_count; i++) {
        if (refused[i].vaddr == vaddr && !refused[i].told) {
            refused[i].told = true;
            return true;
        }
    }
    return false;
}

static void refuse(abi_word vaddr)
{
    static const char complaint[] = "hosted runtime: too many failed mappings\n";
    if (refused_count == MAX_REFUSED) {
        (void)!write(STDERR_FILENO, complaint, sizeof complaint - 1);
        _exit(2);
    }
    refused[refused_count].vaddr = vaddr;
    refused[refused_count++].told = false;
}

static bool forget_refused(abi_word vaddr)
{
    for (unsigned i = 0; i < refused_count; i++) {
        if (refused[i].vaddr == vaddr) {
            refused[i] = refused[--refused_count];
            return true;
        }
    }
    return false;
}

void mapping_add(abi_word vaddr, unsigned size_bits, bool writable, int descriptor)
{
    void *wanted = (void *)vaddr;
    int protection = writable ? PROT_READ | PROT_WRITE : PROT_READ;
    void *got =
        mmap(wanted, (size_t)1 << size_bits, protection, MAP_SHARED | MAP_FIXED_NOREPLACE, descriptor, 0);
    if (got == wanted)
        return;
    /* A Linux that does not know MAP_FIXED_NOREPLACE takes the address for a hint. */
    if (got != MAP_FAILED)
        munmap(got, (size_t)1 << size_bits);
    refuse(vaddr);
}

void mapping_remove(abi_word vaddr, unsigned size_bits)
{
    if (!forget_refused(vaddr))
        munmap((void *)vaddr, (size_t)1 << size_bits);
}
