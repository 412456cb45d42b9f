/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * A client of the scenarios. Its name says what it does, one letter for each request (see `asks`), with as
 * few other kernel entries as possible. It exits with its number of wrong answers. A name that begins with
 * '~' accepts any answer, because its messages may have been tampered with.
 */
#include "../../examples/common/child.h"
#include "../end_to_end/devices.h"
#include "allocating.h"

#include <stdlib.h>
#include <vspace/arch/page.h>

#define MAX_HELD 16

struct client {
    sel4rpc_child_t child;
    uint64_t held[MAX_HELD]; /* cookies */
    unsigned count;
};

static int ask_memory(struct client *client, seL4_Word type, seL4_Word size_bits)
{
    sel4rpc_memory_t memory = {0};
    int error = sel4rpc_alloc_memory(&client->child.rpc, type, size_bits,
                                     sel4rpc_child_take_slot(&client->child), &memory);

    client->held[client->count] = memory.cookie;
    return error;
}

static int ask_untyped(struct client *client)
{
    return ask_memory(client, seL4_UntypedObject, 12);
}

static int ask_frame(struct client *client)
{
    return ask_memory(client, seL4_ARCH_4KPage, seL4_PageBits);
}

static int ask_device(struct client *client)
{
    sel4rpc_memory_t memory = {0};
    int error = sel4rpc_alloc_memory_at(&client->child.rpc, 0x10440000, seL4_UntypedObject, 12,
                                        sel4rpc_child_take_slot(&client->child), &memory);

    client->held[client->count] = memory.cookie;
    return error;
}

/* One of those that the architecture has. */
static int ask_for(struct client *client, const struct device *device)
{
    return device->take(&client->child.rpc, sel4rpc_child_take_slot(&client->child),
                        &client->held[client->count]);
}

static int ask_irq(struct client *client)
{
    return ask_for(client, &devices[0]);
}

static int ask_second(struct client *client)
{
    return ask_for(client, &devices[1]);
}

static int ask_third(struct client *client)
{
    return ask_for(client, &devices[2]);
}

static int ask_fourth(struct client *client)
{
    return ask_for(client, &devices[3]);
}

/* Frees the latest grant. */
static int ask_release(struct client *client)
{
    if (client->count == 0) {
        return seL4_RevokeFirst; /* it was refused */
    }
    return sel4rpc_release(&client->child.rpc, client->held[--client->count]);
}

/* Tries to free the server's first lease, another client's, whose cookie is easy to guess. */
static int steal(struct client *client)
{
    const uint64_t first_cookie = ((uint64_t)1 << (seL4_WordBits == 64 ? 32 : 14)) + 1;
    int error = sel4rpc_release(&client->child.rpc, first_cookie);

    return error == seL4_InvalidCapability ? 0 : seL4_IllegalOperation;
}

static int ask_account(struct client *client)
{
    AccountMessage account;
    int error = sel4rpc_get_account(&client->child.rpc, &account);

    return error == 0 && account.leases != client->count ? seL4_IllegalOperation : error;
}

/* Allocates with its own allocator, which holds one lease as long as it has the frame. */
static int allocate(struct client *client)
{
    client->held[client->count] = 0;
    return allocate_frame(&client->child);
}

static int free_allocated(struct client *client)
{
    client->count -= client->count > 0;
    return free_frame();
}

/* Crashes, so no answer comes. */
static int crash(struct client *client)
{
    volatile uintptr_t nowhere = 64; /* volatile hides the value from the compiler */

    (void)client;
    *(volatile int *)nowhere = 1;
    return 0;
}

static const struct {
    char letter;
    bool is_grant;
    bool may_be_taken; /* another client may have it */
    int (*ask)(struct client *client);
} asks[] = {
    {'u', true, false, ask_untyped}, {'f', true, false, ask_frame},   {'d', true, true, ask_device},
    {'i', true, true, ask_irq},      {'m', true, true, ask_second},   {'p', true, true, ask_third},
    {'o', true, true, ask_fourth},   {'r', false, true, ask_release}, {'q', false, false, ask_account},
    {'s', false, false, steal},      {'v', true, false, allocate},    {'w', false, false, free_allocated},
    {'x', false, false, crash},
};
#define ASKS (sizeof(asks) / sizeof(asks[0]))

/* Tells whether the answer is an expected one. */
static bool ask(struct client *client, char letter)
{
    for (size_t i = 0; i < ASKS; i++) {
        if (asks[i].letter == letter) {
            int error = asks[i].ask(client);
            client->count += asks[i].is_grant && error == 0;
            return error == 0 || (asks[i].may_be_taken && error == seL4_RevokeFirst);
        }
    }
    return letter == '~';
}

int main(int argc, char *argv[])
{
    struct client client = {.count = 0};
    int wrong = 0;

    if (sel4rpc_child_init(&client.child, argc, argv) != 0) {
        return EXIT_FAILURE;
    }
    for (const char *letter = client.child.name; *letter != '\0'; letter++) {
        wrong += !ask(&client, *letter);
    }
    return client.child.name[0] == '~' ? EXIT_SUCCESS : wrong;
}
