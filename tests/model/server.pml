/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * A model of what the server promises, for spin: one answer to each request, leases that one client owns, nothing left
 * of a client that is gone, limits that are never exceeded, and nobody who waits for ever. `./run model` checks each of
 * these over all states (check.py), and that each of a list of mistakes breaks the one it should (mutants.pml).
 *
 * Two clients call, fault and are ended, each at any point and for ever anew; what they send is anything. It is what
 * the code does, each file in its own words:
 *
 *     kernel.pml   endpoint, reply_right, end_process()   seL4: the queue, the right to reply, deletion of a process
 *                  master, copied                         capabilities of the server's CSpace, and anybody's copies
 *                  Client, gives_back                     src/client.c: a call, and giving back what did not arrive
 *                  Fate                                   the parent's world: faults, and ends that somebody else makes
 *     books.pml    lease_new() to own_lease()             src/server/lease.c; srpc_own_lease() in src/server/grant.c
 *                  charge(), uncharge(), permitted        src/server/client.c, src/server/limit.c
 *                  obtain(), grant(), take_back()         src/server/grant.c, with src/server/irq.c for pins and src/server/memory.c
 *                  release_client()                       src/clients.c
 *                  check_books()                          server_is_valid(), and what the promises say of books
 *     server.pml   send...(), answer(), own_answer()      src/answer.c
 *                  default_handler(), handler()           src/default_handler.c, and what handlers of a parent may do
 *                  choose_request(), serve()              src/server.c, src/serve.c
 *                  bury(), start()                        examples/two_children/parent.c, and registration
 *
 * Made simpler, so that all states can be visited, and nothing is promised that the code would not keep:
 * - A pin stands for all that can be leased once at a time, and that the library itself keeps count of. Memory objects
 *   have one size; their sum is limited apart from the number of leases.
 * - A record's index is also its master capability's slot; the first free record is taken.
 * - There are two generations, which come round as 2^32 do. One cookie of a lease that has ended is remembered, any,
 *   until so many grants were made that it may come again.
 * - The server's steps are atomic between the points where it can matter that a client dies: after the receive, before
 *   the answer, and while a client is released and ended.
 *
 * Left out: bytes (src/wire/wire.h), numbers and ranges, exclusive declarations, the table of accounts, growth; a server
 * without registered clients, what is handed over, leases from before registration, sel4rpc_server_recv(), questions'
 * answers; a kernel that will not revoke, and MCS; a client's second thread that calls, and messages of the
 * application's own that wait for an answer. Unit tests have these.
 */
#define CLIENTS 2
#define NONE 7 /* no thread, no record */
#ifndef RECORDS /* the most leases; client 0 may have all, client 1 one fewer */
#define RECORDS 2
#endif
#ifndef GENERATIONS
#define GENERATIONS 1
#endif

#include "mutants.pml"

/* ---- The promises: assertions count where their property is being checked. */

#ifdef CHECK_ANSWERS
#define ANSWERS_PROMISE(what) assert(what)
#else
#define ANSWERS_PROMISE(what) skip
#endif
#ifdef CHECK_OWNERSHIP
#define OWNERSHIP_PROMISE(what) assert(what)
#else
#define OWNERSHIP_PROMISE(what) skip
#endif
#ifdef CHECK_RECLAIM
#define RECLAIM_PROMISE(what) assert(what)
#else
#define RECLAIM_PROMISE(what) skip
#endif
#ifdef CHECK_LIMITS
#define LIMITS_PROMISE(what) assert(what)
#else
#define LIMITS_PROMISE(what) skip
#endif

/* Every request gets one answer while its client lives, at most one whatever a handler does. */
ltl answered_0 { [] ((phase[0] == WAITING) -> <> (phase[0] != WAITING)) }
ltl answered_1 { [] ((phase[1] == WAITING) -> <> (phase[1] != WAITING)) }
/* Who faults or is ended is found dead, and holds nothing. */
ltl buried_0 { [] ((faulted[0] || phase[0] == DEAD) -> <> (phase[0] == DEAD && leases[0] == 0)) }
ltl buried_1 { [] ((faulted[1] || phase[1] == DEAD) -> <> (phase[1] == DEAD && leases[1] == 0)) }

/* ---- What is done with one message; all 0 or NONE in between. */

mtype = { MEMORY, PIN, RELEASE, QUESTION, JUNK };

byte who = NONE; /* env->badge */
mtype request;
byte cookie_record, cookie_generation;
byte record = NONE, following;
bool answer_is_due;
bool prepared;     /* env->answer_is_prepared */
byte slot = NONE;  /* whose capability goes out with the answer */
byte answers_sent; /* for this message */
bool buried[CLIENTS];

#include "kernel.pml"
#include "books.pml"

/* ---- src/answer.c */

inline send_plain()
{
    answers_sent++;
    ANSWERS_PROMISE(answers_sent == 1);
    kernel_reply()
}

/* A capability goes out only with a lease of the client's that is still there. */
inline send_with_capability()
{
    answers_sent++;
    ANSWERS_PROMISE(answers_sent == 1 && master[slot] && owner[slot] == who);
    kernel_reply_with(slot);
    slot = NONE
}

