# Copyright 2026 libsel4rpc contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Tests of the bench: it reports counts that have grown, are new or are gone, but not small growth or shrinking;
documents hold counts only, and what they hold is what was counted."""

import contextlib
import io
import pathlib
import re
import tempfile
import unittest
from unittest import mock

import bench
import callgrind
import counts
import document
import meter
import targets

KEY = ("grant", "frame", "total")


class Complaints(unittest.TestCase):
    def test_growth_beyond_five_percent_is_told(self):
        self.assertEqual(list(counts.complaints({KEY: 100}, {KEY: 106})), ["grant, frame, total: 106, was 100"])

    def test_growth_up_to_five_percent_is_not(self):
        self.assertEqual(list(counts.complaints({KEY: 100}, {KEY: 105})), [])

    def test_less_is_not(self):
        self.assertEqual(list(counts.complaints({KEY: 100}, {KEY: 1})), [])

    def test_new_and_gone_are_told(self):
        self.assertEqual(len(list(counts.complaints({KEY: 1}, {("free", "frame", "total"): 1}))), 2)

    def test_what_was_written_is_read(self):
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder) / "counts.csv"
            counts.write(path, {KEY: 7, ("a, b", "c", "d"): 8})
            self.assertEqual(counts.read(path), {KEY: 7, ("a, b", "c", "d"): 8})


class Documents(unittest.TestCase):
    """With made-up measurements."""

    def test_a_second_run_writes_the_same_whatever_the_clock_says(self):
        rows = counts.read(bench.COUNTS)
        contributing = bench.TARGETS.read_text(encoding="utf-8")
        with tempfile.TemporaryDirectory() as folder, contextlib.ExitStack() as stack:
            documents = pathlib.Path(folder)
            (documents / "CONTRIBUTING.md").write_text(contributing, encoding="utf-8")
            for where, name, value in (
                (bench, "DOCUMENTS", documents),
                (bench, "COUNTS", documents / "performance.csv"),
                (bench, "TARGETS", documents / "CONTRIBUTING.md"),
                (bench, "first_line", lambda *command: command[0]),
                (bench.measurements, "measure", lambda root, build: rows),
            ):
                stack.enter_context(mock.patch.object(where, name, value))
            written = [self.run_with_clock(documents, nanoseconds) for nanoseconds in (96313, 344563)]
        self.assertEqual(written[0], written[1])
        self.assertEqual(sorted(written[0]), ["CONTRIBUTING.md", "performance.csv", "performance.md", "performance.svg"])

    def run_with_clock(self, documents, nanoseconds):
        """Returns the documents written by a run in which a request takes this long."""
        printed = io.StringIO()
        measured = mock.patch.object(bench.wall, "measure", lambda build: {"request": nanoseconds})
        with measured, contextlib.redirect_stdout(printed):
            self.assertEqual(bench.main("/p"), 0)
        self.assertIn(f"{nanoseconds / 1000:.1f} microseconds", printed.getvalue())
        return {path.name: path.read_text(encoding="utf-8") for path in documents.iterdir()}


class CheckedIn(unittest.TestCase):
    """No figure was changed by hand."""

    def test_the_document_says_what_the_counts_say(self):
        text = (bench.DOCUMENTS / "performance.md").read_text(encoding="utf-8")
        compiler, valgrind = re.search(r"^    (gcc .*)\n    valgrind: (.*)$", text, re.MULTILINE).groups()
        self.assertEqual(text, document.document(counts.read(bench.COUNTS), compiler, valgrind))

    def test_the_targets_say_what_the_counts_say(self):
        text = bench.TARGETS.read_text(encoding="utf-8")
        self.assertEqual(text, targets.within(text, counts.read(bench.COUNTS)))


class Targets(unittest.TestCase):
    def test_count_at_its_target_has_reached_it_and_one_beyond_has_not(self):
        for used, reached in ((384, "yes"), (385, "**no**")):
            rows = {**counts.read(bench.COUNTS), ("stack", "sel4rpc_call", "bytes"): used}
            self.assertIn(f"| stack of sel4rpc_call: bytes | {used} | 384 | {reached} |", targets.table_of(rows))


DUMP = """part: 1
desc: Trigger: Client Request: frame:0:client
fl=/p/src/client.c
fn=sel4rpc_call
10 5
fi=/p/hosted/user/libsel4/include/sel4/functions.h
11 2
cfi=./string/memset.S
cfn=memset
calls=1 20
12 30
cfi=/p/hosted/user/libsel4/src/syscalls.c
cfn=seL4_Call
calls=1 20
12 400
13 1
fl=./string/memset.S
fn=memset
20 30
fl=/p/hosted/user/libsel4/src/syscalls.c
fn=seL4_Call'2
20 40
fl=/p/hosted/kernel/entry.c
fn=kernel_enter
1 100
fn=kernel_ready_at
1 1000
fl=/p/hosted/machine/fiber/steps.c
fn=execute
1 1000
"""


class Owners(unittest.TestCase):
    def test_instructions_go_to_the_owner_of_the_function_or_of_who_called_the_c_library(self):
        (part,) = callgrind.parts(DUMP.splitlines())
        self.assertEqual(
            part.count(callgrind.Owners("/p")),
            {"library": 38, "own allocator": 0, "program": 0, "stubs": 40, "allocator": 0, "kernel": 100},
        )

    def test_the_library_s_allocator_counts_for_the_client_or_for_the_server_s_allocator(self):
        (part,) = callgrind.parts(DUMP.replace("/src/client.c", "/src/allocator/vka.c").splitlines())
        nothing = callgrind.Part()
        owners, calls = callgrind.Owners("/p"), dict.fromkeys(meter.PARTIES, (0, 0))
        of_client = meter.cost_of(owners, {"client": part, "server": nothing}, calls)
        of_server = meter.cost_of(owners, {"client": nothing, "server": part}, calls)
        self.assertEqual((of_client["client"], of_client["allocator"]), (38, 0))
        self.assertEqual((of_server["server"], of_server["allocator"]), (0, 38))
        self.assertEqual(of_client["total"], of_server["total"])

    def test_a_function_that_begins_with_a_header_s_belongs_to_the_file_it_goes_on_in(self):
        header = "/p/hosted/user/libsel4/include/sel4/functions.h"
        dump = DUMP.replace("fl=/p/src/client.c", f"fl={header}").replace(f"fi={header}", "fi=/p/src/client.c")
        (part,) = callgrind.parts(dump.splitlines())
        self.assertEqual(part.count(callgrind.Owners("/p"))["library"], 38)

    def test_a_header_s_own_function_belongs_to_the_header(self):
        dump = DUMP.replace("fl=/p/src/client.c", "fl=/p/hosted/user/libsel4/include/sel4/functions.h")
        (part,) = callgrind.parts(dump.splitlines())
        counts = part.count(callgrind.Owners("/p"))
        self.assertEqual((counts["library"], counts["stubs"]), (0, 78))

    def test_a_function_in_no_known_folder_is_an_error(self):
        with self.assertRaises(callgrind.UnknownFunction):
            callgrind.Owners("/p").of("/p/elsewhere/x.c", "f")


if __name__ == "__main__":
    unittest.main()
