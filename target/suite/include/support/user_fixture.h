/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The tests' fixture on the real kernel; the interface is that of tests/support/user_fixture.h.
 *
 * How it works. All code of a test runs as the root task's thread, on its stack. Each client is a thread that
 * waits for orders, with a CSpace of its own: while it is the current one, the test's system calls are
 * redirected to it, and it makes them. A thread of lower priority finds out when all clients are blocked. So
 * the threads of a test run in the same order as on hosted seL4, but the kernel is the real one.
 *
 * The kernel cannot be asked for its books: the census is always 0, and tests that need it are left out.
 */
#pragma once

#include <stdbool.h>

#include <sel4/sel4.h>
#include <sel4rpc/platform.h>
#include <sel4utils/process.h>
#include <vka/object.h>

#include "kernel/abi.h"
#include "fixture_memory.h"

struct fixture_thread;
struct kernel;

int fixture_set_up(void **state);
int fixture_tear_down(void **state);

struct kernel *fixture_kernel(void);
const char *kernel_check(struct kernel *kernel);
vka_t *fixture_vka(void);
simple_t *fixture_simple(void);

/* Memory that the tests ask for by its address; fixture_memory.h has what differs between machines. */
#define FIXTURE_RAM_BITS 23
#define FIXTURE_DEVICE_PADDR 0x10000000ul
#define FIXTURE_DEVICE_BITS 24
bool fixture_is_device(seL4_Word paddr);

struct fixture_thread *fixture_root(void);
struct fixture_thread *fixture_client_new(const char *name);
struct fixture_thread *fixture_client_new_with(const char *name, int cnode_bits);
void fixture_client_destroy(struct fixture_thread *client);
/* Only its cspace, cspace_size, cspace_next_free, thread and fault_endpoint are in use. */
sel4utils_process_t *fixture_process(struct fixture_thread *client);
seL4_CPtr fixture_give_endpoint(struct fixture_thread *client, const vka_object_t *endpoint, seL4_Word badge);

seL4_IPCBuffer *fixture_ipc_buffer(struct fixture_thread *thread);
struct fixture_thread *fixture_current(void);
struct fixture_thread *fixture_switch(struct fixture_thread *thread);
void fixture_run_as(struct fixture_thread *thread, void (*function)(void *argument), void *argument);

void fixture_begin(struct fixture_thread *thread, enum abi_syscall what, seL4_CPtr capability,
                   seL4_MessageInfo_t info);
void fixture_call_begin(struct fixture_thread *client, seL4_CPtr dest, seL4_MessageInfo_t info);
bool fixture_is_done(const struct fixture_thread *thread);
seL4_MessageInfo_t fixture_finish(struct fixture_thread *thread, seL4_Word *sender);
seL4_MessageInfo_t fixture_call_finish(struct fixture_thread *client);
void fixture_set_server(struct fixture_thread *server, void (*function)(void *argument), void *argument);
/* The thread executes an undefined instruction; or is suspended, if it is in the kernel. */
void fixture_end_thread(struct fixture_thread *thread, enum abi_exception exception, seL4_Word code);

/* Does nothing: what is left in registers is the real kernel's choice. */
void fixture_choose(unsigned info, unsigned registers);
unsigned long fixture_entries(void);

struct hosted_balance {
    seL4_Word slots_used;
    seL4_Word allocations;
};
struct kernel_census {
    unsigned long capabilities;
    unsigned long objects[ABI_OBJECT_COUNT];
    unsigned long irq_handlers;
    unsigned long io_ports;
};
struct fixture_balance {
    struct hosted_balance memory;
    struct kernel_census census;
};
struct fixture_balance fixture_get_balance(void);
void fixture_assert_balance(const struct fixture_balance *before);

/* Makes what lives longer than a test. Returns 0, or -1 if something is missing. */
int fixture_init(sel4rpc_platform_t *platform);
