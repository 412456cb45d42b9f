/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Heaps; see heap.h. Each block begins with its links, in front of the program's memory.
 */
#include "machine/fiber/heap.h"

#include <errno.h>
#include <stdint.h>
#include <stdlib.h>

struct heap_block {
    LIST_ENTRY(heap_block) link;
    _Alignas(max_align_t) unsigned char memory[];
};

static void *refuse(void)
{
    errno = ENOMEM;
    return NULL;
}

static void *add(struct heap *heap, struct heap_block *block)
{
    if (!block) {
        return NULL;
    }
    LIST_INSERT_HEAD(heap, block, link);
    return block->memory;
}

static struct heap_block *block_of(void *memory)
{
    return (struct heap_block *)(void *)((unsigned char *)memory - offsetof(struct heap_block, memory));
}

void *heap_malloc(struct heap *heap, size_t size)
{
    if (size > SIZE_MAX - sizeof(struct heap_block)) {
        return refuse();
    }
    return add(heap, malloc(sizeof(struct heap_block) + size));
}

void *heap_calloc(struct heap *heap, size_t count, size_t size)
{
    size_t bytes;

    if (__builtin_mul_overflow(count, size, &bytes) || bytes > SIZE_MAX - sizeof(struct heap_block)) {
        return refuse();
    }
    return add(heap, calloc(1, sizeof(struct heap_block) + bytes));
}

void *heap_realloc(struct heap *heap, void *memory, size_t size)
{
    if (!memory) {
        return heap_malloc(heap, size);
    }
    if (size > SIZE_MAX - sizeof(struct heap_block)) {
        return refuse();
    }
    struct heap_block *old = block_of(memory);
    LIST_REMOVE(old, link);
    struct heap_block *block = realloc(old, sizeof(struct heap_block) + size);
    if (block) {
        return add(heap, block);
    }
    LIST_INSERT_HEAD(heap, old, link);
    return NULL;
}

void heap_free(void *memory)
{
    if (!memory) {
        return;
    }
    LIST_REMOVE(block_of(memory), link);
    free(block_of(memory));
}

void heap_clean_up(struct heap *heap)
{
    while (!LIST_EMPTY(heap)) {
        heap_free(LIST_FIRST(heap)->memory);
    }
}
