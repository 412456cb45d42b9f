# Copyright 2026 libsel4rpc contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Tests the command line of executables that hold programs and the fiber machine, and that the same seed gives the
same run in another process, wherever Linux loads it.

Usage: command_line_test.py commands|exceptions PATH_OF_FIBERS_COMMAND PATH_OF_DEMO_FIBERS [EMULATOR...]"""

import os
import subprocess
import sys
import unittest

COMMAND = DEMO = None
EMULATOR = []


def run(*command, text="", **options):
    return subprocess.run(
        [*EMULATOR, *command],
        input=text,
        capture_output="stdout" not in options,
        encoding="utf-8",
        check=False,
        **options,
    )


class Options(unittest.TestCase):
    def test_help_is_printed_on_standard_output(self):
        result = run(DEMO, "--help")
        self.assertEqual(result.returncode, 0)
        self.assertTrue(result.stdout.startswith(f"usage: {DEMO} "))
        self.assertTrue(result.stdout.endswith("Programs: demo-parent demo-memory demo-serial\n"))
        self.assertEqual(result.stderr, "")

    def assert_refused(self, *arguments, says):
        result = run(DEMO, *arguments)
        self.assertEqual(result.returncode, 125)
        self.assertEqual(result.stdout, "")
        self.assertIn(says, result.stderr)

    def test_unknown_option_is_refused_with_help(self):
        self.assert_refused("--no-such-option", says="usage: ")

    def test_seed_that_is_no_number_is_refused(self):
        for seed in ("", "x", "-1", "1x", "0x10000000000000000"):
            self.assert_refused("--seed", seed, says="usage: ")

    def test_seed_without_number_is_refused(self):
        self.assert_refused("--seed", says="usage: ")

    def test_root_cnode_has_the_size_that_is_told(self):
        for bits in ("8", "13", "16"):
            result = run(COMMAND, "--cnode-bits", bits, "fibers-machine-limits", "last_slot")
            self.assertEqual((result.returncode, result.stdout), (0, f"{bits} bits, all slots: 0 0 0, 4\n"))

    def test_size_of_root_cnode_out_of_range_is_refused(self):
        for bits in ("", "x", "7", "21", "-12", "12x"):
            self.assert_refused("--cnode-bits", bits, says="--cnode-bits takes 8 to 20\n")

    def test_mapping_needs_a_page_table_unless_the_kernel_is_lenient(self):
        for option, error in ((), 6), (("--lenient",), 0):
            result = run(COMMAND, *option, "fibers-machine-limits", "no_table")
            self.assertEqual((result.returncode, result.stdout), (0, f"{error}\n"))

    def test_unknown_program_is_refused(self):
        self.assert_refused("no-such-program", says="no program no-such-program")

    def test_arguments_that_are_too_long_are_refused(self):
        result = run(COMMAND, "fibers-root", "a" * 2000)
        self.assertEqual(result.returncode, 125)
        self.assertIn("arguments", result.stderr)

    def test_options_behind_the_program_are_its_own(self):
        result = run(COMMAND, "fibers-machine-root", "arguments", "--seed", "--help", "", "a b")
        self.assertEqual((result.returncode, result.stdout), (0, "<--seed><--help><><a b>"))


class Ends(unittest.TestCase):
    def test_exit_status_is_the_programs(self):
        result = run(COMMAND, "fibers-root", "end", "exit", "43")
        self.assertEqual((result.returncode, result.stdout, result.stderr), (43, "printed ", ""))

    def test_signal_is_128_and_its_number(self):
        result = run(COMMAND, "fibers-root", "end", "raise", "15")
        self.assertEqual(result.returncode, 128 + 15)
        self.assertIn("killed by signal 15", result.stderr)

    def test_root_fault_is_as_a_segmentation_fault(self):
        result = run(COMMAND, "--seed", "7", "fibers-machine-root", "no_capability")
        self.assertEqual(result.returncode, 128 + 11)
        self.assertIn("(seed 7)", result.stderr)

    def test_deadlock_is_a_failure_of_the_machine(self):
        result = run(COMMAND, "fibers-root", "deadlock")
        self.assertEqual(result.returncode, 125)
        self.assertRegex(result.stderr, r"fibers-root@0x[0-9a-f]+ waits: Recv\(.*endpoint@.*\n.*deadlock")

    def test_output_that_fails_is_a_failure_of_the_machine(self):
        with open("/dev/full", "w", encoding="utf-8") as full:
            result = run(COMMAND, "fibers-machine-root", "print", stdout=full, stderr=subprocess.PIPE)
        self.assertEqual(result.returncode, 125)
        self.assertIn("standard output", result.stderr)

    @unittest.skipIf(os.environ.get("HOSTED_DEVICES") == "triggers", "the program drives COM1 by I/O ports")
    def test_standard_input_and_output_are_com1(self):
        result = run(COMMAND, "fibers-machine-root", "serial", text="hello, this is longer than the FIFO is\n")
        self.assertEqual((result.returncode, result.stdout), (0, "hello, this is longer than the FIFO is\n"))


class SameSeed(unittest.TestCase):
    def assert_same(self, *command, status=0, text=""):
        first, second = run(*command, text=text), run(*command, text=text)
        self.assertEqual(first.returncode, status)
        self.assertGreater(len(first.stderr), 100)
        self.assertEqual(first.stderr, second.stderr)
        self.assertEqual((first.stdout, first.returncode), (second.stdout, second.returncode))

    def test_demo_prints_and_traces_the_same_again(self):
        for seed in range(3):
            self.assert_same(DEMO, "--trace", "--seed", str(seed), text="hello\nsel4\n")

    def test_threads_print_and_trace_the_same_again(self):
        for seed in range(3):
            self.assert_same(COMMAND, "--trace", "--seed", str(seed), "fibers-root", "print")

    def test_seeds_trace_differently(self):
        traces = {run(COMMAND, "--trace", "--seed", str(seed), "fibers-root", "print").stderr for seed in range(5)}
        self.assertGreater(len(traces), 1)


class Exceptions(SameSeed):
    """Processor exceptions; an emulator may not tell their numbers."""

    def test_fault_of_the_program_is_traced_the_same_again(self):
        self.assert_same(COMMAND, "--trace", "fibers-machine-root", "crash", status=128 + 11)

    def test_fault_inside_the_c_library_is_traced_the_same_again(self):
        self.assert_same(COMMAND, "--trace", "fibers-root", "own_fill", status=128 + 11)

    def test_illegal_instruction_is_traced_the_same_again(self):
        self.assert_same(COMMAND, "--trace", "fibers-machine-root", "child_and_bystander", "illegal")


if __name__ == "__main__":
    GROUP, COMMAND, DEMO, *EMULATOR = sys.argv[1:]
    CASES = {"commands": (Options, Ends, SameSeed), "exceptions": (Exceptions,)}[GROUP]
    suite = unittest.TestSuite(unittest.defaultTestLoader.loadTestsFromTestCase(case) for case in CASES)
    sys.exit(not unittest.TextTestRunner(verbosity=2).run(suite).wasSuccessful())
