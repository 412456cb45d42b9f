/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The root task of the end-to-end tests: starts the children of a test, serves them to their end, and checks
 * that everything is free again. The exit status tells whether all went well.
 */
#include "../../examples/common/parent.h"
#include "../support/unlimited.h"

#include <sel4utils/api.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <vka/object_capops.h>

enum ending {
    ENDS_DONE,        /* sel4rpc_child_finish(), without failures */
    ENDS_BY_FAULT,    /* a processor exception */
    ENDS_BY_EXCEPTION /* the program exited or was killed */
};

struct test {
    const char *name;
    const char *child;
    enum ending ending;
    const char *then; /* a second child, which must find everything free; NULL: none */
};

static const struct test tests[] = {
    {"objects", "objects", ENDS_DONE, "objects"},
    {"large-frame", "large-frame", ENDS_DONE, "large-frame"},
    {"bad-bytes", "bad-bytes", ENDS_DONE, "objects"},
    {"bad-requests", "bad-requests", ENDS_DONE, "objects"},
    {"no-room", "no-room", ENDS_DONE, "devices"},
    {"devices", "devices", ENDS_DONE, "devices"},
    {"crash", "crash", ENDS_BY_FAULT, "devices"},
    {"exit", "exit", ENDS_BY_EXCEPTION, "devices"},
    {"kill", "kill", ENDS_BY_EXCEPTION, "devices"},
    {"stale-mapping", "stale", ENDS_BY_FAULT, "objects"},
    {"ended-while-asking", "ask-and-end", ENDS_DONE, "objects"},
    {"no-reader", "no-reader", ENDS_DONE, "liar"},
    {"liar", "liar", ENDS_DONE, NULL},
};

/* Knows no clients, so it hands devices over. */
static sel4rpc_server_env_t server;

/* Serves until the child is done or gone. Returns how it ended, or -1 if it reported failures. */
static int serve_to_the_end(sel4rpc_parent_t *parent, const sel4rpc_parent_child_t *child)
{
    for (;;) {
        seL4_Word badge;
        seL4_MessageInfo_t info = api_recv(parent->endpoint.cptr, &badge, parent->reply.cptr);

        if (sel4rpc_server_handle(&server, badge, info)) {
            continue;
        }
        if (badge != child->badge) {
            return -1;
        }
        switch (seL4_MessageInfo_get_label(info)) {
        case seL4_Fault_NullFault:
            return seL4_GetMR(0) == SEL4RPC_CHILD_IS_DONE && seL4_GetMR(1) == 0 ? ENDS_DONE : -1;
        case seL4_Fault_VMFault:
            return ENDS_BY_FAULT;
        case seL4_Fault_UserException:
            return ENDS_BY_EXCEPTION;
        default:
            return -1;
        }
    }
}

static void run_child(sel4rpc_parent_t *parent, const char *name, enum ending expected)
{
    sel4rpc_parent_child_t child;

    if (sel4rpc_parent_start(parent, &child, "end-to-end-child", name, &unlimited) != 0) {
        parent_failures++;
        return;
    }
    int ending = serve_to_the_end(parent, &child);
    if (ending != (int)expected) {
        parent_say("%s ended with %d, expected was %d", name, ending, (int)expected);
        parent_failures++;
    }
    parent_expect(sel4rpc_parent_end(parent, &child) == 0, "to end it");
    sel4rpc_server_clean_up(&server);
}

/* Receives a request, and ends its client before answering. */
static void run_answer_to_nobody(sel4rpc_parent_t *parent)
{
    sel4rpc_parent_child_t child;
    seL4_Word badge;

    if (sel4rpc_parent_start(parent, &child, "end-to-end-child", "ask-and-end", &unlimited) != 0) {
        parent_failures++;
        return;
    }
    (void)api_recv(parent->endpoint.cptr, &badge, parent->reply.cptr);
    seL4_MessageInfo_t info = api_recv(parent->endpoint.cptr, &badge, parent->reply.cptr);
    seL4_Word request[seL4_MsgMaxLength];
    memcpy(request, seL4_GetIPCBuffer()->msg, sizeof(request));
    parent_expect(sel4rpc_parent_end(parent, &child) == 0,
                  "to end it"); /* these kernel calls overwrite the message */
    memcpy(seL4_GetIPCBuffer()->msg, request, sizeof(request));
    if (!sel4rpc_server_handle(&server, badge, info)) {
        parent_say("that was no request");
        parent_failures++;
    }
    sel4rpc_server_clean_up(&server);
}

