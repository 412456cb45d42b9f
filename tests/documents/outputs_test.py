# Copyright 2026 libsel4rpc contributors
# SPDX-License-Identifier: BSD-2-Clause
"""The output that a document shows is what the command prints. A block of text after the marker

    <!-- output: sel4host starter-parent; starter-fibers -->

must equal what each of these commands prints, without input, to standard output and standard error. A line `...` in
the block stands for any lines, and `...` in a line for anything in that line. A first line that begins with `$ ` shows
the reader the first command. Where the output holds for some kernels only, the marker names these:

    <!-- output: sel4host starter-parent, on x86_64 or ia32 -->
    <!-- output: sel4host starter-parent, on x86_64 without MCS -->

Usage: outputs_test.py DOCUMENT FOLDER ARCHITECTURE SCHEDULE [EMULATOR...]: FOLDER has the programs, ARCHITECTURE and
SCHEDULE (mcs or classic) are the kernel's, and the commands run through EMULATOR."""

import difflib
import os
import pathlib
import re
import shlex
import subprocess
import sys

MARKER = re.compile(r"^<!-- output: (.*?)(, on ([\w ]+?)( without MCS)?)? -->[ \t]*\n(```text\n(.*?)^```)?", re.DOTALL | re.MULTILINE)
ARCHITECTURES = ("x86_64", "ia32", "aarch64", "riscv64")


def pattern_of(block):
    """Returns a regular expression for what the block says."""
    lines = block.splitlines()
    return "".join(
        r"(?:.*\n)*" if line.strip() == "..." else ".*".join(map(re.escape, line.split("..."))) + r"\n" for line in lines
    )


def output_of(command, folder, emulator):
    path = os.pathsep.join((str(folder), os.environ["PATH"]))
    return subprocess.run(
        [*emulator, *command],
        cwd=folder,
        env={**os.environ, "PATH": path},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        check=False,
    ).stdout


def problems_of(match, architecture, schedule, run):
    """Yields what is wrong with a marker. run: a function from a command to its output."""
    commands = [command.strip() for command in match[1].split(";")]
    names = match[3].split(" or ") if match[2] else [architecture]
    if not match[5]:
        yield "no block of text follows the marker"
        return
    if any(name not in ARCHITECTURES for name in names):
        yield f"of {', '.join(ARCHITECTURES)} it may name some, not {match[3]}"
        return
    shown, block = re.fullmatch(r"(?:\$ (.*?)\n)?(.*)", match[6], re.DOTALL).groups()
    if shown not in (None, commands[0]):
        yield f"the block shows another command: {shown}"
    if architecture not in names or (match[4] and schedule == "mcs"):
        return
    for command in commands:
        output = run(shlex.split(command))
        if not re.fullmatch(pattern_of(block), output):
            yield f"{command} prints something else\n" + "\n".join(
                difflib.unified_diff(block.splitlines(), output.splitlines(), "the document", "the command", lineterm="")
            )


def problems(document, architecture, schedule, run):
    """Yields what is wrong with the outputs in a document: the line, and what it is."""
    for match in MARKER.finditer(document):
        line = document.count("\n", 0, match.start()) + 1
        for problem in problems_of(match, architecture, schedule, run):
            yield line, problem


def main(document, folder, architecture, schedule, *emulator):
    text = pathlib.Path(document).read_text(encoding="utf-8")
    found = list(problems(text, architecture, schedule, lambda command: output_of(command, folder, emulator)))
    for line, problem in found:
        print(f"{document}:{line}: {problem}")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
