/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The stage. The server is the root task; each client has at most one call in progress.
 */
#include "support/own_reply.h"
#include "support/is_valid.h"
#include "stage.h"

#include "support/unlimited.h"
#include "test.h"

#include <sel4utils/api.h>
#include <stdlib.h>
#include <vka/capops.h>
#include "wire/wire.h"

#define SLOT 70 /* of a client's CSpace, for capabilities */
#define LAST (STAGE_CLIENTS - 1)

int stage_set_up(void **state)
{
    void *fixture_state = NULL;
    struct stage *stage = calloc(1, sizeof(*stage));

    assert_non_null(stage);
    assert_int_equal(fixture_set_up(&fixture_state), 0);
    for (unsigned i = 0; i < STAGE_CLIENTS; i++) {
        stage->clients[i] = fixture_client_new("client");
    }
    stage->endpoint = fixture_process(stage->clients[0])->fault_endpoint;
    for (unsigned i = 0; i < STAGE_CLIENTS; i++) {
        stage->eps[i] = fixture_give_endpoint(stage->clients[i], &stage->endpoint, STAGE_BADGE(i));
    }
    assert_int_equal(
        sel4rpc_server_init(&stage->env, fixture_vka(), NULL, NULL, &own_reply, fixture_simple()), 0);
    stage->before = fixture_get_balance();
    *state = stage;
    return 0;
}

int stage_tear_down(void **state)
{
    struct stage *stage = *state;
    void *fixture_state = NULL;

    assert_true(server_is_valid(&stage->env, true));
    sel4rpc_server_clean_up(&stage->env);
    for (unsigned i = 0; i < STAGE_CLIENTS; i++) {
        (void)sel4rpc_server_unregister(&stage->env, STAGE_BADGE(i));
        stage_delete_capability(stage, i);
    }
    assert_true(server_is_valid(&stage->env, true));
    struct fixture_balance now = fixture_get_balance();
    assert_int_equal(now.memory.allocations, stage->before.memory.allocations);
    assert_int_equal(now.memory.slots_used, stage->before.memory.slots_used);
    assert_int_equal(now.census.irq_handlers, stage->before.census.irq_handlers);
    assert_int_equal(now.census.io_ports, stage->before.census.io_ports);
    for (unsigned i = STAGE_CLIENTS; i-- > 0;) { /* the first client has the endpoint */
        fixture_client_destroy(stage->clients[i]);
    }
    free(stage);
    return fixture_tear_down(&fixture_state);
}

void stage_register_all(struct stage *stage)
{
    for (unsigned i = 0; i < STAGE_CLIENTS; i++) {
        assert_int_equal(sel4rpc_server_register(&stage->env, STAGE_BADGE(i), &unlimited, NULL), 0);
    }
}

void stage_request(struct stage *stage, unsigned client, const RpcMessage *request)
{
    seL4_Word length;

    fixture_switch(stage->clients[client]);
    length = srpc_wire_encode(request, 1);
    assert_int_not_equal(length, 0);
    seL4_SetMR(0, SEL4RPC_MSG_MAGIC);
    seL4_SetCapReceivePath(SEL4UTILS_CNODE_SLOT, SLOT, seL4_WordBits);
    fixture_switch(fixture_root());
    fixture_call_begin(stage->clients[client], stage->eps[client], seL4_MessageInfo_new(0, 0, 0, length));
}

void stage_message(struct stage *stage, unsigned client, seL4_Word label, seL4_Word number)
{
    fixture_ipc_buffer(stage->clients[client])->msg[0] = number;
    fixture_call_begin(stage->clients[client], stage->eps[client], seL4_MessageInfo_new(label, 0, 0, 1));
}

