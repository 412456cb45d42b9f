/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * sel4host: runs a program as the root task of a hosted seL4. options.c explains the command line.
 */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include "machine/page_size.h"
#include "machine/process/audit.h"
#include "machine/process/machine.h"
#include "machine/process/options.h"
#include "machine/process/orphans.h"
#include "machine/process/signals.h"
#include "machine/trace/trace.h"

/* From here on descriptors 0 to 2 are open, so that nothing else gets their numbers. */
static bool open_standard_files(void)
{
    int descriptor;

    do {
        descriptor = open("/dev/null", O_RDWR);
    } while (descriptor >= 0 && descriptor <= STDERR_FILENO);
    if (descriptor < 0) {
        return false;
    }
    close(descriptor);
    return true;
}

/* Each mapped frame, and each process, takes a descriptor. With fewer than these nothing starts. */
#define MIN_DESCRIPTORS 16

static bool raise_descriptor_limit(void)
{
    struct rlimit limit;

    if (getrlimit(RLIMIT_NOFILE, &limit) < 0) {
        return true;
    }
    limit.rlim_cur = limit.rlim_max;
    setrlimit(RLIMIT_NOFILE, &limit);
    if (limit.rlim_max >= MIN_DESCRIPTORS) {
        return true;
    }
    fprintf(stderr, "sel4host: too few descriptors: ulimit -n is %lu, at least %d are needed\n",
            (unsigned long)limit.rlim_max, MIN_DESCRIPTORS);
    return false;
}

static bool init(void)
{
    if (!raise_descriptor_limit()) {
        return false;
    }
    if (open_standard_files() && signals_init()) {
        return true;
    }
    fprintf(stderr, "sel4host: cannot start: %s\n", strerror(errno));
    return false;
}

static int run(const struct machine_options *options)
{
    static struct machine machine;
    unsigned before = audit_count_descriptors();
    int status = machine_init(&machine, options);

    if (status) {
        return status;
    }
    machine_run(&machine);
    machine_draw(&machine, true);
    trace_end();
    bool kept = !options->audit || audit_running(&machine, before);
    machine_clean_up(&machine);
    kept = (!options->audit || audit_cleaned_up(before)) && kept;
    return kept ? machine.status : STATUS_FAILED;
}

int main(int argc, char *argv[])
{
    struct machine_options options;

    switch (options_get(&options, argc, argv)) {
    case OPTIONS_HELP:
        fputs(options_help, stdout);
        return 0;
    case OPTIONS_WRONG:
        fputs(options_help, stderr);
        return STATUS_FAILED;
    case OPTIONS_RUN:
        break;
    }
    if (!page_size_check("sel4host", sysconf(_SC_PAGESIZE)) || !init()) {
        return STATUS_FAILED;
    }
    orphans_init();
    int status = run(&options);
    int stop = signals_get_stop();
    signals_restore();
    if (stop && status == STATUS_SIGNAL + stop) { /* so that whoever started us sees what ended us */
        raise(stop);
    }
    return status;
}
