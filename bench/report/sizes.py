# Copyright 2026 libsel4rpc contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Code sizes of each object file of the library, and of what a program takes from it. Compiles the library anew, with
the options that seL4's own release build adds to ours: OPTIONS. Like that build, the linker then drops sections that
the program does not reach. A parent's pool, src/allocator, does not count in programs. Assertions name files relative to the sources, so that sizes do not depend on their
folder."""

import json
import pathlib
import shlex
import subprocess
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
OPTIONS = ("-fno-pic", "-fno-pie", "-fno-stack-protector", "-fno-asynchronous-unwind-tables") + (
    "-ffunction-sections",
    "-fdata-sections",
)
PROGRAMS = {"client": "older-child", "server": "older-parent"}
OBJECTS = "CMakeFiles/sel4rpc.dir/"


def sizes_of(*files):
    """Returns (name, (text, data, bss)) of objects and archive members, as size prints them: text includes read-only
    data."""
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


def symbols(option, *files):
    """Returns the names that nm lists with an option."""
    listing = subprocess.run(["nm", "-P", option, *files], stdout=subprocess.PIPE, text=True, check=True).stdout
    return {line.split()[0] for line in listing.splitlines() if line and not line.endswith(":")}


def link(program, objects, folder):
    """Links what a program's objects need of the library into one object file."""
    archive, linked = f"{folder}/library.a", f"{folder}/linked.o"
    subprocess.run(["ar", "rcs", archive, *objects], check=True)
    roots = symbols("-u", *program) & symbols("--defined-only", archive)
    subprocess.run(["ld", "-r", "--gc-sections", *(f"-u{name}" for name in sorted(roots)), archive, "-o", linked], check=True)
    return linked


def rows(build):
    with tempfile.TemporaryDirectory() as folder:
        compiled = compile_library(build, folder)
        of_file = dict(sizes_of(*compiled.values()))
        for name, file in sorted(compiled.items()):
            for section, count in zip(("text", "data", "bss"), of_file[file]):
                yield ("object", pathlib.Path(name).with_suffix("").as_posix(), section), count
        counted = [file for name, file in compiled.items() if not name.startswith("src/allocator/")]
        for side, program in PROGRAMS.items():
            objects = (build / f"examples/CMakeFiles/{program}-objects.dir").rglob("*.o")
            ((_, sizes),) = sizes_of(link(objects, counted, folder))
            for section, count in zip(("text", "data", "bss"), sizes):
                yield ("linked", side, section), count
