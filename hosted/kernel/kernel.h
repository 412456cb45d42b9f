/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The hosted kernel as its machine sees it: a state machine over objects, capabilities and derivation links.
 * It makes no host call, allocates nothing, and keeps all its state in the memory it is given.
 *
 * How it works. Objects are where seL4 would put them: each region of physical memory has a shadow, host
 * memory of KERNEL_SHADOW_SCALE times its size, and an object is at the same relative place in the shadow as
 * in the region. Retype clears it. So there is no allocator, nothing leaks, and a shadow may be mapped
 * sparsely. The contents of frames are not in the shadow: the machine has them.
 *
 * The machine runs the threads. When one enters the kernel, the machine copies the request into the thread's
 * message and calls kernel_enter(), after which zero or more threads are ready, usually the caller among
 * them. kernel_take_ready() returns them one by one, each with its answer in its message. A blocked thread
 * becomes ready when another thread's entry completes its call.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "kernel/abi.h"

#ifdef __cplusplus
extern "C" {
#endif

#define KERNEL_SHADOW_SCALE (ABI_WORD_BITS == 64 ? 4u : 8u)
#define KERNEL_MAX_REGIONS 16
#define KERNEL_MIN_CNODE_BITS 8 /* of the root CNode; log2 of slots */
#define KERNEL_MAX_CNODE_BITS 20
#define KERNEL_IRQ_LINES ABI_IRQ_LINES
#define KERNEL_IOAPIC_PINS 24
#define KERNEL_USER_VECTORS 108 /* vectors that GetIOAPIC and GetMSI take */

struct kernel;
struct kernel_thread; /* a TCB */
struct kernel_vspace; /* a VSpace root */
struct kernel_frame;  /* a frame object, not a capability to it */

/* A naturally aligned power-of-two piece of physical memory, and its shadow. Zeroed by the machine. */
struct kernel_region {
    abi_word paddr;
    unsigned size_bits;
    bool device;
    void *shadow; /* KERNEL_SHADOW_SCALE << size_bits bytes, aligned to 64 */
};

/* What a machine tells of a thread that it has paused: that it was interrupted, and waits for the answer to
 * its ABI_SYS_STOPPED, which is in its message; that the request that it makes next is there; or neither. */
enum kernel_paused { KERNEL_PAUSED, KERNEL_PAUSED_REQUESTING, KERNEL_PAUSED_TELLING };

/*
 * What the kernel asks of its machine; `machine` is the pointer in struct kernel_config. A function that
 * returns false has changed nothing. None may enter the kernel again.
 */
struct kernel_machine_ops {
    /* Names what a thread will run, as NUL-ended strings that the kernel does not interpret. Returns an enum
     * abi_error. */
    abi_word (*thread_set_image)(void *machine, struct kernel_thread *thread, const char *bytes,
                                 size_t count);
    /* Starts a thread for the first time; kernel_take_ready() will return it with its first answer: if it has
     * an image, its start message; otherwise its registers, and it is one more thread of the program that
     * runs in its VSpace. Returns an enum abi_error: FailedLookup if it has no image, and no program runs
     * there. */
    abi_word (*thread_start)(void *machine, struct kernel_thread *thread);
    /* The thread was suspended while in user mode, or resumed; then what is returned does not matter. */
    enum kernel_paused (*thread_pause)(void *machine, struct kernel_thread *thread, bool paused);
    /* The thread is suspended, and gets other registers: whatever it was about to do, a request that it made
     * included, is given up. What it gets next is an answer. */
    void (*thread_abandon)(void *machine, struct kernel_thread *thread);
    /* The TCB dies: ends whatever runs it. */
    void (*thread_destroy)(void *machine, struct kernel_thread *thread);
    /* Makes a frame visible in an address space; simply returns true if nothing runs there yet. */
    bool (*frame_map)(void *machine, struct kernel_vspace *vspace, struct kernel_frame *frame, abi_word vaddr,
                      bool writable);
    void (*frame_unmap)(void *machine, struct kernel_vspace *vspace, struct kernel_frame *frame,
                        abi_word vaddr);
    /* The frame object dies: clears its contents, and makes mappings that were left behind fault. */
    void (*frame_destroy)(void *machine, struct kernel_frame *frame);
    void (*vspace_destroy)(void *machine, struct kernel_vspace *vspace);
    /* Accesses of 1, 2 or 4 bytes: to ports, all within the port capability's range; or to one of a device's
     * registers, by physical address. */
    abi_word (*port_in)(void *machine, unsigned port, unsigned bytes);
    void (*port_out)(void *machine, unsigned port, unsigned bytes, abi_word value);
    void (*debug_put)(void *machine, const char *bytes, size_t count);
    /* A program asks for a picture of who holds what: see kernel_visit_capabilities(). NULL: does nothing. */
    void (*debug_snapshot)(void *machine);
    /* Chooses a number below count, wherever seL4 leaves open what happens. NULL: 0. */
    unsigned (*choose)(void *machine, unsigned count);
};

struct kernel_config {
    const struct kernel_machine_ops *ops;
    void *machine;
    struct kernel_region
        regions[KERNEL_MAX_REGIONS]; /* the first ordinary one holds the root task's objects */
    unsigned region_count;
    unsigned root_cnode_bits; /* log2 of slots, KERNEL_MIN_CNODE_BITS to KERNEL_MAX_CNODE_BITS */
    /* Not NULL: the kernel is lenient. Mapping needs no identifier of the VSpace, and no paging structures as
     * long as there is room for them in this memory. Aligned to 64. */
    void *lenient;
    size_t lenient_bytes;
};

/* Bytes of memory that kernel_boot() needs for its state, aligned to 64. */
size_t kernel_state_bytes(void);

/*
 * Makes a kernel in `state` and its root task: CSpace, VSpace, TCB, and untypeds for the rest of memory. The
 * root task's start message holds its boot information; start it with kernel_start_root(). Returns NULL if
 * the configuration is not as struct kernel_config says, or memory is too small.
 */
struct kernel *kernel_boot(void *state, const struct kernel_config *config);
struct kernel_thread *kernel_root_thread(struct kernel *kernel);
/* Makes the root task ready without thread_start(): the machine has prepared it. */
void kernel_start_root(struct kernel *kernel);

/* The thread's message: the request before kernel_enter(), the answer once the thread is ready. */
struct abi_message *kernel_message(struct kernel_thread *thread);

/* True if the thread runs in user mode and may enter the kernel. */
bool kernel_is_running(const struct kernel_thread *thread);

/* True if the thread has stopped for a fault that no handler took; it continues only if another thread
 * resumes it. */
bool kernel_is_stuck(const struct kernel_thread *thread);

/*
 * Executes the request in the thread's message; the thread must be running. Any bytes will do: whatever is
 * not a system call is an unknown-syscall fault of the thread.
 */
void kernel_enter(struct kernel *kernel, struct kernel_thread *thread);

/* Takes the thread that has been ready longest. It is running from then on; its answer is in its message.
 * NULL: none. */
struct kernel_thread *kernel_take_ready(struct kernel *kernel);

/* For a machine that chooses: the n-th ready thread, or NULL; and taking that one. */
struct kernel_thread *kernel_ready_at(struct kernel *kernel, unsigned n);
void kernel_take(struct kernel *kernel, struct kernel_thread *thread);

/*
 * The thread's program exited or was killed by a signal (enum abi_exception): its fault handler receives a
 * UserException. Whatever the thread was doing in the kernel is cancelled. It never runs again, whatever the
 * handler replies.
 */
void kernel_thread_ended(struct kernel *kernel, struct kernel_thread *thread, abi_word exception,
                         abi_word code);

/* An interrupt line was raised. The interrupt stays pending until its handler has acknowledged the one
 * before. */
void kernel_interrupt(struct kernel *kernel, unsigned line);
/* Whether an interrupt would be delivered now: the line has a handler, whose last interrupt is
 * acknowledged. */
bool kernel_takes_interrupt(const struct kernel *kernel, unsigned line);

/* The machine's own pointer kept with an object; NULL at first. */
void **kernel_thread_host(struct kernel_thread *thread);
void **kernel_frame_host(struct kernel_frame *frame);
void **kernel_vspace_host(struct kernel_vspace *vspace);
abi_word kernel_frame_paddr(const struct kernel_frame *frame);
unsigned kernel_frame_bits(const struct kernel_frame *frame);
/* From 0, the lowest, to 255. Only a machine that chooses who runs can heed it. */
unsigned kernel_thread_priority(const struct kernel_thread *thread);
/* Whether a frame is a page of a device's registers. The machine must never map it, so that accesses fault.
 */
bool kernel_frame_has_registers(const struct kernel_frame *frame);
/* The thread's VSpace, or NULL. */
struct kernel_vspace *kernel_thread_vspace(struct kernel_thread *thread);
/* A number for traces, unique among the kernel's objects: its physical address. */
abi_word kernel_thread_paddr(const struct kernel_thread *thread);
/* Calls frame_map for each readable mapping in the VSpace. Stops at the first that fails and returns
 * false. */
bool kernel_vspace_replay(struct kernel *kernel, struct kernel_vspace *vspace);

/* Names what a capability address of the thread leads to, for traces: "endpoint", "null" for an empty slot,
 * "nothing" if there is no slot, ... Sets *paddr to its object's physical address, or to 0. */
const char *kernel_cap_name(struct kernel *kernel, struct kernel_thread *thread, abi_word cptr,
                            abi_word *paddr);

/* The rights of the capability that a capability address of the thread leads to; 0 if there is none. */
abi_word kernel_cap_rights(const struct kernel_thread *thread, abi_word cptr);

/* A capability in a slot. */
struct kernel_capability {
    const void *slot;     /* tells the slot from others */
    const void *source;   /* the slot of the capability that it is derived from; NULL: none */
    const char *type;     /* as kernel_cap_name() */
    const char *owner;    /* type of the object that has the slot: a "cnode", a "tcb", an "irq-handler" */
    abi_word owner_paddr; /* its physical address; the number of an interrupt */
    abi_word index;       /* of the slot in that object; 0 in a "tcb" is the CSpace */
    struct kernel_thread *thread; /* the "tcb", or NULL */
    /* What it leads to: physical address, the number of an interrupt, the first port; 0: nothing of this
     * kind. */
    abi_word object;
    abi_word last;      /* port */
    unsigned size_bits; /* log2 of bytes; 0: no memory */
    bool device;
    abi_word rights; /* ABI_RIGHT_... */
    abi_word badge;  /* 0: none */
};
typedef void (*kernel_visit)(void *context, const struct kernel_capability *capability);

/*
 * Calls `visit` for every capability that there is, those of one object's slots together. The slots are
 * valid until the kernel is entered again. Takes time in proportion to the slots of all CNodes.
 */
void kernel_visit_capabilities(struct kernel *kernel, kernel_visit visit, void *context);

/* What is in use, for tests that compare the state before and after. `capabilities`: in all slots, those
 * of threads too. `objects`: live objects by enum abi_object; for untypeds, the capabilities to them.
 * `irq_handlers` and `io_ports`: issued interrupts and port ranges. The kernel keeps these counts up to
 * date. */
struct kernel_census {
    unsigned long capabilities;
    unsigned long objects[ABI_OBJECT_ALL];
    unsigned long irq_handlers;
    unsigned long io_ports;
};
void kernel_get_census(const struct kernel *kernel, struct kernel_census *census);

/*
 * Checks every invariant of the kernel's state: derivation tree well formed, watermarks at or above children,
 * no capability to a dead object, rights and badges never widened, queues consistent. Returns NULL, or what
 * is wrong. Takes time in proportion to what exists.
 */
const char *kernel_check(struct kernel *kernel);

#ifdef __cplusplus
}
#endif
