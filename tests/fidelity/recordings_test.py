# Copyright 2026 libsel4rpc contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Tests of how recordings are kept: what goes in comes out, and a new recording leaves the others alone."""

import pathlib
import tempfile
import unittest

import recordings

FIRST = "# kernel: one\na.b: Ok\na.c: RangeError 0 1\npeer.x: 1\nregisters.x: 2\ncode.x: 3\nround.0: 00000001\nround.1: 00000002\n"
SECOND = "# kernel: two\na.b: Ok\na.c:\npeer.x: 1\norder.x: a\ncode.x: 3\nround.0: 00000003\n"


class RecordingsTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        saved = recordings.FOLDER, recordings.ANSWERS
        self.addCleanup(lambda: vars(recordings).update(zip(("FOLDER", "ANSWERS"), saved)))
        recordings.FOLDER = pathlib.Path(folder.name)
        recordings.ANSWERS = recordings.FOLDER / "answers.txt"
        recordings.keep("one", FIRST)
        recordings.keep("two", SECOND)

    def test_each_part_reads_back(self):
        self.assertEqual(recordings.read("one", "directed"), {"a.b": "Ok", "a.c": "RangeError 0 1"})
        self.assertEqual(recordings.read("one", "ipc"), {"peer.x": "1"})
        self.assertEqual(recordings.read("one", "threads"), {"registers.x": "2"})
        self.assertEqual(recordings.read("one", "code"), {"code.x": "3"})
        self.assertEqual(recordings.read("two", "threads"), {"order.x": "a"})
        self.assertEqual(recordings.read("one", "random"), {"round.0": "00000001", "round.1": "00000002"})

    def test_an_empty_answer_reads_back(self):
        self.assertEqual(recordings.read("two", "directed"), {"a.b": "Ok", "a.c": ""})

    def test_a_shared_answer_is_there_once(self):
        self.assertEqual(recordings.ANSWERS.read_text().count("a.b: Ok"), 1)

    def test_a_new_recording_replaces_only_its_own_answers(self):
        recordings.keep("two", SECOND.replace("Ok", "DeleteFirst").replace("peer.x", "peer.y"))
        self.assertEqual(recordings.read("two", "directed"), {"a.b": "DeleteFirst", "a.c": ""})
        self.assertEqual(recordings.read("two", "ipc"), {"peer.y": "1"})
        self.assertEqual(recordings.read("one", "directed"), {"a.b": "Ok", "a.c": "RangeError 0 1"})
        self.assertEqual(recordings.read("one", "ipc"), {"peer.x": "1"})

    def test_the_header_stays(self):
        self.assertIn("# kernel: two\n", (recordings.FOLDER / "two.txt").read_text())

    def test_a_recording_without_a_part_is_refused(self):
        with self.assertRaisesRegex(SystemExit, "no lines of: ipc"):
            recordings.keep("one", FIRST.replace("peer.x: 1\n", ""))

    def test_a_key_that_comes_twice_is_refused(self):
        with self.assertRaisesRegex(SystemExit, "a.b comes twice"):
            recordings.keep("one", FIRST + "a.b: Ok\n")


if __name__ == "__main__":
    unittest.main()
