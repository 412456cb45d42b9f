# Copyright 2026 libsel4rpc contributors
# SPDX-License-Identifier: BSD-2-Clause
"""The library has no state of its own: all state is in structures that its users pass in. Given nm and an archive,
looks for symbols in writable sections."""

import subprocess
import sys

import sources

WRITABLE = (".data", ".bss", ".tdata", ".tbss", "*COM*")
READ_ONLY_ONCE_RELOCATED = ".data.rel.ro"


def violations(nm, archive):
    listing = subprocess.run([nm, "--format=sysv", archive], stdout=subprocess.PIPE, text=True, check=True).stdout
    for line in listing.splitlines():
        fields = [field.strip() for field in line.split("|")]
        if len(fields) == 7 and fields[6].startswith(WRITABLE) and not fields[6].startswith(READ_ONLY_ONCE_RELOCATED):
            yield f"{archive}: {fields[0]} in {fields[6]}"


if __name__ == "__main__":
    sources.report(list(violations(*sys.argv[1:])))
