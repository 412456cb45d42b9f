/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The command sel4host: what it passes on, what it gives programs, and that it leaves nothing behind.
 */
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <unistd.h>
#include <cmocka.h>

#include "runner.h"

static struct runner runner;

static void sel4host_exit_status_is_the_root_tasks(void **state)
{
    (void)state;
    RUNNER_RUN(&runner, "", "exit", "0");
    runner_assert(&runner, 0, "");
    RUNNER_RUN(&runner, "", "exit", "42");
    runner_assert(&runner, 42, "");
}

static void sel4host_status_of_killed_root_task_is_128_and_signal(void **state)
{
    (void)state;
    RUNNER_RUN(&runner, "", "abort");
    runner_assert(&runner, 128 + SIGABRT, "");
}

static void sel4host_root_task_that_deletes_itself_ends(void **state)
{
    (void)state;
    RUNNER_RUN(&runner, "", "delete_self");
    runner_assert(&runner, 128 + SIGKILL, "");
}

static void sel4host_root_task_that_calls_nothing_ends_with_message(void **state)
{
    (void)state;
    RUNNER_RUN(&runner, "", "no_capability");
    runner_assert(&runner, 128 + SIGSEGV, "");
    assert_non_null(
        strstr(runner.error_text, "root task faulted: no capability that it could use, Recv of 0x0"));
    RUNNER_RUN(&runner, "", "unknown_call");
    runner_assert(&runner, 128 + SIGSEGV, "");
    assert_non_null(strstr(runner.error_text, "root task faulted: unknown system call 9999"));
}

static void sel4host_output_of_program_is_printed_whole(void **state)
{
    (void)state;
    RUNNER_RUN(&runner, "", "print");
    runner_assert(&runner, 0, "one line\nanother, in two pieces\nno newline at the end");
}

static void sel4host_line_longer_than_a_message_is_printed_whole(void **state)
{
    static char expected[3002];
    (void)state;
    for (int i = 0; i < 3000; i++) {
        expected[i] = (char)('a' + i % 26);
    }
    expected[3000] = '\n';
    RUNNER_RUN(&runner, "", "print_long");
    runner_assert(&runner, 0, expected);
}

static void sel4host_arguments_behind_program_are_its_own(void **state)
{
    (void)state;
    RUNNER_RUN(&runner, "", "arguments", "--ram", "", "a b");
    runner_assert(&runner, 0, "<--ram><><a b>");
}

static void sel4host_refused_images_have_their_errors(void **state)
{
    (void)state;
    RUNNER_RUN(&runner, "", "images");
    runner_assert(&runner, 0, "1\n1\n1\n1\n1\n6\n0\n");
}

static void sel4host_second_thread_in_vspace_is_refused(void **state)
{
    (void)state;
    RUNNER_RUN(&runner, "", "second_thread");
    runner_assert(&runner, 0, "3\n");
}

static void sel4host_many_children_leave_nothing(void **state)
{
    static char expected[4096];
    (void)state;
    for (int i = 0; i < 20; i++) {
        strcat(expected, i % 2 ? "exception 0x1000 code 7\n" : "exception 0x1001 code 9\n");
    }
    RUNNER_RUN(&runner, "", "many_children", "20");
    runner_assert(&runner, 0, expected);
}

static void memory_read_only_mapping_cannot_be_made_writable(void **state)
{
    (void)state;
    RUNNER_RUN(&runner, "", "protect");
    runner_assert(&runner, 0, "exception 0x1000 code 0\n");
}

static void memory_new_frame_is_cleared(void **state)
{
    (void)state;
    RUNNER_RUN(&runner, "", "cleared");
    runner_assert(&runner, 0, "0\n0\n");
}

static void memory_more_mappings_than_a_socket_holds_all_arrive(void **state)
{
    (void)state;
    RUNNER_RUN(&runner, "", "many_mappings", "1000");
    runner_assert(&runner, 0, "exception 0x3 code 1000\nexception 0x1000 code 0\n");
}

static void memory_mapping_over_programs_own_memory_fails_and_spares_it(void **state)
{
    (void)state;
    RUNNER_RUN(&runner, "", "map_failure");
    runner_assert(&runner, 0, "0 8 0 still here\n");
}

static void memory_vspace_that_dies_ends_its_process(void **state)
{
    static const char *const scenarios[] = {"spin", "echo", "yield"};
    (void)state;
    for (size_t i = 0; i < sizeof(scenarios) / sizeof(scenarios[0]); i++) {
        RUNNER_RUN(&runner, "", "delete_vspace", scenarios[i]);
        runner_assert(&runner, 0, "exception 0x1001 code 9\n");
    }
}

static void memory_root_task_that_deletes_its_vspace_ends(void **state)
{
    (void)state;
    RUNNER_RUN(&runner, "", "delete_own_vspace");
    runner_assert(&runner, 128 + SIGKILL, "");
}

static void serial_input_comes_back(void **state)
{
    (void)state;
    RUNNER_RUN(&runner, "hello, this is longer than the FIFO is\n", "serial");
    runner_assert(&runner, 0, "hello, this is longer than the FIFO is\n");
}

