/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * In which order threads run, and queues are served. The program and up to three other threads, a, b and c,
 * each follow a script; the log of a case is the order of what they did.
 *
 * A script's letters:
 *     .  log the thread's own letter; the program's is p
 *     s  send; t send with a badge that all share; k call
 *     r  receive, q receive without waiting: log the sender as A, B, C or P, or - if there is none
 *     R  reply; P reply and receive
 *     w  wait for a signal and log its badge
 *     i  signal with badge 4; j with badge 1; J with badge 2
 *     y  yield
 * Only the program:
 *     0 1 2  start the thread
 *     S  let all others run until they wait
 *     ^ = v and 0, 1, 2 or p: set the priority of a thread, or the program's: HIGH, OWN or LOW
 *     z and 0, 1 or 2: suspend; Z resume
 *     x  cancel the sends with the shared badge; D delete the endpoint
 *     F  receive a fault and log the thread that stopped as A, B or C
 */
#include <stdio.h>

#include "threads/threads.h"

#define SELF seL4_CapInitThreadTCB
#define SHARED_BADGE 5

enum { PROGRAM = THREADS, OTHERS = 3, VARY = 0 };

struct script {
    seL4_Word priority; /* VARY: one after the other above, equal to and below the program's */
    const char *script;
};

static const struct order_case {
    const char *name;
    const char *program;
    struct script others[OTHERS];
} strict[] = {
    {"send", "0Ss.S", {{VARY, "r."}}},
    {"call", "0Sk.S", {{VARY, "r.R."}}},
    {"call.reply-receive", "0Sk.k.S", {{VARY, "r.P.P."}}},
    {"signal", "0Sj.S", {{VARY, "w."}}},
    {"reply", "0Sr.R.S", {{VARY, "k."}}},
    {"receive", "0Sr.S", {{VARY, "s."}}},
    {"receive.wait", "0r.S", {{VARY, "s."}}},
    {"receive.wait-call", "0r.R.S", {{VARY, "k."}}},
    {"wait", "0w.S", {{VARY, "i."}}},
    {"resume", "0.S", {{VARY, "."}}},
    {"yield", "0y.S", {{VARY, "."}}},
    {"poll", "0q.y.q.S", {{VARY, "s."}}},
    {"signals.waiting", "0Sj.J.i.S", {{VARY, "w.w."}}},
    {"signals.before", "0j.J.i.S", {{VARY, "w."}}},
    {"suspend", "0.z0.S", {{VARY, "."}}},
    {"senders.up", "012rrrS", {{105, "s."}, {106, "s."}, {107, "s."}}},
    {"senders.down", "012rrrS", {{107, "s."}, {106, "s."}, {105, "s."}}},
    {"senders.equal", "012rrrS", {{105, "s."}, {105, "s."}, {105, "s."}}},
    {"senders.raised", "012^2rrrS", {{105, "s."}, {105, "s."}, {105, "s."}}},
    {"senders.lowered", "012v0rrrS", {{105, "s."}, {105, "s."}, {105, "s."}}},
    {"callers.up", "012rRrRrRS", {{105, "k."}, {106, "k."}, {107, "k."}}},
    {"callers.raised", "012^2rRrRrRS", {{105, "k."}, {105, "k."}, {105, "k."}}},
    {"receivers.up", "012sssS", {{105, "r."}, {106, "r."}, {107, "r."}}},
    {"receivers.down", "012sssS", {{107, "r."}, {106, "r."}, {105, "r."}}},
    {"receivers.equal", "012sssS", {{105, "r."}, {105, "r."}, {105, "r."}}},
    {"receivers.raised", "012^2sssS", {{105, "r."}, {105, "r."}, {105, "r."}}},
    {"receivers.lowered", "012v0sssS", {{105, "r."}, {105, "r."}, {105, "r."}}},
    {"receivers.below", "012SsssS", {{90, "r."}, {91, "r."}, {92, "r."}}},
    {"waiters.up", "012jJiS", {{105, "w."}, {106, "w."}, {107, "w."}}},
    {"waiters.down", "012jJiS", {{107, "w."}, {106, "w."}, {105, "w."}}},
    {"waiters.equal", "012jJiS", {{105, "w."}, {105, "w."}, {105, "w."}}},
    {"waiters.raised", "012^2jJiS", {{105, "w."}, {105, "w."}, {105, "w."}}},
    {"waiters.lowered", "012v0jJiS", {{105, "w."}, {105, "w."}, {105, "w."}}},
    {"suspended.resumed", "012z0Z0rrrS", {{105, "s."}, {105, "s."}, {105, "s."}}},
    {"cancel.up", "012xrrrS", {{105, "t."}, {106, "s."}, {107, "t."}}},
    {"cancel.down", "012xrrrS", {{107, "t."}, {106, "s."}, {105, "t."}}},
    {"delete.up", "012D.S", {{105, "s."}, {106, "s."}, {107, "s."}}},
    {"delete.down", "012D.S", {{107, "s."}, {106, "s."}, {105, "s."}}},
    {"ready.up", "012S", {{90, "."}, {91, "."}, {92, "."}}},
    {"priority.raise", "0^0.S", {{BELOW, "."}}},
    {"priority.own-lower", "0vp.=p.S", {{BELOW, "."}}},
};
#define STRICT (sizeof(strict) / sizeof(*strict))

