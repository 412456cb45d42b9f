# Copyright 2026 libsel4rpc contributors
# SPDX-License-Identifier: BSD-2-Clause
"""A copy of the project, and its suite by levels.

LEVELS says which tests are run against a fault in which folder, and in which order: a new level is a row in it."""

import dataclasses
import json
import pathlib
import re
import shutil
import subprocess


@dataclasses.dataclass(frozen=True)
class Level:
    tests: str  # regular expression for the names that ctest knows
    targets: tuple  # what has to be built for them
    sees: tuple  # folders whose faults they can see


KERNEL, LIBRARY = "hosted/kernel/", "src/"
LEVELS = (
    Level("^kernel_", ("tests/kernel/all",), (KERNEL,)),
    Level("^user_", ("tests/user/all",), (KERNEL,)),
    Level("^unit_", ("tests/unit/all",), (KERNEL, LIBRARY)),
    Level("^end_to_end/", ("tests/end_to_end/all", "examples/all", "hosted/all"), (KERNEL, LIBRARY)),
    Level("^schedules/", ("tests/schedules/all",), (KERNEL, LIBRARY)),
)

LEFT_OUT = {".git", "build"}
# Quick to compile, quick to run; the assertions stay.
CONFIGURATION = (
    *("-G", "Ninja", "-DCMAKE_C_COMPILER=gcc", "-DCMAKE_BUILD_TYPE=Quick", "-DCMAKE_C_FLAGS_QUICK=-O1"),
    "-DSEL4RPC_FEW_SCHEDULES=ON",
)
TIMEOUT_SECONDS = 40  # of one test; the longest takes 7 on a machine with nothing else to do


def copy_tree(root, copy):
    """Makes the copy the same as the project. A file that is the same already is not touched, so that it is not built
    anew."""
    wanted = set()
    for path in root.rglob("*"):
        name = path.relative_to(root)
        if name.parts[0] in LEFT_OUT or not path.is_file():
            continue
        wanted.add(name)
        target = copy / name
        if not target.is_file() or target.read_bytes() != path.read_bytes():
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, target)
    for path in copy.rglob("*"):
        if path.is_file() and path.relative_to(copy) not in wanted:
            path.unlink()


def levels_of(file):
    return [level for level in LEVELS if file.startswith(level.sees)]


class Suite:
    """The suite of a copy: configured once, then built and run in part."""

    def __init__(self, source, build, jobs):
        self.source, self.build, self.jobs = source, build, jobs
        self.known_programs = {}
        self.call("cmake", "-S", source, "-B", build, *CONFIGURATION)

    def call(self, *command):
        """Runs a command that has to succeed."""
        result = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
        if result.returncode != 0:
            raise RuntimeError(f"failed: {' '.join(map(str, command))}\n{result.stdout}{result.stderr}")
        return result.stdout

    def make(self, targets):
        self.call("cmake", "--build", self.build, "-j", str(self.jobs), "--target", *targets)

    def programs(self, tests):
        """The targets of the programs that the tests with matching names are."""
        if tests not in self.known_programs:
            listed = json.loads(self.call("ctest", "--test-dir", self.build, "-R", tests, "--show-only=json-v1"))
            programs = {test["command"][0] for test in listed["tests"]}
            self.known_programs[tests] = sorted(str(pathlib.Path(path).relative_to(self.build)) for path in programs)
        return self.known_programs[tests]

    def run(self, tests):
        """Runs the tests with matching names until one fails. Returns how each went that did not pass, by name."""
        result = subprocess.run(
            ("ctest", "--test-dir", self.build, "-R", tests, "-j", str(self.jobs), "--stop-on-failure")
            + ("--timeout", str(TIMEOUT_SECONDS), "--no-tests=error"),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            errors="replace",
            check=False,
        )
        failed = failures(result.stdout)
        if bool(failed) != (result.returncode != 0) or "not run" in failed.values():
            raise RuntimeError(f"ctest did not run the tests {tests}:\n{result.stdout}{result.stderr}")
        return failed

    def failure(self, file, first):
        """Builds and runs what can see a change of the file, the tests that match `first` before all others. Returns
        how the first ones failed, by name; nothing where all pass."""
        steps = [(first, self.programs(first))] if first else []
        steps += [(level.tests, level.targets) for level in levels_of(file)]
        for tests, targets in steps:
            self.make(targets)
            failed = self.run(tests)
            if failed:
                return failed
        return {}


def failures(output):
    """How the tests went that did not pass, by name, as ctest tells it."""
    failed = {}
    for name, how in re.findall(r"^ *\d+/\d+ Test +#\d+: (\S+) \.*(.*)", output, re.MULTILINE):
        if "***Not Run" in how:
            failed[name] = "not run"
        elif "***Timeout" in how:
            failed[name] = "timed out"
        elif "***Exception" in how:
            failed[name] = "crashed"
        elif " Passed " not in how:
            failed[name] = "failed"
    return failed
