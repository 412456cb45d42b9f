/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The operations that every kernel has.
 */
#include "random/random.h"

const struct operation common_operations[] = {
    {"copy", 10, CNodeCopy, 'C', "eD0Dr", "R"},
    {"mint", 8, CNodeMint, 'C', "eD0Drb", "R"},
    {"move", 6, CNodeMove, 'C', "eD0D", "R"},
    {"mutate", 4, CNodeMutate, 'C', "eD0Db", "R"},
    {"rotate", 5, CNodeRotate, 'C', "eDb0Db1D", "RR"},
    {"delete", 7, CNodeDelete, 'C', "dD", ""},
    {"revoke", 3, CNodeRevoke, 'C', "dD", ""},
    {"cancel", 2, CNodeCancelBadgedSends, 'C', "dD", ""},
    {"retype", 16, UntypedRetype, 'U', "tz", "R"},
    {"suspend", 1, TCBSuspend, 'T', "", ""},
    {"priority", 2, TCBSetPriority, 'T', "p", "S"},
    {"mcpriority", 2, TCBSetMCPriority, 'T', "p", "S"},
    {"buffer", 2, TCBSetIPCBuffer, 'T', "f", "F"},
    {"bind", 3, TCBBindNotification, 'T', "", "N"},
    {"unbind", 1, TCBUnbindNotification, 'T', "", ""},
    {"ack", 1, IRQAckIRQ, 'H', "", ""},
    {"set-handler", 2, IRQSetIRQHandler, 'H', "", "N"},
    {"clear-handler", 1, IRQClearIRQHandler, 'H', "", ""},
    {"signal", 2, 7, 'N', "--", ""},
    {"wrong-label", 1, NO_LABEL, '?', "--", "?"},
    {"label-0", 1, InvalidInvocation, '?', "", ""},
    {"retype-of", 1, UntypedRetype, '?', "tz", "R"},
    {"suspend-of", 1, TCBSuspend, '?', "", ""},
    {0},
};
