/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Confinement by a seccomp filter; see confine.h.
 *
 * How it works. The filter is a program that Linux runs on every system call. It kills a process that calls
 * in the way of another architecture, whose numbers mean other calls. Then there is a rule for each refused
 * call. A number that no Linux has, such as seL4's own, which are negative, is an exception of the thread. A
 * flag of clone() distinguishes a new process from a new thread, so the filter looks at it; clone3() has its
 * flags in memory, where a filter cannot look, so it appears not to exist: C libraries then use clone(). A
 * new thread must be one that we have asked the process to make, so we are asked: Linux holds the call until
 * we have answered. A process counts as asked whoever of its threads calls.
 */
#include "machine/process/confine.h"

#include <errno.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <stddef.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "confine_rules.h" /* the processor's */

#define LOAD(field) BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, field))
#define RETURN(value) BPF_STMT(BPF_RET | BPF_K, (value))
#define ANSWER(error) RETURN(SECCOMP_RET_ERRNO | (error))

/* Skips the next `count` instructions if the test fails. */
#define UNLESS(test, value, count) BPF_JUMP(BPF_JMP | (test) | BPF_K, (value), 0, (count))
/* Skips the next instruction if the test succeeds. */
#define SKIP_IF(test, value) BPF_JUMP(BPF_JMP | (test) | BPF_K, (value), 1, 0)

#define REFUSE(call, error) UNLESS(BPF_JEQ, (call), 1), ANSWER(error)

/* Linux is far from numbers as high. */
#define UNKNOWN_NUMBERS 0x1000u

static const struct sock_filter rules[] = {
    LOAD(arch),
    SKIP_IF(BPF_JEQ, CONFINE_ARCH),
    RETURN(SECCOMP_RET_KILL_PROCESS),
    CONFINE_NUMBER,
    UNLESS(BPF_JGE, UNKNOWN_NUMBERS, 1),
    RETURN(SECCOMP_RET_TRAP),

    REFUSE(SYS_clone3, ENOSYS),
    REFUSE(SYS_ptrace, EPERM),
    REFUSE(SYS_process_vm_readv, EPERM),
    REFUSE(SYS_process_vm_writev, EPERM),
    REFUSE(SYS_pidfd_getfd, EPERM),

    /* Each of these two ends in an answer, so the argument may stay loaded. The lower half comes first in
     * memory: every host is little-endian. */
    UNLESS(BPF_JEQ, SYS_clone, 4),
    LOAD(args[0]),
    SKIP_IF(BPF_JSET, CLONE_THREAD),
    ANSWER(EPERM),
    RETURN(SECCOMP_RET_USER_NOTIF),

    UNLESS(BPF_JEQ, SYS_prctl, 4),
    LOAD(args[0]),
    UNLESS(BPF_JEQ, PR_SET_PDEATHSIG, 1),
    ANSWER(EPERM),
    RETURN(SECCOMP_RET_ALLOW),

    RETURN(SECCOMP_RET_ALLOW),
};
#define LENGTH (sizeof(rules) / sizeof(rules[0]))

static int set_filter(const struct sock_filter *filter, unsigned long flags)
{
    const struct sock_fprog program = {.len = LENGTH, .filter = (struct sock_filter *)filter};

    return (int)syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, flags, &program);
}

/* Allows what we would be asked for. */
static int set_filter_that_asks_nothing(void)
{
    struct sock_filter filter[LENGTH];

    memcpy(filter, rules, sizeof(filter));
    for (size_t i = 0; i < LENGTH; i++) {
        if (filter[i].code == (BPF_RET | BPF_K) && filter[i].k == SECCOMP_RET_USER_NOTIF) {
            filter[i].k = SECCOMP_RET_ALLOW;
        }
    }
    return set_filter(filter, 0);
}

bool confine(int *listener)
{
    /* Without this, Linux accepts no filter, since a filter could mislead a program with more privileges. */
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) < 0) {
        return false;
    }
    *listener = set_filter(rules, SECCOMP_FILTER_FLAG_NEW_LISTENER);
    /* Older Linux does not ask; and it cannot if whoever runs us is asked for other calls. A Linux that does
     * not know filters still runs programs. */
    return *listener >= 0 || set_filter_that_asks_nothing() == 0 || errno == EINVAL || errno == ENOSYS;
}

void confine_answer(int listener, unsigned *due)
{
    struct seccomp_notif call = {0};

    if (ioctl(listener, SECCOMP_IOCTL_NOTIF_RECV, &call) < 0) {
        return; /* the caller was interrupted, and will call again */
    }
    struct seccomp_notif_resp answer = {.id = call.id};
    if (*due > 0) {
        answer.flags = SECCOMP_USER_NOTIF_FLAG_CONTINUE;
    } else {
        answer.error = -EPERM;
    }
    if (ioctl(listener, SECCOMP_IOCTL_NOTIF_SEND, &answer) == 0 && *due > 0) {
        --*due;
    }
}
