# Copyright 2026 libsel4rpc contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Shows the checker of outputs documents that it must refuse, and similar ones that it must not."""

import tempfile
import unittest

import commands_test
import outputs_test

PRINTED = "one 0x17 line\ntwo\nthree\n"


class Outputs(unittest.TestCase):
    def setUp(self):
        self.ran = []

    def check(self, count, marker, block, architecture="x86_64", schedule="classic"):
        """Checks a document with one block. count: of the problems."""

        def run(command):
            self.ran.append(command)
            return PRINTED

        with self.subTest(marker=marker, block=block):
            document = f"# Title\n\n<!-- output: {marker} -->\n```text\n{block}```\n\nText.\n"
            found = list(outputs_test.problems(document, architecture, schedule, run))
            self.assertEqual([3] * count, [line for line, _ in found], found)

    def test_block_has_to_equal_the_output(self):
        self.check(0, "a", PRINTED)
        self.check(1, "a", "one 0x17 line\ntwo\n")
        self.check(1, "a", PRINTED + "four\n")
        self.check(1, "a", "one 0x17 line\ntwo\nthr.*\n")

    def test_dots_stand_for_lines_or_for_part_of_a_line(self):
        for block in ("...\n", "one 0x17 line\n...\n", "...\nthree\n", "one ... line\ntwo\nthree\n", PRINTED + "...\n"):
            self.check(0, "a", block)
        for block in ("one 0x17 line\n...\nfour\n", "one ... three\n", "two\n...\n"):
            self.check(1, "a", block)

    def test_each_command_is_run_and_has_to_print_it(self):
        self.check(0, "a --b 'c d'; e", PRINTED)
        self.assertEqual([["a", "--b", "c d"], ["e"]], self.ran)
        self.check(2, "a; e", "two\n")

    def test_block_may_show_the_first_command(self):
        self.check(0, "a b; c", "$ a b\n" + PRINTED)
        self.check(1, "a b; c", "$ a\n" + PRINTED)

    def test_block_is_checked_on_the_kernels_that_are_named(self):
        for name, schedule, count in (("x86_64", "classic", 1), ("x86_64", "mcs", 1), ("ia32", "classic", 0)):
            self.check(count, "a, on x86_64 or riscv64", "other\n", name, schedule)
        for schedule, count in (("classic", 1), ("mcs", 0)):
            self.check(count, "a, on x86_64 without MCS", "other\n", "x86_64", schedule)
        self.check(1, "a, on a toaster", PRINTED)

    def test_marker_without_a_block_is_refused(self):
        for rest in ("Text.\n", "\n```text\n" + PRINTED + "```\n", "```c\n" + PRINTED + "```\n"):
            found = list(outputs_test.problems("<!-- output: a -->\n" + rest, "x86_64", "classic", lambda command: PRINTED))
            self.assertEqual(1, len(found), rest)


class Commands(unittest.TestCase):
    def test_commands_are_found_in_blocks_and_in_the_text(self):
        text = "Type `./run a` or\n\n    ./run b  # says b\n    $ other x\n    output\n    sel4host [--ram 64M]\n"
        self.assertEqual(list(commands_test.commands(text)), ["./run b", "other x", "./run a"])

    def test_table_and_documents_have_to_agree(self):
        found = list(commands_test.unlisted({"a.md": ["one", "two"]}, {"one": "runs", "three": "runs"}))
        self.assertEqual(found, ["a.md: commands.txt does not have: two", "commands.txt: no document has: three"])

    def test_row_has_to_name_what_is_there(self):
        rows = {"a": "test x", "b": "test y", "./run c": "ci", "./run d": "ci", "e": "not, why", "f": "perhaps"}
        self.assertEqual(len(list(commands_test.wrong_rows(rows, {"x"}, {"c"}))), 3)

    def test_command_that_fails_is_told(self):
        with tempfile.TemporaryDirectory() as folder:
            found = list(commands_test.failures(["true", "exit_7() { return 7; }; exit_7", "true"], folder, folder))
        self.assertEqual(found, ["FAILED: 7: exit_7() { return 7; }; exit_7"])


if __name__ == "__main__":
    unittest.main()
