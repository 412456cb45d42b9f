# Copyright 2026 libsel4rpc contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Compares the kernel's truth, the picture of `--graph`, with the server's table of leases; and tests when there is one.

Usage: graph_test.py SEL4HOST TWO_CHILDREN_PARENT TWO_CHILDREN_FIBERS DEMO_PARENT [EMULATOR...]"""

import collections
import html
import pathlib
import re
import signal
import subprocess
import sys
import tempfile
import unittest

SEL4HOST = PARENT = FIBERS = DEMO = None
EMULATOR = []

# What a child has before it asks for anything.
OWN = {"cnode", "tcb", "sched-context", "reply", "asid-pool", "endpoint", "vspace", "page-table"}


def run(*command):
    result = subprocess.run(
        [*EMULATOR, *command], stdin=subprocess.DEVNULL, capture_output=True, encoding="utf-8", check=False
    )
    if result.returncode != 0:
        raise AssertionError(f"{command}: {result.returncode}\n{result.stdout}{result.stderr}")
    return result.stdout


def rows_of(picture):
    """The rows of each program, by its name without its thread."""
    programs = {}
    for table in re.findall(r"label=<<TABLE.*</TABLE>>", picture):
        name = re.search(r"<B>([^@]*)@0x[0-9a-f]+</B>", table).group(1)
        rows = re.findall(r'PORT="r\d+">(.*?)</TD>', table)
        programs[name] = [html.unescape(row) for row in rows]
    return programs


def held(picture, program):
    """What a program's capabilities lead to, in the words of the server's table."""
    counts = collections.Counter()
    for row in rows_of(picture).get(program, []):
        count, what = re.fullmatch(r"(?:(\d+) × |\d+: )([^,]*).*", row).groups()
        if what.split()[0] in OWN:
            continue
        what = re.sub(r"^(?:device )?(frame|untyped) (.*)", r"\2 \1", what)  # the table tells a device by its address
        what = what.replace("irq-handler", "interrupt").replace("io-port", "I/O ports")
        counts[what] += int(count or 1)
    return counts


def leased(output, client):
    """What the first table of leases says that a client has."""
    table = output.split("I dismiss it")[0]
    counts = collections.Counter()
    for what in re.findall(rf"\| {client} \(\d+\) +0x[0-9a-f]+ +(.*)", table):
        counts[re.split(r" at 0x|  ", what)[0].strip()] += 1
    return counts


class Graph(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()  # pylint: disable=consider-using-with
        self.addCleanup(folder.cleanup)
        self.file = pathlib.Path(folder.name) / "graph"

    def picture(self, number=None):
        return pathlib.Path(f"{self.file}.{number}" if number else self.file).read_text(encoding="utf-8")

    def check_two_children(self, *command):
        output = run(*command)
        asked = self.picture(1)
        self.assertGreater(len(leased(output, "greedy")), 2)
        self.assertEqual(held(asked, "two-children-greedy"), leased(output, "greedy"))
        steady = leased(output, "steady") + collections.Counter({"notification": 1})  # its parent gave it one
        self.assertEqual(held(asked, "two-children-steady"), steady)
        self.assertEqual(rows_of(self.picture()), {"two-children-parent": []})

    def test_table_of_leases_is_what_the_kernel_knows(self):
        self.check_two_children(SEL4HOST, "--graph", self.file, PARENT)

    def test_table_of_leases_is_what_the_kernel_knows_on_fibers(self):
        self.check_two_children(FIBERS, "--graph", self.file)

    def test_copies_name_what_they_are_derived_from(self):
        run(SEL4HOST, "--graph", self.file, PARENT)
        programs = rows_of(self.picture(1))
        frame = next(row for row in programs["two-children-steady"] if "frame 4 KiB" in row)
        slot = re.search(r", Read\|Write, from (\d+) of two-children-parent@0x", frame).group(1)
        self.assertIn(f"{slot}: frame 4 KiB, Read|Write", programs["two-children-parent"])

    def test_signal_asks_for_a_picture(self):
        with subprocess.Popen(
            [*EMULATOR, SEL4HOST, "--graph", self.file, DEMO], stdin=subprocess.PIPE, stdout=subprocess.PIPE
        ) as process:
            while b"ends me" not in process.stdout.readline():
                pass
            process.send_signal(signal.SIGUSR1)
            process.communicate()
        self.assertIn("demo-serial", rows_of(self.picture(1)))
        self.assertNotIn("demo-serial", rows_of(self.picture()))

    def test_picture_that_cannot_be_written_is_an_error(self):
        result = subprocess.run(
            [*EMULATOR, SEL4HOST, "--graph", self.file / "nowhere", PARENT],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        self.assertEqual(result.returncode, 125)
        self.assertIn("nowhere.1: Not a directory" if self.file.exists() else "nowhere.1: No such file", result.stderr)


if __name__ == "__main__":
    SEL4HOST, PARENT, FIBERS, DEMO, *EMULATOR = sys.argv[1:]
    unittest.main(argv=sys.argv[:1])
