/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * A system's resources as the root task received them, whoever hands them out now.
 *
 * Every function of the interface may be missing; calling a missing one fails.
 */
#pragma once

#include <stdbool.h>
#include <stdlib.h>
#include <sys/types.h>

#include <autoconf.h>
#include <sel4/sel4.h>
#include <simple/arch/simple.h>
#include <utils/util.h>
#include <vka/cspacepath_t.h>

#define SIMPLE_NUM_INIT_CAPS (seL4_NumInitialCaps - SIMPLE_SKIPPED_INIT_CAPS)

typedef seL4_Error (*simple_get_frame_cap_fn)(void *data, void *paddr, int size_bits, cspacepath_t *path);
typedef void *(*simple_get_frame_mapping_fn)(void *data, void *paddr, int size_bits);
typedef void *(*simple_get_frame_info_fn)(void *data, void *paddr, int size_bits, seL4_CPtr *cap,
                                          seL4_Word *ut_offset);
typedef seL4_Error (*simple_ASIDPool_assign_fn)(void *data, seL4_CPtr vspace);
typedef int (*simple_get_cap_count_fn)(void *data);
typedef seL4_CPtr (*simple_get_nth_cap_fn)(void *data, int n);
typedef seL4_CPtr (*simple_get_init_cap_fn)(void *data, seL4_CPtr cap);
typedef uint8_t (*simple_get_cnode_size_fn)(void *data);
typedef int (*simple_get_untyped_count_fn)(void *data);
typedef seL4_CPtr (*simple_get_nth_untyped_fn)(void *data, int n, size_t *size_bits, uintptr_t *paddr,
                                               bool *device);
typedef int (*simple_get_userimage_count_fn)(void *data);
typedef seL4_CPtr (*simple_get_nth_userimage_fn)(void *data, int n);
typedef int (*simple_get_core_count_fn)(void *data);
typedef seL4_CPtr (*simple_get_sched_ctrl_fn)(void *data, int core);
typedef void (*simple_print_fn)(void *data);
typedef ssize_t (*simple_get_extended_bootinfo_len_fn)(void *data, seL4_Word type);
typedef ssize_t (*simple_get_extended_bootinfo_fn)(void *data, seL4_Word type, void *dest, ssize_t max_len);

typedef struct simple_t {
    void *data;
    simple_get_frame_cap_fn frame_cap;
    simple_get_frame_mapping_fn frame_mapping;
    simple_get_frame_info_fn frame_info;
    simple_ASIDPool_assign_fn ASID_assign;
    simple_get_cap_count_fn cap_count;
    simple_get_nth_cap_fn nth_cap;
    simple_get_init_cap_fn init_cap;
    simple_get_cnode_size_fn cnode_size;
    simple_get_untyped_count_fn untyped_count;
    simple_get_nth_untyped_fn nth_untyped;
    simple_get_userimage_count_fn userimage_count;
    simple_get_nth_userimage_fn nth_userimage;
    simple_get_core_count_fn core_count;
    simple_print_fn print;
    simple_get_sched_ctrl_fn sched_ctrl;
    simple_get_extended_bootinfo_len_fn extended_bootinfo_len;
    simple_get_extended_bootinfo_fn extended_bootinfo;
    arch_simple_t arch_simple;
} simple_t;

#define SIMPLE_HAS(simple, function) ARCH_SIMPLE_HAS(simple, function)

/* The interrupt's number arrives as an int, which cuts off wider numbers. */
static inline seL4_Error simple_get_IRQ_handler(simple_t *simple, int irq, cspacepath_t path)
{
    if (!simple || !ARCH_SIMPLE_HAS(&simple->arch_simple, irq)) {
        return seL4_InvalidArgument;
    }
    return simple->arch_simple.irq(simple->data, irq, path.root, path.capPtr, (uint8_t)path.capDepth);
}

/* The ports arrive as 16 bits, which cuts off wider numbers. */
static inline seL4_Error simple_get_IOPort_cap(simple_t *simple, uint16_t start_port, uint16_t end_port,
                                               seL4_Word root, seL4_Word dest, seL4_Word depth)
{
    if (!simple) {
        return seL4_InvalidArgument;
    }
    return arch_simple_get_IOPort_cap(&simple->arch_simple, start_port, end_port, root, dest, depth);
}

static inline seL4_Error simple_get_frame_cap(simple_t *simple, void *paddr, int size_bits,
                                              cspacepath_t *path)
{
    return SIMPLE_HAS(simple, frame_cap) ? simple->frame_cap(simple->data, paddr, size_bits, path)
                                         : seL4_InvalidArgument;
}

