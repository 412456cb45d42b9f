# Copyright 2026 libsel4rpc contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Code size: of each object file of the library, and of those that a program brings along that uses it. The latter are read
from the maps that the linker wrote for the README's programs. The library's are compiled anew for that, with the options
that seL4's own build has beside those of this one: OPTIONS. Names of files in assertions are shortened to what does not depend
on where the sources are."""

import json
import pathlib
import re
import shlex
import subprocess
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
OPTIONS = ("-fno-pic", "-fno-pie", "-fno-stack-protector", "-fno-asynchronous-unwind-tables")
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


def compile_library(build, folder):
    """Compiles the library's sources into a folder. Returns {the build's object file, below OBJECTS: the new one}."""
    compiled = {}
    for number, command in enumerate(json.loads((build / "compile_commands.json").read_text(encoding="utf-8"))):
        words = shlex.split(command["command"])
        place = words.index("-o") + 1
        if words[place].startswith(OBJECTS):
            compiled[words[place][len(OBJECTS) :]] = words[place] = f"{folder}/{number}.o"
            subprocess.run([*words, *OPTIONS, f"-fmacro-prefix-map={ROOT}/="], cwd=command["directory"], check=True)
    return compiled


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


def add(a, b):
    return [x + y for x, y in zip(a, b)]


def rows(build):
    with tempfile.TemporaryDirectory() as folder:
        compiled = compile_library(build, folder)
        of_file = dict(sizes_of(*compiled.values()))
    of_object = {name: of_file[file] for name, file in sorted(compiled.items())}
    of_member = {pathlib.Path(name).name: size for name, size in of_object.items()}
    for name, size in of_object.items():
        for section, count in zip(("text", "data", "bss"), size):
            yield ("object", pathlib.Path(name).with_suffix("").as_posix(), section), count
    for side, program in PROGRAMS.items():
        total = [0, 0, 0]
        for archive, member in members(build / f"bench/{program}.map"):
            # Paths in a map are relative to the build's folder.
            total = add(total, of_member[member] if member in of_member else size_of(build / archive, member))
        for section, count in zip(("text", "data", "bss"), total):
            yield ("linked", side, section), count
