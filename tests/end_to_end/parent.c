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
        seL4_MessageInfo_t info = api_recv(parent->endpoint.cptr, &badge, 0);

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
    (void)api_recv(parent->endpoint.cptr, &badge, 0);
    seL4_MessageInfo_t info = api_recv(parent->endpoint.cptr, &badge, 0);
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
    } else if (argc == 2 && strcmp(argv[1], "answer-to-nobody") == 0) {
        run_answer_to_nobody(&parent);
        run_child(&parent, "objects", ENDS_DONE);
    } else {
        parent_say("no such test");
        return EXIT_FAILURE;
    }
    return parent_finish(&parent);
}