static inline seL4_Error simple_ASIDPool_assign(simple_t *simple, seL4_CPtr vspace)
{
    return SIMPLE_HAS(simple, ASID_assign) ? simple->ASID_assign(simple->data, vspace) : seL4_InvalidArgument;
}

static inline int simple_get_cap_count(simple_t *simple)
{
    return SIMPLE_HAS(simple, cap_count) ? simple->cap_count(simple->data) : -1;
}

static inline seL4_CPtr simple_get_nth_cap(simple_t *simple, int n)
{
    return SIMPLE_HAS(simple, nth_cap) ? simple->nth_cap(simple->data, n) : (seL4_CPtr)seL4_CapNull;
}

static inline int simple_get_cnode_size_bits(simple_t *simple)
{
    return SIMPLE_HAS(simple, cnode_size) ? simple->cnode_size(simple->data) : -1;
}

static inline seL4_CPtr simple_init_cap(simple_t *simple, seL4_CPtr cap)
{
    return SIMPLE_HAS(simple, init_cap) ? simple->init_cap(simple->data, cap) : (seL4_CPtr)seL4_CapNull;
}

static inline seL4_CPtr simple_get_cnode(simple_t *simple)
{
    return simple_init_cap(simple, seL4_CapInitThreadCNode);
}

static inline seL4_CPtr simple_get_tcb(simple_t *simple)
{
    return simple_init_cap(simple, seL4_CapInitThreadTCB);
}

static inline seL4_CPtr simple_get_pd(simple_t *simple)
{
    return simple_init_cap(simple, seL4_CapInitThreadPD);
}

static inline seL4_CPtr simple_get_irq_ctrl(simple_t *simple)
{
    return simple_init_cap(simple, seL4_CapIRQControl);
}

static inline seL4_CPtr simple_get_init_cap(simple_t *simple, seL4_CPtr cap)
{
    return simple_init_cap(simple, cap);
}

#ifdef CONFIG_KERNEL_MCS
static inline seL4_CPtr simple_get_sc(simple_t *simple)
{
    return simple_init_cap(simple, seL4_CapInitThreadSC);
}
#else
static inline seL4_CPtr simple_get_sc(UNUSED simple_t *simple)
{
    return seL4_CapNull;
}
#endif

static inline int simple_get_untyped_count(simple_t *simple)
{
    return SIMPLE_HAS(simple, untyped_count) ? simple->untyped_count(simple->data) : -1;
}

static inline seL4_CPtr simple_get_nth_untyped(simple_t *simple, int n, size_t *size_bits, uintptr_t *paddr,
                                               bool *device)
{
    return SIMPLE_HAS(simple, nth_untyped) ? simple->nth_untyped(simple->data, n, size_bits, paddr, device)
                                           : (seL4_CPtr)seL4_CapNull;
}

static inline int simple_get_userimage_count(simple_t *simple)
{
    return SIMPLE_HAS(simple, userimage_count) ? simple->userimage_count(simple->data) : -1;
}

static inline seL4_CPtr simple_get_nth_userimage(simple_t *simple, int n)
{
    return SIMPLE_HAS(simple, nth_userimage) ? simple->nth_userimage(simple->data, n)
                                             : (seL4_CPtr)seL4_CapNull;
}

static inline int simple_get_core_count(simple_t *simple)
{
    return SIMPLE_HAS(simple, core_count) ? simple->core_count(simple->data) : -1;
}

static inline seL4_CPtr simple_get_sched_ctrl(simple_t *simple, int core)
{
    return SIMPLE_HAS(simple, sched_ctrl) ? simple->sched_ctrl(simple->data, core) : (seL4_CPtr)seL4_CapNull;
}

static inline void simple_print(simple_t *simple)
{
    if (SIMPLE_HAS(simple, print)) {
        simple->print(simple->data);
    }
}

static inline ssize_t simple_get_extended_bootinfo_length(simple_t *simple, seL4_Word type)
{
    return SIMPLE_HAS(simple, extended_bootinfo_len) ? simple->extended_bootinfo_len(simple->data, type) : -1;
}

static inline ssize_t simple_get_extended_bootinfo(simple_t *simple, seL4_Word type, void *dest,
                                                   ssize_t max_len)
{
    return SIMPLE_HAS(simple, extended_bootinfo)
               ? simple->extended_bootinfo(simple->data, type, dest, max_len)
               : -1;
}
