# Copyright 2026 libsel4rpc contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Draws docs/performance.svg: instructions by number of frames, both logarithmic, one line for each method."""

import math

WIDTH, HEIGHT = 860, 480
LEFT, RIGHT, TOP, BOTTOM = 110, 300, 50, 60
COLOURS = ("#1f77b4", "#ff7f0e", "#2ca02c", "#d62728", "#9467bd", "#8c564b", "#e377c2", "#7f7f7f")

HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<!--
Copyright 2026 libsel4rpc contributors
SPDX-License-Identifier: BSD-2-Clause
-->
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" font-family="sans-serif" font-size="13">
<rect width="{width}" height="{height}" fill="white"/>
<text x="{left}" y="28" font-size="16">Instructions for so many frames of 4 KiB, all parties and the kernel together</text>
"""


class Axis:
    """A logarithmic axis of whole decades."""

    def __init__(self, values, start, end):
        self.low = math.floor(math.log10(min(values)))
        self.high = max(math.ceil(math.log10(max(values))), self.low + 1)
        self.start, self.end = start, end

    def at(self, value):
        share = (math.log10(value) - self.low) / (self.high - self.low)
        return round(self.start + share * (self.end - self.start), 1)

    def decades(self):
        return [10**power for power in range(self.low, self.high + 1)]


def grid(x, y):
    for value in x.decades():
        at = x.at(value)
        yield f'<path d="M{at} {y.start}V{y.end}" stroke="#ddd"/>'
        yield f'<text x="{at}" y="{y.start + 20}" text-anchor="middle">{value:,}</text>'
    for value in y.decades():
        at = y.at(value)
        yield f'<path d="M{x.start} {at}H{x.end}" stroke="#ddd"/>'
        yield f'<text x="{x.start - 8}" y="{at + 4}" text-anchor="end">{value:,}</text>'
    yield f'<text x="{(x.start + x.end) / 2}" y="{y.start + 45}" text-anchor="middle">frames</text>'


def curve(number, name, points, x, y):
    colour = COLOURS[number % len(COLOURS)]
    path = " ".join(f"{x.at(count)},{y.at(cost)}" for count, cost in points)
    yield f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"/>'
    for count, cost in points:
        yield f'<circle cx="{x.at(count)}" cy="{y.at(cost)}" r="3.5" fill="{colour}"/>'
    at = TOP + 20 + 24 * number
    yield f'<path d="M{WIDTH - RIGHT + 20} {at}h24" stroke="{colour}" stroke-width="2"/>'
    yield f'<text x="{WIDTH - RIGHT + 52}" y="{at + 4}">{name}</text>'


def draw(curves):
    """Returns the SVG of {name: [(count, cost), ...]}."""
    x = Axis([count for points in curves.values() for count, _ in points], LEFT, WIDTH - RIGHT)
    y = Axis([cost for points in curves.values() for _, cost in points], HEIGHT - BOTTOM, TOP)
    lines = list(grid(x, y))
    # The most expensive first, like the curves at their right ends.
    for number, (name, points) in enumerate(sorted(curves.items(), key=lambda item: -item[1][-1][1])):
        lines += curve(number, name, points, x, y)
    return HEAD.format(width=WIDTH, height=HEIGHT, left=LEFT) + "\n".join(lines) + "\n</svg>\n"
