# Copyright 2026 libsel4rpc contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Reads, writes and compares the checked-in counts, docs/performance.csv."""

import csv

HEAD = ("group", "operation", "quantity", "count")
MOST_GROWTH = 1.05


def write(path, rows):
    with open(path, "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(HEAD)
        writer.writerows([*key, count] for key, count in rows.items())


def read(path):
    with open(path, encoding="utf-8", newline="") as file:
        return {tuple(row[:3]): int(row[3]) for row in list(csv.reader(file))[1:]}


def complaints(checked_in, counted):
    """Lists counts that have grown by more than MOST_GROWTH, and those in only one of the tables."""
    for key, count in counted.items():
        before = checked_in.get(key)
        if before is None:
            yield f"{', '.join(key)}: {count}, which is not checked in"
        elif count > before * MOST_GROWTH:
            yield f"{', '.join(key)}: {count}, was {before}"
    for key in checked_in.keys() - counted.keys():
        yield f"{', '.join(key)}: is checked in, and not counted any more"