inline send_prepared()
{
    if
    :: prepared && slot != NONE -> prepared = false; send_with_capability()
    :: prepared && slot == NONE -> prepared = false; send_plain()
    :: !prepared
    fi
}

/* srpc_answer(): the answer waits for the next receive, as with sel4rpc_server_serve(). */
inline answer(granted)
{
    slot = granted;
    answer_is_due = false;
    prepared = true
}

/* With sel4rpc_server_handle() it does not: whatever is granted has gone out when the default handler returns, and at
 * the end there may be a refusal left. */
#ifdef AT_ONCE
#define send_granted() send_prepared()
#define send_last() if :: prepared -> prepared = false; send_plain() :: else fi
#else
#define send_granted() skip
#define send_last() send_prepared()
#endif

/* sel4rpc_server_reply(), by a handler of the parent's own: a refusal. */
inline own_answer()
{
    if
    :: answer_is_due || MUTANT == ANSWER_TWICE -> answer_is_due = false; send_plain()
    :: else
    fi
}

/* ---- src/default_handler.c */

inline default_handler()
{
    if
    :: !answer_is_due
    :: answer_is_due && (request == MEMORY || request == PIN) -> grant(); answer(record); record = NONE
    :: answer_is_due && request == QUESTION -> answer(NONE)
    :: answer_is_due && request == RELEASE && !own_lease(cookie_record, cookie_generation) -> answer(NONE)
    :: answer_is_due && request == RELEASE && own_lease(cookie_record, cookie_generation) ->
        OWNERSHIP_PROMISE(owner[cookie_record] == who && !is_old(cookie_record, cookie_generation));
        take_back(cookie_record);
        answer(NONE)
    fi
}

/* ---- Handlers that a parent may have */

inline handler()
{
    if
    :: skip
    :: own_answer()
    fi;
    if
    :: default_handler(); send_granted()
    :: skip /* serve() answers what is not answered yet */
    fi;
    if
    :: skip
    :: own_answer()
    :: release_client(who)
    :: select (record : 0 .. RECORDS - 1);
        if
        :: taken[record] -> take_back(record)
        :: else
        fi;
        record = NONE
    fi
}

/* ---- src/server.c, src/serve.c */

/* Any bytes; but a client's library gives back what did not arrive. */
inline choose_request()
{
    if
    :: gives_back[who] ->
        request = RELEASE;
        cookie_record = lost_record[who];
        cookie_generation = lost_generation[who];
        gives_back[who] = false;
        lost_record[who] = 0;
        lost_generation[who] = 0
    :: !gives_back[who] -> request = MEMORY
    :: !gives_back[who] -> request = PIN
    :: !gives_back[who] -> request = QUESTION
    :: !gives_back[who] -> request = JUNK
    :: !gives_back[who] ->
        request = RELEASE;
        select (cookie_record : 0 .. RECORDS - 1);
        select (cookie_generation : 0 .. GENERATIONS - 1)
    fi
}

/* The next receive: the right to answer what came before is gone. */
inline forget_sender()
{
    reply_right = NONE;
    who = NONE
}

inline serve()
{
    atomic {
        answer_is_due = true;
        choose_request();
        if
        :: request == JUNK || (!registered[who] && MUTANT != STRANGER_SERVED)
        :: else -> handler()
        fi;
        if
        :: answer_is_due && MUTANT != ANSWER_SKIPPED -> answer(NONE)
        :: else -> answer_is_due = false
        fi;
        request = 0;
        cookie_record = 0;
        cookie_generation = 0;
        check_books()
    };
    atomic {
        send_last();
        ANSWERS_PROMISE(answers_sent == 1);
        answers_sent = 0;
        forget_sender()
    }
}

/* ---- examples/two_children/parent.c: the fault branch */

/* Released, then ended, or the other way round: but both before the next receive. */
inline bury()
{
    if
    :: MUTANT != ENDED_LATER -> d_step { end_process(who) }
    :: skip
    fi;
    atomic { release_client(who) };
    d_step {
        if
        :: phase[who] != DEAD && MUTANT != ENDED_LATER -> end_process(who)
        :: else
        fi
    };
    atomic {
        if
        :: who == 1 -> registered[who] = false /* sel4rpc_server_unregister() */
        :: skip
        fi;
        buried[who] = true;
        check_books();
        forget_sender()
    }
}

/* Its badge's next process, later on. Client 0 stays registered, as docs/security.md asks; client 1 may be started
 * without. */
inline start(c)
{
    buried[c] && !(endpoint??[eval(END_OF(c))]) ->
    RECLAIM_PROMISE(leases[c] == 0 && first_lease[c] == NONE);
    buried[c] = false;
    phase[c] = RUNNING;
    if
    :: registered[c] = true
    :: skip
    fi
}

active proctype Server()
{
end_receive:
    do
    :: atomic { endpoint?who -> reply_right = (who < END_OF(0) -> who : NONE) };
        if
        :: who < CLIENTS -> serve()
        :: who >= CLIENTS && MUTANT != DEATH_IGNORED -> who = client_of(who); bury()
        :: who >= CLIENTS && MUTANT == DEATH_IGNORED -> who = NONE
        fi
    :: atomic { start(0) }
    :: atomic { start(1) }
    od
}