static void serial_end_of_input_is_one_end_of_transmission(void **state)
{
    (void)state;
    RUNNER_RUN(&runner, "abc", "serial_polled");
    runner_assert(&runner, 0, "abc!");
}

static void run_with_input(int input)
{
    runner_start(&runner, input, (const char *const[]){"--audit", ROOT, "serial_polled", NULL});
    runner_finish(&runner);
}

static void serial_null_input_ends_at_once(void **state)
{
    (void)state;
    int null = open("/dev/null", O_RDONLY | O_CLOEXEC);
    run_with_input(null);
    close(null);
    runner_assert(&runner, 0, "!");
}

static void serial_input_from_file_comes_whole(void **state)
{
    (void)state;
    FILE *file = tmpfile();
    fputs("from a file", file);
    rewind(file);
    run_with_input(fileno(file));
    fclose(file);
    runner_assert(&runner, 0, "from a file!");
}

static void serial_input_that_cannot_be_read_ends_at_once(void **state)
{
    (void)state;
    int directory = open("/", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    run_with_input(directory);
    close(directory);
    runner_assert(&runner, 0, "!");
}

static void sel4host_signal_ends_it_while_it_is_busy(void **state)
{
    (void)state;
    runner_stop(&runner, "busy", SIGTERM);
    assert_string_equal(runner.error_text, "");
}

/* The program echoes its input until the input ends, after the signal. */
static void sel4host_ignored_signals_stay_ignored(void **state)
{
    static const int numbers[] = {SIGINT, SIGTERM, SIGHUP};
    (void)state;
    for (size_t i = 0; i < sizeof(numbers) / sizeof(numbers[0]); i++) {
        void (*old)(int) = signal(numbers[i], SIG_IGN);
        runner_start(&runner, -1, (const char *const[]){"--audit", ROOT, "serial", NULL});
        signal(numbers[i], old);
        assert_int_equal(write(runner.input, "ready\n", 6), 6);
        runner_wait_for(&runner, "ready\n");
        kill(runner.pid, numbers[i]);
        runner_finish(&runner);
        runner_assert(&runner, 0, "ready\n");
    }
}

static void sel4host_output_that_nobody_reads_ends_it(void **state)
{
    (void)state;
    runner_start(&runner, -1, (const char *const[]){"--audit", ROOT, "print_for_ever", NULL});
    runner_wait_for(&runner, "forever\n");
    close(runner.output);
    runner.output = -1;
    runner_finish(&runner);
    assert_int_equal(runner_get_status(&runner), 128 + SIGPIPE);
    assert_string_equal(runner.error_text, "");
}

/* Fills a pipe, whose read end we hold, to its last byte. */
static void fill(int pipe)
{
    char path[32];
    snprintf(path, sizeof(path), "/proc/self/fd/%d", pipe);
    int end = open(path, O_WRONLY | O_NONBLOCK | O_CLOEXEC);
    assert_true(end >= 0);
    while (write(end, "x", 1) == 1) {
        ;
    }
    assert_int_equal(errno, EAGAIN);
    close(end);
}

/* Standard output or standard error is full, and sel4host waits for the reader. */
static void stop_while_full(const int *pipe, const char *option, const char *scenario)
{
    int waiting = 0;
    runner_start(&runner, -1, (const char *const[]){option, ROOT, scenario, NULL});
    while (ioctl(*pipe, FIONREAD, &waiting) == 0 && waiting == 0) { /* until it writes */
        sched_yield();
    }
    fill(*pipe);
    kill(runner.pid, SIGTERM);
    waitpid(runner.pid, &runner.status, 0);
    assert_true(WIFSIGNALED(runner.status));
    assert_int_equal(WTERMSIG(runner.status), SIGTERM);
    close(runner.output);
    close(runner.error);
    close(runner.input);
}

static void sel4host_signal_ends_it_while_output_is_full(void **state)
{
    (void)state;
    stop_while_full(&runner.output, "--audit", "print_for_ever");
}

static void trace_that_nobody_reads_leaves_it_open_to_signals(void **state)
{
    (void)state;
    stop_while_full(&runner.error, "--trace", "busy");
}

static void sel4host_output_that_fails_ends_it_with_message(void **state)
{
    char text[200] = "";
    (void)state;
    FILE *errors = popen("exec " SEL4HOST " " ROOT " print 2>&1 >/dev/full", "re");
    assert_non_null(errors);
    (void)!fgets(text, sizeof(text), errors);
    int status = pclose(errors);
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), 125);
    assert_string_equal(text, "sel4host: standard output: No space left on device\n");
}

static void run_plain(const char *const arguments[])
{
    runner_start(&runner, -1, arguments);
    runner_finish(&runner);
}
#define RUN_PLAIN(...) run_plain((const char *const[]){__VA_ARGS__, NULL})

static void options_help_is_printed(void **state)
{
    (void)state;
    RUN_PLAIN("--help");
    assert_int_equal(runner_get_status(&runner), 0);
    assert_non_null(strstr(runner.text, "usage: sel4host"));
}

