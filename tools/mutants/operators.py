# Copyright 2026 libsel4rpc contributors
# SPDX-License-Identifier: BSD-2-Clause
"""Derives mutants from C code: each is one change at one place.

The code is cut into tokens, not parsed. That is enough for every operator here, works inside a macro's arguments too, and the
compiler refuses a mutant that makes no sense. libclang would need its package wherever the suite runs, each file's flags, and
care with what macros expand to. At file scope, braces after `)` are a function's, braces after `=` a table's."""

import collections
import dataclasses
import re

TOKEN = re.compile(
    r"(?P<space>\s+|//[^\n]*|/\*.*?\*/|^[ \t]*#(?:[^\n\\]|\\.)*)"
    r"|(?P<quoted>\"(?:[^\"\\]|\\.)*\"|'(?:[^'\\]|\\.)*')"
    r"|(?P<number>\d[\w.]*)"
    r"|(?P<name>[A-Za-z_]\w*)"
    r"|(?P<sign>->|\+\+|--|<<=|>>=|<<|>>|[-+*/%&|^=!<>]=|&&|\|\||.)",
    re.DOTALL | re.MULTILINE,
)
CLOSING = {"(": ")", "[": "]", "{": "}"}
ASSIGNING = {"=", "+=", "-=", "*=", "/=", "%=", "&=", "|=", "^=", "<<=", ">>="}
ENDS = {";", ",", "?", ":", "return", *ASSIGNING}  # what ends a condition, or an operand of && or ||
KEYWORDS = set("if while for do switch case default else return goto break continue sizeof".split())
DECLARING = set("static const struct union enum typedef extern unsigned signed".split()) | {"_Static_assert"}
SILENT = re.compile(r"ZF_LOG\w+|assert|_Static_assert")  # their arguments change no behaviour
PEERS = {
    "swap-comparison": [("<", "<="), (">", ">="), ("==", "!=")],
    "swap-logic": [("&&", "||")],
    "swap-bits": [("&", "|"), ("|=", "&="), ("<<", ">>")],
    "swap-arithmetic": [("+", "-"), ("+=", "-="), ("++", "--")],
    "change-constant": [("true", "false")],
}
SWAPS = {a: (operator, b) for operator, pairs in PEERS.items() for pair in pairs for a, b in (pair, pair[::-1])}
ERRORS = {
    "seL4_": "NoError InvalidArgument InvalidCapability IllegalOperation RangeError AlignmentError FailedLookup "
    "TruncatedMessage DeleteFirst RevokeFirst NotEnoughMemory",
    "ABI_": "NO_ERROR INVALID_ARGUMENT INVALID_CAPABILITY ILLEGAL_OPERATION RANGE_ERROR ALIGNMENT_ERROR FAILED_LOOKUP "
    "TRUNCATED_MESSAGE DELETE_FIRST REVOKE_FIRST NOT_ENOUGH_MEMORY",
    "SEL4RPC_": "BAD_ARGUMENT BAD_REQUEST NOT_A_SERVER BAD_REPLY NO_CAPABILITY STRAY_CAPABILITY NOT_FREED",
}
RINGS = [[prefix + name for name in names.split()] for prefix, names in ERRORS.items()]
NEXT_ERROR = {error: after for ring in RINGS for error, after in zip(ring, ring[1:] + ring[:1])}


@dataclasses.dataclass(frozen=True)
class Mutant:
    file: str
    function: str  # or the table
    operator: str
    text: str  # its line's; with the above it still names the mutant when lines shift
    number: int  # counts mutants for which all of the above is the same
    line: int
    body: int  # the line where the braces of the function or table open
    start: int
    end: int
    new: str

    @property
    def name(self):
        return f"{self.file}:{self.line} {self.operator}{self.which}"

    def is_called(self, names):
        """Whether the mutant's name contains one of these; without names every mutant will do."""
        return not names or any(name in self.name for name in names)

    @property
    def key(self):
        return f"{self.function} {self.operator}{self.which}: {self.text}"

    @property
    def which(self):
        return f" #{self.number}" if self.number > 1 else ""

    def apply(self, text):
        """The text with the mutant in it; lines keep their numbers."""
        lost = text[self.start : self.end].count("\n") - self.new.count("\n")
        return text[: self.start] + self.new + "\n" * lost + text[self.end :]

    def change(self, text):
        return " ".join(f"{text[self.start : self.end]} -> {self.new}".split())


