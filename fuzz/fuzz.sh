#!/usr/bin/env bash
# Copyright 2026 libsel4rpc contributors
# SPDX-License-Identifier: BSD-2-Clause
#
# Runs the fuzzers of a build, one after another, and prints a line for each. If a fuzzer finds something, prints the
# input's path and fails.
#
# Usage: fuzz/fuzz.sh BUILD_FOLDER SECONDS
#
# A fuzzer starts from its checked-in corpus and what it found in earlier runs in the same build folder. It writes to
# corpus/NAME, log/NAME and artifacts/NAME-* there. The seed is always the same.

set -eu
sources=$(dirname "${BASH_SOURCE[0]}")
build=$1
seconds=$2
seed=1

# statistic NAME LOG: prints a number of libFuzzer's last report, 0 if missing.
statistic()
{
    sed -n "s/^stat::$1: *//p" "$2" | grep . || echo 0
}

# run NAME: runs one fuzzer.
run()
{
    local name=$1 log=$build/log/$1 status=0 result="nothing found" coverage
    mkdir -p "$build/corpus/$name" "$build/log" "$build/artifacts"
    "$build/bin/fuzz_$name" -seed="$seed" -max_total_time="$seconds" -max_len=1024 -timeout=10 -rss_limit_mb=2048 \
        -dict="$sources/$name.dict" -artifact_prefix="$build/artifacts/$name-" -print_final_stats=1 \
        "$build/corpus/$name" "$sources/corpus/$name" >"$log" 2>&1 || status=$?
    ((status == 0)) || result="FAILED"
    coverage=$(grep -o 'cov: [0-9]*' "$log" | tail -n 1 | cut -d ' ' -f 2)
    printf '%-16s seed %s, %s executions, %s/s, coverage %s, %s new inputs: %s\n' "$name" "$seed" \
        "$(statistic number_of_executed_units "$log")" "$(statistic average_exec_per_sec "$log")" \
        "${coverage:-0}" \
        "$(statistic new_units_added "$log")" "$result"
    if ((status)); then
        grep -vE '^#[0-9]' "$log" | tail -n 40 >&2
        sed -n 's/.*Test unit written to /input: /p' "$log"
        echo "log: $log"
    fi
    return "$status"
}

found=0
for source in "$sources"/*.dict; do
    run "$(basename "$source" .dict)" || found=1
done
exit "$found"