sel4rpc_next_t stage_other(struct sel4rpc_env *env, void *data, seL4_Word badge, seL4_MessageInfo_t info,
                           seL4_MessageInfo_t *answer)
{
    struct stage *stage = data;

    assert_ptr_equal(env, &stage->env);
    assert_int_equal(seL4_MessageInfo_get_label(*answer), 0);
    assert_int_equal(seL4_MessageInfo_get_length(*answer), 0);
    if (seL4_MessageInfo_get_label(info) == LABEL_STOP) {
        return SEL4RPC_STOP;
    }
    stage->others++;
    stage->badge = badge;
    stage->label = seL4_MessageInfo_get_label(info);
    stage->length = seL4_MessageInfo_get_length(info);
    switch (stage->label) {
    case LABEL_ANSWER:
        seL4_SetMR(0, seL4_GetMR(0) + 1);
        *answer = seL4_MessageInfo_new(7, 0, 0, 1);
        return SEL4RPC_ANSWER;
    case LABEL_RELEASE:
        assert_int_equal(sel4rpc_server_release_client(env, STAGE_BADGE(0)), 0);
        return SEL4RPC_NEXT;
    default:
        return SEL4RPC_NEXT;
    }
}

unsigned long stage_serve(struct stage *stage)
{
    unsigned long before;

    stage_message(stage, LAST, LABEL_STOP, 0);
    before = fixture_entries();
    sel4rpc_server_serve(&stage->env, stage->endpoint.cptr, stage_other, stage);
    return fixture_entries() - before;
}

unsigned long stage_serve_step_by_step(struct stage *stage)
{
    unsigned long before;
    seL4_MessageInfo_t info;
    seL4_Word badge;

    stage_message(stage, LAST, LABEL_STOP, 0);
    before = fixture_entries();
    for (;;) {
        info = api_recv(stage->endpoint.cptr, &badge, 0);
        if (!sel4rpc_server_handle(&stage->env, badge, info)) {
            return fixture_entries() - before;
        }
    }
}

seL4_MessageInfo_t stage_plain_answer(struct stage *stage, unsigned client, seL4_Word *number)
{
    seL4_MessageInfo_t info = fixture_call_finish(stage->clients[client]);

    *number = fixture_ipc_buffer(stage->clients[client])->msg[0];
    return info;
}

ReturnMessage stage_answer(struct stage *stage, unsigned client)
{
    seL4_MessageInfo_t info = fixture_call_finish(stage->clients[client]);
    RpcMessage answer;

    assert_int_equal(seL4_MessageInfo_get_label(info), 0);
    fixture_switch(stage->clients[client]);
    assert_true(srpc_wire_decode(&answer, 0, seL4_MessageInfo_get_length(info)));
    fixture_switch(fixture_root());
    assert_int_equal(answer.which_msg, RpcMessage_ret_tag);
    return answer.msg.ret;
}

bool stage_is_answered(const struct stage *stage, unsigned client)
{
    return fixture_is_done(stage->clients[client]);
}

/* A client's slot as the server sees it: the clients may be in the middle of a call. */
static cspacepath_t slot_of(const struct stage *stage, unsigned client)
{
    return (cspacepath_t){.root = fixture_process(stage->clients[client])->cspace.cptr,
                          .capPtr = SLOT,
                          .capDepth = fixture_process(stage->clients[client])->cspace_size};
}

bool stage_has_capability(const struct stage *stage, unsigned client)
{
    cspacepath_t path = slot_of(stage, client);
    cspacepath_t free_slot;

    assert_int_equal(vka_cspace_alloc_path(fixture_vka(), &free_slot), 0);
    int error = vka_cnode_copy(&free_slot, &path, seL4_AllRights);
    assert_int_equal(vka_cnode_delete(&free_slot), 0);
    vka_cspace_free(fixture_vka(), free_slot.capPtr);
    return error == 0;
}

void stage_delete_capability(struct stage *stage, unsigned client)
{
    cspacepath_t path = slot_of(stage, client);

    assert_int_equal(vka_cnode_delete(&path), 0);
}
