#!/usr/bin/env python3
# Copyright 2026 libsel4rpc contributors
# SPDX-License-Identifier: BSD-2-Clause
"""compare.py CONFIGURATION PART -- COMMAND...: runs hosted seL4, and compares what it prints with the recording of the
real kernel. The lines that differ must be those that differences.txt lists, with the answers that it lists."""

import subprocess
import sys

import differences


def part_of(key):
    return {"round": "random", "peer": "ipc"}.get(key.split(".")[0], "directed")


def lines_of(text, part):
    """From key to answer. PART is `directed`, `ipc`, or `random`, whose lines are the rounds' digests."""
    found = {}
    for line in text.splitlines():
        key, colon, answer = line.partition(":")
        if not colon or key == "fidelity" or line.startswith("#"):
            continue
        if part_of(key) == part:
            if key in found:
                raise SystemExit(f"the key {key} comes twice")
            found[key] = answer.strip()
    return found


def judge(configuration, key, recorded, hosted, listed):
    """What is wrong about one line, or None."""
    difference = next((entry for entry in listed if entry.covers(configuration, key)), None)
    if difference:
        difference.count += 1
        if hosted == recorded:
            return f"{key}: no longer differs; remove it from differences.txt"
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
            if entry.count == 0 and entry.covers(configuration, entry.keys) and part_of(entry.keys) == part
        ]
    return [text for text in wrong if text]


def main():
    configuration, part = sys.argv[1:3]
    command = sys.argv[sys.argv.index("--") + 1 :]
    recording = (differences.FOLDER / "recordings" / f"{configuration}.txt").read_text()
    run = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True, check=False)
    if run.returncode != 0 or not run.stdout.endswith("fidelity: END\n"):
        raise SystemExit(f"{' '.join(command)}: status {run.returncode}\n{run.stdout[-2000:]}")
    recorded = lines_of(recording, part)
    wrong = compare(configuration, part, recorded, lines_of(run.stdout, part))
    for text in wrong:
        print(text)
    print(f"{len(recorded)} lines, {len(wrong)} wrong")
    if wrong and part == "random":
        print("`fidelity NUMBER` prints all lines of a round, -DFIDELITY_PART=NUMBER those of the real kernel")
    return 1 if wrong or not recorded else 0


if __name__ == "__main__":
    sys.exit(main())
