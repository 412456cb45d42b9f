/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The server: a parent that grants memory, interrupts and I/O ports to its children on request.
 *
 * The server answers every request exactly once, whatever its bytes are and whatever your handler does. A
 * refused request changes nothing. The server checks each number from a client at full width before a vka
 * or simple sees it: object types, sizes and addresses against the platform, the others against what their
 * kind allows. It never uses one as a pointer.
 *
 * Calls that receive or answer use the thread's IPC buffer and overwrite the message registers and the
 * capabilities to send. Use an env from one thread at a time.
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
#include <utils/attribute.h>
#include <vka/object.h>
#include <vka/vka.h>

#ifdef __cplusplus
extern "C" {
#endif

/*
 * A handler: decides one request.
 *
 * env: the server. data: from sel4rpc_server_init(). rpcMsg: the decoded request, of any kind in rpc.proto,
 * also of those that your application has added there; yours to change until you return.
 *
 * The server itself answers probes (see sel4rpc_probe()), from whomever it serves: they grant and count
 * nothing.
 *
 * Check or change the request and pass it to sel4rpc_default_handler(), or answer it yourself: put
 * capabilities in place with seL4_SetCap(), last, because kernel calls overwrite the IPC buffer, and call
 * sel4rpc_server_reply(). Answer a request that grants (memory ALLOCATE, irq, ioport) with success and
 * exactly one capability, or with an error and none; answer any other of ours with none: clients treat
 * anything else as an error. To a request that your application has added, answer with whatever its client
 * expects, also with a message, by sel4rpc_server_reply_message(). Do not receive on an endpoint before you
 * have answered: without MCS that drops the right to reply, and the client waits forever. Under
 * sel4rpc_server_serve() and sel4rpc_server_prepare(), do not receive after sel4rpc_default_handler() either:
 * its answer is still to be sent.
 *
 * Returns 0 or an seL4_Error. If you have not answered, the server does: with this error, or with
 * seL4_IllegalOperation for 0 and for numbers that are no seL4_Error.
 */
typedef int (*sel4rpc_handler_t)(sel4rpc_server_env_t *env, void *data, RpcMessage *rpcMsg);

/* What a server has done since it was initialised. */
typedef struct sel4rpc_statistics {
    uint32_t granted;     /* leases granted: memory, and everything for registered clients */
    uint32_t released;    /* of these, freed or revoked */
    uint32_t held;        /* of these, not released */
    uint32_t handed_over; /* interrupts and port ranges given to clients that are not registered: the server
                             keeps no copy; they are free again when the client's capabilities are gone */
    uint32_t refused;     /* requests answered with an error */
    uint32_t undelivered; /* clients that freed their first grant before they got another: if that is each of
                             them, the server lacks the Grant right; see sel4rpc_server_serve() */
} sel4rpc_statistics_t;

/*
 * Called when the lease of an interrupt, I/O ports or a capability has been released, and the server has
 * none to it any more either. The server can grant the numbers again when this returns. Must not call the
 * server.
 *
 * data: from sel4rpc_server_on_return(). kind, first, last: as in LeaseMessage in rpc.proto.
 */
typedef void (*sel4rpc_returned_t)(void *data, LeaseKind kind, uint64_t first, uint64_t last);

/*
 * Called when the server refuses a request, before the answer goes out. Must not call the server, nor use the
 * IPC buffer.
 *
 * data: from sel4rpc_server_on_refusal(). badge: the client's. request: as your handler left it; NULL if it
 * could not be decoded. answer: with the errorCode and
 * the reason, which is Reason_UNTOLD if your handler refused by itself.
 */
typedef void (*sel4rpc_refused_t)(void *data, seL4_Word badge, const RpcMessage *request,
                                  const ReturnMessage *answer);

/*
 * Finds the untyped beneath an object of a vka, if that was made for this object alone: whoever revokes it
 * deletes the object with every capability to it.
 *
 * data: from sel4rpc_server_set_untyped_of(). type, size_bits, cookie: as for utspace_free. path: out; the
 * untyped's. Returns false if there is no such untyped.
 */
typedef bool (*sel4rpc_untyped_of_t)(void *data, seL4_Word type, seL4_Word size_bits, seL4_Word cookie,
                                     cspacepath_t *path);

/*
 * A server, smaller than 1 KiB. The first five members are as you gave them to sel4rpc_server_init(); the
 * others are private. Initialising it again forgets what it granted without releasing it: slots, memory and
 * lease records are lost unless you call sel4rpc_server_clean_up() first.
 */
struct sel4rpc_env {
    vka_t *vka;
    vka_object_t *reply;
    sel4rpc_handler_t handler;
    void *data;
    simple_t *simple;

    seL4_Word magic;
    seL4_Word badge;                /* of the current request */
    bool answer_is_due;             /* the current request is not answered yet */
    int answered;                   /* the error code of the latest answer */
    bool answers_with_next_receive; /* sel4rpc_server_prepare() is running */
    bool answer_is_prepared;        /* the answer goes out with the next receive */
    bool capability_is_claimed;     /* the handler keeps the capability that came with the request */
    const RpcMessage *request;      /* the current one, if it could be decoded */
    Reason reason;                  /* of the current error, if that does not tell it */
    ReturnMessage answer;           /* the latest */
    seL4_CPtr answer_slot;          /* of its capability, or 0 */
    int latest_untyped;             /* the simple's, that memory at an address was last found in */
    sel4rpc_returned_t returned;
    void *returned_data;
    sel4rpc_refused_t refused;
    void *refused_data;
    sel4rpc_untyped_of_t untyped_of;
    void *untyped_of_data;
    sel4rpc_statistics_t statistics;
    seL4_Word notifications; /* badge bits of notifications */
    seL4_Word next_badge;    /* for sel4rpc_server_admit() */
    seL4_Word last_badge;
    bool serves_clients_only; /* a client has been registered */
    sel4rpc_clients_t clients;
    sel4rpc_ledger_t strangers; /* leases of badges that are not registered */
    sel4rpc_ledger_t parked;    /* leases that ended; the latest comes first, whatever its kind */
    uint32_t most_parked;
    uint64_t most_parked_bytes;
    sel4rpc_block_pool_t pool;
    uint32_t pins[8 * 256 / 32]; /* a bit for each leased I/O APIC pin */
};

/*
 * Initialises a server.
 *
 * env: out. vka: the source of memory and slots. handler: decides each request; NULL means
 * sel4rpc_default_handler(). data: passed to the handler. reply: the reply object you receive with; may be
 * NULL on a kernel without MCS. simple: the source of interrupts and ports; if NULL, they are refused.
 * All of these stay yours and must stay valid while env is used.
 *
 * Returns 0; seL4_InvalidArgument if env or vka is NULL, or reply on an MCS kernel. Never blocks, allocates
 * nothing.
 */
int sel4rpc_server_init(sel4rpc_server_env_t *env, vka_t *vka, sel4rpc_handler_t handler, void *data,
                        vka_object_t *reply, simple_t *simple);

/*
 * Sets the magic: what sel4rpc_server_handle() expects in the first message register of a request. The
 * default is SEL4RPC_MSG_MAGIC. Never blocks.
 */
void sel4rpc_server_set_magic(sel4rpc_server_env_t *env, seL4_Word magic);

/*
 * Gives the server memory for lease records, in place of malloc(). When it is full, the server refuses
 * requests for a lease with seL4_NotEnoughMemory.
 *
 * memory: aligned for any type; the server's until you stop using env. bytes: its size: for each client, and
 * for all badges that are not registered together, and for what is parked, sizeof(sel4rpc_lease_block_t) for
 * each SEL4RPC_BLOCK_LEASES leases or part of them. A client keeps the blocks of the most leases that it has
 * held until sel4rpc_server_release_client() or its dismissal.
 *
 * Returns 0; seL4_InvalidArgument if memory is NULL, misaligned or too small for a block;
 * seL4_IllegalOperation while blocks are in use: sel4rpc_server_clean_up() frees them. Never blocks.
 */
int sel4rpc_server_use_memory(sel4rpc_server_env_t *env, void *memory, size_t bytes) WARN_UNUSED_RESULT;

/*
 * Serves a message you have just received, if it is a request: decodes it, calls the handler, answers.
 *
 * The endpoint capability that you receive on needs Read and, on a kernel without MCS, Grant: from there the
 * reply has its right to carry a capability. With MCS, it is the reply object's capability that needs Grant.
 * Without it every grant fails, and the client is told that its slot is wrong (SEL4RPC_NO_CAPABILITY): the
 * kernel tells neither of you; see sel4rpc_statistics_t.
 *
 * If a capability comes with the request and your handler has not claimed it with
 * sel4rpc_server_claim_capability(), it is deleted, so that the receive slot is empty again.
 *
 * A request that came by Send instead of Call has nobody to answer: what it asks for is granted to nobody,
 * and stays charged to the client that sent it.
 *
 * badge, info: as returned by this thread's latest receive, with no kernel call since and the message
 * registers untouched. Registers beyond info's length are not read. A badge of a notification must be known:
 * see sel4rpc_server_set_notifications(). Do not call it after an NBRecv that found nothing, which gives
 * badge 0 and leaves all else as it was.
 *
 * Returns true if it was a request: it has been answered. Returns false if it was not (a fault, another
 * label or magic, an empty message): nothing has been done, and the message registers are unchanged. Blocks
 * only in kernel calls. Allocates from the vka what the request asks for, and at most one block of lease
 * records, from malloc() or your memory.
 */
bool sel4rpc_server_handle(sel4rpc_server_env_t *env, seL4_Word badge, seL4_MessageInfo_t info);

/*
 * Like sel4rpc_server_handle(), but leaves the answer for your api_reply_recv(), or its like, which sends it
 * and receives the next message in one kernel entry: two take more than twice as long.
 *
 * prepared: out; whether there is such an answer. If so, send it at once, with nothing between that calls the
 * kernel or writes message registers. Your handlers' answers go out at once, and so does the grant of an
 * interrupt or ports to a client that is not registered: then receive as always.
 * answer: out, if prepared; the info to send.
 *
 * Returns as sel4rpc_server_handle().
 */
bool sel4rpc_server_prepare(sel4rpc_server_env_t *env, seL4_Word badge, seL4_MessageInfo_t info,
                            bool *prepared, seL4_MessageInfo_t *answer);

/*
 * Serves a message that you know to be a request by its first message register. Prefer
 * sel4rpc_server_handle(): this function receives neither the sender's badge nor the message length.
 *
 * So it is for you to check that the badge is a client's: not a notification's, whose registers are stale,
 * and not 0 from an NBRecv that found nothing; that the label is 0 and the length at least 2; and to delete a
 * capability that came along, which keeps the next one from arriving. It never learns that a client has
 * ended: what that did not free stays held, with a slot each, until you call
 * sel4rpc_server_release_client(env, 0), which takes what all of them hold.
 *
 * It takes 0 as the badge, so clients of the same env can free each other's memory if they guess a cookie.
 * It reads up to 256 bytes from MR1, twice the longest request of rpc.proto, or as many as the longest that
 * your application has added needs, and refuses longer ones. A request that claims more than it sent is
 * completed from older register contents; so the server wipes those bytes afterwards, and no earlier
 * request can show up there.
 *
 * Returns the error code it answered: 0, an seL4_Error, or what your handler chose; 0 for a message of your
 * application's.
 */
int sel4rpc_server_recv(sel4rpc_server_env_t *env);

/*
 * Tells the server how to find the untyped beneath an object of its vka. It then takes memory back with one
 * kernel call, which revokes that untyped, in place of two.
 *
 * untyped_of: NULL, the default, for none; for a vka of <sel4rpc/vka.h>, sel4rpc_vka_untyped_of(). data:
 * passed to it. Never blocks.
 */
void sel4rpc_server_set_untyped_of(sel4rpc_server_env_t *env, sel4rpc_untyped_of_t untyped_of, void *data);

/*
 * Lets the server park I/O ports and untypeds: when their lease ends, it keeps them for the next registered
 * client that asks for the same. That is exactly these ports; an untyped of this size; or, if the untyped was
 * granted at an address, exactly this one. The vka and the simple are not asked then.
 *
 * No client has anything of what is parked: every copy has been revoked, with what was made of it, and only
 * the master is left. The next holder's first Retype in an untyped clears it, unless it is device memory,
 * which is never cleared. Nobody is charged for what is parked. Everything else is released at once: other
 * objects, as a thread would run on; interrupts; device memory that was granted anywhere; and what a client
 * holds that is not registered.
 *
 * What is parked is released when it exceeds the bounds, the oldest first; when a request overlaps it, but is
 * for something else; when the vka, the simple or your memory for records cannot serve a request without it;
 * by sel4rpc_server_flush_parked(); and by sel4rpc_server_clean_up(). If you use the same vka or simple
 * yourself, flush first. A server whose own parent takes back what it granted has to flush, too: otherwise it
 * grants what is not there any more.
 *
 * most_leases: the most that are parked at a time; 0, the default, for none. most_bytes: the most memory of
 * these. Lower bounds than before take effect when the next lease is parked, or flush. Never blocks.
 */
void sel4rpc_server_set_parking(sel4rpc_server_env_t *env, uint32_t most_leases, uint64_t most_bytes);

/*
 * Releases everything that is parked. Returns 0, or the kernel's first error: what it refused to delete stays
 * parked, and you may try again. Takes time for each parked lease.
 */
int sel4rpc_server_flush_parked(sel4rpc_server_env_t *env);

/*
 * Sets a function to call when a lease of a registered client, but not of memory, has been released. A
 * server whose simple gets them from a parent, as with <sel4rpc/simple.h>, frees them there. While there is
 * such a function, the server parks no ports: what comes from a parent is taken from the last holder only
 * when it is freed there.
 *
 * returned: NULL, the default, for none. data: passed to it. Never blocks.
 */
void sel4rpc_server_on_return(sel4rpc_server_env_t *env, sel4rpc_returned_t returned, void *data);

/*
 * Sets a function to call whenever the server refuses a request, for example to write a log.
 *
 * refused: NULL, the default, for none. data: passed to it. Never blocks.
 */
void sel4rpc_server_on_refusal(sel4rpc_server_env_t *env, sel4rpc_refused_t refused, void *data);

/* What sel4rpc_server_serve() does after a message that is not a request. */
typedef enum sel4rpc_next {
    SEL4RPC_NEXT,   /* receive the next message, answer nobody */
    SEL4RPC_ANSWER, /* answer with *answer and the message registers, and receive the next message */
    SEL4RPC_STOP    /* return */
} sel4rpc_next_t;

/*
 * Decides a message that is not a request: a fault, a notification, your own protocol.
 *
 * data: from sel4rpc_server_serve(). badge, info: of the message, which is in the message registers; for a
 * notification, the length is 0.
 * answer: in, the info of an empty message; out, that of the answer, for SEL4RPC_ANSWER.
 */
typedef sel4rpc_next_t (*sel4rpc_other_t)(sel4rpc_server_env_t *env, void *data, seL4_Word badge,
                                          seL4_MessageInfo_t info, seL4_MessageInfo_t *answer);

/*
 * Serves an endpoint until `other` stops it. Answers and receives in one kernel entry.
 *
 * endpoint: to receive on, with Read and Grant rights; see sel4rpc_server_handle(). other: decides messages
 * that are not requests; NULL drops them. data: passed to it.
 *
 * Blocks while there is no message. Your handlers' answers go out at once, those of
 * sel4rpc_default_handler() with the next receive; if a granted lease is released before that, the answer
 * becomes seL4_IllegalOperation.
 *
 * With MCS the server may be passive: without a scheduling context it runs on its client's, until it answers.
 * Then it must only answer with a receive: once an answer has gone out at once, one of your handlers' or an
 * interrupt or ports for a client that is not registered, it does not run again. Call it once before you
 * unbind its scheduling context, so that it waits.
 */
void sel4rpc_server_serve(sel4rpc_server_env_t *env, seL4_CPtr endpoint, sel4rpc_other_t other, void *data);

/*
 * Answers the current request. For handlers.
 *
 * caps: how many capabilities you have put in place with seL4_SetCap(), 0 to 3; the client receives at most
 * one, as a copy. errorCode: 0 or an seL4_Error. cookie: what the client receives as its cookie.
 *
 * Returns 0; or, with nothing sent, seL4_IllegalOperation if no request waits for an answer, seL4_RangeError
 * if caps is out of range.
 */
int sel4rpc_server_reply(sel4rpc_server_env_t *env, int caps, int errorCode, uint64_t cookie);

/*
 * Answers the current request with a message. For handlers.
 *
 * caps: as for sel4rpc_server_reply(). message: `ret`, or a message that your application has added to
 * rpc.proto; a client accepts the latter only as the answer to such a message. Yours; it is copied.
 *
 * Returns as sel4rpc_server_reply(), and seL4_InvalidArgument, with nothing sent, if message is NULL or
 * another one.
 */
int sel4rpc_server_reply_message(sel4rpc_server_env_t *env, int caps, const RpcMessage *message);

/*
 * The default handler: grants what the vka and the simple have. Use it as the handler or call it from yours.
 *
 * data: ignored. rpcMsg: the request.
 *
 * Records each grant of memory, and everything it grants to a registered client, as a lease, and keeps its
 * master capability in a slot of the vka. A client frees a lease by its cookie; that revokes every copy. A
 * client holds at most 1,048,576 leases, or 262,144 if words have 32 bits; all badges that are not registered
 * count as one. Interrupts and ports for clients that are not registered are
 * handed over: the server keeps nothing.
 *
 * Returns the error code it answered; seL4_IllegalOperation, having done nothing, if no request waits for an
 * answer.
 */
int sel4rpc_default_handler(sel4rpc_server_env_t *env, void *data, RpcMessage *rpcMsg);

/*
 * Keeps the capability that came with the current request. For handlers. The server otherwise deletes it from
 * the receive slot after the handler, so that it does not keep the next one from arriving;
 * sel4rpc_server_recv() cannot know of it and never deletes it. Never blocks.
 */
void sel4rpc_server_claim_capability(sel4rpc_server_env_t *env);

/* Tells what the server has done since it was initialised. statistics: out. Never blocks. */
void sel4rpc_server_get_statistics(const sel4rpc_server_env_t *env, sel4rpc_statistics_t *statistics);

/*
 * Revokes every lease, releases what is parked, and frees the lease records. A lease that the kernel refuses
 * to revoke stays, with the records. Clients stay registered; unregister them to free their table. You may
 * then go on using env.
 */
void sel4rpc_server_clean_up(sel4rpc_server_env_t *env);

#ifdef __cplusplus
}
#endif