static void options_wrong_are_refused(void **state)
{
    static const char *const sizes[] = {"", "x", "3M", "512G", "64X", "64MB", "-1", "99999999999999999999",
                                        "0"};
    (void)state;
    for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++) {
        RUN_PLAIN("--ram", sizes[i], ROOT, "exit", "0");
        assert_int_equal(runner_get_status(&runner), 125);
    }
    RUN_PLAIN("--no-such-option", ROOT, "exit", "0");
    assert_int_equal(runner_get_status(&runner), 125);
    RUN_PLAIN("--trace");
    assert_int_equal(runner_get_status(&runner), 125);
}

static void options_ram_sizes_are_taken(void **state)
{
    static const char *const sizes[] = {"4M", "4096k", "5M", "4194304", "256M"};
    (void)state;
    for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++) {
        RUN_PLAIN("--audit", "--ram", sizes[i], ROOT, "cleared");
        runner_assert(&runner, 0, "0\n0\n");
    }
}

static void options_missing_program_is_told(void **state)
{
    (void)state;
    RUN_PLAIN("/no/such/program");
    assert_int_equal(runner_get_status(&runner), 127);
    RUN_PLAIN("/etc/passwd");
    assert_int_equal(runner_get_status(&runner), 126);
}

static void runtime_without_sel4host_says_how_to_run(void **state)
{
    (void)state;
    int status = system("exec " ROOT " exit 0 2>/dev/null");
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), 2);
}

static void trace_tells_calls_objects_and_results(void **state)
{
    (void)state;
    RUN_PLAIN("--trace", ROOT, "child_and_bystander", "exit");
    assert_int_equal(runner_get_status(&runner), 0);
    static const char *const wanted[] = {
        "machine_root@0x",
        "Untyped_Retype(",
        "type 1, size_bits 0",
        " = NoError\n",
        "TCB_SetImage(",
        "\"machine_child\\0child\\0exit\\0",
        "machine_child@0x",
        "+++ starts +++\n",
        "Recv(",
        "= label 3, badge 0, [0, 0, 0, 0x1000, 7]\n",
        "+++ exited with 7 +++\n",
        "label 0, [41]) <unfinished ...>\n",
        "<... Call resumed> = label 0, badge 0, [42]\n",
        "label 0, [42]) = 0\n",
        "DebugPut(\"bystander: 42\\n\") = 0\n",
    };
    for (size_t i = 0; i < sizeof(wanted) / sizeof(wanted[0]); i++) {
        if (!strstr(runner.error_text, wanted[i])) {
            fail_msg("no \"%s\" in\n%s", wanted[i], runner.error_text);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sel4host_exit_status_is_the_root_tasks),
        cmocka_unit_test(sel4host_status_of_killed_root_task_is_128_and_signal),
        cmocka_unit_test(sel4host_root_task_that_deletes_itself_ends),
        cmocka_unit_test(sel4host_root_task_that_calls_nothing_ends_with_message),
        cmocka_unit_test(sel4host_output_of_program_is_printed_whole),
        cmocka_unit_test(sel4host_line_longer_than_a_message_is_printed_whole),
        cmocka_unit_test(sel4host_arguments_behind_program_are_its_own),
        cmocka_unit_test(sel4host_refused_images_have_their_errors),
        cmocka_unit_test(sel4host_second_thread_in_vspace_is_refused),
        cmocka_unit_test(sel4host_many_children_leave_nothing),
        cmocka_unit_test(memory_read_only_mapping_cannot_be_made_writable),
        cmocka_unit_test(memory_new_frame_is_cleared),
        cmocka_unit_test(memory_more_mappings_than_a_socket_holds_all_arrive),
        cmocka_unit_test(memory_mapping_over_programs_own_memory_fails_and_spares_it),
        cmocka_unit_test(memory_vspace_that_dies_ends_its_process),
        cmocka_unit_test(memory_root_task_that_deletes_its_vspace_ends),
        cmocka_unit_test(serial_input_comes_back),
        cmocka_unit_test(serial_end_of_input_is_one_end_of_transmission),
        cmocka_unit_test(serial_null_input_ends_at_once),
        cmocka_unit_test(serial_input_from_file_comes_whole),
        cmocka_unit_test(serial_input_that_cannot_be_read_ends_at_once),
        cmocka_unit_test(sel4host_signal_ends_it_while_it_is_busy),
        cmocka_unit_test(sel4host_ignored_signals_stay_ignored),
        cmocka_unit_test(sel4host_output_that_nobody_reads_ends_it),
        cmocka_unit_test(sel4host_signal_ends_it_while_output_is_full),
        cmocka_unit_test(sel4host_output_that_fails_ends_it_with_message),
        cmocka_unit_test(options_help_is_printed),
        cmocka_unit_test(options_wrong_are_refused),
        cmocka_unit_test(options_ram_sizes_are_taken),
        cmocka_unit_test(options_missing_program_is_told),
        cmocka_unit_test(runtime_without_sel4host_says_how_to_run),
        cmocka_unit_test(trace_tells_calls_objects_and_results),
        cmocka_unit_test(trace_that_nobody_reads_leaves_it_open_to_signals),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
