# Copyright 2026 libsel4rpc contributors
# SPDX-License-Identifier: BSD-2-Clause
"""What real kernels answered.

recordings/answers.txt has the lines of all parts but `random`. A line `[x86_64 ia32]` names the configurations that gave
the answers below it, so what several kernels say is there once. recordings/CONFIGURATION.txt has the digests of the
random rounds, a few rounds a line, and says which kernel it was."""

import collections
import pathlib

FOLDER = pathlib.Path(__file__).parent / "recordings"
ANSWERS = FOLDER / "answers.txt"
ROUNDS_PER_LINE = 10
# By the first word of a key; all others are `directed`.
PARTS = {"round": "random", "peer": "ipc", "registers": "threads", "order": "threads", "code": "code"}
LICENSE = ["# Copyright 2026 libsel4rpc contributors", "# SPDX-License-" "Identifier: BSD-2-Clause", "#"]


def part_of(key):
    return PARTS.get(key.split(".")[0], "directed")


def lines_of(text):
    """From key to answer, of what the program printed."""
    found = {}
    for line in text.splitlines():
        key, colon, answer = line.partition(":")
        if not colon or key == "fidelity" or line.startswith("#"):
            continue
        if key in found:
            raise SystemExit(f"the key {key} comes twice")
        found[key] = answer.strip()
    return found


def read_answers():
    """From (key, answer) to the configurations that gave it."""
    answers = collections.defaultdict(set)
    configurations = []
    for line in ANSWERS.read_text().splitlines() if ANSWERS.exists() else []:
        if line.startswith("["):
            configurations = line.strip("[]").split()
        elif line and not line.startswith("#"):
            key, _, answer = line.partition(":")
            answers[key, answer.strip()].update(configurations)
    return answers


def read_rounds(configuration):
    rounds = {}
    for key, digests in lines_of((FOLDER / f"{configuration}.txt").read_text()).items():
        first = int(key.split(".")[1])
        rounds.update((f"round.{first + i}", digest) for i, digest in enumerate(digests.split()))
    return rounds


def read(configuration, part):
    """From key to answer, of one part."""
    if part == "random":
        return read_rounds(configuration)
    return {
        key: answer
        for (key, answer), configurations in read_answers().items()
        if configuration in configurations and part_of(key) == part
    }


def write_answers(answers):
    groups = collections.defaultdict(list)
    for (key, answer), configurations in answers.items():
        if configurations:
            groups[tuple(sorted(configurations))].append(f"{key}: {answer}".rstrip())
    lines = LICENSE + ["# What real kernels answered: recordings.py says how to read this."]
    for configurations in sorted(groups, key=lambda names: (-len(names), names)):
        lines += ["", f"[{' '.join(configurations)}]"] + sorted(groups[configurations])
    ANSWERS.write_text("\n".join(lines) + "\n")


def keep_answers(configuration, lines):
    answers = read_answers()
    for configurations in answers.values():
        configurations.discard(configuration)
    for key, answer in lines.items():
        if part_of(key) != "random":
            answers[key, answer].add(configuration)
    write_answers(answers)


def keep_rounds(configuration, lines, header):
    digests = [lines[f"round.{number}"] for number in range(sum(part_of(key) == "random" for key in lines))]
    rows = [
        f"round.{first}: {' '.join(digests[first : first + ROUNDS_PER_LINE])}"
        for first in range(0, len(digests), ROUNDS_PER_LINE)
    ]
    (FOLDER / f"{configuration}.txt").write_text("\n".join(header + rows) + "\n")


def keep(configuration, text):
    """Keeps a whole recording in place of the configuration's last one."""
    lines = lines_of(text)
    missing = {"directed", *PARTS.values()} - {part_of(key) for key in lines}
    if missing:
        raise SystemExit(f"the recording has no lines of: {' '.join(sorted(missing))}")
    keep_answers(configuration, lines)
    keep_rounds(configuration, lines, [line for line in text.splitlines() if line.startswith("#")])
