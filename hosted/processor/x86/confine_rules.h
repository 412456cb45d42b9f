/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * What both word sizes of x86 add to the confinement's filter (see machine/process/confine.c): the numbers of
 * another architecture, and old ways to make a process.
 */
#pragma once

/* Numbers from here on are x32's, which are x86_64's with other types. Negative ones are nobody's. */
#define X32_NUMBERS 0x40000000u
#define NEGATIVE_NUMBERS 0x80000000u

/* Loads the call's number, and rules on it. */
#define CONFINE_NUMBER                                                                                       \
    LOAD(nr), UNLESS(BPF_JGE, X32_NUMBERS, 2), SKIP_IF(BPF_JGE, NEGATIVE_NUMBERS),                           \
        RETURN(SECCOMP_RET_KILL_PROCESS), REFUSE(SYS_fork, EPERM), REFUSE(SYS_vfork, EPERM)
