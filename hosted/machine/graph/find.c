/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Finds what a picture shows. Takes down all capabilities; sorts them by object, to find those that several
 * programs share, and to make groups of objects that the same programs share; then by row: program, group,
 * rights and badge.
 */
#include "machine/graph/picture.h"

#include <stdlib.h>
#include <string.h>

#include "machine/trace/text.h"

/* ---- Taking down. */

/* Makes room for one more. Returns false if there is no memory. */
static bool make_room(void **array, size_t *capacity, size_t count, size_t size)
{
    if (count < *capacity) {
        return true;
    }
    size_t wanted = *capacity == 0 ? 64 : 2 * *capacity;
    void *larger = realloc(*array, wanted * size);
    if (larger == NULL) {
        return false;
    }
    *array = larger;
    *capacity = wanted;
    return true;
}

static void take_down(void *context, const struct kernel_capability *seen)
{
    struct picture *picture = context;

    if (!make_room((void **)&picture->held, &picture->capacity, picture->count, sizeof(*picture->held))) {
        picture->lacks_memory = true;
        return;
    }
    picture->held[picture->count++] =
        (struct held){.seen = *seen, .program = NOBODY, .group = UNSHARED, .row = UNSHARED};
}

/* ---- Programs: the owner of each capability. */

/* The thread whose CSpace begins at this CNode; NULL: none. */
static struct kernel_thread *thread_of(const struct picture *picture, abi_word cnode)
{
    for (size_t i = 0; i < picture->count; i++) {
        const struct kernel_capability *seen = &picture->held[i].seen;
        if (seen->thread != NULL && seen->index == 0 && seen->object == cnode) {
            return seen->thread;
        }
    }
    return NULL;
}

static size_t add_program(struct picture *picture, abi_word cnode)
{
    struct kernel_thread *thread = thread_of(picture, cnode);
    const void *host = thread != NULL ? *kernel_thread_host(thread) : NULL;

    if (!make_room((void **)&picture->programs, &picture->program_capacity, picture->program_count,
                   sizeof(*picture->programs))) {
        picture->lacks_memory = true;
        return NOBODY;
    }
    struct program *program = &picture->programs[picture->program_count];
    struct trace_text name = trace_text_in(program->name, sizeof(program->name));
    program->is_root = thread == picture->root;
    trace_add(&name, "%.64s@0x%lx",
              host != NULL     ? picture->program_of(host)
              : thread != NULL ? "tcb"
                               : "cnode",
              thread != NULL ? kernel_thread_paddr(thread) : cnode);
    return picture->program_count++;
}

/* The capabilities of one CNode follow each other. */
static void find_programs(struct picture *picture)
{
    const struct kernel_capability *before = NULL;
    size_t program = NOBODY;

    for (size_t i = 0; i < picture->count; i++) {
        const struct kernel_capability *seen = &picture->held[i].seen;
        if (strcmp(seen->owner, "cnode") != 0) {
            continue;
        }
        if (before == NULL || before->owner_paddr != seen->owner_paddr) {
            program = add_program(picture, seen->owner_paddr);
        }
        before = seen;
        picture->held[i].program = program;
    }
}

/* ---- Groups: objects of one kind that the same programs share. */

static int compare(uint64_t one, uint64_t other)
{
    return one < other ? -1 : one > other;
}

static int compare_kinds(const struct kernel_capability *one, const struct kernel_capability *other)
{
    int order = strcmp(one->type, other->type);

    order = order != 0 ? order : compare(one->size_bits, other->size_bits);
    order = order != 0 ? order : compare(one->device, other->device);
    return order != 0 ? order : compare(one->last, other->last);
}

static int compare_objects(const void *one, const void *other)
{
    const struct held *a = *(struct held *const *)one, *b = *(struct held *const *)other;
    int order = compare_kinds(&a->seen, &b->seen);

    order = order != 0 ? order : compare(a->seen.object, b->seen.object);
    return order != 0 ? order : compare(a->program, b->program);
}

int picture_compare_groups(const void *one, const void *other)
{
    const struct held *a = *(struct held *const *)one, *b = *(struct held *const *)other;
    int order = compare(a->sharers, b->sharers);

    order = order != 0 ? order : compare_kinds(&a->seen, &b->seen);
    return order != 0 ? order : compare_objects(one, other);
}

bool picture_is_same_object(const struct held *one, const struct held *other)
{
    return compare_kinds(&one->seen, &other->seen) == 0 && one->seen.object == other->seen.object;
}

