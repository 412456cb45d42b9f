/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * A hosted kernel in the test's own process, on a machine that runs nothing and records the kernel's
 * requests.
 *
 * The test acts for every thread: it writes a request into a thread's message, enters the kernel, and takes
 * the answer. The kernel's self-check runs after every entry. fixture_refuse() compares all of the kernel's
 * memory before and after a refused call, which must change nothing at all.
 */
#pragma once

#include "kernel/kernel.h"
#include "schedule_words.h" /* with MCS or without */

#define FIXTURE_RAM_BITS 19
#define FIXTURE_RAM_PADDR 0x00800000UL
#define FIXTURE_DEVICE_BITS (ABI_LARGE_PAGE_BITS + 1)
#define FIXTURE_DEVICE_PADDR 0x10000000UL
#define FIXTURE_CNODE_BITS 8
#define FIXTURE_MAX_THREADS 16
#define FIXTURE_MAX_EVENTS 256
#define FIXTURE_INTERRUPTED 0x1000

/* What the kernel asked of the machine. */
enum fixture_event_type {
    EVENT_IMAGE = 1,
    EVENT_START,
    EVENT_PAUSE,
    EVENT_ABANDON,
    EVENT_DESTROY_THREAD,
    EVENT_MAP,
    EVENT_UNMAP,
    EVENT_DESTROY_FRAME,
    EVENT_DESTROY_VSPACE,
    EVENT_PORT_IN,
    EVENT_PORT_OUT,
    EVENT_PUT,
    EVENT_SNAPSHOT
};

struct fixture_event {
    enum fixture_event_type type;
    const void *object; /* thread, frame or VSpace */
    abi_word words[3];  /* pause: paused; map: vaddr, writable; unmap: vaddr; port: port, bytes, value;
                           image, put: count of bytes */
    char text[64];
};

struct fixture {
    struct kernel *kernel;
    struct kernel_thread *root;
    void *state;
    void *ram_shadow;
    void *device_shadow;
    struct kernel_thread *threads[FIXTURE_MAX_THREADS]; /* the root task's first, then the started ones */
    unsigned thread_count;
    abi_word untyped; /* the largest untyped of ordinary memory */
    unsigned untyped_bits;
    abi_word device_untyped;
    abi_word next_slot;   /* next empty slot of the root CNode */
    abi_word first_empty; /* next_slot at boot */
    struct kernel_census at_boot;
    /* How the machine answers. */
    bool refuse_map;
    enum kernel_paused paused; /* what it tells otherwise */
    bool interrupts;           /* a thread that it pauses tells its registers: FIXTURE_INTERRUPTED and on */
    abi_word image_error;
    abi_word start_error;
    abi_word port_value;
    unsigned choices[2]; /* the next ones, then 0 */
    struct fixture_event events[FIXTURE_MAX_EVENTS];
    unsigned event_count;
};

/* Message registers, or extra capabilities. */
struct fixture_words {
    unsigned count;
    const abi_word *words;
};
#define WORDS(...)                                                                                           \
    ((struct fixture_words){sizeof((abi_word[]){__VA_ARGS__}) / sizeof(abi_word), (abi_word[]){__VA_ARGS__}})
#define NO_WORDS ((struct fixture_words){0, NULL})

/* A thread that the test runs, and its TCB capability in the root CSpace. */
struct fixture_thread {
    abi_word tcb;
    struct kernel_thread *thread;
};

/*
 * cmocka's set-up and tear-down. *state is a struct fixture. If the root task still runs at the end, it
 * revokes all that it got at boot, and nothing that the test made may be left.
 */
int fixture_set_up(void **state);
int fixture_tear_down(void **state);
/* The same with a lenient kernel that has room for four paging structures. */
int fixture_set_up_lenient(void **state);
#define KERNEL_TEST(test) cmocka_unit_test_setup_teardown(test, fixture_set_up, fixture_tear_down)

/* Set-up and tear-down without cmocka: returns NULL if there is no memory. */
struct fixture *fixture_new(void);
void fixture_destroy(struct fixture *fixture);

