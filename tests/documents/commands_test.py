# Copyright 2026 libsel4rpc contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Every command in a document works, or says why the suite does not run it. The commands are the lines of a block after
`$ `, the lines of a block that begin with the name of a command, and `./run ...` in the text. commands.txt has a line for
each:

    runs | COMMAND           run here: in a folder with the programs, all commands in this order and in one shell
    test NAME | COMMAND      that test of the suite runs it
    ci | COMMAND             .ci/run does, by the same verb of ./run
    not, REASON | COMMAND

Usage: commands_test.py SOURCES FOLDER BUILD: FOLDER has the programs; ctest knows the tests of BUILD."""

import pathlib
import re
import subprocess
import sys
import tempfile

NAMES = r"\./run|cc|\./simulate|\.\./init-build\.sh|cmake|cp|cd|ninja|sel4host|~/sel4rpc/bin/sel4host|ASAN_OPTIONS=\S+|echo"
SHOWN = re.compile(rf" *\$ (.*)|(?: {{4}}| {{6}})((?:{NAMES}) .*|\./simulate|ninja)")


def commands(text):
    """The commands in a document."""
    for line in text.splitlines():
        match = SHOWN.fullmatch(line)
        if match and not re.search(r"\[--|\(\) \{", line):  # a synopsis, a definition
            yield re.sub(r"\s+#.*", "", match[1] or match[2]).strip()
    yield from re.findall(r"`(\./run [^`]+)`", text.replace("\n", " "))


def table(text):
    """What becomes of each command."""
    rows = [line.split(" | ", 1) for line in text.splitlines() if line and not line.startswith("#")]
    return {command: how for how, command in rows}


def unlisted(shown, listed):
    """Yields what the documents and the table do not have in common. shown: commands by document."""
    for name, each in shown.items():
        yield from (f"{name}: commands.txt does not have: {command}" for command in sorted(set(each) - set(listed)))
    known = {command for each in shown.values() for command in each}
    yield from (f"commands.txt: no document has: {command}" for command in sorted(set(listed) - known))


def wrong_rows(listed, tests, verbs):
    """Yields rows that name a test or a verb that is not there."""
    for command, how in listed.items():
        if how.startswith("test "):
            if how[5:] not in tests:
                yield f"commands.txt: no test {how[5:]}, for: {command}"
        elif how == "ci":
            if command.split()[1] not in verbs:
                yield f"commands.txt: .ci/run does not run: {command}"
        elif how != "runs" and not how.startswith("not, "):
            yield f"commands.txt: what is '{how}', for: {command}?"


def failures(script, folder, sources):
    """Runs the commands; yields those that fail."""
    with tempfile.TemporaryDirectory() as scratch:
        for program in (*pathlib.Path(folder).iterdir(), pathlib.Path(sources) / "rpc.proto"):
            (pathlib.Path(scratch) / program.name).symlink_to(program)
        text = "PATH=$PWD:$PATH seed=0\n" + "".join(f"{{ {command}\n}} || echo FAILED: $? >&3\necho ok >&3\n" for command in script)
        result = subprocess.run(
            ("bash", "-c", f"exec 3>&1 >/dev/null 2>&1 </dev/null\n{text}"),
            cwd=scratch,
            stdout=subprocess.PIPE,
            encoding="utf-8",
            check=False,
        )
    ends = re.findall(r"(FAILED: \d+\n)?ok\n", result.stdout)
    for command, end in zip(script, ends):
        if end:
            yield f"{end.strip()}: {command}"
    if len(ends) != len(script):
        yield f"the shell ended after {len(ends)} of {len(script)} commands"


def main(sources, folder, build):
    root = pathlib.Path(sources)
    files = [root / "README.md", root / "CONTRIBUTING.md", root / "SECURITY.md", *sorted((root / "docs").glob("*.md"))]
    shown = {path.name: list(commands(path.read_text(encoding="utf-8"))) for path in files}
    listed = table((root / "tests/documents/commands.txt").read_text(encoding="utf-8"))
    known = subprocess.run(("ctest", "-N"), cwd=build, stdout=subprocess.PIPE, encoding="utf-8", check=True).stdout
    tests = set(re.findall(r"Test +#\d+: (\S+)", known))
    verbs = set(re.findall(r"[\w-]+", (root / ".ci/run").read_text(encoding="utf-8")))
    found = [*unlisted(shown, listed), *wrong_rows(listed, tests, verbs)]
    found += failures([command for command, how in listed.items() if how == "runs"], folder, sources)
    print("\n".join(found))
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