/* A number for each program, which no few others sum up to. */
static uint64_t number_of(size_t program)
{
    return ((uint64_t)program + 1) * 0x9e3779b97f4a7c15u ^ (uint64_t)program << 32;
}

/* Sets the sharers of the capabilities of one object, `count` of them, sorted by program. */
static void set_sharers(struct held **held, size_t count)
{
    uint64_t sharers = 0;
    size_t programs = 0;

    for (size_t i = 0; i < count; i++) {
        if (held[i]->program != NOBODY && (i == 0 || held[i]->program != held[i - 1]->program)) {
            sharers += number_of(held[i]->program);
            programs++;
        }
    }
    for (size_t i = 0; i < count; i++) {
        held[i]->sharers = programs > 1 ? sharers : 0;
    }
}

static void find_groups(struct picture *picture)
{
    struct held **order = picture->order;
    size_t group = 0;

    qsort(order, picture->count, sizeof(struct held *), compare_objects);
    for (size_t i = 0, end; i < picture->count; i = end) {
        for (end = i + 1; end < picture->count && picture_is_same_object(order[i], order[end]); end++) {
        }
        set_sharers(&order[i], end - i);
    }
    qsort(order, picture->count, sizeof(struct held *), picture_compare_groups);
    for (size_t i = 0; i < picture->count; i++) {
        group += i > 0 && (order[i]->sharers != order[i - 1]->sharers ||
                           compare_kinds(&order[i]->seen, &order[i - 1]->seen) != 0);
        order[i]->group = order[i]->sharers != 0 ? group : UNSHARED;
    }
}

/* ---- Rows: a program's capabilities to one group, with the same rights and badge. */

int picture_compare_rows(const void *one, const void *other)
{
    const struct held *a = *(struct held *const *)one, *b = *(struct held *const *)other;
    int order = compare(a->program, b->program);

    order = order != 0 ? order : compare(a->group, b->group);
    order = order != 0 ? order : compare(a->seen.badge, b->seen.badge);
    order = order != 0 ? order : compare(a->seen.rights, b->seen.rights);
    return order;
}

int picture_compare_in_rows(const void *one, const void *other)
{
    int order = picture_compare_rows(one, other);

    return order != 0 ? order : picture_compare_groups(one, other);
}

static void find_rows(struct picture *picture)
{
    struct held **order = picture->order;
    size_t row = 0;

    qsort(order, picture->count, sizeof(struct held *), picture_compare_in_rows);
    for (size_t i = 0; i < picture->count; i++) {
        row += i > 0 && picture_compare_rows(&order[i], &order[i - 1]) != 0;
        order[i]->row = order[i]->program != NOBODY && order[i]->group != UNSHARED ? row : UNSHARED;
    }
}

/* ---- Derivation. */

static int compare_slots(const void *one, const void *other)
{
    const struct held *a = *(struct held *const *)one, *b = *(struct held *const *)other;

    return compare((uintptr_t)a->seen.slot, (uintptr_t)b->seen.slot);
}

static void find_sources(struct picture *picture)
{
    struct held wanted, *key = &wanted;

    qsort(picture->order, picture->count, sizeof(struct held *), compare_slots);
    for (size_t i = 0; i < picture->count; i++) {
        wanted.seen.slot = picture->held[i].seen.source;
        struct held **found =
            bsearch(&key, picture->order, picture->count, sizeof(struct held *), compare_slots);
        picture->held[i].source = found != NULL ? *found : NULL;
    }
}

bool picture_is_copy(const struct held *held)
{
    return held->source != NULL && held->source->row != UNSHARED &&
           picture_is_same_object(held, held->source);
}

void picture_find(struct picture *picture, struct kernel *kernel)
{
    picture->root = kernel_root_thread(kernel);
    kernel_visit_capabilities(kernel, take_down, picture);
    picture->order = malloc((picture->count + 1) * sizeof(struct held *));
    if (picture->order == NULL) {
        picture->lacks_memory = true;
        picture->count = 0;
        return;
    }
    for (size_t i = 0; i < picture->count; i++) {
        picture->order[i] = &picture->held[i];
    }
    find_sources(picture);
    find_programs(picture);
    find_groups(picture);
    find_rows(picture);
}

void picture_clean_up(struct picture *picture)
{
    free(picture->programs);
    free(picture->order);
    free(picture->held);
}
