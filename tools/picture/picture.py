#!/usr/bin/env python3
# Copyright 2026 libsel4rpc contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Makes the picture of README.md from what the example two_children does: what the kernel knows (sel4host --graph), what the
parent prints, and what its trace says. Graphviz lays it out.

    picture.py FOLDER                         writes docs/picture.svg; FOLDER has the programs
    picture.py FOLDER --check [EMULATOR...]   fails if docs/picture.svg says something else; runs them through EMULATOR"""

import html
import pathlib
import re
import subprocess
import sys
import tempfile
import xml.etree.ElementTree

PICTURE = pathlib.Path(__file__).resolve().parents[2] / "docs/picture.svg"
OWN = {"cnode", "tcb", "asid-pool", "endpoint", "vspace"}  # what a child has before it asks, unless its parent gives it more
HEAD = """<!--
Copyright 2026 libsel4rpc contributors
SPDX-License-Identifier: BSD-2-Clause

Made by ./run picture.
-->
"""


def run_example(folder, emulator):
    """What the example prints, its trace of requests, and the picture that it asks for."""
    with tempfile.TemporaryDirectory() as scratch:
        graph = pathlib.Path(scratch) / "graph"
        command = (*emulator, folder / "sel4host", "--trace=rpc", "--graph", graph, folder / "two-children-parent")
        result = subprocess.run(
            command, stdin=subprocess.DEVNULL, capture_output=True, encoding="utf-8", check=True
        )
        return result.stdout, result.stderr, pathlib.Path(f"{graph}.1").read_text(encoding="utf-8")


def held(graph, child):
    """What the kernel says that a child has got: the rows of its table."""
    table = re.search(rf"<B>two-children-{child}@.*?</TABLE>", graph).group()
    rows = (html.unescape(row) for row in re.findall(r'PORT="r\d+">(.*?)</TD>', table))
    rows = (re.sub(r"^\d+: |, (Read|Write|Grant).*|, from .*|, badge.*", "", row) for row in rows)
    rows = (row for row in rows if row.split()[0] not in OWN)
    return [re.sub(r"^(frame|untyped) (.*)", r"\2 \1", row) for row in rows]


def leases(output):
    """The rows of the first table of leases: client, what, memory or share."""
    table = output.split("I dismiss it")[0]
    for line in re.findall(r"\| (\w+ \(\d+\).*)", table):
        client, _, what, *rest = re.split(r" {2,}", line.strip())
        what = re.sub(r" at 0x.*", "", what)
        bar = re.search(r"\[(#*)\.*\] +(\d+ % of .*)", line)
        yield client.split()[0], what, f"{'█' * (len(bar[1]) // 2):░<10} {bar[2]}" if bar else "".join(rest)


def request(trace, child, answer):
    """The first request of a child that was answered so."""
    lines = re.findall(rf"^two-children-{child}@\S+ (memory .*) -> {answer}", trace, re.MULTILINE)
    return lines[0].replace("memory ALLOCATE ", "").replace(", anywhere", "")


def cell(text, *, bold=False, colour=None):
    text = html.escape(text)
    if bold:
        text = f"<B>{text}</B>"
    if colour:
        text = f'<FONT COLOR="{colour}">{text}</FONT>'
    return f'<TD ALIGN="LEFT">{text}</TD>'


def box(name, rows, columns):
    head = f'<TR><TD COLSPAN="{columns}"><FONT POINT-SIZE="13"><B>{name}</B></FONT></TD></TR>'
    table = '<TABLE BORDER="1" CELLBORDER="0" CELLSPACING="0" CELLPADDING="3" COLOR="#57606a" BGCOLOR="#f6f8fa" STYLE="ROUNDED">'
    return f"[label=<{table}{head}{''.join(f'<TR>{row}</TR>' for row in rows)}</TABLE>>]"


def graph_of(output, trace, graph):
    table = [cell("client", bold=True) + cell("lease", bold=True) + cell("memory, share of its limit", bold=True)]
    for client, what, share in leases(output):
        table.append(cell(client) + cell("all" if what.endswith("leases") else what, bold=what.endswith("leases")) + cell(share))
    parent = box("parent: memory, interrupts, I/O ports", table, 3)
    nodes = [f"  parent {parent};"]
    arrows = []
    for child, why in (("steady", "writes to its frame"), ("greedy", "wants more, and crashes")):
        rows = [cell(f"{child} {why}", colour="#57606a"), *(cell(row) for row in held(graph, child))]
        nodes.append(f"  {child} {box(f'child: {child}', rows, 1)};")
    granted, refused = request(trace, "steady", "done"), request(trace, "greedy", "refused: not enough memory")
    arrows.append(f'  steady -> parent [label="request: {granted}"];')
    arrows.append('  parent -> steady [label="answer with the capability", style=bold];')
    arrows.append(f'  greedy -> parent [label="request: {refused}"];')
    arrows.append('  parent -> greedy [label="refused: over its limit", style=dashed];')
    return "\n".join(
        [
            'digraph "libsel4rpc" {',
            '  graph [rankdir=RL, bgcolor=transparent, ranksep=2.2, nodesep=0.4];',
            '  node [shape=plain, fontname="sans-serif", fontsize=11, fontcolor="#24292f"];',
            '  edge [color="#768390", fontcolor="#768390", fontname="sans-serif", fontsize=11];',
            *nodes,
            *arrows,
            "}\n",
        ]
    )


def lay_out(graph):
    drawn = subprocess.run(("dot", "-Tsvg"), input=graph, capture_output=True, encoding="utf-8", check=True).stdout
    start = drawn.index("<svg")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{HEAD}{drawn[start:]}'


def words_of_graph(graph):
    """All that a picture should say. Graphviz breaks no text, but tells text from its surroundings by tags."""
    labels = re.findall(r"label=<(.*)>\];?$", graph, re.MULTILINE)
    texts = [html.unescape(text) for label in labels for text in re.findall(r">([^<>]+)<", label)]
    return sorted(texts + re.findall(r'label="([^"]*)"', graph))


def words_of_picture(picture):
    root = xml.etree.ElementTree.fromstring(picture.encode("utf-8"))
    return sorted(text.text for text in root.iter("{http://www.w3.org/2000/svg}text"))


def main(folder, check="", *emulator):
    graph = graph_of(*run_example(pathlib.Path(folder).resolve(), emulator))
    if check != "--check":
        PICTURE.write_text(lay_out(graph), encoding="utf-8")
        print(f"written: {PICTURE.relative_to(PICTURE.parents[1])}")
        return 0
    wanted, there = words_of_graph(graph), words_of_picture(PICTURE.read_text(encoding="utf-8"))
    if wanted == there:
        return 0
    print(f"{PICTURE.name} is not what two_children does: make it again, ./run picture")
    print(f"missing: {[text for text in wanted if text not in there]}")
    print(f"not so any more: {[text for text in there if text not in wanted]}")
    return 1


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
