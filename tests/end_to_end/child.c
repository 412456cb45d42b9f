/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The children of the end-to-end tests: one program, whose name chooses the child. Each ends with
 * sel4rpc_child_finish(), which reports its count of failures, or in the way that its test is about.
 */
#include "../../examples/common/child.h"
#include "devices.h"
#include "raw_request.h"

#include <sel4utils/process.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <vspace/arch/page.h>
#include <unistd.h>

#define FRAME_VADDR ((uintptr_t)0x50000000)

static void expect(sel4rpc_child_t *child, const char *what, int expected, int error)
{
    if (error != expected) {
        child_expect(child, what, expected, error);
    }
}

/* Allocates and frees each object type, twice: freed memory is available again. */
static void play_objects(sel4rpc_child_t *child)
{
    static const struct {
        const char *name;
        seL4_Word type, size_bits;
    } objects[] = {
        {"untyped", seL4_UntypedObject, 14},
        {"TCB", seL4_TCBObject, seL4_TCBBits},
        {"endpoint", seL4_EndpointObject, 0},
        {"notification", seL4_NotificationObject, 0},
        {"CNode", seL4_CapTableObject, 4},
        {"frame", seL4_ARCH_4KPage, seL4_PageBits},
        {"large frame", seL4_ARCH_LargePageObject, seL4_LargePageBits},
    };
    sel4rpc_slot_t slot = sel4rpc_child_take_slot(child);

    for (size_t i = 0; i < 2 * sizeof(objects) / sizeof(objects[0]); i++) {
        size_t n = i % (sizeof(objects) / sizeof(objects[0]));
        sel4rpc_memory_t memory;
        int error = sel4rpc_alloc_memory(&child->rpc, objects[n].type, objects[n].size_bits, slot, &memory);
        expect(child, objects[n].name, 0, error);
        child->failures += seL4_DebugCapIdentify(slot.index) == 0;
        expect(child, objects[n].name, 0, sel4rpc_free_memory(&child->rpc, &memory));
        child->failures += seL4_DebugCapIdentify(slot.index) != 0;
    }
}

/* Maps a large frame: its first and last words are distinct, and zero at first. */
static void play_large_frame(sel4rpc_child_t *child)
{
    sel4rpc_memory_t memory;
    sel4rpc_slot_t frame = sel4rpc_child_take_slot(child);
    struct child_mapping mapping;
    volatile seL4_Word *words = (volatile seL4_Word *)FRAME_VADDR;
    size_t last = ((size_t)1 << seL4_LargePageBits) / sizeof(*words) - 1;

    expect(child, "a large frame", 0,
           sel4rpc_alloc_memory(&child->rpc, seL4_ARCH_LargePageObject, 0, frame, &memory));
    expect(child, "its mapping", 0, child_map(child, frame.index, FRAME_VADDR, true, &mapping));
    if (child->failures != 0) {
        return;
    }
    child->failures += words[0] != 0 || words[last] != 0;
    words[0] = 1;
    words[last] = 2;
    child->failures += words[0] != 1 || words[last] != 2;
    child_unmap(&mapping);
    expect(child, "free", 0, sel4rpc_free_memory(&child->rpc, &memory));
}

/* Sends bytes that are no request. The server answers each, and goes on. */
static void play_bad_bytes(sel4rpc_child_t *child)
{
    static const struct {
        const char *name;
        unsigned char bytes[24];
        size_t count;
        seL4_Word words;
    } messages[] = {
        {"nothing behind the magic", {0}, 0, 1},
        {"an empty message", {0}, 1, 2},
        {"a length beyond the message", {40, 0x12, 38}, 3, 2},
        {"a length that does not end", {0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff}, 8, 3},
        {"no field number", {2, 0x00, 0x01}, 3, 2},
        {"a group, which nobody uses", {2, 0x13, 0x14}, 3, 2},
        {"an unknown message", {3, 0x3a, 0x01, 0x00}, 4, 2},
        {"an answer", {4, 0x0a, 0x02, 0x08, 0x00}, 5, 2},
        {"the deprecated error code", {2, 0x78, 0x01}, 3, 2},
        {"an unknown action", {4, 0x12, 0x02, 0x20, 0x02}, 5, 2},
        {"an action of 2^32", {8, 0x12, 0x06, 0x20, 0x80, 0x80, 0x80, 0x80, 0x10}, 9, 3},
        {"an interrupt of no kind", {2, 0x1a, 0x00}, 3, 2},
        {"an interrupt of an unknown kind", {4, 0x1a, 0x02, 0x22, 0x00}, 5, 2},
        {"memory cut off", {20, 0x12, 18, 0x08, 0x01}, 5, 2},
    };

    for (size_t i = 0; i < sizeof(messages) / sizeof(messages[0]); i++) {
        if (!raw_request_is_refused(child->rpc.server_ep, messages[i].bytes, messages[i].count,
                                    messages[i].words)) {
            child_say(child, "not refused properly: %s", messages[i].name);
            child->failures++;
        }
    }
}

