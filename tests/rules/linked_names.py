# Copyright 2026 libsel4rpc contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Everything that the library links into a program has its own prefix, so that it cannot collide with the program's
names: sel4rpc_... is for users and declared in a public header; everything else begins with srpc_. The generator
names its descriptions of messages, and the compiler its helpers, which begin with two underscores."""

import pathlib
import re
import subprocess
import sys

import sources

GENERATED = re.compile(r"\w+(Message|MessageSimple|x86_MSI|x86_IOAPIC)_(msg|field_info|submsg_info)$")


def public_names(headers):
    text = "".join(sources.without_comments(sources.text(path)) for path in pathlib.Path(headers).rglob("*.h"))
    return set(re.findall(r"\bsel4rpc_\w+", text))


def violations(nm, archive, headers):
    public = public_names(headers)
    listing = subprocess.run([nm, "-g", "--defined-only", "-P", archive], stdout=subprocess.PIPE, text=True, check=True)
    for fields in map(str.split, listing.stdout.splitlines()):
        if len(fields) < 2:
            continue  # an object file's name, or a line of one that links nothing
        name = fields[0]
        if name.startswith(("srpc_", "__")) or name in public or GENERATED.match(name):
            continue
        why = "is in no public header" if name.startswith("sel4rpc_") else "does not begin with srpc_"
        yield f"{archive}: {name} {why}"


if __name__ == "__main__":
    sources.report(list(violations(*sys.argv[1:])))
