# Copyright 2026 libsel4rpc contributors
# SPDX-License-Identifier: BSD-2-Clause
"""What tracefile.py makes of a file of lcov's: whatever was not run is named."""

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


if __name__ == "__main__":
    unittest.main()
