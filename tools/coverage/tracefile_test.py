# Copyright 2026 libsel4rpc contributors
# SPDX-License-Identifier: BSD-2-Clause
"""What tracefile.py makes of a file of lcov's: the figures are right, and whatever was not run is named."""

import pathlib
import unittest

import tracefile

TRACE = """TN:
SF:/project/src/a.c
FN:3,entered
FN:20,never_entered
FNDA:2,entered
FNDA:0,never_entered
BRDA:5,0,0,2
BRDA:5,0,1,0
BRDA:21,0,0,-
BRDA:21,0,1,-
DA:3,2
DA:5,2
DA:6,0
DA:9,0
DA:12,1
DA:20,0
DA:21,0
end_of_record
SF:/project/src/b.c
FN:1,all
FNDA:1,all
DA:1,1
end_of_record
"""


class Tracefile(unittest.TestCase):
    def setUp(self):
        self.sources = tracefile.read(TRACE, pathlib.Path("/project"))

    def test_lines_functions_and_branches_that_were_not_run_are_named(self):
        self.assertEqual(
            list(tracefile.uncovered(self.sources)),
            [
                "src/a.c:20: never_entered() is never entered",
                "src/a.c:6-9: never run",
                "src/a.c:20-21: never run",
                "src/a.c:5: 1 of 2 branches never taken",
            ],
        )

    def test_branches_may_be_left_out(self):
        self.assertFalse(any("branches" in line for line in tracefile.uncovered(self.sources, branches=False)))

    def test_figures_count_lines_and_branches(self):
        self.assertEqual(tracefile.figures([self.sources["src/a.c"]]), (3, 7, 1, 4))
        self.assertEqual(tracefile.figures(self.sources.values()), (4, 8, 1, 4))

    def test_table_has_each_file_its_folder_and_all(self):
        rows = [line.split()[0] for line in tracefile.table(self.sources) if line.strip()]
        self.assertEqual(rows, ["lines", "src/a.c", "src/b.c", "src/", "all"])

    def test_nothing_but_all_is_100_percent(self):
        self.assertIn("99.9 %", tracefile.share(99999, 100000))
        self.assertIn("100.0 %", tracefile.share(7, 7))
        self.assertIn("100.0 %", tracefile.share(0, 0))


if __name__ == "__main__":
    unittest.main()
