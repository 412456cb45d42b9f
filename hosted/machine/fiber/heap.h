/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The heap of one program: freed when the program ends, as a process's is.
 */
#pragma once

#include <stddef.h>
#include <sys/queue.h>

LIST_HEAD(heap, heap_block);

/* Like the C library's functions of these names. */
void *heap_malloc(struct heap *heap, size_t size);
void *heap_calloc(struct heap *heap, size_t count, size_t size);
void *heap_realloc(struct heap *heap, void *memory, size_t size);
void heap_free(void *memory);

/* Frees everything that is still allocated. */
void heap_clean_up(struct heap *heap);
