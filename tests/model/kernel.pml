/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The server's environment: the kernel's endpoint and its right to reply, capabilities, the clients and their ends.
 *
 * A thread that sends is blocked, so a queue entry is the thread's number; its message does not matter before it is
 * received, and is chosen then. Threads 0 and 1 are the clients', and call. Threads 2 and 3 are the clients' too, and
 * fault. Threads 4 and 5 stand for whatever tells the parent that a client is over, whoever ended it.
 */
#define FAULT_OF(c) (CLIENTS + (c))
#define END_OF(c) (2 * CLIENTS + (c))
#define client_of(thread) ((thread) % CLIENTS)

/*
 * RUNNING: may call. WAITING: in a call, queued or received. CONTENT: makes no more calls. DEAD: has no thread and no
 * CSpace.
 */
mtype = { RUNNING, WAITING, CONTENT, DEAD };

chan endpoint = [3 * CLIENTS] of { byte }; /* first in, first out; each thread once at most */
byte reply_right = NONE;                   /* the thread that the server can answer, once */
mtype phase[CLIENTS] = RUNNING;
bool faulted[CLIENTS]; /* its fault message is queued, or received */

/*
 * The capability in a slot of the server, which has the number of its lease record; and whether any copy of it exists
 * elsewhere. At worst somebody passed a copy on to somebody who keeps it: only revoking removes that.
 */
bool master[RECORDS];
bool copied[RECORDS];

/* The capability did not arrive, and the client's library frees the grant. */
bool gives_back[CLIENTS];
byte lost_record[CLIENTS];
byte lost_generation[CLIENTS];

inline cancel(thread)
{
    if
    :: endpoint??[eval(thread)] -> endpoint??eval(thread)
    :: else
    fi
}

/* A process ends: its threads' sends are cancelled, and the right to answer one of them is gone. */
inline end_process(c)
{
    phase[c] = DEAD;
    faulted[c] = false;
    gives_back[c] = false;
    lost_record[c] = 0;
    lost_generation[c] = 0;
    if
    :: MUTANT != SEND_NOT_CANCELLED -> cancel(c)
    :: else -> skip /* MUTANT */
    fi;
    cancel(FAULT_OF(c));
    if
    :: reply_right == c || reply_right == FAULT_OF(c) -> reply_right = NONE
    :: else
    fi
}

/* seL4_Reply without a capability. It never blocks; if the client is gone, nothing happens. */
inline kernel_reply()
{
    if
    :: reply_right == NONE && MUTANT != REPLY_BLOCKS
    :: reply_right != NONE -> phase[reply_right] = RUNNING
    fi;
    reply_right = NONE
}

/* With the capability in a slot. If it does not arrive, the client calls at once, to free the grant. */
inline kernel_reply_with(granted)
{
    if
    :: reply_right == NONE && MUTANT != REPLY_BLOCKS
    :: reply_right != NONE -> phase[reply_right] = RUNNING; copied[granted] = true
    :: reply_right != NONE ->
        gives_back[reply_right] = true;
        lost_record[reply_right] = granted;
        lost_generation[reply_right] = generation[granted];
        endpoint!reply_right
    fi;
    reply_right = NONE
}

/* The end label: a client that makes no more calls, or is dead, may stay so forever; a waiting one may not. */
active [CLIENTS] proctype Client()
{
end_asks_no_more:
    do
    :: d_step { phase[_pid] == RUNNING && MUTANT != QUEUE_NOT_FIFO -> phase[_pid] = WAITING; endpoint!_pid };
       phase[_pid] != WAITING
    :: d_step { phase[_pid] == RUNNING && MUTANT == QUEUE_NOT_FIFO -> phase[_pid] = WAITING; endpoint!!_pid };
       phase[_pid] != WAITING /* MUTANT */
#ifdef MAY_STOP
    :: phase[_pid] == RUNNING -> phase[_pid] = CONTENT
#endif
    od
}

#define faults(c) phase[c] != DEAD && !faulted[c] -> faulted[c] = true; endpoint!FAULT_OF(c)
#define is_ended(c) phase[c] != DEAD -> end_process(c); cancel(END_OF(c)); endpoint!END_OF(c)

/*
 * Each client may fault, or be ended by somebody, at any point and any number of times. A client that faults goes on
 * until its parent ends it: it may have other threads, or only pretend.
 */
active proctype Fate()
{
end_of_all_deaths:
    do
    :: d_step { faults(0) }
    :: d_step { faults(1) }
    :: d_step { is_ended(0) }
    :: d_step { is_ended(1) }
#ifdef MAY_STOP
    :: break /* or fairness would kill whoever is stuck */
#endif
    od
}
