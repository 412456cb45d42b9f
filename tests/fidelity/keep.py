# Copyright 2026 libsel4rpc contributors
# SPDX-License-Identifier: BSD-2-Clause
"""keep.py CONFIGURATION FIDELITY.TXT: keeps what `ninja recording` wrote as the configuration's recording."""

import pathlib
import sys

import recordings

if __name__ == "__main__":
    recordings.keep(sys.argv[1], pathlib.Path(sys.argv[2]).read_text())
