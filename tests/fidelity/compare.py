#!/usr/bin/env python3
# Copyright 2026 libsel4rpc contributors
# SPDX-License-Identifier: BSD-2-Clause
"""compare.py CONFIGURATION PART -- COMMAND...: runs hosted seL4, and compares what it prints with the recording of the
real kernel. The lines that differ must be those that differences.txt lists, with the answers that it lists."""

import subprocess
import sys

import differences
import recordings


def judge(configuration, key, recorded, hosted, listed):
    """What is wrong about one line, or None."""
    difference = next((entry for entry in listed if entry.covers(configuration, key)), None)
    if difference:
        difference.count += 1
        if hosted == recorded and not difference.varies:
            return f"{key}: no longer differs; remove it from differences.txt"
        if difference.allows(hosted):
            return None
        recorded = difference.answer
    if hosted != recorded:
        return f"{key}: hosted {hosted!r}, expected {recorded!r}"
    return None


def compare(configuration, part, recorded, hosted):
    listed = differences.read()
    wrong = [
        judge(configuration, key, recorded.get(key), hosted.get(key), listed)
        for key in list(recorded) + [key for key in hosted if key not in recorded]
    ]
    if part != "random":
        wrong += [
            f"differences.txt: no line for: {entry.text}"
            for entry in listed
            if entry.count == 0 and entry.covers(configuration, entry.keys) and recordings.part_of(entry.keys) == part
        ]
    return [text for text in wrong if text]


def main():
    configuration, part = sys.argv[1:3]
    command = sys.argv[sys.argv.index("--") + 1 :]
    run = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True, check=False)
    if run.returncode != 0 or not run.stdout.endswith("fidelity: END\n"):
        raise SystemExit(f"{' '.join(command)}: status {run.returncode}\n{run.stdout[-2000:]}")
    recorded = recordings.read(configuration, part)
    hosted = {key: answer for key, answer in recordings.lines_of(run.stdout).items() if recordings.part_of(key) == part}
    wrong = compare(configuration, part, recorded, hosted)
    for text in wrong:
        print(text)
    print(f"{len(recorded)} lines, {len(wrong)} wrong")
    if wrong and part == "random":
        print("`fidelity NUMBER` prints all lines of a round, -DFIDELITY_PART=NUMBER those of the real kernel")
    return 1 if wrong or not recorded else 0


if __name__ == "__main__":
    sys.exit(main())
