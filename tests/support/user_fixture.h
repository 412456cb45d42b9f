/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Hosted seL4 in one process: the kernel, a root task and further threads, for tests of code that calls the
 * seL4 interface. It replaces hosted_runtime.
 *
 * How it works. All code runs on the test's own stack. One kernel thread is the current one: seL4_GetMR()
 * reads its IPC buffer, and a system call enters the in-process kernel on its behalf. The root task is the
 * first; fixture_switch() changes it. Other threads are driven from outside:
 *
 * - A server under test, with scripted clients. The root task is the server. The fixture makes a client's
 *   Call in the kernel; the test receives and answers it with ordinary calls, and reads what the client got:
 *
 *        struct fixture_thread *client = fixture_client_new("client");
 *        seL4_CPtr ep = fixture_give_endpoint(client, &endpoint, 77);     minted with badge 77
 *        fixture_ipc_buffer(client)->msg[0] = 42;
 *        fixture_call_begin(client, ep, seL4_MessageInfo_new(0, 0, 0, 1));
 *        info = seL4_Recv(endpoint.cptr, &badge);                         as the root task
 *        seL4_Reply(seL4_MessageInfo_new(0, 0, 0, 0));
 *        info = fixture_call_finish(client);                              fails if no answer came
 *
 * - A client under test, with a scripted server. While the client is current, its Call blocks; the fixture
 *   then runs the server's function once, as the server's thread, and the Call continues with the answer:
 *
 *        fixture_set_server(fixture_root(), serve_one, data);             receives and replies
 *        fixture_switch(client);
 *        info = seL4_Call(ep, ...);
 *
 * The function runs anew for each system call that blocks. If it blocks itself, that is a deadlock.
 *
 * A system call of the current thread that nobody completes fails the test. Mapped pages have no contents
 * here; ports read as all ones. Set up the IPC buffer of a thread other than the current one by
 * fixture_ipc_buffer(), or switch to the thread.
 *
 * One fixture exists at a time. Call fixture_set_up() and fixture_tear_down() from a cmocka test's own set-up
 * and tear-down; the latter checks the kernel's invariants.
 */
#pragma once

#include <stdbool.h>

#include <allocator/allocator.h>
#include <sel4/sel4.h>
#include <sel4utils/process.h>
#include <simple/simple.h>
#include <vka/object.h>
#include <vka/vka.h>

#include "kernel/abi.h"
#include "kernel/kernel.h"

struct fixture_thread;

/* cmocka set-up and tear-down. */
int fixture_set_up(void **state);
int fixture_tear_down(void **state);

/* ---- The root task's belongings. */

struct kernel *fixture_kernel(void);
seL4_BootInfo *fixture_boot_info(void);
struct hosted_allocator *fixture_allocator(void);
vka_t *fixture_vka(void);
simple_t *fixture_simple(void);
vspace_t *fixture_vspace(void);

/* Physical addresses of the two regions: ordinary memory, and device memory around 0x10440000. */
#define FIXTURE_RAM_PADDR 0x1000000ul
#define FIXTURE_RAM_BITS 23
#define FIXTURE_DEVICE_PADDR 0x10000000ul
#define FIXTURE_DEVICE_BITS 24
#define FIXTURE_NOWHERE_PADDR 0xfee00000ul
bool fixture_is_device(seL4_Word paddr);

/* ---- Threads. */

struct fixture_thread *fixture_root(void);

/*
 * Makes a process with its own CSpace from the root task's memory, and starts it. It holds what sel4utils
 * gives a process; sel4utils_mint_cap_to_process() adds more. `name` must not begin with "missing": the
 * fixture's kernel has no program for such names.
 */
struct fixture_thread *fixture_client_new(const char *name);
/* Makes one with 2^cnode_bits slots. */
struct fixture_thread *fixture_client_new_with(const char *name, int cnode_bits);
/*
 * Destroys the thread and its process; cancels whatever it does in the kernel. The root task must be current.
 */
void fixture_client_destroy(struct fixture_thread *client);
sel4utils_process_t *fixture_process(struct fixture_thread *client);
/* Wraps a thread that the test itself started: the last whose first Resume the kernel executed. */
struct fixture_thread *fixture_last_started(void);

/* Mints an endpoint into the client's CSpace, with all rights; returns the slot there. */
seL4_CPtr fixture_give_endpoint(struct fixture_thread *client, const vka_object_t *endpoint, seL4_Word badge);

seL4_IPCBuffer *fixture_ipc_buffer(struct fixture_thread *thread);
struct fixture_thread *fixture_current(void);
/* Makes a thread the current one, and returns the previous one. */
struct fixture_thread *fixture_switch(struct fixture_thread *thread);
/* Runs a function as a thread, and switches back. */
void fixture_run_as(struct fixture_thread *thread, void (*function)(void *argument), void *argument);

/* ---- Threads that are driven from outside. */

/*
 * Enters the kernel for a thread other than the current one, with the registers, capabilities and receive
 * path in its IPC buffer. The thread may block; the current thread goes on.
 */
void fixture_begin(struct fixture_thread *thread, enum abi_syscall what, seL4_CPtr capability,
                   seL4_MessageInfo_t info);
void fixture_call_begin(struct fixture_thread *client, seL4_CPtr dest, seL4_MessageInfo_t info);

/* Returns whether that system call is complete. */
bool fixture_is_done(const struct fixture_thread *thread);

/* Takes the result into the thread's IPC buffer; fails the test if the call is not complete. */
seL4_MessageInfo_t fixture_finish(struct fixture_thread *thread, seL4_Word *sender);
seL4_MessageInfo_t fixture_call_finish(struct fixture_thread *client);

/*
 * Sets what to run as `server`, once for each system call of the current thread that blocks, unless that is
 * the server's own. NULL for nothing.
 */
void fixture_set_server(struct fixture_thread *server, void (*function)(void *argument), void *argument);

/* Ends the thread's program, as if it exited or died of a signal; its fault endpoint gets a message. */
void fixture_end_thread(struct fixture_thread *thread, enum abi_exception exception, seL4_Word code);

/* ---- The machine below. */

/* Raises the interrupt line. */
void fixture_interrupt(unsigned line);
/*
 * Makes the next mapping into the current address space fail with an enum abi_error, as a program's runtime
 * would.
 */
void fixture_fail_next_mapping(abi_word error);
/*
 * Sets the next two choices of the kernel's; later ones are 0. When a thread receives a badge alone: of which
 * message info and registers are left, 0 for the latest.
 */
void fixture_choose(unsigned info, unsigned registers);
/* Returns the text that was last set as the thread's image, and its length in *bytes. */
const char *fixture_last_image(size_t *bytes);
/* Returns the number of kernel entries since set-up, by all threads. */
unsigned long fixture_entries(void);

/* Resources in use, for comparisons before and after. */
struct fixture_balance {
    struct hosted_balance memory;
    struct kernel_census census;
};
struct fixture_balance fixture_get_balance(void);
/* Fails the test if the use of any resource differs from then. */
void fixture_assert_balance(const struct fixture_balance *before);

/* Last, because with MCS it changes the names of calls. */
#include "own_calls.h"