/* Those in which several threads of the same priority are ready. */
static const struct order_case equals[] = {
    {"reply-receive", "01r.P.P.R.S", {{VARY, "k.k."}, {OWN, "k."}}},
    {"server", "01k.k.S", {{VARY, "r.P.P.P.P."}, {OWN, "k.k."}}},
    {"senders.as-program", "012SrrrS", {{OWN, "s."}, {OWN, "s."}, {OWN, "s."}}},
    {"cancel", "012xrrrS", {{105, "t."}, {105, "s."}, {105, "t."}}},
    {"cancel.all", "012xrrrS", {{105, "t."}, {105, "t."}, {105, "t."}}},
    {"cancel.as-program", "012Sx.SrrrS", {{OWN, "t."}, {OWN, "t."}, {OWN, "t."}}},
    {"delete", "012D.S", {{105, "s."}, {105, "s."}, {105, "s."}}},
    {"delete.receivers", "012DFFF", {{105, "r."}, {105, "r."}, {105, "r."}}},
    {"ready", "012S", {{OWN, "."}, {OWN, "."}, {OWN, "."}}},
    {"ready.yield-once", "012y.S", {{OWN, "."}, {OWN, "."}, {OWN, "."}}},
    {"ready.below", "012S", {{LOW, "."}, {LOW, "."}, {LOW, "."}}},
    {"ready.woken-below", "12S0jJ.S", {{LOW, "."}, {LOW, "w."}, {LOW, "w."}}},
    {"ready.woken-two", "12S0jJ.S", {{OWN, "."}, {OWN, "w."}, {OWN, "w."}}},
    {"ready.sent-below", "12S0ss.S", {{LOW, "."}, {LOW, "r."}, {LOW, "r."}}},
    {"ready.received-below", "12S0rr.S", {{LOW, "."}, {LOW, "s."}, {LOW, "s."}}},
    {"ready.resumed-below", "012z0Z0S", {{LOW, "."}, {LOW, "."}, {LOW, "."}}},
    {"ready.called-below", "12S0k.S", {{LOW, "."}, {LOW, "r.R."}, {LOW, "."}}},
    {"ready.waited-equal", "01w.S", {{OWN, "j."}, {OWN, "."}}},
    {"ready.yield", "01.y.y.y.S", {{OWN, ".y.y.y."}, {OWN, ".y.y.y."}}},
    {"ready.preempted", "20j.S", {{OWN, "."}, {0}, {HIGH, "w."}}},
    {"ready.preempted.other", "120y.S", {{OWN, "j."}, {OWN, "."}, {HIGH, "w."}}},
    {"ready.called", "20k.S", {{OWN, "."}, {0}, {HIGH, "r.R."}}},
    {"ready.woken", "2S01j.S", {{OWN, "."}, {OWN, "."}, {OWN, "w."}}},
    {"ready.woken-by-message", "2S01s.S", {{OWN, "."}, {OWN, "."}, {OWN, "r."}}},
    {"ready.received", "2S01r.S", {{OWN, "."}, {OWN, "."}, {OWN, "s."}}},
    {"ready.replied", "2Sr01R.S", {{OWN, "."}, {OWN, "."}, {OWN, "k."}}},
    {"ready.called-equal", "2S01k.S", {{OWN, "."}, {OWN, "."}, {OWN, "r.R."}}},
    {"ready.resumed", "01z0Z0y.S", {{OWN, "."}, {OWN, "."}}},
    {"ready.resumed-again", "01Z0y.S", {{OWN, "."}, {OWN, "."}}},
    {"priority.raise-one", "0=0.S", {{BELOW, "."}}},
    {"priority.raise-and-yield", "10=0y.S", {{BELOW, "."}, {OWN, "."}}},
    {"priority.raise-two", "01=1=0S", {{LOW, "."}, {LOW, "."}}},
    {"priority.lower", "0v0y.S", {{OWN, "."}}},
    {"priority.same", "01=0y.S", {{OWN, "."}, {OWN, "."}}},
    {"priority.same-low", "01v0S", {{LOW, "."}, {LOW, "."}}},
    {"priority.raise-two.yield", "01=1=0y.S", {{LOW, "."}, {LOW, "."}}},
    {"priority.raise-three", "012=1=0=2S", {{LOW, "."}, {LOW, "."}, {LOW, "."}}},
    {"priority.raise-first", "012=0S", {{LOW, "."}, {OWN, "."}, {OWN, "."}}},
    {"priority.raise-low", "012v0S", {{80, "."}, {LOW, "."}, {LOW, "."}}},
    {"priority.same-middle", "012=1S", {{OWN, "."}, {OWN, "."}, {OWN, "."}}},
    {"priority.same-middle.yield", "012=1y.S", {{OWN, "."}, {OWN, "."}, {OWN, "."}}},
    {"priority.same-low-middle", "012v1S", {{LOW, "."}, {LOW, "."}, {LOW, "."}}},
    {"priority.raise-between", "102=0S", {{LOW, "."}, {OWN, "."}, {OWN, "."}}},
    {"priority.own-same", "0=p.S", {{OWN, "."}}},
    {"priority.own-equal", "0vp.=p.S", {{LOW, "."}}},
    {"priority.own-raise", "0^p.y.=p.y.S", {{OWN, "."}}},
};
#define EQUALS (sizeof(equals) / sizeof(*equals))

