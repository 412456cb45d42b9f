# Copyright 2026 libsel4rpc contributors
# SPDX-License-Identifier: BSD-2-Clause
"""The checker of the tests, itself checked: what each operator makes of a snippet, samples, the lists, and a copy that
is as before when a mutant was tried."""

import contextlib
import io
import pathlib
import tempfile
import unittest
from unittest import mock

import lists
import mutants
import operators
import suite

CODE = """/* if (a) */
static int f(int a)
{
    if (a) { return 0; }
    return 1;
}
"""

# Operator, statements, and what is made of them.
OPERATORS = (
    ("negate-condition", "if (a < b) { f(); }", "if (!(a < b)) { f(); }"),
    ("negate-condition", "x = (a && b) ? c : d;", "x = !((a && b)) ? c : d;"),
    ("negate-condition", "return f(a) ? c : d;", "return !(f(a)) ? c : d;"),
    ("negate-condition", "if (a == b) { f(); }"),  # a swap does that
    ("drop-statement", "a = b; f(a); *p++;", "; f(a); *p++;", "a = b; ; *p++;", "a = b; f(a); ;"),
    ("drop-statement", "(void)f(a);", ";"),
    ("drop-statement", "if (a) { b(); }", "if (0 && (a)) { b(); }", "if (a) { ; }"),
    ("drop-statement", "for (i = 0; i < n; i++) { }", "for (i = 0; 0 && (i < n); i++) { }"),
    ("drop-statement", "while (a) { break; }", "while (0 && (a)) { break; }", "while (a) { ; }"),
    ("drop-statement", "if (a) { return; } else { }", "if (a) { ; } else { }"),
    ("drop-statement", "int a = f(); struct s a = {0}; (void)a; seL4_Word *a = b; goto out; return f();"),
    ("drop-statement", 'ZF_LOGE("%d", 1 + 2); assert(a < 1);'),
    ("change-constant", 'ZF_LOGE("%d", 1 + 2); assert(a < 1);'),
    ("change-constant", "return 0x1fU;", "return 0x20U;"),
    ("change-constant", "a = true;", "a = false;"),
    ("change-constant", 'a = "1"; /* 1 */'),
    ("swap-comparison", "return a < b;", "return a <= b;"),
    ("swap-comparison", "return a >= b;", "return a > b;"),
    ("swap-comparison", "return a != b;", "return a == b;"),
    ("swap-logic", "return a && (b || c);", "return a || (b || c);", "return a && (b && c);"),
    ("drop-operand", "return a && b == 1 && f(c, d);", "return a  && f(c, d);", "return  b == 1 && f(c, d);", "return a && b == 1 ;"),
    ("drop-operand", "if ((a || b) && c) { }", "if ((a ) && c) { }", "if (( b) && c) { }", "if ((a || b) ) { }", "if ( c) { }"),
    ("swap-arithmetic", "a = b + -c;", "a = b - -c;"),
    ("swap-arithmetic", "a += b[i++];", "a -= b[i++];", "a += b[i--];"),
    ("swap-bits", "a = &b | c << d;", "a = &b & c << d;", "a = &b | c >> d;"),
    ("other-error", "return seL4_RangeError;", "return seL4_AlignmentError;"),
    ("other-error", "return ABI_NO_ERROR;", "return ABI_INVALID_ARGUMENT;"),
    ("other-error", "if (error == seL4_RangeError) { }"),
    ("leave-loop", "while (a) { b(); }", "while (a) { b(); break; }"),
    ("leave-loop", "for (;;) { continue; }", "for (;;) { continue; break; }", "for (;;) { break; }"),
    ("drop-case", "switch (a) { case A: case B: break; }", "switch (a) {  case B: break; }", "switch (a) { case A:  break; }"),
)


