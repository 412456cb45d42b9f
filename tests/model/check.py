# Copyright 2026 libsel4rpc contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Checks the model of the server's promise with spin: each property over the full state space, then each mutant of
the model, which must break the named property.

A property holds if pan visited every state and found no error. A mutant is caught if pan reports an error of the
property's own kind. And every statement of the model must be reached, except those that only a mutant runs. Two
checks run at a time, and together need less than 1 GiB.

Usage: check.py BUILD_FOLDER [NAME...]   (properties and mutants; default all)
       check.py --names                  (lists them)"""

import concurrent.futures
import dataclasses
import pathlib
import re
import shutil
import subprocess
import sys

MODEL = pathlib.Path(__file__).resolve().parent
SAFETY = ["-DSAFETY", "-DNOCLAIM"]
SIZES = ["-m1500000", "-w21"]  # depth of the search; the hash table, which grows as needed
ASSERTION, END_STATE, CYCLE = "assertion violated", "invalid end state", "acceptance cycle"


@dataclasses.dataclass(frozen=True)
class Property:
    promise: str
    defines: tuple  # for spin
    breach: str  # pan's name for a violation
    claim: str = ""  # the LTL formula
    large: bool = False  # large enough for optimising pan to pay

    def compiled(self):
        return [] if self.claim else SAFETY

    def run(self):
        if self.claim:
            return ["-a", "-f", "-N", self.claim]  # -f: weak fairness
        return [] if self.breach == END_STATE else ["-E"]


def liveness(promise, claim):
    return Property(promise, ("MAY_STOP", "RECORDS=1"), CYCLE, claim)


PROPERTIES = {
    "answers": Property("one answer to each request, and what it promises is there", ("CHECK_ANSWERS",), ASSERTION),
    "answers_at_once": Property("the same without serve()", ("CHECK_ANSWERS", "AT_ONCE"), ASSERTION),
    "ownership": Property(
        "a lease has one owner, a pin one lease, a cookie one use",
        ("CHECK_OWNERSHIP", "GENERATIONS=2"),
        ASSERTION,
        large=True,
    ),
    "reclaim": Property(
        "nothing is left of a client; the books balance", ("CHECK_RECLAIM", "RECORDS=3"), ASSERTION, large=True
    ),
    "limits": Property("no client has more than it may", ("CHECK_LIMITS",), ASSERTION),
    "deadlock": Property("where nothing goes on, nobody waits", ("MAY_STOP", "RECORDS=1"), END_STATE),
    "answered_0": liveness("client 0 waits until it is answered or dead", "answered_0"),
    "answered_1": liveness("client 1 waits until it is answered or dead", "answered_1"),
    "buried_0": liveness("client 0 ends: it will be dead, with nothing", "buried_0"),
    "buried_1": liveness("client 1 ends: it will be dead, with nothing", "buried_1"),
}

# The property that each mutant breaks. mutants.pml describes them.
MUTANTS = {
    "ANSWER_SKIPPED": ["answers", "answers_at_once", "deadlock", "answered_0", "answered_1"],
    "ANSWER_TWICE": ["answers", "answers_at_once"],
    "ANSWER_NOT_WITHDRAWN": ["answers"],
    "GENERATION_NOT_BUMPED": ["ownership"],
    "GENERATION_NOT_COMPARED": ["ownership"],
    "OWNER_NOT_CHECKED": ["ownership"],
    "PIN_NOT_RECORDED": ["ownership"],
    "PIN_NOT_GIVEN_BACK": ["reclaim"],
    "RELEASE_SKIPS_ONE": ["reclaim"],
    "COPIES_NOT_REVOKED": ["reclaim"],
    "RECORD_LOST": ["reclaim"],
    "LINK_NOT_MENDED": ["reclaim"],
    "LIMIT_OFF_BY_ONE": ["limits"],
    "CHARGE_FORGOTTEN": ["limits"],
    "STRANGER_SERVED": ["limits"],
    "REPLY_BLOCKS": ["deadlock", "answered_0", "answered_1"],
    "SEND_NOT_CANCELLED": ["reclaim"],
    "ENDED_LATER": ["reclaim"],
    "DEATH_IGNORED": ["buried_0", "buried_1"],
    "QUEUE_NOT_FIFO": ["answered_1"],
    "PARKED_WITH_COPIES": ["reclaim"],
    "PARKED_GRANTED_TWICE": ["ownership"],
    "PARKED_LOST": ["reclaim"],
    "AGAIN_TO_ANYBODY": ["answers"],
}


@dataclasses.dataclass
class Outcome:
    states: int
    error: str  # in pan's words; empty if it found none
    complaint: str  # why the search proves nothing; empty if it was complete
    reached: dict  # line numbers of statements, and whether any statement there was run


def flat_model():
    """The model as one file, because spin gives included lines the line numbers of the including file."""
    lines = []
    for line in (MODEL / "server.pml").read_text(encoding="utf-8").splitlines():
        included = re.match(r'#include "(.*)"', line)
        lines += (MODEL / included[1]).read_text(encoding="utf-8").splitlines() if included else [line]
    return lines


def command(folder, *words):
    return subprocess.run(words, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True).stdout


def by_process(text, heading, pattern):
    """What the pattern finds below each process's heading: (process, match) pairs."""
    for section in re.split(heading, text, flags=re.MULTILINE)[1:]:
        process, _, rest = section.partition("\n")
        for match in re.finditer(pattern, rest.split("\nunreached in claim")[0], re.MULTILINE):
            yield process, match


