# Copyright 2026 libsel4rpc contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Reads callgrind's output and assigns instructions to owners.

An instruction belongs to the owner of its function's file; see FOLDERS. Callgrind takes the file of a function's
first instruction, which may be a public header whose inline function was compiled in. Then the first file among its
lines counts that is none; a function of the header itself has no such lines. A function of the C library counts for its caller. What the
fiber machine needs to switch between programs counts for nobody."""

import collections
import os
import re

# The first matching prefix of a path, relative to the project, gives its owner; None: nobody.
FOLDERS = [
    ("src/allocator/", "own allocator"),
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
PUBLIC = "/include/"  # in the path of a public header
OWNERS = ("library", "own allocator", "program", "stubs", "allocator", "kernel")


class UnknownFunction(Exception):
    """Instructions in a file that FOLDERS does not list."""


class Owners:
    """Finds the owner of a function."""

    def __init__(self, root):
        self.root = root

    def of(self, file, function):
        path = os.path.relpath(os.path.normpath(file), self.root)
        for folder, who in FOLDERS:
            if path.startswith(folder):
                # The machine's questions to the kernel count for nobody.
                return None if who == "kernel" and function.startswith("kernel_") and function != "kernel_enter" else who
        raise UnknownFunction(f"{function} in {path}")


def of_c_library(file):
    return not file.startswith("/")


class Function:
    """The instructions of a function, and of its calls to the C library."""

    def __init__(self, file, name):
        self.file, self.name = file, name
        self.own, self.calls = 0, 0

    def goes_on_in(self, file):
        if PUBLIC in self.file and PUBLIC not in file:
            self.file = file

    def add_call(self, file, name, count):
        # A jump out of a fiber would count for everything after it; it belongs to the machine.
        if of_c_library(file) and "jmp" not in name:
            self.calls += count


class Part:
    """One dump."""

    def __init__(self):
        self.name = None
        self.functions = []

    def count(self, owners):
        """Instructions by owner, each of OWNERS."""
        counts = collections.Counter()
        for function in self.functions:
            if not of_c_library(function.file):
                counts[owners.of(function.file, function.name)] += function.own + function.calls
        return {name: counts[name] for name in OWNERS}


def plain(function):
    """The name without the number that callgrind adds for recursion."""
    return re.sub(r"'\d+$", "", function)


def parts(lines):
    """Reads the dumps in a file written with --combine-dumps=yes --compress-strings=no --compress-pos=no."""
    found, file, called_file, called, is_call = [], None, None, None, False
    for line in lines:
        key, _, value = line.rstrip("\n").partition("=")
        if line.startswith("part:"):
            found.append(Part())
        elif line.startswith("desc: Trigger: Client Request:"):
            found[-1].name = line.partition("Request: ")[2].strip()
        elif key == "fl":
            file = value
        elif key == "fn":
            function = Function(file, plain(value))
            found[-1].functions.append(function)
        elif key in ("fi", "fe"):
            function.goes_on_in(value)
        elif key in ("cfi", "cfl"):
            called_file = value
        elif key == "cfn":
            called = (called_file or file, plain(value))
        elif key == "calls":
            is_call = True
        elif line[:1].isdigit():
            count = int(line.split()[1])
            if is_call:
                function.add_call(*called, count)
                is_call, called_file = False, None
            else:
                function.own += count
    return found


def read(path):
    with open(path, encoding="utf-8") as file:
        return {part.name: part for part in parts(file) if part.name}