class Code:
    """The tokens of a file, and which brackets belong together."""

    def __init__(self, text):
        self.text = text
        found = [match for match in TOKEN.finditer(text) if match.lastgroup != "space"]
        self.kinds = [match.lastgroup for match in found]
        self.words = [match[0] for match in found]
        self.spans = [match.span() for match in found]
        self.pair = {}
        open_brackets = []
        for i, word in enumerate(self.words):
            if word in CLOSING:
                open_brackets.append(i)
            elif word in CLOSING.values():
                self.pair[i] = open_brackets.pop()
                self.pair[self.pair[i]] = i

    def bodies(self):
        """The functions and tables: name, whether it is a function, first token inside the braces, closing brace."""
        i = 0
        while i < len(self.words):
            if self.words[i] == "{" and self.words[i - 1] in (")", "="):
                yield self.name_before(i), self.words[i - 1] == ")", i + 1, self.pair[i]
            i = self.pair[i] + 1 if self.words[i] in CLOSING else i + 1

    def name_before(self, brace):
        """The name that `name(...) {`, `(name)(...) {` or `name[...] = {` defines."""
        i = self.pair[brace - 1] - 1 if self.words[brace - 1] == ")" else brace - 2
        while self.words[i] == "]":
            i = self.pair[i] - 1
        return self.words[i - 1] if self.words[i] == ")" else self.words[i]

    def reach(self, i, step, ends):
        """The last token of the operand beside token i, to the left (step -1) or the right (1)."""
        stop = set(CLOSING.values()) if step > 0 else set(CLOSING)
        i += step
        while self.words[i] not in stop | ends:
            i = self.pair.get(i, i) + step
        return i - step

    def edit(self, first, last, new):
        """Replaces the tokens from first up to, but not including, last."""
        return self.spans[first][0], self.spans[last - 1][1], new


def swaps(code, i):
    """Another operator, constant or error."""
    word, before = code.words[i], code.words[i - 1]
    binary = code.kinds[i - 1] in ("name", "number") and before not in KEYWORDS or before in (")", "]")
    if word in SWAPS and (binary or word not in "+-&"):
        yield (SWAPS[word][0], *code.edit(i, i + 1, SWAPS[word][1]))
    number = re.fullmatch(r"(0[xX][0-9a-fA-F]+|\d+)([uUlL]*)", word)
    if number:
        form = "{:#x}" if number[1][:2] in ("0x", "0X") else "{}"
        yield ("change-constant", *code.edit(i, i + 1, form.format(int(number[1], 0) + 1) + number[2]))
    if word in NEXT_ERROR and before not in ("==", "!="):
        yield ("other-error", *code.edit(i, i + 1, NEXT_ERROR[word]))


def conditions(code, i):
    """The opposite condition, and one that never holds, so that an `if` or a loop does nothing."""
    if code.words[i] in ("if", "while") and code.words[i + 1] == "(":
        first, last = i + 2, code.pair[i + 1]
        loses_all = code.words[code.pair.get(last + 1, last) + 1] != "else"
    elif code.words[i] == "for":
        first = code.reach(i + 1, 1, {";"}) + 2
        last, loses_all = code.reach(first - 1, 1, {";"}) + 1, True
    elif code.words[i] == "?":
        first, last, loses_all = code.reach(i, -1, ENDS), i, False
    else:
        return
    start, end, _ = code.edit(first, last, "")
    said = set(code.words[first:last])
    if code.words[i] != "for" and (said & {"&&", "||"} or not said & {"==", "!="}):  # else a swap does the same
        yield "negate-condition", start, end, f"!({code.text[start:end]})"
    if last > first and loses_all:
        yield "drop-statement", start, end, f"0 && ({code.text[start:end]})"


