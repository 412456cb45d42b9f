/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * exit(), and the return from main(), of one thread while others of its program go on: it ends alone. The
 * program's last thread ends the process, as everywhere. The linker leads both here (--wrap).
 */
#include <stdio.h>

#include "user/runtime/enter.h"
#include "user/runtime/thread.h"

/* The names are the linker's. NOLINTBEGIN(bugprone-reserved-identifier) */
int __real_main(int argc, char *argv[], char *environment[]);
_Noreturn void __real_exit(int status);
int __wrap_main(int argc, char *argv[], char *environment[]);
_Noreturn void __wrap_exit(int status);

/* Returns if the thread is the last. */
static void end_alone(int status)
{
    struct abi_message message = {
        .what = ABI_SYS_EXIT, .info = ABI_INFO(0, 0, 0, 1), .mr = {(abi_word)(unsigned)status}};

    if (thread_were_several()) {
        fflush(stdout);
        hosted_enter(&message);
    }
}

int __wrap_main(int argc, char *argv[], char *environment[])
{
    int status = __real_main(argc, argv, environment);

    end_alone(status);
    return status;
}

void __wrap_exit(int status)
{
    end_alone(status);
    __real_exit(status);
}
/* NOLINTEND(bugprone-reserved-identifier) */
