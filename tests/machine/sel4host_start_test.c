/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * How sel4host starts its program: with few descriptors, through links, and its message if it cannot.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>
#include <cmocka.h>

#include "outcome.h"

/* The caller of the tests may have left some open. */
#define NOTHING_INHERITED "3<&- 4<&- 5<&- 6<&- 7<&- 8<&- 9<&-"

static char folder[] = "/tmp/sel4host_start_XXXXXX";
static char path[sizeof(folder) + 32]; /* of the file that a test makes in the folder */

static int make_folder(void **state)
{
    (void)state;
    strcpy(folder + sizeof(folder) - 7, "XXXXXX");
    if (!mkdtemp(folder)) {
        return -1;
    }
    snprintf(path, sizeof(path), "%s/program", folder);
    return 0;
}

static int remove_folder(void **state)
{
    (void)state;
    unlink(path);
    return rmdir(folder);
}

/* Runs a shell command with sel4host as $S and the root task as $R; checks its status and its output. */

static void assert_run(const char *command, int status, const char *output)
{
    char line[512], text[4096];
    snprintf(line, sizeof(line), "S=%s R=%s F=%s; exec 2>&1 " NOTHING_INHERITED "; %s", SEL4HOST, ROOT, path,
             command);
    FILE *shell = popen(line, "re");
    assert_non_null(shell);
    size_t count = fread(text, 1, sizeof(text) - 1, shell);
    text[count] = '\0';
    int end = pclose(shell);
    assert_true(WIFEXITED(end));
    if (WEXITSTATUS(end) != status || strcmp(text, output) != 0) {
        fail_msg("%s\nstatus %d, expected %d\noutput: %s\nexpected: %s", command, WEXITSTATUS(end), status,
                 text, output);
    }
}

static void make_file(const char *contents, mode_t mode)
{
    FILE *file = fopen(path, "we");
    assert_non_null(file);
    fputs(contents, file);
    fclose(file);
    assert_int_equal(chmod(path, mode), 0);
}

static void assert_refused(const char *command, int status, const char *subject, const char *reason)
{
    char *message;
    assert_true(asprintf(&message, "sel4host: %s: %s\n", subject, reason) > 0);
    assert_run(command, status, message);
    free(message);
}

static void start_few_descriptors_suffice(void **state)
{
    (void)state;
    assert_run("ulimit -n 16; exec $S $R child exit", 0, EXITED(7));
    assert_run("ulimit -n 48; exec $S $R child exit", 0, EXITED(7));
}

static void start_too_few_descriptors_are_told_with_the_number_needed(void **state)
{
    (void)state;
    assert_refused("ulimit -n 12; exec $S $R exit 0", 125, "too few descriptors",
                   "ulimit -n is 12, at least 16 are needed");
    assert_refused("ulimit -n 15; exec $S $R exit 0", 125, "too few descriptors",
                   "ulimit -n is 15, at least 16 are needed");
}

static void start_descriptors_used_up_by_inherited_ones_are_told(void **state)
{
    (void)state;
    assert_refused("ulimit -n 16; exec 3<&0 4<&0 5<&0 6<&0 7<&0 8<&0 9<&0; exec $S $R exit 0", 126, ROOT,
                   "cannot be run: Too many open files (ulimit -n leaves too few descriptors)");
}

static void assert_file_refused(int status, const char *reason)
{
    assert_refused("exec $S $F", status, path, reason);
}

static void start_missing_program_is_told(void **state)
{
    (void)state;
    assert_file_refused(127, "No such file or directory");
    assert_refused("exec $S /etc/passwd/x", 127, "/etc/passwd/x", "Not a directory");
}

static void start_folder_is_told(void **state)
{
    (void)state;
    assert_refused("exec $S /etc", 126, "/etc", "not a file");
}

static void start_program_without_permission_is_told(void **state)
{
    (void)state;
    make_file("", 0600);
    assert_file_refused(126, "Permission denied");
}

static void start_program_of_no_known_format_is_told(void **state)
{
    (void)state;
    make_file("nothing that runs\n", 0700);
    assert_file_refused(126, "cannot be run: Exec format error");
}

static void start_missing_interpreter_is_told(void **state)
{
    (void)state;
    make_file("#!/no/such/interpreter\n", 0700);
    assert_file_refused(126, "cannot be run: No such file or directory (an interpreter that it names)");
}

static void start_children_are_found_beside_the_target_of_a_link(void **state)
{
    (void)state;
    assert_int_equal(symlink(ROOT, path), 0);
    assert_run("exec $S $F child exit", 0, EXITED(7));
    assert_run("cd ${F%/*}; exec $S program child exit", 0, EXITED(7));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, make_folder, remove_folder)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(start_few_descriptors_suffice),
        TEST(start_too_few_descriptors_are_told_with_the_number_needed),
        TEST(start_descriptors_used_up_by_inherited_ones_are_told),
        TEST(start_missing_program_is_told),
        TEST(start_folder_is_told),
        TEST(start_program_without_permission_is_told),
        TEST(start_program_of_no_known_format_is_told),
        TEST(start_missing_interpreter_is_told),
        TEST(start_children_are_found_beside_the_target_of_a_link),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