class Operators(unittest.TestCase):
    def test_each_makes_what_it_should(self):
        for operator, body, *expected in OPERATORS:
            with self.subTest(operator=operator, body=body):
                text = f"int f(void)\n{{\n{body}\n}}\n"
                made = [each.apply(text) for each in operators.derive("a.c", text) if each.operator == operator]
                self.assertEqual(sorted(made), sorted(text.replace(body, each) for each in expected))

    def test_tables_have_other_constants_only(self):
        text = "static const struct { int a; } table[] = {\n    {1 << 2},\n};\nenum { A = 1 };\n#define B 1\nint g;\n"
        found = list(operators.derive("a.c", text))
        self.assertEqual([(each.function, each.operator, each.line) for each in found], [("table", "change-constant", 2)] * 2)

    def test_functions_are_known_by_name(self):
        text = "SELDOM struct s *(g)(int a, int (*b)(int))\n{\n    a = 1;\n}\nint h(void)\n{\n    return 1;\n}\n"
        self.assertEqual({each.function for each in operators.derive("a.c", text)}, {"g", "h"})

    def test_lines_keep_their_numbers(self):
        text = "int f(void)\n{\n    g(a,\n      b);\n}\n"
        self.assertEqual([each.apply(text) for each in operators.derive("a.c", text)], ["int f(void)\n{\n    \n;\n}\n"])

    def test_names_are_different(self):
        names = [each.name for each in operators.derive("src/a.c", "int f(void)\n{\n    return 1 + 1;\n}\n")]
        self.assertEqual(names, ["src/a.c:3 change-constant", "src/a.c:3 swap-arithmetic", "src/a.c:3 change-constant #2"])


class Samples(unittest.TestCase):
    def test_sample_depends_on_its_seed_alone(self):
        first, again, other = (mutants.arguments(["--sample", "9", "--seed", seed]) for seed in ("1", "1", "2"))
        self.assertEqual(mutants.sample(range(99), first), mutants.sample(range(99), again))
        self.assertNotEqual(mutants.sample(range(99), first), mutants.sample(range(99), other))
        self.assertEqual(len(mutants.sample(range(99), first)), 9)

    def test_all_are_tried_in_order_without_sample(self):
        self.assertEqual(mutants.sample(range(9), mutants.arguments([])), range(9))

    def test_names_are_folders_files_or_parts(self):
        every = list(operators.derive("src/a/b.c", CODE))
        for name in ("src/", "src/a", "src/a/b.c", "b.c:5 change-constant"):
            self.assertTrue(mutants.choose(every, ["nothing", name]))
        self.assertEqual(mutants.choose(every, ["hosted"]), [])


