/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * With MCS, a test under the user fixture receives and replies as without: the fixture has a reply object for
 * each thread, whose number is 0.
 */
#pragma once

struct abi_message;
struct fixture_thread;

#define seL4_Recv(src, sender) seL4_Recv(src, sender, 0)
#define seL4_NBRecv(src, sender) seL4_NBRecv(src, sender, 0)
#define seL4_ReplyRecv(src, info, sender) seL4_ReplyRecv(src, info, sender, 0)
#define seL4_Reply(info) seL4_Send(0, info)

/* Fills in the thread's reply object where a request names 0. */
void own_reply_complete(struct abi_message *message, const struct fixture_thread *thread);
/* Makes the root task's. Returns the boot information without what that took, or NULL. */
seL4_BootInfo *own_reply_set_up(const seL4_BootInfo *original);
