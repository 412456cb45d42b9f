# shellcheck shell=bash
# Copyright 2026 libsel4rpc contributors
# SPDX-License-Identifier: BSD-2-Clause
#
# Completion of this project's `run` for bash: source this file. The script itself tells what there is.

_libsel4rpc_project=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)

_libsel4rpc_run()
{
    # Other programs may be called run: they are not asked.
    [[ $1 -ef $_libsel4rpc_project/run ]] || return 0
    local typed=("${COMP_WORDS[@]:1:COMP_CWORD-1}") last=${COMP_WORDS[COMP_CWORD]}
    mapfile -t COMPREPLY < <(compgen -W "$("$1" complete "${typed[@]}")" -- "$last")
}

complete -o default -F _libsel4rpc_run run
