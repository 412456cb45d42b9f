# Copyright 2026 libsel4rpc contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Code size: of each object file of the library, and of those that a program brings along that uses it. The latter are read
from the maps that the linker wrote for the README's programs."""

import json
import pathlib
import re
import subprocess

ARCHIVES = ("libsel4rpc.a", "libprotobuf-nanopb.a", "libgcc.a")
PROGRAMS = {"client": "readme-child", "server": "readme-parent"}
OBJECTS = "CMakeFiles/sel4rpc.dir/"
MEMBER = re.compile(r"^(\S*?([^/\s]+\.a))\(([^)\s]+)\)")


def sizes_of(*files):
    """(name, (text, data, bss)) of objects and of archives' members, as size prints them: read-only data counts as text."""
    listing = subprocess.run(["size", *files], stdout=subprocess.PIPE, text=True, check=True).stdout
    for line in listing.splitlines()[1:]:
        text, data, bss, _, _, name = line.split(None, 5)
        yield name.split(" ")[0], (int(text), int(data), int(bss))


def objects(build):
    """The library's object files, without those of a source that was removed since."""
    for command in json.loads((build / "compile_commands.json").read_text(encoding="utf-8")):
        output = re.search(r" -o (\S+)", command["command"]).group(1)
        if output.startswith(OBJECTS):
            yield build / output


def size_of(archive, member):
    (size,) = (size for name, size in sizes_of(archive) if name == member)
    return size


def members(map_file):
    """(archive, member) pairs that were linked, of the archives that belong to the library."""
    with open(map_file, encoding="utf-8") as lines:
        for line in lines:
            if line.startswith(("Discarded", "Memory Configuration")):
                return
            match = MEMBER.match(line)
            if match and match.group(2) in ARCHIVES:
                yield match.group(1), match.group(3)


def rows(build):
    for path, size in sizes_of(*sorted(objects(build))):
        for section, count in zip(("text", "data", "bss"), size):
            yield ("object", pathlib.Path(path).relative_to(build / OBJECTS).with_suffix("").as_posix(), section), count
    for side, program in PROGRAMS.items():
        total = [0, 0, 0]
        for archive, member in members(build / f"bench/{program}.map"):
            # Paths in a map are relative to the build's folder.
            total = [a + b for a, b in zip(total, size_of(build / archive, member))]
        for section, count in zip(("text", "data", "bss"), total):
            yield ("linked", side, section), count
