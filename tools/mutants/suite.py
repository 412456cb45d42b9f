# Copyright 2026 libsel4rpc contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Copies of the project, each with its own build, which counts the lines that run; and the tests that are run there.

For each mutant, only the tests that run its line are run. The end-to-end tests are left out: their programs also run in
`schedules/`, on fibers in one process, where nothing depends on time."""

import collections
import dataclasses
import hashlib
import json
import os
import pathlib
import re
import shlex
import signal
import subprocess
import tempfile

SOURCES = ("src", "hosted/kernel")
TESTS = re.compile(r"(kernel|user|unit)_|(fuzz|interop|schedules)/")
LEFT_OUT = {".git", ".ci", "build", "tools", "run", "CONTRIBUTING.md", "CHANGES.md"}
# Quick to compile and to run, with assertions.
CONFIGURATION = (
    *("-G", "Ninja", "-DCMAKE_C_COMPILER=gcc", "-DCMAKE_BUILD_TYPE=Quick", "-DCMAKE_C_FLAGS_QUICK=-O1"),
    *("-DSEL4RPC_COVERAGE=ON", "-DSEL4RPC_FEW_SCHEDULES=ON"),
)
KERNELS = {"x86": (), "mcs": ("-DKernelIsMCS=ON",), "arm": ("-DKernelArch=arm",), "riscv": ("-DKernelArch=riscv",)}


@dataclasses.dataclass
class Test:
    name: str
    command: list
    folder: str
    expected: list  # regular expressions: if there are any, the test passes if its output matches one
    targets: list


def copy_tree(root, copy):
    """Updates the copy to match the project. Leaves equal files alone, so that they are not rebuilt."""
    tops = [top for top in root.iterdir() if top.name not in LEFT_OUT]
    found = [path for top in tops for path in (top, *top.rglob("*")) if path.is_file()]
    wanted = {path.relative_to(root) for path in found}
    for name in wanted:
        target, content = copy / name, (root / name).read_bytes()
        if not target.is_file() or target.read_bytes() != content:
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
    for path in copy.rglob("*"):
        if path.is_file() and path.relative_to(copy) not in wanted:
            path.unlink()


def property_of(entry, name):
    return next((each["value"] for each in entry["properties"] if each["name"] == name), None)


def call(*command):
    """Runs a command that has to succeed; returns its output."""
    result = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
    if result.returncode != 0:
        raise RuntimeError(f"failed: {' '.join(map(str, command))}\n{result.stdout}{result.stderr}")
    return result.stdout


class Copy:
    def __init__(self, root, folder, kernel, jobs):
        self.source, self.build, self.jobs = folder / "source", folder / "build", jobs
        copy_tree(root, self.source)
        call("cmake", "-S", self.source, "-B", self.build, *CONFIGURATION, *KERNELS[kernel])
        self.commands, self.compiled = collections.defaultdict(list), {}
        for entry in json.loads((self.build / "compile_commands.json").read_text(encoding="utf-8")):
            file = pathlib.Path(entry["file"])
            if file.is_relative_to(self.source):
                self.commands[str(file.relative_to(self.source))].append(shlex.split(entry["command"]))
        self.tests = {entry["name"]: self.test_of(entry) for entry in self.built()}

    def key(self):
        """A hash of all files of the copy."""
        digest = hashlib.sha256()
        for path in sorted(path for path in self.source.rglob("*") if path.is_file()):
            digest.update(f"{path.relative_to(self.source)}\0".encode() + path.read_bytes())
        return digest.hexdigest()

    def listed(self):
        listed = json.loads(call("ctest", "--test-dir", self.build, "--show-only=json-v1"))["tests"]
        return [entry for entry in listed if TESTS.match(entry["name"])]

    def built(self):
        """What ctest tells of the tests once they are built. It does not tell the command of one that is not."""
        folders = {pathlib.Path(property_of(entry, "WORKING_DIRECTORY")) for entry in self.listed()}
        self.make(f"{folder.relative_to(self.build)}/all" for folder in folders)
        return self.listed()

    def test_of(self, entry):
        programs = re.findall(rf"{re.escape(str(self.build))}/(bin/[\w-]+)", " ".join(entry["command"]))
        folder, expected = (property_of(entry, name) for name in ("WORKING_DIRECTORY", "PASS_REGULAR_EXPRESSION"))
        return Test(entry["name"], entry["command"], folder, expected or [], programs)

    def make(self, targets):
        call("cmake", "--build", self.build, "-j", str(self.jobs), "--target", *sorted(set(targets)))

    def compile(self, file):
        """The file's objects, optimised; None if the compiler refuses it. Equal objects behave the same. Leaves out those
        that the tests do not need: what they include may not have been made."""
        made = []
        for command in self.commands[file]:
            if not (self.build / command[command.index("-o") + 1]).exists():
                continue
            flags = [word for word in command if word not in ("--coverage", "-g")]
            with tempfile.NamedTemporaryFile(suffix=".o") as target:
                flags[flags.index("-o") + 1] = target.name
                result = subprocess.run((*flags, "-O2", "-w"), cwd=self.build, capture_output=True, check=False)
                if result.returncode != 0:
                    return None
                made.append(pathlib.Path(target.name).read_bytes())
        return made

    def compile_unchanged(self, file):
        if file not in self.compiled:
            self.compiled[file] = self.compile(file)
        return self.compiled[file]

    def counts(self, files):
        """The files in which the build's programs count the lines of these sources."""
        objects = [self.build / command[command.index("-o") + 1] for file in files for command in self.commands[file]]
        return [path for each in objects if (path := each.with_suffix(".gcda")).exists()]

    def forget_counts(self, files):
        for path in self.counts(files):
            path.unlink()

    def measure(self):
        """Runs each test once: how long it takes, which lines it runs, and which lines of each file hold code."""
        seconds, lines, code = {}, {}, {}
        ours = [file for file in self.commands if file.startswith(tuple(f"{folder}/" for folder in SOURCES))]
        for test in self.tests.values():
            self.forget_counts(ours)
            failed, seconds[test.name] = run(test)
            if failed:
                raise RuntimeError(f"{test.name} {failed} without any mutant")
            lines[test.name] = {}
            for file, line, count in self.counted(self.counts(ours)):
                code.setdefault(file, {})[line] = True
                if count:
                    lines[test.name].setdefault(file, []).append(line)
        return {"seconds": seconds, "lines": lines, "code": {file: sorted(each) for file, each in code.items()}}

    def counted(self, counts):
        said = call("gcov", "--json-format", "--stdout", *counts) if counts else ""
        for file in (file for line in said.splitlines() for file in json.loads(line)["files"]):
            path = pathlib.Path(file["file"])
            if path.is_relative_to(self.source):
                name = str(path.relative_to(self.source))
                yield from ((name, line["line_number"], line["count"]) for line in file["lines"])