class Lists(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.path = pathlib.Path(folder.name, "a.txt")
        self.every = list(operators.derive("src/a.c", CODE))

    def read(self, text, how=lists.read_known):
        self.path.write_text(text, encoding="utf-8")
        return how(self.path)

    def stale(self, known, hand=(), file="src/a.c"):
        return len(list(lists.stale(known, list(hand), [file], self.every)))

    def test_entry_fits_one_mutant(self):
        (entry,) = self.read("# note\na.c f change-constant: return 1;\n    equivalent: because\n")
        self.assertEqual([each.line for each in self.every if entry.is_about(each)], [5])
        self.assertEqual((entry.kind, self.stale([entry])), ("equivalent", 0))

    def test_entry_that_fits_none_is_stale_if_its_file_is_looked_at(self):
        for entry in ("f change-constant: return 2;", "g change-constant: return 1;", "f change-constant #2: return 1;"):
            entries = self.read(f"a.c {entry}\n    known gap: because\n")
            self.assertEqual([self.stale(entries), self.stale(entries, file="src/aa.c")], [1, 0])

    def test_entry_without_reason_is_refused(self):
        for text in ("a.c f drop-case: case A:\n", "a.c f drop-case: case A:\n  because\n", "f drop-case: A\n  equivalent: it is\n"):
            with self.subTest(text), self.assertRaisesRegex(lists.ListError, "a.txt: "):
                self.read(text)

    def test_fault_by_hand_is_a_mutant(self):
        (entry,) = self.read("a.c f other: (a)\n    (b)\n", lists.read)
        mutant = entry.mutant("src/a.c", CODE)
        self.assertEqual(mutant.name, "src/a.c:4 other")
        self.assertEqual(mutant.apply(CODE), CODE.replace("    if (a)", "    if (b)"))

    def test_fault_by_hand_that_does_not_fit_is_stale(self):
        (entry,) = self.read("a.c f other: (c)\n    (b)\n", lists.read)
        self.assertIsNone(entry.mutant("src/a.c", CODE))
        self.assertEqual(self.stale([], [entry]), 1)

    def test_lists_of_the_project_can_be_read(self):
        lists.read_known(mutants.HERE / "known.txt")
        self.assertTrue(lists.read(mutants.HERE / "by_hand.txt"))


def shell(command, folder=".", expected=()):
    return suite.Test("test", ["sh", "-c", command], folder, list(expected), [])


class Trying(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.root = pathlib.Path(folder.name)
        self.file = self.root / "src/a.c"
        self.file.parent.mkdir()
        self.file.write_text(CODE, encoding="utf-8")
        self.mutant = [each for each in operators.derive("src/a.c", CODE) if each.line == 5][0]

    def result(self, command, compiled):
        copy = mock.Mock(source=self.root)
        copy.compile.return_value, copy.compile_unchanged.return_value = compiled, ["unchanged"]
        result = mutants.try_mutant(copy, self.mutant, [shell(command, self.root)])
        self.assertEqual(self.file.read_text(encoding="utf-8"), CODE)
        return result

    def test_mutant_is_there_for_the_tests_and_gone_then(self):
        self.assertEqual(self.result("! grep 'return 2' src/a.c", ["other"]), ("caught", ("test", "failed")))
        self.assertEqual(self.result("grep 'return 2' src/a.c", ["other"]), ("missed", ()))

    def test_mutant_that_the_compiler_refuses_or_translates_as_before_is_not_tried(self):
        self.assertEqual(self.result("false", None), ("refused", ()))
        self.assertEqual(self.result("false", ["unchanged"]), ("same", ()))

    def test_endless_loop_is_stopped_by_its_cpu_time_and_endless_wait_by_the_clock(self):
        self.assertEqual(suite.run(shell("while :; do :; done"), cpu_seconds=1)[0], "timed out")
        self.assertEqual(suite.run(shell("sleep 100"), seconds=0.1)[0], "timed out")

    def test_expected_output_decides(self):
        self.assertEqual(suite.run(shell("echo deadlock; false", expected=["dead"]))[0], "")
        self.assertEqual(suite.run(shell("true", expected=["dead"]))[0], "failed")

    def run_of(self, results, known=()):
        run = mutants.Run(list(known), {"src/a.c": CODE})
        with contextlib.redirect_stdout(io.StringIO()):
            for result in results:
                run.tell(self.mutant, result, ("test", "failed") if result == "caught" else (), 0)
        return run

    def known(self, kind):
        return [lists.Entry("a.c", "f", "change-constant", 1, "return 1;", f"{kind}: because")]

    def test_missed_mutant_fails_unless_it_is_known(self):
        options = mutants.arguments([])
        self.assertEqual(self.run_of(["missed", "caught"]).status(options, []), 1)
        for kind in ("equivalent", "known gap"):
            self.assertEqual(self.run_of(["missed"], self.known(kind)).status(options, []), 0)

    def test_summary_counts_what_is_known_apart(self):
        for kind, counts in (("equivalent", "1 explained, 0 known gaps"), ("known gap", "0 explained, 1 known gaps")):
            summary = self.run_of(["missed", "caught", "same", "refused"], self.known(kind)).summary()
            said = f"4 mutants, 1 caught, 1 missed ({counts}), 1 the same to the compiler, 1 did not build"
            self.assertEqual(summary, said)

    def test_floor_is_for_those_that_should_be_caught(self):
        options = mutants.arguments(["--floor", "75"])
        self.assertEqual(self.run_of(["caught"] * 3 + ["missed"]).status(options, ["stale"]), 0)
        self.assertEqual(self.run_of(["caught"] * 2 + ["missed"]).status(options, []), 1)

    def test_stale_entry_fails_a_run_of_all(self):
        self.assertEqual(self.run_of(["caught"]).status(mutants.arguments([]), ["stale"]), 1)
        self.assertEqual(self.run_of(["caught"]).status(mutants.arguments(["--minutes", "1"]), ["stale"]), 0)

    def test_known_mutant_that_is_caught_needs_no_entry(self):
        self.assertEqual(len(self.run_of(["caught"], self.known("known gap")).healed), 1)
        self.assertEqual(self.run_of(["missed"], self.known("known gap")).healed, [])

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


if __name__ == "__main__":
    unittest.main()
