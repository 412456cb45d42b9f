/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * I/O ports. Nothing is read from a port, and written only where no device is.
 */
#include "directed/x86/x86.h"

#define CONTROL seL4_CapIOPortControl
#define FIRST 0x2f00
#define LAST 0x2f07

static seL4_CPtr to;

static void issue(const char *key, seL4_Word first, seL4_Word last)
{
    if (try(key, CONTROL, X86IOPortControlIssue, WORDS(first, last, to, DEPTH), WORDS(CNODE)) ==
        seL4_NoError) {
        delete_slot(to);
    }
}

static void issue_ranges(void)
{
    to = slots(1);
    issue("ioport-control.issue.one", FIRST, FIRST);
    issue("ioport-control.issue", FIRST, LAST);
    issue("ioport-control.issue.backwards", LAST, FIRST);
    issue("ioport-control.issue.to-the-end", 0xfff0, 0xffff);
    issue("ioport-control.issue.last-too-big", FIRST, 0x10000);
    issue("ioport-control.issue.both-too-big", 0x10000, 0x10001);
    issue("ioport-control.issue.first-too-big", 0x10000, LAST);
    issue("ioport-control.issue.wraps", (seL4_Word)-1, 0);
    issue("ioport-control.issue.high-bits", FIRST + 0x10000, LAST + 0x10000);
}

static void issue_errors(void)
{
    seL4_CPtr held = slots(1), end = slots(1);

    to = slots(1);
    invoke(CONTROL, X86IOPortControlIssue, WORDS(FIRST, LAST, held, DEPTH), WORDS(CNODE));
    issue("ioport-control.issue.held", FIRST, LAST);
    issue("ioport-control.issue.held-part", FIRST + 3, FIRST + 3);
    issue("ioport-control.issue.held-overlap-low", FIRST - 2, FIRST);
    issue("ioport-control.issue.held-overlap-high", LAST, LAST + 2);
    issue("ioport-control.issue.held-inside", FIRST - 1, LAST + 1);
    issue("ioport-control.issue.beside-low", FIRST - 1, FIRST - 1);
    issue("ioport-control.issue.beside-high", LAST + 1, LAST + 1);
    issue("ioport-control.issue.backwards-held", LAST, FIRST);
    to = held;
    issue("ioport-control.issue.occupied", LAST + 1, LAST + 1);
    issue("ioport-control.issue.occupied-and-held", FIRST, LAST);
    to = end;
    try("ioport-control.issue.depth-0", CONTROL, X86IOPortControlIssue, WORDS(LAST + 1, LAST + 1, to, 0),
        WORDS(CNODE));
    try("ioport-control.issue.depth-too-big", CONTROL, X86IOPortControlIssue,
        WORDS(LAST + 1, LAST + 1, to, DEPTH + 1), WORDS(CNODE));
    try("ioport-control.issue.root-no-cnode", CONTROL, X86IOPortControlIssue,
        WORDS(LAST + 1, LAST + 1, to, DEPTH), WORDS(SLOT_POOL));
    try("ioport-control.issue.root-empty", CONTROL, X86IOPortControlIssue,
        WORDS(LAST + 1, LAST + 1, to, DEPTH), WORDS(to));
    try("ioport-control.issue.length-3", CONTROL, X86IOPortControlIssue, WORDS(LAST + 1, LAST + 1, to),
        WORDS(CNODE));
    try("ioport-control.issue.no-capability", CONTROL, X86IOPortControlIssue,
        WORDS(LAST + 1, LAST + 1, to, DEPTH), NOTHING);
    try("ioport-control.label.none", CONTROL, NO_LABEL, NOTHING, NOTHING);
    try("ioport-control.label.in8", CONTROL, X86IOPortIn8, WORDS(FIRST), NOTHING);
    try("cnode.copy.ioport-control", CNODE, CNodeCopy, WORDS(to, DEPTH, CONTROL, DEPTH, ALL), WORDS(CNODE));
}

static void in_and_out(void)
{
    seL4_CPtr ports = slots(1), second;

    to = slots(1);
    invoke(CONTROL, X86IOPortControlIssue, WORDS(FIRST, LAST, ports, DEPTH), WORDS(CNODE));
    try("ioport.in8.below", ports, X86IOPortIn8, WORDS(FIRST - 1), NOTHING);
    try("ioport.in8.above", ports, X86IOPortIn8, WORDS(LAST + 1), NOTHING);
    try("ioport.in16.across-end", ports, X86IOPortIn16, WORDS(LAST), NOTHING);
    try("ioport.in32.across-end", ports, X86IOPortIn32, WORDS(LAST - 2), NOTHING);
    try("ioport.in8.high-bits", ports, X86IOPortIn8, WORDS(0x20000), NOTHING);
    try("ioport.in8.length-0", ports, X86IOPortIn8, NOTHING, NOTHING);
    try("ioport.in16.length-0", ports, X86IOPortIn16, NOTHING, NOTHING);
    try("ioport.in32.length-0", ports, X86IOPortIn32, NOTHING, NOTHING);
    try("ioport.out8", ports, X86IOPortOut8, WORDS(FIRST, 0), NOTHING);
    try("ioport.out16", ports, X86IOPortOut16, WORDS(LAST - 1, 0), NOTHING);
    try("ioport.out32", ports, X86IOPortOut32, WORDS(LAST - 3, 0), NOTHING);
    try("ioport.out8.big-data", ports, X86IOPortOut8, WORDS(FIRST, 0x12345678), NOTHING);
    try("ioport.out8.below", ports, X86IOPortOut8, WORDS(FIRST - 1, 0), NOTHING);
    try("ioport.out16.across-end", ports, X86IOPortOut16, WORDS(LAST, 0), NOTHING);
    try("ioport.out32.across-end", ports, X86IOPortOut32, WORDS(LAST - 2, 0), NOTHING);
    try("ioport.out8.length-1", ports, X86IOPortOut8, WORDS(FIRST), NOTHING);
    try("ioport.out16.length-0", ports, X86IOPortOut16, NOTHING, NOTHING);
    try("ioport.out8.outside-and-short", ports, X86IOPortOut8, WORDS(LAST + 1), NOTHING);
    try("ioport.label.none", ports, NO_LABEL, WORDS(FIRST), NOTHING);
    try("ioport.label.none.length-0", ports, NO_LABEL, NOTHING, NOTHING);
    try("ioport.label.issue", ports, X86IOPortControlIssue, WORDS(FIRST, LAST, to, DEPTH), WORDS(CNODE));
    second = copy(ports, 0);
    tell("ioport.copy.identify", WORDS(seL4_DebugCapIdentify(second)));
    try("ioport.out8.copy-without-rights", second, X86IOPortOut8, WORDS(FIRST, 0), NOTHING);
    try("cnode.mint.ioport", CNODE, CNodeMint, WORDS(to, DEPTH, ports, DEPTH, ALL, 5), WORDS(CNODE));
    delete_slot(ports);
    issue("ioport-control.issue.copy-left", FIRST, LAST);
    try("ioport.out8.copy-left", second, X86IOPortOut8, WORDS(FIRST, 0), NOTHING);
    revoke(CONTROL);
    tell("ioport.after-control-revoke.identify", WORDS(seL4_DebugCapIdentify(second)));
    issue("ioport-control.issue.after-revoke", FIRST, LAST);
}

const struct group port_groups[] = {
    {"ports.issue-ranges", issue_ranges},
    {"ports.issue-errors", issue_errors},
    {"ports.in-and-out", in_and_out},
    {0},
};