class Coverage:
    """Which tests run a mutant's line: from the cache, unless a file has changed since."""

    def __init__(self, copy, cache):
        key, kept = copy.key(), {}
        if cache.exists():
            kept = json.loads(cache.read_text(encoding="utf-8"))
        if kept.get("key") != key:
            kept = {"key": key, **copy.measure()}
            cache.write_text(json.dumps(kept), encoding="utf-8")
        self.built, self.code, self.seconds = set(copy.commands), kept["code"], kept["seconds"]
        self.lines = {name: {file: set(ran) for file, ran in files.items()} for name, files in kept["lines"].items()}

    def tests_of(self, mutant):
        """Names of the tests. A line that is not counted goes with the one before, a table with its whole file."""
        if mutant.file not in self.code:
            return list(self.lines) if mutant.file in self.built else []
        line = max((line for line in self.code[mutant.file] if line <= mutant.line), default=0)
        ran = {name: lines.get(mutant.file, set()) for name, lines in self.lines.items()}
        return [name for name in ran if (line in ran[name] if line >= mutant.body else ran[name])]


def run(test, cpu_seconds=100, seconds=600):
    """Runs a test. Returns how it failed, empty if it passed, and the CPU time that it took.

    CPU time stops a test that loops, since it does not depend on what else the machine does. The time on the clock is
    only for a test that waits for ever."""
    limits = ("timeout", "--signal=KILL", str(seconds), "sh", "-c", 'ulimit -t "$0"; exec "$@"', str(cpu_seconds))
    with tempfile.TemporaryFile() as output:
        process = subprocess.Popen(  # pylint: disable=consider-using-with
            (*limits, *test.command), cwd=test.folder, stdin=subprocess.DEVNULL, stdout=output, stderr=output
        )
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        output.seek(0)
        said = output.read().decode(errors="replace")
    took = usage.ru_utime + usage.ru_stime
    killed = process.returncode in (-signal.SIGKILL, 128 + signal.SIGKILL)
    passed = any(re.search(each, said) for each in test.expected) if test.expected else process.returncode == 0
    if passed and not killed:
        return "", took
    return "timed out" if killed or took > cpu_seconds / 2 else "failed", took