static const struct order_case *now;
static seL4_CPtr shared, sender, signals[3];
static seL4_Word varied;

static seL4_MessageInfo_t name_sender(unsigned index)
{
    seL4_SetMR(0, index);
    return seL4_MessageInfo_new(0, 0, 0, 1);
}

static void log_sender(seL4_Word badge)
{
    seL4_Word index = seL4_GetMR(0);

    log_event((char)(badge == 0 ? '-' : index == PROGRAM ? 'P' : 'A' + (char)index));
}

static void receive(unsigned index)
{
    seL4_Word badge = 0;

    if (index == PROGRAM) {
        own_receive(endpoint, &badge);
    } else {
        thread_receive(index, endpoint, &badge);
    }
    log_sender(badge);
}

static void answer_caller(unsigned index)
{
    if (index == PROGRAM) {
        own_answer(name_sender(index));
    } else {
        thread_answer(index, name_sender(index));
    }
}

static void reply_receive(unsigned index)
{
    seL4_Word badge = 0;

    if (index == PROGRAM) {
        own_reply_receive(endpoint, name_sender(index), &badge);
    } else {
        thread_reply_receive(index, endpoint, name_sender(index), &badge);
    }
    log_sender(badge);
}

static void wait(void)
{
    seL4_Word badge = 0;

    seL4_Wait(notification, &badge);
    log_event((char)('0' + badge));
}