/* A client suspended while its request awaits an answer asks again after it is resumed. */
static void run_suspended(sel4rpc_parent_t *parent)
{
    sel4rpc_parent_child_t child;
    seL4_Word badge;

    if (sel4rpc_parent_start(parent, &child, "end-to-end-child", "objects", &unlimited) != 0) {
        parent_failures++;
        return;
    }
    seL4_CPtr tcb = child.process.thread.tcb.cptr;
    (void)api_recv(parent->endpoint.cptr, &badge, parent->reply.cptr);
    bool restarted = seL4_TCB_Suspend(tcb) == seL4_NoError && seL4_TCB_Resume(tcb) == seL4_NoError;
    if (!restarted || serve_to_the_end(parent, &child) != ENDS_DONE) {
        parent_say("it did not go on");
        parent_failures++;
    }
    parent_expect(sel4rpc_parent_end(parent, &child) == 0, "to end it");
}

#define SIGNAL_BADGE 0x4000000u

struct signals {
    cspacepath_t signal;
    unsigned sent;
    unsigned received;
};

static sel4rpc_next_t take_other(sel4rpc_server_env_t *env, void *data, seL4_Word badge,
                                 seL4_MessageInfo_t info, seL4_MessageInfo_t *answer)
{
    struct signals *signals = data;
    bool is_attack = seL4_MessageInfo_get_label(info) == 1 && seL4_GetMR(0) == SEL4RPC_MSG_MAGIC;

    (void)env;
    (void)answer;
    if (badge == SIGNAL_BADGE) {
        signals->received++;
        parent_expect(seL4_MessageInfo_get_length(info) == 0, "a signal without a message");
        return SEL4RPC_NEXT;
    }
    if (is_attack) {
        signals->sent++;
        seL4_Signal(signals->signal.capPtr);
        return SEL4RPC_NEXT;
    }
    parent_expect(seL4_GetMR(0) == SEL4RPC_CHILD_IS_DONE && seL4_GetMR(1) == 0, "that it is done");
    return SEL4RPC_STOP;
}

/* A signal follows a client's message that is no request: the kernel sets the badge only, and leaves in the
 * registers what the client sent. */
static void run_signals(sel4rpc_parent_t *parent)
{
    vka_t *vka = &parent->platform.vka;
    struct signals signals = {.sent = 0};
    sel4rpc_parent_child_t child;
    sel4rpc_statistics_t statistics;
    vka_object_t notification;

    parent_expect(vka_alloc_notification(vka, &notification) == 0, "a notification");
    parent_expect(vka_mint_object(vka, &notification, &signals.signal, seL4_AllRights, SIGNAL_BADGE) == 0,
                  "its badge");
    parent_expect(seL4_TCB_BindNotification(seL4_CapInitThreadTCB, notification.cptr) == 0, "to bind it");
    parent_expect(sel4rpc_server_set_notifications(&parent->server, SIGNAL_BADGE) == 0, "to tell of it");
    if (sel4rpc_parent_start(parent, &child, "end-to-end-child", "attack", &unlimited) != 0) {
        parent_failures++;
        return;
    }
    sel4rpc_server_serve(&parent->server, parent->endpoint.cptr, take_other, &signals);
    sel4rpc_server_get_statistics(&parent->server, &statistics);
    parent_expect(signals.sent == 8 && signals.received == 8, "as many signals as were sent");
    parent_expect(statistics.refused == 0, "that no signal was taken for a request");
    parent_expect(sel4rpc_parent_end(parent, &child) == 0, "to end it");
    parent_expect(seL4_TCB_UnbindNotification(seL4_CapInitThreadTCB) == 0, "to unbind it");
    parent_expect(vka_cnode_delete(&signals.signal) == 0, "to delete the badged one");
    vka_cspace_free_path(vka, signals.signal);
    vka_free_object(vka, &notification);
}

static const struct test *find_test(const char *name)
{
    for (size_t i = 0; i < sizeof(tests) / sizeof(tests[0]); i++) {
        if (strcmp(tests[i].name, name) == 0) {
            return &tests[i];
        }
    }
    return NULL;
}

int main(int argc, char *argv[])
{
    static sel4rpc_parent_t parent;
    const struct test *test = argc == 2 ? find_test(argv[1]) : NULL;

    if (sel4rpc_parent_init(&parent, NULL, NULL) != 0) {
        return EXIT_FAILURE;
    }
    if (sel4rpc_server_init(&server, &parent.platform.vka, NULL, NULL, &parent.reply,
                            &parent.platform.simple) != 0) {
        return EXIT_FAILURE;
    }
    if (test != NULL) {
        run_child(&parent, test->child, test->ending);
        if (test->then != NULL) {
            run_child(&parent, test->then, ENDS_DONE);
        }
    } else if (argc == 2 && strcmp(argv[1], "suspended") == 0) {
        run_suspended(&parent);
    } else if (argc == 2 && strcmp(argv[1], "signals") == 0) {
        run_signals(&parent);
    } else if (argc == 2 && strcmp(argv[1], "answer-to-nobody") == 0) {
        run_answer_to_nobody(&parent);
        run_child(&parent, "objects", ENDS_DONE);
    } else {
        parent_say("no such test");
        return EXIT_FAILURE;
    }
    return parent_finish(&parent);
}