/* Sends well-formed requests that cannot be granted; each gets the error that says why. */
static void play_bad_requests(sel4rpc_child_t *child)
{
    sel4rpc_client_t *rpc = &child->rpc;
    sel4rpc_slot_t slot = sel4rpc_child_take_slot(child);
    sel4rpc_memory_t memory = {.type = seL4_UntypedObject, .size_bits = 12};

    expect(child, "type 9999", seL4_InvalidArgument, sel4rpc_alloc_memory(rpc, 9999, 12, slot, &memory));
    expect(child, "2^200 bytes", seL4_RangeError,
           sel4rpc_alloc_memory(rpc, seL4_UntypedObject, 200, slot, &memory));
    expect(child, "2^3 bytes", seL4_RangeError,
           sel4rpc_alloc_memory(rpc, seL4_UntypedObject, 3, slot, &memory));
    expect(child, "a frame of 13 bits", seL4_InvalidArgument,
           sel4rpc_alloc_memory(rpc, seL4_ARCH_4KPage, 13, slot, &memory));
    expect(child, "a page table", seL4_IllegalOperation,
           sel4rpc_alloc_memory(rpc, seL4_ARCH_PageTableObject, 12, slot, &memory));
    expect(child, "more than there is", seL4_NotEnoughMemory,
           sel4rpc_alloc_memory(rpc, seL4_UntypedObject, seL4_MaxUntypedBits, slot, &memory));
    expect(child, "unaligned", seL4_AlignmentError,
           sel4rpc_alloc_memory_at(rpc, 0x10440800, seL4_UntypedObject, 12, slot, &memory));
    expect(child, "beyond 2^60", seL4_RangeError,
           sel4rpc_alloc_memory_at(rpc, 0x1000000010440000, seL4_UntypedObject, 12, slot, &memory));
    expect(child, "a TCB in device memory", seL4_InvalidArgument,
           sel4rpc_alloc_device_memory(rpc, seL4_TCBObject, 0, slot, &memory));
    expect(child, "a TCB at a device's address", seL4_InvalidArgument,
           sel4rpc_alloc_memory_at(rpc, 0x10440000, seL4_TCBObject, 0, slot, &memory));
    expect(child, "a cookie of nothing", seL4_InvalidCapability,
           sel4rpc_free_memory(
               rpc, &(sel4rpc_memory_t){.type = seL4_UntypedObject, .size_bits = 12, .cookie = 0x5555}));
    expect(child, "interrupt 2^31", seL4_RangeError, sel4rpc_get_irq(rpc, (seL4_Word)1 << 31, slot, NULL));
    for (const struct bad_device *device = bad_devices; device->name != NULL; device++) {
        expect(child, device->name, device->error, device->take(rpc, slot));
    }
    child->failures += seL4_DebugCapIdentify(slot.index) != 0;
}

