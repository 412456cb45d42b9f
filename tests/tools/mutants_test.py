# Copyright 2026 libsel4rpc contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Tests of the mutation tool: what each operator makes of a snippet, samples, the lists, and a copy that is restored
after each mutant."""

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

# Operator, statements, and the expected result.
OPERATORS = (
    ("negate-condition", "if (a < b) { f(); }", "if (!(a < b)) { f(); }"),
    ("negate-condition", "x = (a && b) ? c : d;", "x = !((a && b)) ? c : d;"),
    ("negate-condition", "return f(a) ? c : d;", "return !(f(a)) ? c : d;"),
    ("negate-condition", "if (a == b) { f(); }"),  # swapping covers this
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
    ("drop-operand", "b = a && b == 1 && f(c, d);", "b = a  && f(c, d);", "b =  b == 1 && f(c, d);", "b = a && b == 1 ;"),
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
        self.assertEqual(mutants.sample(range(99), mutants.arguments([])), range(99))

    def test_names_are_folders_files_or_parts(self):
        names = ["src/", "src/a", "src/a/b.c", "b.c:5 change-constant", "b.c:6", "hosted"]
        every = list(operators.derive("src/a/b.c", CODE))
        self.assertEqual([any(each.is_called([name]) for each in every) for name in names], [True] * 4 + [False] * 2)


class Lists(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.path = pathlib.Path(folder.name, "a.txt")
        self.every = list(operators.derive("src/a.c", CODE))

    def read(self, text, how=lists.read_known):
        self.path.write_text(text, encoding="utf-8")
        return how(self.path)

    def stale(self, known, file="src/a.c"):
        return len(list(lists.stale(known, [], [file], self.every)))

    def test_entry_fits_one_mutant(self):
        (entry,) = self.read("# note\na.c f change-constant: return 1;\n    equivalent: because\n")
        self.assertEqual([each.line for each in self.every if entry.is_about(each)], [5])
        self.assertEqual((entry.kind, self.stale([entry])), ("equivalent", 0))

    def test_entry_that_fits_none_is_stale_if_its_file_is_looked_at(self):
        for entry in ("f change-constant: return 2;", "g change-constant: return 1;", "f change-constant #2: return 1;"):
            entries = self.read(f"a.c {entry}\n    known gap: because\n")
            self.assertEqual([self.stale(entries), self.stale(entries, file="src/aa.c")], [1, 0])

    def test_entry_without_reason_is_refused(self):
        for text in ("a.c f drop-case: A\n", "a.c f drop-case: A\n  because\n", "f drop-case: A\n  equivalent: it is\n"):
            with self.subTest(text), self.assertRaisesRegex(RuntimeError, "a.txt:"):
                self.read(text)

    def test_fault_by_hand_is_a_mutant_where_its_text_is_found(self):
        for text, count in (("(a)", 1), ("(c)", 0), ("a", 1), ("r", 0)):
            hand = self.read(f"a.c f other: {text}\n    (b)\n", lists.read)
            every = list(operators.derive("src/a.c", CODE, hand))
            self.assertEqual([each.name for each in every if each.operator == "other"], ["src/a.c:4 other"] * count)
            self.assertEqual(len(list(lists.stale([], hand, ["src/a.c"], every))), 1 - count)

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
        result = mutants.try_mutant(copy, self.mutant, [(shell(command, self.root), 1)])
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

    def run_of(self, results, kind=None):
        known = [lists.Entry("a.c", self.mutant.key, "f", "", "", f"{kind}: because")] if kind else []
        run = mutants.Run(known, {"src/a.c": CODE})
        with contextlib.redirect_stdout(io.StringIO()):
            for result in results.split():
                run.tell(self.mutant, result, ("test", "failed") if result == "caught" else (), 0)
        return run

    def test_summary_counts_what_is_known_apart(self):
        for kind, counts in (("equivalent", "1 explained, 0 known gaps"), ("known gap", "0 explained, 1 known gaps")):
            said = f"4 mutants, 1 caught, 1 missed ({counts}), 1 the same to the compiler, 1 did not build"
            self.assertEqual(self.run_of("missed caught same refused", kind).summary(), said)

    def test_run_fails_by_a_missed_mutant_that_is_not_known_and_by_stale_entries_but_with_a_floor_by_that_alone(self):
        for words, results, kind, stale, status in (
            ("", "missed caught", None, [], 1),
            ("", "missed", "equivalent", [], 0),
            ("", "missed", "known gap", [], 0),
            ("", "caught", None, ["stale"], 1),
            ("--minutes 1", "caught", None, ["stale"], 0),
            ("--floor 75", "caught caught caught missed", None, ["stale"], 0),
            ("--floor 75", "caught caught missed", None, [], 1),
        ):
            with self.subTest(words=words, results=results):
                self.assertEqual(self.run_of(results, kind).status(mutants.arguments(words.split()), stale), status)

    def test_known_mutant_that_is_caught_needs_no_entry(self):
        self.assertEqual(len(self.run_of("caught", "known gap").healed), 1)
        self.assertEqual(self.run_of("missed", "known gap").healed, [])

    def test_copy_becomes_the_same_and_keeps_what_is_the_same(self):
        copy = self.root / "build/copy"
        suite.copy_tree(self.root, copy)
        before = (copy / "src/a.c").stat().st_mtime_ns
        (copy / "src/old.c").write_text("old", encoding="utf-8")
        self.file.with_name("b.c").write_text("b", encoding="utf-8")
        suite.copy_tree(self.root, copy)
        self.assertEqual((copy / "src/a.c").stat().st_mtime_ns, before)
        self.assertEqual(sorted(path.name for path in copy.rglob("*.c")), ["a.c", "b.c"])


if __name__ == "__main__":
    unittest.main()