def operands(code, i):
    """Drops an operand of && or ||."""
    if code.words[i] in ("&&", "||"):
        ends = ENDS | {"&&", "||"}
        yield ("drop-operand", *code.edit(i, code.reach(i, 1, ends) + 1, ""))
        first = code.reach(i, -1, ends)
        if code.words[first - 1] != code.words[i]:
            yield ("drop-operand", *code.edit(first, i + 1, ""))


def statements(code, i):
    """Drops a call, an assignment, a jump or a case label."""
    before, word = code.words[i - 1], code.words[i]
    if word == "case":
        yield ("drop-case", *code.edit(i, code.reach(i, 1, {":"}) + 2, ""))
    if before not in (";", "{", "}", ":", "else") or code.kinds[i] == "number" or word in DECLARING | {"{", "}", ";"}:
        return
    last = code.reach(i - 1, 1, {";"}) + 1
    if last >= len(code.words) or code.words[last] != ";":
        return
    inside = code.words[i:last]
    declares = code.kinds[i] == "name" and re.match(r"\w+ (\* )*\w", " ".join(inside)) and word not in KEYWORDS
    jumps = word in ("break", "continue") or inside == ["return"]
    acts = word not in KEYWORDS and not declares and (ASSIGNING | {"++", "--", "("}) & set(inside)
    if jumps or acts and (inside[:3] != ["(", "void", ")"] or "(" in inside[3:]):  # (void)a does nothing
        yield ("drop-statement", *code.edit(i, last, ""))


def early_ends(code, i):
    """Ends a loop after its first round, or where it should continue."""
    if code.words[i] == "continue":
        yield ("leave-loop", *code.edit(i, i + 1, "break"))
    close = code.pair.get(i + 1)
    if code.words[i] in ("for", "while") and close and code.words[close + 1] == "{":
        yield ("leave-loop", *code.edit(code.pair[close + 1], code.pair[close + 1] + 1, "break; }"))


def edits(code, is_function, first, last):
    """All edits of a body: operator, place that it is named by, start, end, new text."""
    i = first
    while i < last:
        if SILENT.fullmatch(code.words[i]):
            i = code.pair[i + 1]
        elif is_function:
            for operator in (swaps, conditions, operands, statements, early_ends):
                yield from ((edit[0], code.spans[i][0], *edit[1:]) for edit in operator(code, i))
        elif code.kinds[i] == "number" or code.words[i] in ("true", "false"):
            yield from ((edit[0], code.spans[i][0], *edit[1:]) for edit in swaps(code, i))
        i += 1


def by_hand(code, function, first, last, entries):
    """The same for faults by hand; their old code has to be in the function exactly once."""
    start, end = code.spans[first][0], code.spans[last][1]
    for entry in entries:
        if entry.function == function and code.text.count(entry.text, start, end) == 1:
            place = code.text.index(entry.text, start, end)
            yield entry.operator, place, place, place + len(entry.text), entry.second


def derive(file, text, hand=()):
    """All mutants of a file, in the order of the code; those by hand follow the others of their function."""
    code, lines, count = Code(text), text.splitlines(), collections.Counter()
    entries = [entry for entry in hand if entry.is_of(file)]
    for function, is_function, first, last in code.bodies():
        body = text.count("\n", 0, code.spans[first - 1][0]) + 1
        found = (*edits(code, is_function, first, last), *by_hand(code, function, first, last, entries))
        for operator, where, start, end, new in found:
            line = text.count("\n", 0, where) + 1
            key = function, operator, lines[line - 1].strip()
            count[key] += 1
            yield Mutant(file, *key, count[key], line, body, start, end, new)
