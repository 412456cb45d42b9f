/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The parent's loops; see loops.h.
 */
#include "loops.h"

#include "bare_serve.h"
#include "get_irq.h"

#include <errno.h>      /* which api.h needs, */
#include <utils/util.h> /* as well as this */
#include <sel4rpc/child.h>
#include <sel4utils/api.h>

static void note_zero(struct results *results, seL4_Word frames, seL4_Word again)
{
    results->zero_frames += (unsigned)frames;
    results->zero_again += (unsigned)again;
    results->zero_handed_on += results->last_address != 0 && seL4_GetMR(2) == results->last_address;
    results->last_address = seL4_GetMR(3);
}

/* Notes what a child tells, or that it has ended. */
static void note(struct run *run, seL4_MessageInfo_t info)
{
    seL4_Word label = seL4_MessageInfo_get_label(info);
    seL4_Word first = seL4_GetMR(0), second = seL4_GetMR(1);

    if (label == RESULT_LABEL && first < ROWS) {
        run->results->rows[first] =
            (struct result){.median = (uint32_t)second, .mean = (uint32_t)seL4_GetMR(2), .is_known = true};
    } else if (label == ZERO_LABEL) {
        note_zero(run->results, first, second);
    } else if (label != seL4_Fault_NullFault || first == SEL4RPC_CHILD_IS_DONE) {
        run->has_ended = true;
        run->failed = label != seL4_Fault_NullFault || second != 0;
    }
}

static sel4rpc_next_t take_other(sel4rpc_server_env_t *server, void *data, seL4_Word badge,
                                 seL4_MessageInfo_t info, seL4_MessageInfo_t *answer)
{
    struct run *run = data;

    (void)server;
    (void)badge;
    (void)answer;
    note(run, info);
    return run->has_ended ? SEL4RPC_STOP : SEL4RPC_ANSWER;
}

void loop_serve(struct run *run)
{
    sel4rpc_server_serve(&run->parent->server, run->parent->endpoint.cptr, take_other, run);
}

static seL4_MessageInfo_t receive(const struct run *run)
{
    seL4_Word badge;

    return api_recv(run->parent->endpoint.cptr, &badge, run->parent->reply.cptr);
}

static seL4_MessageInfo_t answer_and_receive(const struct run *run, seL4_MessageInfo_t answer)
{
    seL4_Word badge;

    return api_reply_recv(run->parent->endpoint.cptr, answer, &badge, run->parent->reply.cptr);
}

static const seL4_MessageInfo_t empty;

void loop_prepare(struct run *run)
{
    seL4_CPtr endpoint = run->parent->endpoint.cptr, reply = run->parent->reply.cptr;
    seL4_Word badge;
    seL4_MessageInfo_t info = api_recv(endpoint, &badge, reply);

    for (;;) {
        seL4_MessageInfo_t answer = empty;
        bool prepared = true;
        if (!sel4rpc_server_prepare(&run->parent->server, badge, info, &prepared, &answer)) {
            note(run, info);
            prepared = true;
        }
        if (run->has_ended) {
            return;
        }
        info = prepared ? api_reply_recv(endpoint, answer, &badge, reply) : api_recv(endpoint, &badge, reply);
    }
}

void loop_handle(struct run *run)
{
    seL4_CPtr endpoint = run->parent->endpoint.cptr, reply = run->parent->reply.cptr;
    seL4_Word badge;
    seL4_MessageInfo_t info = api_recv(endpoint, &badge, reply);

    for (;;) {
        bool handled = sel4rpc_server_handle(&run->parent->server, badge, info);
        if (!handled) {
            note(run, info);
        }
        if (run->has_ended) {
            return;
        }
        info = handled ? api_recv(endpoint, &badge, reply) : api_reply_recv(endpoint, empty, &badge, reply);
    }
}

static bool is_request(seL4_MessageInfo_t info)
{
    return seL4_MessageInfo_get_label(info) == 0 && seL4_GetMR(0) != SEL4RPC_CHILD_IS_DONE;
}

void loop_bare(struct run *run)
{
    struct bare_server server;

    run->failed = bare_server_init(&server, &run->parent->platform.vka, &run->parent->platform.simple) != 0;
    if (run->failed) {
        return;
    }
    seL4_MessageInfo_t info = receive(run);
    while (!run->has_ended) {
        if (is_request(info)) {
            info = answer_and_receive(run, bare_answer(&server));
            continue;
        }
        note(run, info);
        if (!run->has_ended) {
            info = answer_and_receive(run, empty);
        }
    }
    free(server.grants);
}

void loop_ipc(struct run *run)
{
    seL4_MessageInfo_t info = receive(run);

    while (!run->has_ended) {
        if (is_request(info)) {
            seL4_Word capabilities = seL4_GetMR(0) != 0;
            seL4_SetCap(0, run->parent->endpoint.cptr);
            info = answer_and_receive(run, seL4_MessageInfo_new(0, 0, capabilities, 3));
            continue;
        }
        note(run, info);
        if (!run->has_ended) {
            info = answer_and_receive(run, empty);
        }
    }
}
