/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Mistakes that the model makes on request, by -DMUTANT=name. check.py lists the promise that each of them breaks,
 * and fails if one goes unnoticed.
 */
#define NO_MUTANT 0
#define ANSWER_SKIPPED 1          /* serve() does not answer what a handler left unanswered */
#define ANSWER_TWICE 2            /* sel4rpc_server_reply() does not ask whether an answer is due */
#define ANSWER_NOT_WITHDRAWN 3    /* a lease is revoked while the answer that promises it waits */
#define GENERATION_NOT_BUMPED 4   /* a record's next lease has the previous one's cookie */
#define GENERATION_NOT_COMPARED 5 /* a cookie is valid whatever its generation */
#define OWNER_NOT_CHECKED 6       /* a cookie is valid whoever sends it */
#define PIN_NOT_RECORDED 7        /* a pin is leased, and leased again */
#define PIN_NOT_GIVEN_BACK 8      /* a pin stays taken after its lease has ended */
#define RELEASE_SKIPS_ONE 9       /* looks up the next lease in a record that is gone */
#define COPIES_NOT_REVOKED 10     /* deletes the master, but leaves its copies */
#define RECORD_LOST 11            /* the record stays in use if nothing could be obtained */
#define LINK_NOT_MENDED 12        /* a lease leaves the list, but its successor still points to it */
#define LIMIT_OFF_BY_ONE 13       /* <= in place of < */
#define CHARGE_FORGOTTEN 14       /* a lease is not charged */
#define STRANGER_SERVED 15        /* serves a badge that is not registered */
#define REPLY_BLOCKS 16           /* the server blocks until its client takes the answer */
#define SEND_NOT_CANCELLED 17     /* receives what a dead client sent */
#define ENDED_LATER 18            /* the parent releases a client, but does not end it before the next receive */
#define DEATH_IGNORED 19          /* the parent drops the message about a client's end */
#define QUEUE_NOT_FIFO 20         /* the kernel lets client 0 jump the queue */
#define PARKED_WITH_COPIES 21     /* parks without revoking: the last holder still has its copies */
#define PARKED_GRANTED_TWICE 22   /* what was parked is granted, and granted again */
#define PARKED_LOST 23            /* what is not parked any more does not go back to the vka */
#define AGAIN_TO_ANYBODY 24       /* who asks for what somebody holds gets a copy of it */
#ifndef MUTANT
#define MUTANT NO_MUTANT
#endif
