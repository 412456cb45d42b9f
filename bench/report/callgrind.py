# Copyright 2026 libsel4rpc contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Reads callgrind's output and assigns instructions to owners.

An instruction belongs to the owner of its function's file; see FOLDERS. Callgrind takes the file of a function's
first instruction, which may be a header whose inline function was compiled in. Then the function's name decides, by
the archive or program that defines it; see ARCHIVES. A function of the C library counts for its caller. What the
fiber machine needs to switch between programs counts for nobody."""

import collections
import os
import pathlib
import re
import subprocess

# The first matching prefix of a path, relative to the project, gives its owner; None: nobody.
FOLDERS = [
    ("src/", "library"),
    ("build/", "library"),  # generated from rpc.proto
    ("hosted/kernel/", "kernel"),
    ("hosted/user/allocator/", "allocator"),
    ("hosted/user/libsel4simple", "allocator"),
    ("hosted/user/runtime/", None),
    ("hosted/user/", "stubs"),
    ("hosted/machine/", None),
    ("bench/driver/", None),
    ("bench/", "program"),
    ("examples/", "program"),
]
# Archives and objects below the build's folder, and the owner of their functions.
ARCHIVES = [
    ("libsel4rpc.a", "library"),
    ("hosted/kernel/*.a", "kernel"),
    ("hosted/user/libhosted_allocator.a", "allocator"),
    ("hosted/user/libsel4simple-default.a", "allocator"),
    ("hosted/user/libsel4*.a", "stubs"),
    ("hosted/user/libutils.a", "stubs"),
    ("hosted/machine/*.a", None),
    ("bench/libbench_*.a", "program"),
    ("bench/CMakeFiles/bench-*client-objects.dir/programs/*.o", "program"),
    ("bench/CMakeFiles/bench-*server-objects.dir/programs/*.o", "program"),
]
OWNERS = ("library", "program", "stubs", "allocator", "kernel")


class UnknownFunction(Exception):
    """Instructions in a file that FOLDERS does not list."""


def functions_in(file):
    """The names of the functions that an object file or archive defines, static ones too."""
    listing = subprocess.run(["nm", "--defined-only", file], stdout=subprocess.PIPE, text=True, check=True).stdout
    return {words[2] for words in map(str.split, listing.splitlines()) if len(words) == 3 and words[1] in "tT"}


class Owners:
    """Finds the owner of a function."""

    def __init__(self, root, names):
        """names: {function: the owners of what defines one of that name}."""
        self.root, self.names = root, names

    @classmethod
    def of_build(cls, root, build):
        names, seen = collections.defaultdict(set), set()
        for pattern, who in ARCHIVES:
            for file in sorted(pathlib.Path(build).glob(pattern)):
                if file not in seen:
                    seen.add(file)
                    for function in functions_in(file):
                        names[function].add(who)
        return cls(root, names)

    def of(self, file, function):
        """Returns the owner, or "c" for the C library."""
        if not file.startswith("/"):
            return "c"
        path = os.path.relpath(os.path.normpath(file), self.root)
        who = self.by_name(file, function) if path.endswith(".h") else None
        if who is None:
            who = self.by_folder(path, function)
        # The machine's questions to the kernel count for nobody.
        return None if who == "kernel" and function.startswith("kernel_") and function != "kernel_enter" else who

    def by_folder(self, path, function):
        for folder, who in FOLDERS:
            if path.startswith(folder):
                return who
        raise UnknownFunction(f"{function} in {path}")

    def by_name(self, file, function):
        """The owner of a function with a header compiled into it; None if it is the header's own."""
        name = function.partition(".")[0]
        if os.path.exists(file) and re.search(rf"\b{name}\(", pathlib.Path(file).read_text(encoding="utf-8")):
            return None
        if function.startswith("bench_") and function.endswith("_main"):
            return "program"  # the fiber machine's copy of main()
        owners = self.names.get(function, set())
        if len(owners) != 1:
            raise UnknownFunction(f"{function}, with {file} in it: of {owners or 'nobody'}")
        return next(iter(owners))


class Part:
    """One dump: the instructions of each function, and of its calls to the C library."""

    def __init__(self, name):
        self.name = name
        self.own = collections.Counter()  # (file, function): instructions
        self.calls = collections.Counter()  # (file, function), (file, function): including everything below

    def count(self, owners):
        """Instructions by owner, each of OWNERS."""
        counts = collections.Counter()
        for key, count in self.own.items():
            counts[owners.of(*key)] += count
        for (caller, called), count in self.calls.items():
            # A jump out of a fiber would count for everything after it; it belongs to the machine.
            if owners.of(*called) == "c" and owners.of(*caller) != "c" and "jmp" not in called[1]:
                counts[owners.of(*caller)] += count
        return {name: counts[name] for name in OWNERS}


def plain(function):
    """The name without the number that callgrind adds for recursion."""
    return re.sub(r"'\d+$", "", function)


def parts(lines):
    """Reads the dumps in a file written with --combine-dumps=yes --compress-strings=no --compress-pos=no."""
    found, file, function, called_file, called, is_call = [], None, None, None, None, False
    for line in lines:
        key, _, value = line.rstrip("\n").partition("=")
        if line.startswith("part:"):
            found.append(Part(None))
        elif line.startswith("desc: Trigger: Client Request:"):
            found[-1].name = line.partition("Request: ")[2].strip()
        elif key == "fl":
            file = value
        elif key == "fn":
            function = plain(value)
        elif key in ("cfi", "cfl"):
            called_file = value
        elif key == "cfn":
            called = (called_file or file, plain(value))
        elif key == "calls":
            is_call = True
        elif line[:1].isdigit():
            count = int(line.split()[1])
            if is_call:
                found[-1].calls[(file, function), called] += count
                is_call, called_file = False, None
            else:
                found[-1].own[file, function] += count
    return found


def read(path):
    with open(path, encoding="utf-8") as file:
        return {part.name: part for part in parts(file) if part.name}
