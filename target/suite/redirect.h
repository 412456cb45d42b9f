/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The compiler includes this before each source of the library and of the tests: their system calls go to
 * hosted_enter(), as on hosted seL4, where a test answers them itself or makes them for one of its threads.
 * The real calls are inline functions, whose names are macros from here on. seL4's own libraries are not
 * compiled with it.
 */
#pragma once

#include <sel4/config.h>
#include <sel4/types.h>
#include <sel4/macros.h>
#include <sel4/syscalls.h>
#include <sel4/arch/syscalls.h>
#include <sel4/sel4_arch/syscalls.h>

seL4_MessageInfo_t suite_call(seL4_CPtr dest, seL4_MessageInfo_t info);
/* registers: the first message registers, both ways; each may be NULL. */
seL4_MessageInfo_t suite_call_with_mrs(seL4_CPtr dest, seL4_MessageInfo_t info, seL4_Word *const *registers,
                                       unsigned count);
void suite_send(seL4_CPtr dest, seL4_MessageInfo_t info);
void suite_nbsend(seL4_CPtr dest, seL4_MessageInfo_t info);
void suite_signal(seL4_CPtr dest);
void suite_reply(seL4_MessageInfo_t info);
seL4_MessageInfo_t suite_recv(seL4_CPtr src, seL4_Word *sender, seL4_CPtr reply);
seL4_MessageInfo_t suite_nbrecv(seL4_CPtr src, seL4_Word *sender, seL4_CPtr reply);
seL4_MessageInfo_t suite_reply_recv(seL4_CPtr src, seL4_MessageInfo_t info, seL4_Word *sender,
                                    seL4_CPtr reply);
seL4_Uint32 suite_cap_identify(seL4_CPtr cap);

#define SUITE_REGISTERS(...) ((seL4_Word *const[]){__VA_ARGS__})
#define seL4_Call(dest, info) suite_call(dest, info)
#define seL4_CallWithMRs(dest, info, ...)                                                                    \
    suite_call_with_mrs(dest, info, SUITE_REGISTERS(__VA_ARGS__),                                            \
                        sizeof(SUITE_REGISTERS(__VA_ARGS__)) / sizeof(seL4_Word *))
#define seL4_Send(dest, info) suite_send(dest, info)
#define seL4_NBSend(dest, info) suite_nbsend(dest, info)
#define seL4_Signal(dest) suite_signal(dest)
#define seL4_DebugCapIdentify(cap) suite_cap_identify(cap)
#ifdef CONFIG_KERNEL_MCS
#define seL4_Recv(src, sender, reply) suite_recv(src, sender, reply)
#define seL4_NBRecv(src, sender, reply) suite_nbrecv(src, sender, reply)
#define seL4_ReplyRecv(src, info, sender, reply) suite_reply_recv(src, info, sender, reply)
#else
#define seL4_Reply(info) suite_reply(info)
#define seL4_Recv(src, sender) suite_recv(src, sender, 0)
#define seL4_NBRecv(src, sender) suite_nbrecv(src, sender, 0)
#define seL4_ReplyRecv(src, info, sender) suite_reply_recv(src, info, sender, 0)
#endif

#include <sel4/sel4.h>

/* Tests count these two calls of the child's allocator, and let them fail; elsewhere they are as usual. */
seL4_Error __wrap_seL4_Untyped_Retype(seL4_Untyped untyped, seL4_Word type, seL4_Word size_bits,
                                      seL4_CNode root, seL4_Word index, seL4_Word depth, seL4_Word offset,
                                      seL4_Word count);
seL4_Error __wrap_seL4_CNode_Revoke(seL4_CNode root, seL4_Word index, seL4_Uint8 depth);
#define seL4_Untyped_Retype __wrap_seL4_Untyped_Retype
#define seL4_CNode_Revoke __wrap_seL4_CNode_Revoke
