/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * A model of the server's promises, for spin: one answer to each request, leases with a single owner, nothing left of
 * a client that is gone, limits that are never exceeded, and nobody who waits forever. `./run model` checks each of
 * them over all states (check.py), and that each of a list of mistakes breaks the one it should (mutants.pml).
 *
 * Two clients call, fault and end, at any point, over and over; they send anything. The model mirrors the code, file
 * by file:
 *
 *     kernel.pml   endpoint, reply_right, end_process()   seL4: the queue, the right to reply, deletion of a process
 *                  master, copied                         capabilities in the server's CSpace, and copies anywhere
 *                  Client, gives_back                     src/client/: a call, and freeing what did not arrive
 *                  Fate                                   the parent's world: faults, and ends that others cause
 *     books.pml    lease_new() to own_lease()             src/server/lease.c; own_lease() in src/server/handler.c
 *                  charge(), uncharge(), permitted        src/server/client.c, src/server/limit.c
 *                  flush_parked(), parking_find()         src/server/parking.c
 *                  obtain() to grant(), take_back()       src/server/grant.c; irq.c for pins and memory.c beside it
 *                  release_client()                       src/server/grant.c
 *                  check_books()                          server_is_valid(), and what the promises say of books
 *     server.pml   send...(), answer(), own_answer()      src/server/answer.c
 *                  default_handler(), handler()           src/server/handler.c, and what a parent's handlers may do
 *                  choose_request(), serve()              src/server/server.c
 *                  bury(), start()                        examples/two_children/parent.c, and admission
 *
 * Simplified, so that all states can be visited; nothing is promised that the code would not keep:
 * - A pin stands for everything that only one client can lease at a time and that the library itself tracks. Memory
 *   objects have one size; their sum and the number of leases have separate limits.
 * - A record's index is also its master capability's slot; the first unused record is taken.
 * - All that is parked serves the next request for memory, unless that is for another size; the vka then fails or not,
 *   whatever it has.
 * - There are two generations, which wrap around as 2^32 do in the code. The model remembers one cookie of any ended
 *   lease, until so many grants were made that it may come again.
 * - The server's steps are atomic between the points where a client's death can matter: after the receive, before the
 *   answer, and while a client is released and ended.
 *
 * Left out: bytes (src/wire/wire.h), numbers and ranges, exclusive declarations, the table of clients, growth;
 * servers without registered clients, grants that are handed over, leases from before registration,
 * sel4rpc_server_recv(), answers to questions; a kernel that refuses to revoke, and MCS; a client's second thread
 * that calls, and the application's own messages that await an answer. Unit tests cover these.
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

/* Every request gets one answer while its client lives, and never two, whatever a handler does. */
ltl answered_0 { [] ((phase[0] == WAITING) -> <> (phase[0] != WAITING)) }
ltl answered_1 { [] ((phase[1] == WAITING) -> <> (phase[1] != WAITING)) }
/* A client that faulted or was ended is found dead, and holds nothing. */
ltl buried_0 { [] ((faulted[0] || phase[0] == DEAD) -> <> (phase[0] == DEAD && leases[0] == 0)) }
ltl buried_1 { [] ((faulted[1] || phase[1] == DEAD) -> <> (phase[1] == DEAD && leases[1] == 0)) }

/* ---- The state of one message; all 0 or NONE between messages. */

mtype = { MEMORY, PIN, RELEASE, QUESTION, JUNK };

byte who = NONE; /* env->badge */
mtype request;
byte cookie_record, cookie_generation;
byte record = NONE, following;
bool answer_is_due;
bool prepared;     /* env->answer_is_prepared */
byte slot = NONE;  /* the slot whose capability goes out with the answer */
byte answers_sent; /* for this message */
bool buried[CLIENTS];

#include "kernel.pml"
#include "books.pml"

/* ---- src/server/answer.c */

inline send_plain()
{
    answers_sent++;
    ANSWERS_PROMISE(answers_sent == 1);
    kernel_reply()
}

/* A capability goes out only with an existing lease of the client. */
inline send_with_capability()
{
    answers_sent++;
    ANSWERS_PROMISE(answers_sent == 1 && taken[slot] && master[slot] && owner[slot] == who);
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

/*
 * With sel4rpc_server_handle() it does not wait: every grant has gone out when the default handler returns, and only
 * a refusal may be left at the end.
 */
#ifdef AT_ONCE
#define send_granted() send_prepared()
#define send_last() if :: prepared -> prepared = false; send_plain() :: else fi
#else
#define send_granted() skip
#define send_last() send_prepared()
#endif

/* sel4rpc_server_reply(), called by the parent's own handler: a refusal. */
inline own_answer()
{
    if
    :: answer_is_due || MUTANT == ANSWER_TWICE -> answer_is_due = false; send_plain()
    :: else
    fi
}

/* ---- src/server/handler.c */

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
    :: skip /* serve() answers what is still unanswered */
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

/* ---- src/server/server.c */

/* Any bytes; but a client's library frees what did not arrive. */
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

/* At the next receive, the right to answer the previous message is gone. */
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

/* Releases, then ends the client, or the other way round; either way both before the next receive. */
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

/*
 * Starts the badge's next process, later on. Client 0 stays registered; client 1 may start unregistered.
 */
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
    :: atomic { parked_count > 0 -> flush_parked() } /* the parent does, at any time; or the bounds are exceeded */
    :: atomic { start(0) }
    :: atomic { start(1) }
    od
}
