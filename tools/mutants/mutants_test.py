# Copyright 2026 libsel4rpc contributors
# SPDX-License-Identifier: BSD-2-Clause
"""The checker of the tests, itself checked: lists that can and cannot be read, faults that do and do not fit, and a
copy that is as before when a fault was tried."""

import pathlib
import tempfile
import unittest

import faults
import mutants
import suite

CODE = """/* one(void) */
static int one(int a)
{
    if (a) {
        return 1;
    }
    return 0;
}

int(two)(int a,
         int b)
{
    if (a) {
        return b;
    }
    return 0;
}
"""


def fault(*lines):
    (only,) = faults.parse("\n".join(("file src/a.c", "name: What is wrong", *lines)), "a.faults")
    return only


class Lists(unittest.TestCase):
    def test_list_is_read_in_its_order(self):
        first, second, third = faults.parse(
            "# note\nfile src/a.c\ntests unit_a\n\none: First\n@@ f\n-a\n b\n+c\n\ntwo: Second\nexplained why\n-a\n"
            "file src/b.c\nthree: Third\n-a\n",
            "a.faults",
        )
        self.assertEqual((first.name, first.what, first.file, first.tests), ("one", "First", "src/a.c", "unit_a"))
        self.assertEqual((first.function, first.before, first.after), ("f", ["a", "b"], ["b", "c"]))
        self.assertEqual((second.tests, second.explained, second.after), ("unit_a", "why", []))
        self.assertEqual((third.file, third.tests), ("src/b.c", ""))

    def test_lines_of_no_fault_are_refused(self):
        for text in ("name: No file\n", "file src/a.c\n-a\n", "file a\none: One\n-a\nfile b\n-a\n", "file a\none: One\nb\n"):
            with self.subTest(text=text), self.assertRaises(faults.ListError):
                faults.parse(text, "a.faults")

    def test_two_faults_of_one_name_are_refused(self):
        with tempfile.TemporaryDirectory() as folder:
            for name in ("a", "b"):
                pathlib.Path(folder, f"{name}.faults").write_text("file src/a.c\none: One\n-a\n", encoding="utf-8")
            with self.assertRaisesRegex(faults.ListError, "b.faults:2: .*one"):
                faults.read_lists(folder)

    def test_the_lists_of_the_project_can_be_read(self):
        self.assertGreaterEqual(len(faults.read_lists(mutants.LISTS)), 60)


class Apply(unittest.TestCase):
    def refused(self, *lines):
        with self.assertRaises(faults.ListError):
            faults.apply(CODE, fault(*lines))

    def test_lines_are_exchanged(self):
        changed = faults.apply(CODE, fault("-        return b;", "+        return a;"))
        self.assertEqual(changed, CODE.replace("return b;", "return a;"))

    def test_lines_are_taken_out(self):
        self.assertEqual(faults.apply(CODE, fault("-        return b;")), CODE.replace("        return b;\n", ""))

    def test_context_says_which_line_is_meant(self):
        changed = faults.apply(CODE, fault("-    if (a) {", "+    if (!a) {", "         return b;"))
        self.assertEqual(changed, CODE.replace("if (a) {\n        return b;", "if (!a) {\n        return b;"))

    def test_function_says_which_line_is_meant(self):
        for name, number in (("one", 0), ("two", 1)):
            changed = faults.apply(CODE, fault(f"@@ {name}", "-    if (a) {", "+    if (!a) {"))
            self.assertEqual([part.startswith("if (!a") for part in changed.split("    if ")][1:], [False, False])
            self.assertEqual([line == "    if (!a) {" for line in changed.splitlines() if "if" in line].index(True), number)

    def test_line_that_is_there_twice_is_refused(self):
        self.refused("-    if (a) {", "+    if (!a) {")

    def test_line_that_is_not_there_is_refused(self):
        self.refused("-    if (b) {", "+    if (!b) {")

    def test_line_of_another_function_is_refused(self):
        self.refused("@@ one", "-        return b;")

    def test_function_that_is_not_there_is_refused(self):
        self.refused("@@ three", "-        return b;")

    def test_part_of_a_line_is_refused(self):
        self.refused("-return b;")
        self.refused("-        return")

    def test_fault_that_changes_nothing_is_refused(self):
        self.refused("-        return b;", "+        return b;")
        self.refused()


class Copy:
    """In place of suite.Suite: notes what stands in the file when the tests are run."""

    def __init__(self, source, error=None):
        self.source, self.error, self.seen = source, error, None

    def failure(self, file, _tests):
        self.seen = (self.source / file).read_text(encoding="utf-8")
        if self.error:
            raise self.error
        return {"unit_a": "failed", "unit_b": "timed out"}


class Trying(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.root = pathlib.Path(folder.name)
        self.file = self.root / "src/a.c"
        self.file.parent.mkdir()
        self.file.write_text(CODE, encoding="utf-8")

    def test_fault_is_there_for_the_tests_and_gone_then(self):
        copy = Copy(self.root)
        result = mutants.result_of(copy, fault("-        return b;"))
        self.assertEqual(result, ("caught", "unit_a, unit_b (timed out)"))
        self.assertEqual(copy.seen, CODE.replace("        return b;\n", ""))
        self.assertEqual(self.file.read_text(encoding="utf-8"), CODE)

    def test_fault_that_does_not_build_is_an_error_and_gone_then(self):
        result, why = mutants.result_of(Copy(self.root, RuntimeError("no")), fault("-        return b;"))
        self.assertEqual((result, why), ("ERROR", "no"))
        self.assertEqual(self.file.read_text(encoding="utf-8"), CODE)

    def test_copy_becomes_the_same_and_keeps_what_is_the_same(self):
        copy = self.root / "build/copy"
        suite.copy_tree(self.root, copy)
        (copy / "src/a.c").write_text("changed", encoding="utf-8")
        (copy / "src/old.c").write_text("old", encoding="utf-8")
        (self.root / "src/b.c").write_text("b", encoding="utf-8")
        suite.copy_tree(self.root, copy)
        before = (copy / "src/b.c").stat().st_mtime_ns
        suite.copy_tree(self.root, copy)
        self.assertEqual((copy / "src/b.c").stat().st_mtime_ns, before)
        self.assertEqual(sorted(path.name for path in copy.rglob("*.c")), ["a.c", "b.c"])
        self.assertEqual((copy / "src/a.c").read_text(encoding="utf-8"), CODE)


class Output(unittest.TestCase):
    def test_what_ctest_tells_is_understood(self):
        output = (
            " 1/5 Test  #7: kernel_irq .............   Passed    1.31 sec\n"
            " 2/5 Test  #9: kernel_fuzz ............***Timeout  20.01 sec\n"
            " 3/5 Test #10: kernel_tcb .............Subprocess aborted***Exception:   0.10 sec\n"
            " 4/5 Test #11: end_to_end/exit ........***Failed    0.10 sec\n"
            " 5/5 Test #12: unit_test_wire .........***Not Run   0.00 sec\n"
        )
        self.assertEqual(
            suite.failures(output),
            {
                "kernel_fuzz": "timed out",
                "kernel_tcb": "crashed",
                "end_to_end/exit": "failed",
                "unit_test_wire": "not run",
            },
        )


if __name__ == "__main__":
    unittest.main()
