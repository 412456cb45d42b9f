/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The kernel calls of a grant and a free; see calls.h.
 */
#include "calls.h"

#include "measure.h"

#include <vka/capops.h>
#include <vka/object.h>
#include <vspace/page.h>

/* An untyped of 4 KiB, and the slots of a frame in it and of a copy. */
struct objects {
    cspacepath_t untyped, frame, copy;
};

typedef int (*call_t)(const struct objects *objects);

static int retype(const struct objects *objects)
{
    return (int)seL4_Untyped_Retype(objects->untyped.capPtr, seL4_ARCH_4KPage, seL4_PageBits,
                                    objects->frame.root, 0, 0, objects->frame.capPtr, 1);
}

static int copy(const struct objects *objects)
{
    return vka_cnode_copy(&objects->copy, &objects->frame, seL4_AllRights);
}

static int delete_copy(const struct objects *objects)
{
    return vka_cnode_delete(&objects->copy);
}

static int delete_frame(const struct objects *objects)
{
    return vka_cnode_delete(&objects->frame);
}

static int revoke_frame(const struct objects *objects)
{
    return vka_cnode_revoke(&objects->frame);
}

static int revoke_untyped(const struct objects *objects)
{
    return vka_cnode_revoke(&objects->untyped);
}

/* A cycle of calls, of which some are measured, that ends as it began: with the untyped alone. */
struct step {
    call_t call;
    enum row row; /* ROWS: not measured */
};

static const struct step one_by_one[] = {
    {retype, CALL_RETYPE_USED},          {copy, CALL_COPY}, {delete_copy, CALL_DELETE_COPY},
    {revoke_frame, CALL_REVOKE_NOTHING}, {copy, ROWS},      {revoke_frame, CALL_REVOKE_COPY},
    {delete_frame, CALL_DELETE},         {NULL, ROWS},
};
static const struct step untyped_alone[] = {
    {retype, ROWS}, {revoke_untyped, CALL_REVOKE_UNTYPED}, {NULL, ROWS}};
static const struct step untyped_and_copy[] = {
    {retype, ROWS}, {copy, ROWS}, {revoke_untyped, CALL_REVOKE_UNTYPED_COPY}, {NULL, ROWS}};

static int run_cycle(const struct objects *objects, const struct step *steps, struct samples *samples)
{
    for (const struct step *step = steps; step->call != NULL; step++) {
        uint32_t begin = counter_read();
        int error = step->call(objects);
        uint32_t ticks = counter_read() - begin;
        if (error != 0) {
            return error;
        }
        if (step->row != ROWS) {
            samples_add(&samples[step->row], ticks);
        }
    }
    return 0;
}

static int run_cycles(const struct objects *objects, struct samples *samples)
{
    static const struct step *const cycles[] = {one_by_one, untyped_alone, untyped_and_copy};
    int error = 0;

    for (size_t i = 0; i < sizeof(cycles) / sizeof(cycles[0]); i++) {
        for (int n = 0; n < TIMES && error == 0; n++) {
            error = run_cycle(objects, cycles[i], samples);
        }
    }
    return error;
}

/* The first Retype of new untypeds. Leaves the last untyped in *object, with nothing in it. */
static int run_new(vka_t *vka, struct objects *objects, vka_object_t *object, struct samples *samples)
{
    int error = 0;

    for (int n = 0; n < TIMES && error == 0; n++) {
        error = vka_alloc_untyped(vka, seL4_PageBits, object);
        if (error == 0) {
            vka_cspace_make_path(vka, object->cptr, &objects->untyped);
            static const struct step steps[] = {
                {retype, CALL_RETYPE_NEW}, {delete_frame, ROWS}, {NULL, ROWS}};
            error = run_cycle(objects, steps, samples);
        }
    }
    return error;
}

int measure_calls(vka_t *vka, struct results *results)
{
    static struct samples samples[ROWS];
    struct objects objects;
    vka_object_t object;
    int error = vka_cspace_alloc_path(vka, &objects.frame);

    if (error == 0) {
        error = vka_cspace_alloc_path(vka, &objects.copy);
    }
    if (error == 0) {
        error = run_new(vka, &objects, &object, samples);
    }
    if (error == 0) {
        error = run_cycles(&objects, samples);
    }
    for (enum row row = 0; row < ROWS; row++) {
        if (samples[row].count > 0) {
            results->rows[row] = measure_result(&samples[row]);
        }
    }
    return error;
}