/* If the capability cannot arrive, the call fails and frees the grant. */
static void play_no_room(sel4rpc_child_t *child)
{
    sel4rpc_slot_t occupied = {1, 1, seL4_WordBits}; /* slot 1 holds the CNode itself */
    sel4rpc_slot_t nowhere = {1, 0x12345, seL4_WordBits};
    sel4rpc_memory_t memory;

    expect(child, "memory into an occupied slot", SEL4RPC_NO_CAPABILITY,
           sel4rpc_alloc_memory(&child->rpc, seL4_UntypedObject, 12, occupied, &memory));
    expect(child, "memory into no slot at all", SEL4RPC_NO_CAPABILITY,
           sel4rpc_alloc_memory(&child->rpc, seL4_UntypedObject, 12, nowhere, &memory));
    for (size_t i = 0; i < DEVICE_COUNT; i++) {
        expect(child, devices[i].name, SEL4RPC_NO_CAPABILITY, devices[i].take(&child->rpc, occupied, NULL));
    }
    child->failures += seL4_GetIPCBuffer()->receiveCNode != 0;
}

/* Takes each kind of device, which nobody can have twice at a time; only a registered client that asks for
 * the same again gets it again. */
static void play_devices(sel4rpc_child_t *child)
{
    sel4rpc_client_t *rpc = &child->rpc;
    sel4rpc_slot_t spare = sel4rpc_child_take_slot(child);
    AccountMessage account;
    int again = sel4rpc_get_account(rpc, &account) == 0 ? 0 : seL4_RevokeFirst;

    for (size_t i = 0; i < DEVICE_COUNT; i++) {
        expect(child, devices[i].name, 0, devices[i].take(rpc, sel4rpc_child_take_slot(child), NULL));
    }
    for (size_t i = 0; i < DEVICE_COUNT; i++) {
        expect(child, devices[i].name, again, devices[i].take(rpc, spare, NULL));
        child->failures +=
            seL4_CNode_Delete(spare.root, spare.index, (seL4_Uint8)spare.depth) != seL4_NoError;
    }
    for (const struct bad_device *device = colliding_devices; device->name != NULL; device++) {
        expect(child, device->name, device->error, device->take(rpc, spare));
    }
}

/* Takes something of every kind, for the ends below to leave behind. */
static uintptr_t hold_everything(sel4rpc_child_t *child)
{
    struct child_mapping mapping;
    sel4rpc_memory_t memory;
    sel4rpc_slot_t frame = sel4rpc_child_take_slot(child);

    play_devices(child);
    expect(child, "an untyped at an address", 0,
           sel4rpc_alloc_memory_at(&child->rpc, 0x10440000, seL4_UntypedObject, 12,
                                   sel4rpc_child_take_slot(child), &memory));
    expect(child, "a frame", 0, sel4rpc_alloc_memory(&child->rpc, seL4_ARCH_4KPage, 0, frame, &memory));
    expect(child, "its mapping", 0, child_map(child, frame.index, FRAME_VADDR, true, &mapping));
    if (child->failures != 0) {
        sel4rpc_child_finish(child);
    }
    return FRAME_VADDR;
}

static void play_crash(sel4rpc_child_t *child)
{
    (void)hold_everything(child);
    volatile uintptr_t nowhere = 64; /* volatile hides the value from the compiler */
    *(volatile int *)nowhere = 1;
}

static void play_exit(sel4rpc_child_t *child)
{
    (void)hold_everything(child);
    exit(5);
}

static void play_kill(sel4rpc_child_t *child)
{
    (void)hold_everything(child);
    (void)kill(getpid(), SIGKILL);
    __builtin_trap(); /* on the real kernel, whose C library has no kill() */
}

/* A freed frame is gone, although the process still has its page mapped. */
static void play_stale_mapping(sel4rpc_child_t *child)
{
    struct child_mapping mapping;
    sel4rpc_memory_t memory;
    sel4rpc_slot_t frame = sel4rpc_child_take_slot(child);
    volatile int *page = (volatile int *)FRAME_VADDR;

    expect(child, "a frame", 0, sel4rpc_alloc_memory(&child->rpc, seL4_ARCH_4KPage, 0, frame, &memory));
    expect(child, "its mapping", 0, child_map(child, frame.index, FRAME_VADDR, true, &mapping));
    *page = 1;
    expect(child, "free", 0, sel4rpc_free_memory(&child->rpc, &memory));
    if (child->failures == 0) {
        *page = 2;
    }
}

