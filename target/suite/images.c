/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Programs of unit tests as children. If one dies, the test that it was in has failed, and the program starts
 * again behind that test.
 */
#include "root.h"

#include <sel4rpc/child.h>
#include <sel4utils/api.h>
#include <stdio.h>
#include <string.h>

#include "../../tests/support/unlimited.h"
#include "message.h"

static char current_test[SUITE_TEXT_BYTES];
static unsigned ended_tests;

static void take_report(sel4rpc_parent_t *parent)
{
    char text[SUITE_TEXT_BYTES];
    enum suite_event event = (enum suite_event)seL4_GetMR(1);

    memcpy(text, &seL4_GetIPCBuffer()->msg[SUITE_FIRST_TEXT], sizeof(text));
    text[sizeof(text) - 1] = '\0';
    suite_report(event, text);
    if (event == SUITE_BEGINS) {
        strcpy(current_test, text);
    }
    ended_tests += event == SUITE_PASSED || event == SUITE_FAILED || event == SUITE_NOT_RUN;
    api_reply(parent->reply.cptr, seL4_MessageInfo_new(0, 0, 0, 0));
}

/* Returns whether the program came to its end; otherwise it died. */
static bool hear_to_the_end(sel4rpc_parent_t *parent)
{
    for (;;) {
        seL4_Word badge;
        seL4_MessageInfo_t info = api_recv(parent->endpoint.cptr, &badge, parent->reply.cptr);

        if (seL4_MessageInfo_get_label(info) != seL4_Fault_NullFault) {
            suite_say_fault(info);
            return false;
        }
        if (seL4_GetMR(0) == SEL4RPC_CHILD_IS_DONE) {
            return true;
        }
        take_report(parent);
    }
}

/* Starts the program at its n-th test. Returns whether it is through. */
static bool run_from(sel4rpc_parent_t *parent, const char *image, unsigned program, unsigned first)
{
    sel4rpc_parent_child_t child;
    char name[16];

    snprintf(name, sizeof(name), "unit %u %u", program, first);
    strcpy(current_test, name);
    if (sel4rpc_parent_start(parent, &child, image, name, &unlimited) != 0) {
        suite_report(SUITE_FAILED, image);
        return true;
    }
    bool through = hear_to_the_end(parent);
    if (!through) {
        suite_report(SUITE_FAILED, current_test);
        ended_tests++;
    }
    if (sel4rpc_parent_end(parent, &child) != 0) {
        suite_report(SUITE_FAILED, "the end of a program");
    }
    return through;
}

void suite_run_images(sel4rpc_parent_t *parent)
{
    for (const struct suite_image *image = suite_images; image->image != NULL; image++) {
        for (unsigned i = 0; i < image->programs; i++) {
            ended_tests = 0;
            while (!run_from(parent, image->image, i, ended_tests)) {
            }
            suite_end_program(image->names[i]);
        }
    }
}
