/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Starts a hosted process. It inherits stderr, its socket, /dev/null as input and output, and of the
 * environment only what sanitizers and coverage read. It dies with us, by the parent-death signal, and is
 * confined (confine.h); the terminal's Ctrl-C is left to us. A second socket, which exec closes, brings us
 * the process's listener, and tells whether exec failed.
 */
#include "machine/process/launch.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "machine/process/confine.h"
#include "machine/process/process.h"
#include "machine/process/report.h"
#include "machine/process/signals.h"

#define MAX_ENVIRONMENT 32
/* The most, each further thread's socket among them; fewer if sel4host itself may have no more. Linux allows
 * all of a user's processes together this many in transit through sockets, and the kernel's own must fit in
 * there too. */
#define MAX_DESCRIPTORS (64 + PROCESS_MAX_THREADS)
#define REPORT (ABI_SOCKET + 1) /* the second socket's descriptor in the child */

static int is_passed_on(const char *variable)
{
    static const char *const prefixes[] = {"ASAN_", "UBSAN_", "LSAN_", "LLVM_PROFILE_FILE=", "GCOV_"};

    for (unsigned i = 0; i < sizeof(prefixes) / sizeof(prefixes[0]); i++) {
        if (strncmp(variable, prefixes[i], strlen(prefixes[i])) == 0) {
            return 1;
        }
    }
    return 0;
}

static void get_environment(char *environment[MAX_ENVIRONMENT])
{
    unsigned count = 0;

    for (char **variable = environ; *variable && count < MAX_ENVIRONMENT - 1; variable++) {
        if (is_passed_on(*variable)) {
            environment[count++] = *variable;
        }
    }
    environment[count] = NULL;
}

/* Puts the descriptors where the program expects them. The two given may be in each other's way. */
static int place_descriptors(int socket, int report)
{
    int null = open("/dev/null", O_RDWR | O_CLOEXEC);
    int high_socket = fcntl(socket, F_DUPFD_CLOEXEC, REPORT + 1);
    int high_report = fcntl(report, F_DUPFD_CLOEXEC, REPORT + 1);

    if (null < 0 || high_socket < 0 || high_report < 0 || dup2(null, STDIN_FILENO) < 0 ||
        dup2(null, STDOUT_FILENO) < 0 || dup2(high_socket, ABI_SOCKET) < 0 ||
        dup3(high_report, REPORT, O_CLOEXEC) < 0 || close_range(REPORT + 1, ~0u, 0) < 0) {
        return -1;
    }
    return 0;
}

static _Noreturn void fail(int report)
{
    (void)report_send(report, errno, -1);
    _exit(127);
}

/* The listener is ours alone: the program must not answer itself. */
static bool hand_over(int report, int listener)
{
    if (listener < 0) {
        return true;
    }
    bool sent = report_send(report, 0, listener);
    close(listener);
    return sent;
}

static bool limit_descriptors(void)
{
    struct rlimit limit;

    if (getrlimit(RLIMIT_NOFILE, &limit) < 0) {
        return false;
    }
    if (limit.rlim_max > MAX_DESCRIPTORS) {
        limit.rlim_max = MAX_DESCRIPTORS;
    }
    limit.rlim_cur = limit.rlim_max;
    return setrlimit(RLIMIT_NOFILE, &limit) == 0;
}

static _Noreturn void run_child(const struct image *image, int socket, int report, pid_t parent)
{
    char *environment[MAX_ENVIRONMENT];

    if (prctl(PR_SET_PDEATHSIG, SIGKILL) < 0) {
        fail(report);
    }
    if (getppid() != parent) { /* it died before we asked for the signal */
        _exit(127);
    }
    signal(SIGINT, SIG_IGN);
    signals_restore();
    get_environment(environment);
    if (place_descriptors(socket, report) < 0) {
        fail(report);
    }
    int listener = -1;
    if (!limit_descriptors() || !confine(&listener) || !hand_over(REPORT, listener)) {
        fail(REPORT);
    }
    execve(image->path, image->arguments, environment);
    fail(REPORT);
}

int launch(const struct image *image, struct launched *launched)
{
    int sockets[2], report[2], error = 0;
    pid_t parent = getpid();

    if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, sockets) < 0) {
        return errno;
    }
    if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, report) < 0) {
        error = errno;
        goto close_sockets;
    }
    pid_t child = fork();
    if (child < 0) {
        error = errno;
        goto close_report;
    }
    if (child == 0) {
        run_child(image, sockets[1], report[1], parent);
    }
    close(sockets[1]);
    close(report[1]);
    error = report_receive(report[0], &launched->listener);
    close(report[0]);
    if (error) {
        close(sockets[0]);
        kill(child, SIGKILL);
        waitpid(child, NULL, 0);
        return error;
    }
    launched->pid = child;
    launched->socket = sockets[0];
    return 0;

close_report:
    close(report[0]);
    close(report[1]);
close_sockets:
    close(sockets[0]);
    close(sockets[1]);
    return error;
}