/* Writes a request into a thread's message. */
void fixture_request(struct kernel_thread *thread, abi_word what, abi_word capability, abi_word label,
                     struct fixture_words mr, struct fixture_words caps);
/* Sets the slot of the root CSpace where the thread's next receive takes a capability; 0 for none. */
void fixture_set_receive_slot(struct kernel_thread *thread, abi_word slot);

/* Enters the kernel with the request in the thread's message, and checks the kernel. */
void fixture_enter(struct fixture *fixture, struct kernel_thread *thread);
/* Writes a request, then enters the kernel as above. */
void fixture_do(struct fixture *fixture, struct kernel_thread *thread, abi_word what, abi_word capability,
                abi_word label, struct fixture_words mr, struct fixture_words caps);

/* Runs a ready thread, and returns its answer. Fails the test if the thread is not ready. */
const struct abi_message *fixture_answer(struct fixture *fixture, struct kernel_thread *thread);
bool fixture_is_ready(struct fixture *fixture, const struct kernel_thread *thread);

/* Calls a method as the root task; returns the answer's label, an enum abi_error. */
abi_word fixture_invoke(struct fixture *fixture, abi_word capability, abi_word label, struct fixture_words mr,
                        struct fixture_words caps);
/* Calls a method that must be refused; fails the test if the call changed anything. */
abi_word fixture_refuse(struct fixture *fixture, abi_word capability, abi_word label, struct fixture_words mr,
                        struct fixture_words caps);
/* Returns the n-th message register of the answer to the root task's last call. */
abi_word fixture_result(const struct fixture *fixture, unsigned n);

/* Copies everything that the kernel remembers, except threads' messages. */
void *fixture_snapshot(struct fixture *fixture);
/* Frees the snapshot, and tells whether nothing has changed since. */
bool fixture_is_unchanged(struct fixture *fixture, void *snapshot);

/* Takes `count` empty slots of the root CNode; returns the first. */
abi_word fixture_slots(struct fixture *fixture, unsigned count);
/* Makes objects; returns the slot of the first. */
abi_word fixture_retype(struct fixture *fixture, abi_word type, unsigned bits, unsigned count);
/* Makes a VSpace that has an identifier. */
abi_word fixture_vspace(struct fixture *fixture);
/* Maps all paging structures that a page at this address needs and that are missing. */
void fixture_map_tables(struct fixture *fixture, abi_word vspace, abi_word vaddr);
/* Copy, Mint and Delete in the root CSpace; the first two return the new slot. */
abi_word fixture_copy(struct fixture *fixture, abi_word slot, abi_word rights);
abi_word fixture_mint(struct fixture *fixture, abi_word slot, abi_word rights, abi_word badge);
void fixture_delete(struct fixture *fixture, abi_word slot);
void fixture_revoke(struct fixture *fixture, abi_word slot);
/* Tells whether a slot of the root CSpace is empty. */
bool fixture_slot_is_empty(struct fixture *fixture, abi_word slot);
/* Returns the type of the capability there, as traces name it. */
const char *fixture_slot_name(struct fixture *fixture, abi_word slot);

/* With MCS or without: TCB_SetSpace, and the reply to whom the thread received from last. */
abi_word fixture_set_space(struct fixture *fixture, abi_word tcb, abi_word fault_handler, abi_word cspace,
                           abi_word cspace_data, abi_word vspace);
/* Gives a TCB something to run on. */
void fixture_schedule(struct fixture *fixture, abi_word tcb);
void fixture_reply(struct fixture *fixture, struct kernel_thread *thread, abi_word label,
                   struct fixture_words mr, struct fixture_words caps);

/* Starts a thread in the root task's CSpace and VSpace. handler: its fault handler, 0 for none. */
struct fixture_thread fixture_thread(struct fixture *fixture, abi_word fault_handler);

/* Return the last event of a type, or NULL; and the number of such events. */
const struct fixture_event *fixture_last_event(const struct fixture *fixture, enum fixture_event_type type);
unsigned fixture_event_count(const struct fixture *fixture, enum fixture_event_type type);