def reached_lines(report, listing):
    """An inline is expanded at each use; it is enough that a line is reached in one of them."""
    unreached = {
        (process, match[1])
        for process, match in by_process(report, r"^unreached in proctype ", r"^\t\S+, state (\d+), ")
    }
    reached = {}
    for process, match in by_process(listing, r"^proctype ", r"^\tstate +(\d+) -.*\] \S+:(\d+) => (.*)$"):
        if match[3] != "-end-":
            line = int(match[2])
            reached[line] = reached.get(line, False) or (process, match[1]) not in unreached
    return reached


def complaint_about(report):
    if "Full statespace search for:" not in report or "error: max search depth too small" in report:
        return "the search was not a full one"
    if "Search not completed" in report or not re.search(r"errors: 0$", report, re.MULTILINE):
        return "the search was not completed"
    return ""


def check(folder, prop, mutant="NO_MUTANT"):
    shutil.rmtree(folder, ignore_errors=True)  # a stale pan would hide that a new one cannot be built
    folder.mkdir(parents=True)
    (folder / "flat.pml").write_text("\n".join(flat_model()) + "\n", encoding="utf-8")
    defines = [f"-D{define}" for define in (*prop.defines, f"MUTANT={mutant}")]
    # -o3: do not merge statements, which hides that some are never reached.
    said = command(folder, "spin", "-a", "-o3", *defines, "flat.pml")
    speed = "-O1" if prop.large and mutant == "NO_MUTANT" else "-O0"
    said += command(folder, "gcc", speed, "-w", "-DMEMLIM=1024", *prop.compiled(), "-o", "pan", "pan.c")
    if not (folder / "pan").exists():
        return Outcome(0, "", f"pan was not built: {said}", {})
    report = command(folder, "./pan", *SIZES, *prop.run())
    states = re.search(r"^ *(\d+) states, stored", report, re.MULTILINE)
    if not states:
        return Outcome(0, "", f"pan did not run: {report}", {})
    error = re.search(r"^pan:\d+: (.*) \(at depth \d+\)$", report, re.MULTILINE)
    return Outcome(
        int(states[1]),
        error[1] if error else "",
        "" if error else complaint_about(report),
        reached_lines(report, command(folder, "./pan", "-d")),
    )


def judge_property(prop, outcome):
    return outcome.error or outcome.complaint


def judge_mutant(prop, outcome):
    if outcome.error.startswith(prop.breach):
        return ""
    return outcome.error or outcome.complaint or "it was not noticed"


def rows(folder, names):
    """One check: a row's words, the property, the mutant, and the test of its outcome."""
    for name, prop in PROPERTIES.items():
        if not names or name in names:
            yield f"{name:16} {prop.promise:59}", prop, "NO_MUTANT", judge_property, folder / name
    for mutant, broken in MUTANTS.items():
        for name in broken if not names or mutant in names else []:
            yield f"{mutant:24} breaks {name:44}", PROPERTIES[name], mutant, judge_mutant, folder / f"{mutant}-{name}"


def never_reached(outcomes):
    """The lines that no property's check reached, except mutants' lines."""
    model = flat_model()
    lines = {line for outcome in outcomes for line in outcome.reached}
    for line in sorted(lines):
        if not any(outcome.reached.get(line, False) for outcome in outcomes) and "MUTANT" not in model[line - 1]:
            yield model[line - 1].strip()
    if not lines:
        yield "anything at all"


def unknown_names(names):
    declared = re.findall(r"^#define (\w+) [1-9]", (MODEL / "mutants.pml").read_text(encoding="utf-8"), re.MULTILINE)
    if sorted(declared) != sorted(MUTANTS):
        return "mutants.pml and check.py do not name the same mutants"
    strange = set(names) - set(PROPERTIES) - set(MUTANTS)
    if not strange:
        return ""
    return (
        f"no such property or mutant: {', '.join(sorted(strange))}\n"
        f"properties: {' '.join(PROPERTIES)}\nmutants: {' '.join(MUTANTS)}"
    )


def main(folder, names):
    problem = unknown_names(names)
    if problem:
        sys.exit(problem)
    if folder == "--names":
        print(*PROPERTIES, *MUTANTS, sep="\n")
        return
    failures = 0
    todo = list(rows(pathlib.Path(folder).resolve(), names))
    of_properties = []
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        outcomes = pool.map(lambda row: check(row[4], row[1], row[2]), todo)
        for (words, prop, mutant, judge, _), outcome in zip(todo, outcomes):
            wrong = judge(prop, outcome)
            result = f"FAILED: {wrong}" if wrong else "holds" if mutant == "NO_MUTANT" else "noticed"
            print(f"{words} {outcome.states:>9} states  {result}", flush=True)
            failures += wrong != ""
            of_properties += [outcome] if mutant == "NO_MUTANT" else []
    if not names:
        for line in never_reached(of_properties):
            print(f"FAILED: never reached: {line}")
            failures += 1
    print(f"{len(todo)} checks, {failures} failures")
    sys.exit(1 if failures else 0)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
