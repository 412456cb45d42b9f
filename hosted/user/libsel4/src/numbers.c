/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Checks that the numbers in libsel4's headers are the kernel's.
 */
#include <sel4/sel4.h>

#include "user/libsel4/src/numbers.h"

SAME(NoError, NO_ERROR);
SAME(InvalidArgument, INVALID_ARGUMENT);
SAME(InvalidCapability, INVALID_CAPABILITY);
SAME(IllegalOperation, ILLEGAL_OPERATION);
SAME(RangeError, RANGE_ERROR);
SAME(AlignmentError, ALIGNMENT_ERROR);
SAME(FailedLookup, FAILED_LOOKUP);
SAME(TruncatedMessage, TRUNCATED_MESSAGE);
SAME(DeleteFirst, DELETE_FIRST);
SAME(RevokeFirst, REVOKE_FIRST);
SAME(NotEnoughMemory, NOT_ENOUGH_MEMORY);

SAME(UntypedObject, OBJECT_UNTYPED);
SAME(TCBObject, OBJECT_TCB);
SAME(EndpointObject, OBJECT_ENDPOINT);
SAME(NotificationObject, OBJECT_NOTIFICATION);
SAME(CapTableObject, OBJECT_CNODE);
#ifdef CONFIG_KERNEL_MCS
SAME(SchedContextObject, OBJECT_SCHED_CONTEXT);
SAME(ReplyObject, OBJECT_REPLY);
SAME(ReplyBits, REPLY_BITS);
SAME(MinSchedContextBits, MIN_SCHED_CONTEXT_BITS);
SAME(Fault_Timeout, FAULT_TIMEOUT);
SAME(CapInitThreadSC, ROOT_SCHED_CONTEXT);
#endif
SAME(ObjectTypeCount, OBJECT_COUNT);

SAME(WordBits, WORD_BITS);
SAME(PageBits, PAGE_BITS);
SAME(EndpointBits, ENDPOINT_BITS);
SAME(TCBBits, TCB_BITS);
SAME(NotificationBits, NOTIFICATION_BITS);
SAME(SlotBits, SLOT_BITS);
SAME(LargePageBits, LARGE_PAGE_BITS);
SAME(ASIDPoolBits, ASID_POOL_BITS);
SAME(ASIDPoolIndexBits, ASID_POOL_INDEX_BITS);
SAME(MinUntypedBits, MIN_UNTYPED_BITS);
SAME(MaxUntypedBits, MAX_UNTYPED_BITS);
SAME(UntypedRetypeMaxObjects, RETYPE_FAN_OUT);
SAME(GuardSizeBits, GUARD_SIZE_BITS);
SAME(GuardSizeShift, GUARD_SIZE_SHIFT);
SAME(GuardBits, GUARD_BITS);
SAME(BadgeBits, BADGE_BITS);
SAME(MsgMaxLength, MESSAGE_REGISTERS);
SAME(MsgMaxExtraCaps, EXTRA_CAPS);

SAME(Fault_NullFault, FAULT_NULL);
SAME(Fault_CapFault, FAULT_CAP);
SAME(Fault_UnknownSyscall, FAULT_UNKNOWN_SYSCALL);
SAME(Fault_UserException, FAULT_USER_EXCEPTION);
SAME(Fault_VMFault, FAULT_VM);

_Static_assert(sizeof(seL4_UserContext) == ABI_CONTEXT_WORDS * sizeof(seL4_Word), "registers");

SAME(CapInitThreadTCB, ROOT_TCB);
SAME(CapInitThreadCNode, ROOT_CNODE);
SAME(CapInitThreadVSpace, ROOT_VSPACE);
SAME(CapIRQControl, ROOT_IRQ_CONTROL);
SAME(CapASIDControl, ROOT_ASID_CONTROL);
SAME(CapInitThreadASIDPool, ROOT_ASID_POOL);
SAME(CapIOPortControl, ROOT_IOPORT_CONTROL);
SAME(NumInitialCaps, ROOT_FIRST_FREE);
