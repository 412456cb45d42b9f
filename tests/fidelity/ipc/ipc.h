/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Lines about IPC between two threads: the program, and a peer. A case has a side for each.
 *
 * The peer has a CSpace of its own, which the program fills. On a real kernel it shares the program's memory,
 * so it must not write to variables; it has a higher priority, and runs until it blocks. On hosted seL4 both
 * run at once: a side that needs the other to wait for it makes sure that it does, by arm() or queue_peer().
 */
#pragma once

#include "calls.h"
#include "common/line.h"
#include "common/world.h"

struct ipc_case {
    const char *name;
    void (*program)(seL4_Word round);
    void (*peer)(seL4_Word round);
    unsigned rounds;
    int peer_stays;                  /* whether its side never comes to its end */
    void (*second)(seL4_Word round); /* of a second peer, or NULL; it ends as the first */
};

/* A list ends with {0}, a list of lists with NULL: those of all kernels, and of one with or without MCS. */
extern const struct ipc_case *const common_cases[];
extern const struct ipc_case *const scheduling_cases[];
extern const struct ipc_case message_cases[];
extern const struct ipc_case rights_cases[];
extern const struct ipc_case transfer_cases[];
extern const struct ipc_case reply_cases[];
extern const struct ipc_case server_cases[];
extern const struct ipc_case saved_cases[];   /* without MCS */
extern const struct ipc_case object_cases[];  /* with MCS */
extern const struct ipc_case context_cases[]; /* with MCS */
extern const struct ipc_case passive_cases[]; /* with MCS */
extern const struct ipc_case missing_cases[]; /* with MCS */
extern const struct ipc_case cancel_cases[];
extern const struct ipc_case fault_cases[];
extern const struct ipc_case notification_cases[];

/* The peer's slots. The program fills those from P_EP on. */
enum { P_CNODE = 1, P_TCB, P_CONTROL, P_FAULT, P_EP, P_LATE, P_OTHER, P_RECEIVED = 16, PEER_BITS = 6 };
/* Addresses with the highest bit lead through a gate to the same slots. While it is shut, they fault. */
#define THROUGH_GATE ((seL4_CPtr)1 << (seL4_WordBits - 1))

#define EMPTY seL4_MessageInfo_new(0, 0, 0, 0)
#define NO_BADGE ((seL4_Word)0x55)
#define FAULT_BADGE 0xfa
#define QUEUED_LABEL 0x9e

/* The program's capabilities in a case, made anew for each round. */
struct scene {
    seL4_CPtr endpoint, control, notification, tcb, cnode, root, received;
    seL4_CPtr context, peers_reply, vspace; /* with MCS */
};
extern struct scene scene;

/* ---- The program's side. */

/* Puts an endpoint or notification into an empty slot of the peer, or empties a slot. */
void give(seL4_CPtr slot, seL4_CPtr source, seL4_Word rights, seL4_Word badge);
void take(seL4_CPtr slot);
/* Makes the second peer the one that scene, and so give(), arm() and so on, mean; or the first again. */
void swap_peers(void);
/* Waits for peer_ask(). Answer it with reply(EMPTY). */
void await_ask(void);
/* Returns when the peer waits in peer_wait(). */
void arm(void);
/* Waits for a fault of the peer, and prints it without the instruction pointer. */
void await_fault(const char *key);
/* Replaces the peer's P_EP. */
void replace_endpoint(seL4_Word rights);
void open_gate(void);
void shut_gate(void);
/* Makes the gate resolve more bits than there are. */
void deepen_gate(void);
/*
 * Lets the peer wait in peer_send() or peer_call(): it faults at the gate, gets the endpoint with the rights
 * and badge, and tries again at once. Nothing else makes sure that a thread waits to send.
 */
void queue_peer(seL4_Word rights, seL4_Word badge);
/* Prepares the next queue_peer(). */
void unqueue_peer(void);
/* Receives without waiting, and prints what came, or that nothing did. Senders have badges. */
void receive_if_any(const char *key, seL4_CPtr source);
/* Receives from the endpoint, prints what came, and answers. */
void receive_and_answer(const char *key);

/* ---- The peer's side. */

void peer_ask(void);
/* Answers arm(), and waits at once. */
seL4_MessageInfo_t peer_wait(seL4_CPtr source, seL4_Word *badge);
void peer_send(seL4_Word first);
seL4_MessageInfo_t peer_call(seL4_Word first);
/* Calls the endpoint, prints the answer, and calls again. */
void call_twice(const char *key);

/* ---- The program's side, of a kernel with or without MCS. */

/* What the scene has besides. */
void make_scheduling(void);
/* Gives the peer its spaces and its fault handler, and lets it run when it is resumed. */
seL4_Error configure_peer(seL4_CPtr vspace, seL4_Word buffer_vaddr, seL4_CPtr buffer);
seL4_Error schedule_peer(seL4_Word priority);
/* Makes scene.control, with the rights and badge, the peer's fault handler. */
void set_fault_handler(seL4_Word rights, seL4_Word badge);
/* The capability that answers the caller just received from. */
seL4_CPtr save_caller(void);
/* With MCS: a new reply object, if the program's was deleted. */
void renew_reply(void);
/* With MCS: lets a scheduling context run for longer than anything takes. */
seL4_Error give_time(seL4_CPtr context);
#define ENOUGH 10000000u /* us */

/* ---- Both sides. */

/* Sets message registers to first, first + 1 ..., and returns the message info. */
seL4_MessageInfo_t fill(seL4_Word label, seL4_Word capabilities, seL4_Word length, seL4_Word first);
/* A line with message info, badge and registers; of a long message the sum, and the last register. */
void tell_message(const char *key, seL4_MessageInfo_t info, seL4_Word badge);
/* The same, with the kind of capability that is then in the calling side's slot. */
void tell_arrival(const char *key, seL4_MessageInfo_t info, seL4_Word badge, seL4_CPtr slot);

/* ---- Of hosted and of real seL4. */

/* Starts a peer's thread, which calls peer_main(). The TCB and CNode are made, and nothing is configured. */
void peer_start(seL4_Word number, seL4_Word round, seL4_Word second);