/* Announces a request, makes it, and is ended before the answer. */
static void play_ask_and_be_ended(sel4rpc_child_t *child)
{
    sel4rpc_memory_t memory;

    seL4_SetMR(0, SEL4RPC_CHILD_IS_DONE);
    seL4_SetMR(1, 0);
    seL4_Send(child->rpc.server_ep, seL4_MessageInfo_new(0, 0, 0, 2));
    (void)sel4rpc_alloc_memory(&child->rpc, seL4_UntypedObject, 12, sel4rpc_child_take_slot(child), &memory);
}

/* Sends requests without waiting for answers, so there is nobody to answer. */
static void play_no_reader(sel4rpc_child_t *child)
{
    static const unsigned char request[] = {6,    0x12, 0x04, 0x08,
                                            0x01, 0x10, 0x0c}; /* 4 KiB untyped anywhere */

    for (int i = 0; i < 20; i++) {
        seL4_SetMR(0, SEL4RPC_MSG_MAGIC);
        memset(&seL4_GetIPCBuffer()->msg[1], 0, sizeof(seL4_Word) * 2);
        memcpy(&seL4_GetIPCBuffer()->msg[1], request, sizeof(request));
        seL4_Send(child->rpc.server_ep, seL4_MessageInfo_new(0, 0, 0, 3));
    }
}

/* Holds one object, and lies about its size, its type and its cookie. */
static void play_liar(sel4rpc_child_t *child)
{
    sel4rpc_memory_t memory, lie;

    expect(
        child, "an untyped", 0,
        sel4rpc_alloc_memory(&child->rpc, seL4_UntypedObject, 13, sel4rpc_child_take_slot(child), &memory));
    lie = memory;
    lie.size_bits = 12;
    expect(child, "a wrong size", seL4_InvalidArgument, sel4rpc_free_memory(&child->rpc, &lie));
    lie = memory;
    lie.type = seL4_ARCH_4KPage;
    lie.size_bits = 12;
    expect(child, "a wrong type", seL4_InvalidArgument, sel4rpc_free_memory(&child->rpc, &lie));
    for (unsigned bit = 0; bit < 64; bit++) {
        lie = memory;
        lie.cookie ^= UINT64_C(1) << bit;
        expect(child, "another cookie", seL4_InvalidCapability, sel4rpc_free_memory(&child->rpc, &lie));
    }
    expect(child, "the truth", 0, sel4rpc_free_memory(&child->rpc, &memory));
    expect(child, "the truth again", seL4_InvalidCapability, sel4rpc_free_memory(&child->rpc, &memory));
}

/* Leaves a request in the server's registers that is none, for its label. */
static void play_attack(sel4rpc_child_t *child)
{
    for (unsigned i = 0; i < 8; i++) {
        VersionMessage version;
        seL4_SetMR(0, SEL4RPC_MSG_MAGIC);
        seL4_SetMR(1, 0x005a02); /* the version asked for */
        seL4_Send(child->rpc.server_ep, seL4_MessageInfo_new(1, 0, 0, 2));
        expect(child, "the version", 0, sel4rpc_get_version(&child->rpc, &version));
    }
}

static const struct {
    const char *name;
    void (*play)(sel4rpc_child_t *child);
} plays[] = {
    {"attack", play_attack},
    {"objects", play_objects},
    {"large-frame", play_large_frame},
    {"bad-bytes", play_bad_bytes},
    {"bad-requests", play_bad_requests},
    {"no-room", play_no_room},
    {"devices", play_devices},
    {"crash", play_crash},
    {"exit", play_exit},
    {"kill", play_kill},
    {"stale", play_stale_mapping},
    {"ask-and-end", play_ask_and_be_ended},
    {"no-reader", play_no_reader},
    {"liar", play_liar},
};

int main(int argc, char *argv[])
{
    sel4rpc_child_t child;

    if (sel4rpc_child_init(&child, argc, argv) != 0) {
        return EXIT_FAILURE;
    }
    for (size_t i = 0; i < sizeof(plays) / sizeof(plays[0]); i++) {
        if (strcmp(plays[i].name, child.name) == 0) {
            plays[i].play(&child);
            sel4rpc_child_finish(&child);
        }
    }
    child_say(&child, "nobody plays that");
    return EXIT_FAILURE;
}
