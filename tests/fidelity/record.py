#!/usr/bin/env python3
# Copyright 2026 libsel4rpc contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Boots the fidelity program of a seL4 build with the build's ./simulate, and writes what it prints, below a header
that says which kernel it was. qemu ends when the program has printed its last line. Compares what it printed with an
older recording, if it is told to."""

import argparse
import os
import pathlib
import re
import shlex
import signal
import subprocess
import sys
import threading

import recordings

ESCAPE = re.compile(r"\x1b\[[0-9;?]*[a-zA-Z]")
# What the kernel says about a refused request, and about a fault that no handler takes.
KERNEL = re.compile("<<|Caught |while trying to handle|[a-z ]*fault |in thread |With stack|0x[0-9a-f]+: ")


def kernel_version(kernel):
    version = (pathlib.Path(kernel) / "VERSION").read_text().strip()
    command = ["git", "-C", kernel, "rev-parse", "HEAD"]
    commit = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, check=False)
    return f"{version} {commit.stdout.strip()}".strip()


def program_lines(output):
    """The program's lines, without the kernel's own messages."""
    inside = False
    for line in output:
        line = ESCAPE.sub("", line).strip("\r\n")
        if line == "fidelity: END":
            return
        if line.startswith("halting..."):
            break
        if inside and not KERNEL.match(line):
            yield line
        inside = inside or line == "fidelity: BEGIN"
    raise SystemExit("record: the program did not come to its end")


def simulate(build, arguments, seconds):
    process = subprocess.Popen(
        ["./simulate", *arguments],
        cwd=build,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="latin1",
        start_new_session=True,
    )

    def end():
        os.killpg(process.pid, signal.SIGKILL)

    timer = threading.Timer(seconds, end)
    timer.start()
    try:
        return list(program_lines(process.stdout))
    finally:
        timer.cancel()
        end()
        process.wait()


def compare(lines, configuration):
    """Prints what a configuration's recording has otherwise. Returns whether that is nothing."""
    expected = {}
    for part in ("directed", *recordings.PARTS.values()):
        expected.update(recordings.read(configuration, part))
    found = recordings.lines_of("\n".join(lines))
    wrong = [key for key in {**expected, **found} if expected.get(key) != found.get(key)]
    for key in wrong:
        print(f"FAILED: {key}: {found.get(key, 'not there')}, expected was: {expected.get(key, 'not there')}")
    print(f"fidelity: {len(expected) - sum(key in expected for key in wrong)} passed, {len(wrong)} failed")
    return not wrong


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kernel", required=True, help="the kernel's sources")
    parser.add_argument("--configuration", required=True)
    parser.add_argument("--compiler", required=True)
    parser.add_argument("--simulate", default="", help="arguments for ./simulate, separated by blanks")
    parser.add_argument("--seconds", type=float, default=900)
    parser.add_argument("--expected", help="the name of a configuration in recordings/ to compare with")
    parser.add_argument("build")
    parser.add_argument("recording")
    options = parser.parse_args()
    lines = simulate(options.build, shlex.split(options.simulate), options.seconds)
    header = [
        "# Copyright 2026 libsel4rpc contributors",
        "# SPDX-License-" "Identifier: BSD-2-Clause",
        "#",
        f"# kernel: seL4 {kernel_version(options.kernel)}",
        f"# configuration: {options.configuration}",
        f"# compiler: {options.compiler}",
    ]
    pathlib.Path(options.recording).write_text("\n".join(header + lines) + "\n")
    print(f"{options.recording}: {len(lines)} lines")
    return 0 if not options.expected or compare(lines, options.expected) else 1


if __name__ == "__main__":
    sys.exit(main())
