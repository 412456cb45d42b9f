/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Maps frames. The kernel does not know what else is in a hosted program's address space, so a mapping that
 * it accepted may fail here. Such an address is remembered until the kernel unmaps it, because whatever is
 * there belongs to the program and must stay mapped.
 */
#include "user/runtime/mapping.h"

#include <errno.h>
#include <pthread.h>
#include <sys/mman.h>
#include <unistd.h>

#include "user/runtime/enter.h"
#include "user/runtime/own.h"

#define MAX_REFUSED 256

static struct {
    abi_word vaddr;
    abi_word error; /* ABI_NO_ERROR once the program knows */
} refused[MAX_REFUSED];
static unsigned refused_count;
/* No thread that has it is interrupted by a signal handler that takes it. */
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static abi_word take_failure(abi_word vaddr)
{
    for (unsigned i = 0; i < refused_count; i++) {
        abi_word error = refused[i].error;
        if (refused[i].vaddr == vaddr && error != ABI_NO_ERROR) {
            refused[i].error = ABI_NO_ERROR;
            return error;
        }
    }
    return ABI_NO_ERROR;
}

abi_word hosted_take_map_failure(abi_word vaddr)
{
    sig_atomic_t before = own_enter();

    pthread_mutex_lock(&lock);
    abi_word error = take_failure(vaddr);
    pthread_mutex_unlock(&lock);
    own_leave(before);
    return error;
}

static void refuse(abi_word vaddr, abi_word error)
{
    static const char complaint[] = "hosted runtime: too many failed mappings\n";

    if (refused_count == MAX_REFUSED) {
        (void)!write(STDERR_FILENO, complaint, sizeof(complaint) - 1);
        _exit(2);
    }
    pthread_mutex_lock(&lock);
    refused[refused_count].vaddr = vaddr;
    refused[refused_count++].error = error;
    pthread_mutex_unlock(&lock);
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

/* AddressSanitizer's, if the program is built with it. A thread that was ended in the middle of a function
 * leaves marks where its stack was. NOLINTNEXTLINE(bugprone-reserved-identifier) */
__attribute__((weak)) void __asan_unpoison_memory_region(const volatile void *address, size_t bytes);

static void forget_marks(const void *address, size_t bytes)
{
    if (__asan_unpoison_memory_region) {
        __asan_unpoison_memory_region(address, bytes);
    }
}

void mapping_add(abi_word vaddr, unsigned size_bits, bool writable, int descriptor)
{
    if (descriptor < 0) {
        refuse(vaddr, ABI_NOT_ENOUGH_MEMORY);
        return;
    }
    void *wanted = (void *)vaddr;
    int protection = writable ? PROT_READ | PROT_WRITE : PROT_READ;
    void *got =
        mmap(wanted, (size_t)1 << size_bits, protection, MAP_SHARED | MAP_FIXED_NOREPLACE, descriptor, 0);
    if (got == wanted) {
        forget_marks(wanted, (size_t)1 << size_bits);
        return;
    }
    refuse(vaddr, got == MAP_FAILED && errno == ENOMEM ? ABI_NOT_ENOUGH_MEMORY : ABI_DELETE_FIRST);
    /* A Linux that does not know MAP_FIXED_NOREPLACE treats the address as a hint. */
    if (got != MAP_FAILED) {
        munmap(got, (size_t)1 << size_bits);
    }
}

void mapping_remove(abi_word vaddr, unsigned size_bits)
{
    pthread_mutex_lock(&lock);
    bool was_refused = forget_refused(vaddr);
    pthread_mutex_unlock(&lock);
    if (!was_refused) {
        munmap((void *)vaddr, (size_t)1 << size_bits);
    }
}
