/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The server: a parent that grants memory, interrupts and I/O ports to its children as they ask.
 *
 * Every request is answered exactly once, whatever its bytes are and whatever a handler does. A request that
 * is refused changes nothing. No number that a client sends reaches the vka or the simple before it was
 * checked at full width: object types, sizes and addresses against what the platform has, others against what
 * their kind can be. None is ever used as a pointer.
 *
 * All calls here use the thread's IPC buffer: message registers and the capabilities to send are overwritten.
 * An env is used by one thread at a time.
 */
#pragma once

#include <rpc.pb.h>
#include <sel4/sel4.h>
#include <sel4rpc/client.h>
#include <sel4rpc/lease.h>
#include <simple/simple.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <vka/object.h>
#include <vka/vka.h>

#ifdef __cplusplus
extern "C" {
#endif

struct sel4rpc_env;

/*
 * Decides on one request.
 *
 * env: the server. data: what sel4rpc_server_init() was given. rpcMsg: the request, decoded; any that is in
 * rpc.proto; the handler's to change, until it returns. A handler may check or change the request and
 * pass it on to sel4rpc_default_handler(), or answer itself: put capabilities in place with seL4_SetCap() and
 * call sel4rpc_server_reply(). Kernel calls overwrite the IPC buffer, so capabilities are put in place last.
 * Success to a request that grants (memory ALLOCATE, irq, ioport) is answered with exactly one capability,
 * everything else with none: the client takes anything else for an error. A handler must not receive on an
 * endpoint before it has answered: without MCS that drops the right to answer, and the client would wait for
 * ever. Where sel4rpc_server_serve() is at work it must not receive after sel4rpc_default_handler() either,
 * whose answer waits.
 *
 * Returns 0, or the seL4_Error to answer with. The value counts where the handler did not answer: the server
 * then does, with that error, or with seL4_IllegalOperation for 0 and for numbers that are no seL4_Error.
 */
typedef int (*sel4rpc_handler_t)(struct sel4rpc_env *env, void *data, RpcMessage *rpcMsg);

/* What a server has done since it was initialised. */
typedef struct sel4rpc_statistics {
    uint32_t granted;     /* leases granted: memory, and whatever registered clients got */
    uint32_t released;    /* of these, given or taken back */
    uint32_t held;        /* of these, still granted */
    uint32_t handed_over; /* interrupts and port ranges of clients that are not registered: theirs alone, free
                             when their CSpace goes */
    uint32_t refused;     /* requests answered with an error */
} sel4rpc_statistics_t;

/*
 * Hears of a lease that came back, which was not memory: an interrupt, or I/O ports. There is no capability
 * to it any more, and its numbers can be granted again when the call returns. It must not call the server.
 *
 * kind, first, last: what it was; see LeaseMessage in rpc.proto.
 */
typedef void (*sel4rpc_returned_t)(void *data, LeaseKind kind, uint64_t first, uint64_t last);

/*
 * A server. The first five members are as sel4rpc_server_init() was given them; the others are private. It
 * may stand on a stack (it is smaller than 1 KiB), and be initialised again at any time: what it recorded
 * before is then forgotten, not given back: its slots, its memory and, beyond SEL4RPC_INLINE_LEASES grants,
 * the records' own memory are lost. sel4rpc_server_clean_up() before that gives them back.
 */
typedef struct sel4rpc_env {
    vka_t *vka;
    vka_object_t *reply;
    sel4rpc_handler_t handler;
    void *data;
    simple_t *simple;

    seL4_Word magic;
    seL4_Word badge;                /* of the request being served */
    uint32_t client;                /* of that badge, its index + 1; 0 for none */
    bool answer_is_due;             /* a request was received and not answered yet */
    int answered;                   /* the error code that the last request was answered with */
    bool answers_with_next_receive; /* sel4rpc_server_serve() is at work */
    bool answer_is_prepared;        /* the answer is to be sent with the next receive */
    RpcMessage answer;              /* to the latest request */
    seL4_CPtr answer_slot;          /* its capability's, or 0 */
    int latest_untyped;             /* the simple's, that memory at an address was asked of last */
    sel4rpc_returned_t returned;
    void *returned_data;
    sel4rpc_statistics_t statistics;
    sel4rpc_clients_t clients;
    sel4rpc_leases_t leases;
} sel4rpc_server_env_t;

/*
 * Initialises a server.
 *
 * env: out; whatever it held is forgotten. It needs sel4rpc_server_clean_up() only to take back what is
 * granted. vka: where memory and slots come from. handler: decides on each request; NULL for
 *     sel4rpc_default_handler. data: the handler's own. reply: the reply object that the server receives
 * with; may be NULL on a kernel without MCS. simple: where interrupts and ports come from; may be NULL, they
 * are refused then. All of them stay the caller's and have to stand as long as the env is used.
 *
 * Returns 0; or seL4_InvalidArgument where env or vka is NULL, or reply on an MCS kernel. Blocks on nothing,
 * allocates nothing.
 */
int sel4rpc_server_init(sel4rpc_server_env_t *env, vka_t *vka, sel4rpc_handler_t handler, void *data,
                        vka_object_t *reply, simple_t *simple);

/*
 * Sets the first message register by which sel4rpc_server_handle() knows a request, where clients were
 * initialised with another than SEL4RPC_MSG_MAGIC. Blocks on nothing.
 */
void sel4rpc_server_set_magic(sel4rpc_server_env_t *env, seL4_Word magic);

/*
 * Gives the server memory for its records beyond the first SEL4RPC_INLINE_LEASES. Without it they come from
 * malloc(), and go back there when nothing is leased any more.
 *
 * memory: aligned as for any pointer; the server's as long as the env is used, the caller's again after.
 * bytes: its size; sizeof(sel4rpc_lease_t) a record. When all are in use, requests for a lease are
 * refused with seL4_NotEnoughMemory.
 *
 * Returns 0; seL4_InvalidArgument where memory is NULL or misaligned; seL4_IllegalOperation where something
 * is granted already. Blocks on nothing.
 */
int sel4rpc_server_use_memory(sel4rpc_server_env_t *env, void *memory, size_t bytes)
    __attribute__((warn_unused_result));

/*
 * Serves the message that was just received, if it is a request: decodes it, calls the handler, answers.
 *
 * badge, info: as the receive returned them. It has to be the latest receive of this thread, with no kernel
 *     call since, and the message registers untouched. Only registers within info's length are read.
 *
 * Returns true where the message was a request: it has been answered; false where it is none (a fault,
 * another label or magic, no register at all): nothing has been done, and the message registers are as they
 * were. Blocks on nothing but kernel calls. Allocates from the vka what the request asks for, and one record.
 */
bool sel4rpc_server_handle(sel4rpc_server_env_t *env, seL4_Word badge, seL4_MessageInfo_t info);

/*
 * Serves a message that the caller has found to be a request, by its first message register. It is told
 * neither badge nor length. So the badge counts as 0: clients that are served through one env can free each
 * other's memory, if they guess its cookie. And a request that claims more than it sent is completed with
 * what stood in the registers before; the first 256 bytes from MR1 on are wiped afterwards, so that this is
 * no earlier request. No more than these are read: all requests of rpc.proto fit in half of them, a longer
 * one is refused. New code should use sel4rpc_server_handle().
 *
 * Returns the error code that was answered: 0, an seL4_Error, or what a handler of yours chose.
 */
int sel4rpc_server_recv(sel4rpc_server_env_t *env);

/*
 * Sets who hears of interrupts and ports that registered clients gave back, or that were taken back: a server
 * whose simple has them from elsewhere, such as <sel4rpc/simple.h>, returns them there. returned: NULL for
 * nobody, as after sel4rpc_server_init(). data: for it. Blocks on nothing.
 */
void sel4rpc_server_on_return(sel4rpc_server_env_t *env, sel4rpc_returned_t returned, void *data);

/* What is to be done after a message that was no request. */
typedef enum sel4rpc_next {
    SEL4RPC_NEXT,   /* receive the next message; nobody is answered */
    SEL4RPC_ANSWER, /* answer with *answer and the message registers, and receive the next */
    SEL4RPC_STOP    /* sel4rpc_server_serve() returns */
} sel4rpc_next_t;

/*
 * Decides on a message that is no request: a fault, a notification, the application's own.
 *
 * data: what sel4rpc_server_serve() was given. badge, info: of the message, which is in the message
 * registers. answer: in, the info of an empty message; out, the answer's, for SEL4RPC_ANSWER.
 */
typedef sel4rpc_next_t (*sel4rpc_other_t)(struct sel4rpc_env *env, void *data, seL4_Word badge,
                                          seL4_MessageInfo_t info, seL4_MessageInfo_t *answer);

/*
 * Serves what arrives at an endpoint, until `other` stops it: answers and receives in one kernel entry.
 *
 * endpoint: to receive on, with Read right. other: gets what is no request; NULL: it is dropped. data: for
 * it. Blocks until there is a message. Answers of handlers of your own go out at once; the default handler's
 * wait for the next receive. What is released before that is answered with seL4_IllegalOperation.
 */
void sel4rpc_server_serve(sel4rpc_server_env_t *env, seL4_CPtr endpoint, sel4rpc_other_t other, void *data);

/*
 * Answers the request being served; for handlers.
 *
 * caps: how many capabilities seL4_SetCap() has put in place, 0 to 3. The client receives one at most.
 * errorCode: 0 or an seL4_Error. cookie: what the client gets as its cookie; all 64 bits.
 *
 * Returns 0; or, with nothing sent, seL4_IllegalOperation where no request waits for an answer,
 * seL4_RangeError where caps is not 0 to 3. The capabilities stay the caller's; the client has a copy.
 */
int sel4rpc_server_reply(sel4rpc_server_env_t *env, int caps, int errorCode, uint64_t cookie);

/*
 * The handler that grants whatever the vka and the simple have. For use as a handler, or within one. At most
 * 16383 leases are held at a time.
 *
 * data: not used. rpcMsg: the request.
 * A grant of memory, and whatever a registered client gets, is recorded as a lease, with a master capability
 * kept in one slot of the vka; it is given back by its cookie, from the same badge, and every copy is
 * revoked. Interrupts and ports of a client that is not registered are handed over: the server keeps nothing,
 * and they are free again when the client's capabilities are gone.
 *
 * Returns the error code that it answered. Where no request waits for an answer it does nothing and returns
 * seL4_IllegalOperation.
 */
int sel4rpc_default_handler(sel4rpc_server_env_t *env, void *data, RpcMessage *rpcMsg);

/* Tells what the server has done since it was initialised. Blocks on nothing. */
void sel4rpc_server_get_statistics(const sel4rpc_server_env_t *env, sel4rpc_statistics_t *statistics);

/*
 * Takes back every lease, wherever its capabilities went, and frees the records. What the kernel will not
 * revoke stays recorded and held. Clients stay registered: the env may be used on, or be dropped once they
 * are unregistered; their table goes back to malloc() with the last of them.
 */
void sel4rpc_server_clean_up(sel4rpc_server_env_t *env);

#ifdef __cplusplus
}
#endif
