# shellcheck shell=bash
# Copyright 2026 libsel4rpc contributors
# SPDX-License-Identifier: BSD-2-Clause
#
# How `run` and its helpers speak: on standard error, since standard output belongs to what is run.

say()
{
    echo "run: $*" >&2
}

stop()
{
    say "$1"
    exit 1
}

# Runs a command without input, and holds its output back until it is known to have failed.
quietly()
{
    local output status=0
    output=$("$@" </dev/null 2>&1) || status=$?
    if ((status)); then
        printf '%s\n' "$output" >&2
        say "failed: $*"
    fi
    return "$status"
}
