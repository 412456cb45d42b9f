/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The system calls that every architecture has.
 */
#pragma once

#include <sel4/functions.h>
#include <sel4/sel4_arch/syscalls.h>

#ifdef __cplusplus
extern "C" {
#endif

void seL4_Send(seL4_CPtr dest, seL4_MessageInfo_t msgInfo);
void seL4_NBSend(seL4_CPtr dest, seL4_MessageInfo_t msgInfo);
seL4_MessageInfo_t seL4_Call(seL4_CPtr dest, seL4_MessageInfo_t msgInfo);

/* `sender` may be NULL in all of these. */
#ifdef CONFIG_KERNEL_MCS
seL4_MessageInfo_t seL4_Recv(seL4_CPtr src, seL4_Word *sender, seL4_CPtr reply);
seL4_MessageInfo_t seL4_NBRecv(seL4_CPtr src, seL4_Word *sender, seL4_CPtr reply);
seL4_MessageInfo_t seL4_Wait(seL4_CPtr src, seL4_Word *sender);
seL4_MessageInfo_t seL4_NBWait(seL4_CPtr src, seL4_Word *sender);
seL4_MessageInfo_t seL4_Poll(seL4_CPtr src, seL4_Word *sender);

seL4_MessageInfo_t seL4_ReplyRecv(seL4_CPtr dest, seL4_MessageInfo_t msgInfo, seL4_Word *sender,
                                  seL4_CPtr reply);
seL4_MessageInfo_t seL4_NBSendRecv(seL4_CPtr dest, seL4_MessageInfo_t msgInfo, seL4_CPtr src,
                                   seL4_Word *sender, seL4_CPtr reply);
seL4_MessageInfo_t seL4_NBSendWait(seL4_CPtr dest, seL4_MessageInfo_t msgInfo, seL4_CPtr src,
                                   seL4_Word *sender);
#else
seL4_MessageInfo_t seL4_Recv(seL4_CPtr src, seL4_Word *sender);
seL4_MessageInfo_t seL4_NBRecv(seL4_CPtr src, seL4_Word *sender);
void seL4_Wait(seL4_CPtr src, seL4_Word *sender);
seL4_MessageInfo_t seL4_Poll(seL4_CPtr src, seL4_Word *sender);

void seL4_Reply(seL4_MessageInfo_t msgInfo);
seL4_MessageInfo_t seL4_ReplyRecv(seL4_CPtr dest, seL4_MessageInfo_t msgInfo, seL4_Word *sender);
#endif

void seL4_Signal(seL4_CPtr dest);
void seL4_Yield(void);

void seL4_DebugPutChar(char c);
void seL4_DebugPutString(char *str); /* in one write, if no longer than a message */
/* The type of the capability in one of the caller's slots; 0 if there is none. */
seL4_Uint32 seL4_DebugCapIdentify(seL4_CPtr cap);
/* Asks for a picture of who holds what, if sel4host was told where to write it: --graph. */
void seL4_DebugSnapshot(void);
/* Does nothing: a hosted thread's name is that of its image. */
void seL4_DebugNameThread(seL4_CPtr tcb, const char *name);

#ifdef __cplusplus
}
#endif
