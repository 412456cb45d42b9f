# Copyright 2026 libsel4rpc contributors
# SPDX-License-Identifier: BSD-2-Clause
"""What documents refer to exists: the file and the heading that a link names, and the verb in `./run VERB`. Links to
other sites are not followed."""

import pathlib
import re
import sys

import sources

FENCED = re.compile(r"^```.*?^```[ \t]*$", re.DOTALL | re.MULTILINE)
QUOTED = re.compile(r"`[^`\n]*`|^(?: {4}|\t).*$", re.MULTILINE)
LINK = re.compile(r"\]\(\s*<?([^)\s>]*)")
HEADING = re.compile(r"^#{1,6}[ \t]+(.+?)[ \t#]*$", re.MULTILINE)
SITE = re.compile(r"[a-z][a-z0-9+.-]*:")
VERB = re.compile(r"\./run\s+([a-z][a-z0-9-]*)")


def blanked(pattern, text):
    """Returns the text without what the pattern matches; lines keep their numbers."""
    return pattern.sub(lambda match: "\n" * match.group(0).count("\n"), text)


def anchors_of(document):
    """Returns the anchors of a document's headings, as GitHub makes them."""
    anchors = set()
    for heading in HEADING.findall(blanked(FENCED, document)):
        shown = re.sub(r"\[([^]]*)\]\([^)]*\)", r"\1", heading)
        anchor = re.sub(r"[^\w\- ]", "", shown.lower()).replace(" ", "-")
        several = (f"{anchor}-{number}" for number in range(1, 100))
        anchors.add(anchor if anchor not in anchors else next(name for name in several if name not in anchors))
    return anchors


def problem_of(root, path, target):
    """Returns what is wrong with a link in the document at path; None if nothing is."""
    name, _, anchor = target.partition("#")
    file = (path.parent / name).resolve() if name else path
    if not file.is_relative_to(root) or not file.exists():
        return "leads nowhere"
    if anchor and (file.suffix != ".md" or anchor not in anchors_of(sources.text(file))):
        return "names no heading"
    return None


def violations(root):
    root = pathlib.Path(root).resolve()
    run = root / "run"
    verbs = {"help", *re.findall(r"^verb (\S+)", sources.text(run) if run.exists() else "", re.MULTILINE)}
    for path, name in sources.files(root, ".md"):
        document = sources.text(path)
        prose = blanked(QUOTED, blanked(FENCED, document))
        for match in LINK.finditer(prose):
            problem = None if SITE.match(match[1]) else problem_of(root, path, match[1])
            if problem:
                yield f"{name}:{prose.count(chr(10), 0, match.start()) + 1}: {problem}: {match[1]}"
        for match in VERB.finditer(document):
            if match[1] not in verbs:
                yield f"{name}:{document.count(chr(10), 0, match.start()) + 1}: no such verb: ./run {match[1]}"


if __name__ == "__main__":
    sources.report(list(violations(sys.argv[1])))