/* What any thread may do. Returns 0 if it is none of that. */
static int act(unsigned index, char letter)
{
    switch (letter) {
    case '.':
        log_event((char)(index == PROGRAM ? 'p' : 'a' + (char)index));
        return 1;
    case 's':
        seL4_Send(sender, name_sender(index));
        return 1;
    case 't':
        seL4_Send(shared, name_sender(index));
        return 1;
    case 'k':
        seL4_Call(sender, name_sender(index));
        return 1;
    case 'r':
        receive(index);
        return 1;
    case 'R':
        answer_caller(index);
        return 1;
    case 'P':
        reply_receive(index);
        return 1;
    case 'w':
        wait();
        return 1;
    case 'j':
        seL4_Signal(signals[0]);
        return 1;
    case 'J':
        seL4_Signal(signals[1]);
        return 1;
    case 'i':
        seL4_Signal(signals[2]);
        return 1;
    case 'y':
        seL4_Yield();
        return 1;
    default:
        return 0;
    }
}

static void follow(void *index, void *unused, void *other)
{
    unsigned number = (unsigned)(seL4_Word)index;

    (void)unused;
    (void)other;
    for (const char *next = now->others[number].script; *next; next++) {
        (void)act(number, *next);
    }
    thread_end();
}

static void set_priority(char which, seL4_Word priority)
{
    (void)invoke(which == 'p' ? SELF : threads[which - '0'].tcb, TCBSetPriority, WORDS(priority),
                 WORDS(SELF));
}

static void poll(void)
{
    seL4_Word badge = 0;

    own_receive_now(endpoint, &badge);
    log_sender(badge);
}

static void receive_fault(void)
{
    log_event((char)('A' + (char)(await_fault_message().badge - FAULTED)));
}

/* What only the program may do; the operand is the next letter. Returns how many letters that took. */
static unsigned control(char letter, char operand)
{
    switch (letter) {
    case 'S':
        settle();
        return 1;
    case 'q':
        poll();
        return 1;
    case 'x':
        invoke(CNODE, CNodeCancelBadgedSends, WORDS(shared, DEPTH), NOTHING);
        return 1;
    case 'D':
        revoke(endpoint);
        delete_slot(endpoint);
        return 1;
    case 'F':
        receive_fault();
        return 1;
    case '^':
        set_priority(operand, HIGH);
        return 2;
    case '=':
        set_priority(operand, OWN);
        return 2;
    case 'v':
        set_priority(operand, LOW);
        return 2;
    case 'z':
        (void)thread_suspend((unsigned)(operand - '0'));
        return 2;
    case 'Z':
        (void)thread_resume((unsigned)(operand - '0'));
        return 2;
    default:
        (void)thread_resume((unsigned)(letter - '0'));
        return 1;
    }
}

static void make_others(void)
{
    for (unsigned i = 0; i < OTHERS; i++) {
        seL4_Word priority = now->others[i].priority;

        thread_make(i, priority == VARY ? varied : priority);
        thread_enter(i, follow);
    }
}

static void run(const char *key)
{
    threads_begin();
    make_others();
    sender = mint(endpoint, ALL, SHARED_BADGE + 1);
    shared = mint(endpoint, ALL, SHARED_BADGE);
    for (unsigned i = 0; i < 3; i++) {
        signals[i] = mint(notification, WRITE, (seL4_Word)1 << i);
    }
    renew_time();
    for (const char *next = now->program; *next;) {
        next += act(PROGRAM, *next) ? 1 : control(*next, next[1]);
    }
    tell_log(key);
}

static void run_varied(const char *kind)
{
    static const struct {
        const char *name;
        seL4_Word priority;
    } relations[] = {{"above", ABOVE}, {"equal", OWN}, {"below", BELOW}};
    char key[KEY_BYTES];

    for (unsigned i = 0; i < 3; i++) {
        varied = relations[i].priority;
        snprintf(key, sizeof(key), "order.%s.%s.%s", varied == OWN ? "equal" : kind, now->name,
                 relations[i].name);
        run(key);
    }
}

static void run_list(const char *kind, const struct order_case *list, unsigned count)
{
    char key[KEY_BYTES];

    for (unsigned i = 0; i < count; i++) {
        now = &list[i];
        if (now->others[0].priority == VARY) {
            run_varied(kind);
        } else {
            snprintf(key, sizeof(key), "order.%s.%s", kind, now->name);
            run(key);
        }
    }
}

static void run_strict(void)
{
    run_list("strict", strict, STRICT);
}

static void run_equal(void)
{
    run_list("equal", equals, EQUALS);
}

const struct group order_groups[] = {{"order.strict", run_strict}, {"order.equal", run_equal}, {0}};
