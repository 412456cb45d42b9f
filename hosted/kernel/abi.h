/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * What a hosted thread and the hosted kernel say to each other: the numbers of system calls, invocations,
 * objects and errors, and the message of one kernel entry in each direction.
 *
 * This is the only header that kernel, machine and user libraries share. A message has its arguments in the
 * order of the seL4 manual: plain ones in message registers, capabilities in the extra capabilities.
 */
#pragma once

#include <stddef.h>
#include <stdint.h>

/* The build chooses by its include path. What differs between seL4's architectures is in a folder of
 * kernel/sel4_arch, what differs with MCS in one of kernel/thread. */
#include "abi_arch.h"
#include "schedule_abi.h"

typedef unsigned long abi_word;

#define ABI_WORD_BITS (__SIZEOF_LONG__ * 8)
#define ABI_WORD_BYTES __SIZEOF_LONG__
#define ABI_MESSAGE_REGISTERS 120
#define ABI_EXTRA_CAPS 3
#define ABI_FAST_REGISTERS                                                                                   \
    (ABI_WORD_BITS == 64 ? 4u : 2u) /* message registers that are processor registers */

/* The message info word: length 7 bits, extra capabilities 2, capabilities unwrapped 3, label the rest. */
#define ABI_INFO_LENGTH(info) ((info)&0x7fUL)
#define ABI_INFO_EXTRA_CAPS(info) (((info) >> 7) & 0x3UL)
#define ABI_INFO_UNWRAPPED(info) (((info) >> 9) & 0x7UL)
#define ABI_INFO_LABEL(info) ((info) >> 12)
#define ABI_INFO(label, unwrapped, caps, length)                                                             \
    (((abi_word)(label) << 12) | ((abi_word)(unwrapped) << 9) | ((abi_word)(caps) << 7) | (abi_word)(length))

enum abi_syscall {
    ABI_SYS_SEND = 1,
    ABI_SYS_NBSEND,
    ABI_SYS_CALL,
    ABI_SYS_RECV,   /* without MCS also Wait */
    ABI_SYS_NBRECV, /* without MCS also Poll */
    ABI_SCHEDULE_SYSCALLS,
    ABI_SYS_REPLYRECV,
    ABI_SYS_YIELD,
    ABI_SYS_DEBUG_PUTCHAR,     /* mr[0]: the character */
    ABI_SYS_DEBUG_CAPIDENTIFY, /* capability: the slot; returns the capability's type in mr[0], 0 for none */
    ABI_SYS_DEBUG_SNAPSHOT,
    /* Hosted only: for the C runtime of hosted programs. */
    ABI_SYS_DEBUG_PUT, /* mr[0]: number of bytes; mr[1] on: the bytes, of any value, NUL too. Written at once,
                          never torn by other output. The rest of the message is ignored. If the message
                          carries fewer bytes, nothing is written and the answer is TruncatedMessage. */
    ABI_SYS_FAULT,     /* the thread reports its own processor exception: label and mr are the fault message,
                          followed by its context; returns when the fault handler replies */
    ABI_SYS_STOPPED,   /* its machine has interrupted the thread, to suspend it. mr: its context. Returns when
                          it may go on. */
    ABI_SYS_INTRODUCE, /* process machine only, never for the kernel: the first packet of a further thread of
                          a process. mr[0]: the number of its Linux thread. No answer. */
    ABI_SYS_EXIT,   /* process machine only, never for the kernel: the thread's program has exited. mr[0]: the
                       status. Returns if the process has no other thread; otherwise the thread ends. */
    ABI_SYS_DEVICE, /* mr: address, enum abi_access, value: an access to a device's register, which is not
                       memory, from the address to its end; returns mr: the value read, and how many bytes
                       that are, or IllegalOperation if no register is there. Not on x86. */
    ABI_SYS_COUNT
};

enum abi_access { ABI_ACCESS_NONE, ABI_ACCESS_READ, ABI_ACCESS_WRITE }; /* none: may it be written? */

/* What the kernel's side sends to a process. */
enum abi_answer {
    ABI_ANSWER_RETURN = 1, /* the system call's result */
    ABI_ANSWER_MAP,        /* mr: vaddr, size_bits, writable (0 or 1); a memory descriptor comes along */
    ABI_ANSWER_UNMAP,      /* mr: vaddr, size_bits */
    ABI_ANSWER_START,      /* the first message to a process; the root task's holds its boot information */
    ABI_ANSWER_BADGE, /* as ABI_ANSWER_RETURN, but only the badge is new: info and the fast message registers
                         are stale, the others are untouched */
    ABI_ANSWER_REGISTERS, /* mr: a context. The thread does not return from its call, but goes on with these
                             registers. capability: if it starts, the address of its IPC buffer, 0 for none.
                           */
    ABI_ANSWER_THREAD, /* a notice, as MAP and UNMAP: make a thread; a descriptor, its socket, comes along */
    ABI_ANSWER_END,    /* the thread must end, and closes its socket */
    ABI_ANSWER_COUNT
};

/*
 * A kernel entry's request or answer. Only the first ABI_MESSAGE_BYTES(length) bytes cross a socket; `info`
 * holds the length.
 */
struct abi_message {
    abi_word what;       /* request: enum abi_syscall; answer: enum abi_answer */
    abi_word capability; /* request: the capability invoked; answer: the badge received */
    abi_word info;
    abi_word caps[ABI_EXTRA_CAPS]; /* request: capabilities to send; answer: badges of the unwrapped ones */
    abi_word receive_root;         /* request: the receive path, root 0 for none */
    abi_word receive_index;
    abi_word receive_depth;
    abi_word reply;       /* request, with MCS only: the reply object */
    abi_word destination; /* request, with MCS only: where NBSendRecv and NBSendWait send to */
    abi_word notices;     /* MAP and UNMAP: its number; other answers: how many must have been carried out */
    abi_word ip, sp;      /* request: where the thread is, for those who read its registers */
    abi_word mr[ABI_MESSAGE_REGISTERS];
};

#define ABI_MESSAGE_BYTES(length) (offsetof(struct abi_message, mr) + (size_t)(length)*ABI_WORD_BYTES)

/* The descriptor of a hosted process's socket to the kernel. */
#define ABI_SOCKET 3

/*
 * Boot information in the root task's start message: these registers, then from ABI_BOOT_UNTYPED_LIST on two
 * for each untyped: its physical address, and size_bits | (device ? 0x100 : 0).
 */
enum abi_boot {
    ABI_BOOT_CNODE_BITS,    /* log2 of the slots of the root CNode */
    ABI_BOOT_EMPTY_START,   /* first empty slot */
    ABI_BOOT_EMPTY_END,     /* the slot after the last empty one */
    ABI_BOOT_UNTYPED_START, /* slot of the first untyped; those from ABI_ROOT_FIRST_PAGING on hold the root
                               task's paging structures */
    ABI_BOOT_UNTYPED_END,
    ABI_BOOT_UNTYPED_LIST
};
#define ABI_BOOT_MAX_UNTYPEDS ((ABI_MESSAGE_REGISTERS - ABI_BOOT_UNTYPED_LIST) / 2)

enum abi_error {
    ABI_NO_ERROR = 0,
    ABI_INVALID_ARGUMENT,
    ABI_INVALID_CAPABILITY,
    ABI_ILLEGAL_OPERATION,
    ABI_RANGE_ERROR,
    ABI_ALIGNMENT_ERROR,
    ABI_FAILED_LOOKUP,
    ABI_TRUNCATED_MESSAGE,
    ABI_DELETE_FIRST,
    ABI_REVOKE_FIRST,
    ABI_NOT_ENOUGH_MEMORY
};

/* Labels of fault messages, and exception numbers that only hosted processes have. */
enum abi_fault {
    ABI_FAULT_NULL = 0,
    ABI_FAULT_CAP = 1, /* mr: ip, address, in receive phase, lookup failure and its details */
    ABI_FAULT_UNKNOWN_SYSCALL = 2,
    ABI_FAULT_USER_EXCEPTION = 3,          /* mr: ip, sp, perhaps flags, number, code */
    ABI_FAULT_VM = 5 + ABI_SCHEDULE_FAULTS /* mr: ip, address, instruction fault, fault status */
};
enum abi_exception {
    ABI_EXCEPTION_EXIT = 0x1000,  /* the process exited; code: its exit status */
    ABI_EXCEPTION_KILLED = 0x1001 /* a signal ended the process; code: its number */
};

/* Object types, as Retype takes them. */
enum abi_object {
    ABI_OBJECT_UNTYPED = 0,
    ABI_OBJECT_TCB,
    ABI_OBJECT_ENDPOINT,
    ABI_OBJECT_NOTIFICATION,
    ABI_OBJECT_CNODE,
    ABI_OBJECT_LAST_COMMON = ABI_OBJECT_CNODE + ABI_SCHEDULE_OBJECTS,
    ABI_ARCH_OBJECTS,
    ABI_OBJECT_COUNT,
    /* Not for Retype: ASIDControl_MakePool makes it. */
    ABI_OBJECT_ASID_POOL = ABI_OBJECT_COUNT,
    ABI_OBJECT_ALL
};

/* Sizes of objects, log2 of bytes. */
#define ABI_PAGE_BITS 12
#define ABI_ENDPOINT_BITS 4
#define ABI_TCB_BITS 11
#define ABI_MIN_UNTYPED_BITS 4
#if __SIZEOF_LONG__ == 8
#define ABI_SLOT_BITS 5
#define ABI_NOTIFICATION_BITS (5 + ABI_SCHEDULE_NOTIFICATION_BITS)
#else
#define ABI_SLOT_BITS 4
#define ABI_NOTIFICATION_BITS (4 + ABI_SCHEDULE_NOTIFICATION_BITS)
#endif
#define ABI_ASID_POOL_BITS 12
#define ABI_RETYPE_FAN_OUT 256

/* Rights, as a word: bit 0 write, 1 read, 2 grant, 3 grant reply. */
#define ABI_RIGHT_WRITE 1UL
#define ABI_RIGHT_READ 2UL
#define ABI_RIGHT_GRANT 4UL
#define ABI_RIGHT_GRANT_REPLY 8UL
#define ABI_RIGHTS_ALL 15UL

/* A CNode capability's guard, as in the badge parameter of Mint and Mutate and in CSpace root data. */
#define ABI_GUARD_SIZE_BITS (ABI_WORD_BITS == 64 ? 6 : 5)
#define ABI_GUARD_SIZE_SHIFT (ABI_WORD_BITS == 64 ? 0 : 3)
#define ABI_GUARD_BITS (ABI_WORD_BITS == 64 ? 58 : 18)
#define ABI_GUARD_SHIFT (ABI_GUARD_SIZE_SHIFT + ABI_GUARD_SIZE_BITS)
#define ABI_GUARD_SIZE(data) (((data) >> ABI_GUARD_SIZE_SHIFT) & ((1UL << ABI_GUARD_SIZE_BITS) - 1))
#define ABI_GUARD(data) (((data) >> ABI_GUARD_SHIFT) & ((1UL << ABI_GUARD_BITS) - 1))
#define ABI_GUARD_DATA(guard, size)                                                                          \
    (((abi_word)(guard) << ABI_GUARD_SHIFT) | ((abi_word)(size) << ABI_GUARD_SIZE_SHIFT))

/* The bits of a badge; higher bits are cut off. */
#define ABI_BADGE_BITS (ABI_WORD_BITS == 64 ? 64 : 28)

/* Invocation labels. */
enum abi_label {
    ABI_LABEL_INVALID = 0,
    ABI_UNTYPED_RETYPE, /* mr: type, size_bits, node_index, node_depth, node_offset, count; cap: root */
    ABI_TCB_CONFIGURE,  /* these two, and TCB_SET_SCHED_PARAMS: see schedule_abi.h */
    ABI_TCB_SET_SPACE,
    ABI_TCB_SET_IPC_BUFFER,
    ABI_TCB_SET_PRIORITY,   /* mr: priority; cap: authority */
    ABI_TCB_SET_MCPRIORITY, /* mr: mcp; cap: authority */
    ABI_TCB_SET_SCHED_PARAMS,
    ABI_TCB_SUSPEND,
    ABI_TCB_RESUME,
    ABI_TCB_BIND_NOTIFICATION, /* cap: notification */
    ABI_TCB_UNBIND_NOTIFICATION,
    ABI_TCB_READ_REGISTERS,  /* mr: bit 0 suspend, count; returns so many words of the context */
    ABI_TCB_WRITE_REGISTERS, /* mr: bit 0 resume, count, words of the context */
    ABI_TCB_COPY_REGISTERS,  /* mr: bits 0 suspend the source, 1 resume, 2 frame registers, 3 the others; cap:
                                source */
    ABI_TCB_SET_TLS_BASE,    /* mr: address */
    ABI_TCB_SET_IMAGE,   /* hosted only. mr[0]: number of bytes; mr[1] on: NUL-ended strings, the program's
                            name and its arguments */
    ABI_CNODE_REVOKE,    /* mr: index, depth */
    ABI_CNODE_DELETE,    /* mr: index, depth */
    ABI_CNODE_COPY,      /* mr: dest_index, dest_depth, src_index, src_depth, rights; cap: src_root */
    ABI_CNODE_MINT,      /* as Copy, then badge */
    ABI_CNODE_MOVE,      /* mr: dest_index, dest_depth, src_index, src_depth; cap: src_root */
    ABI_CNODE_MUTATE,    /* as Move, then badge */
    ABI_CNODE_ROTATE,    /* mr: dest_index, dest_depth, dest_badge, pivot_index, pivot_depth, pivot_badge,
                            src_index, src_depth; caps: pivot_root, src_root */
    ABI_SCHEDULE_LABELS, /* see schedule_abi.h */
    ABI_CNODE_CANCEL_BADGED_SENDS, /* mr: index, depth */
    ABI_PAGE_MAP,                  /* mr: vaddr, rights, attributes; cap: vspace */
    ABI_PAGE_UNMAP,
    ABI_PAGE_GET_ADDRESS, /* returns mr[0]: the physical address */
    ABI_PAGE_FLUSH,       /* and three more: mr: start, end */
    ABI_PAGE_INVALIDATE,
    ABI_PAGE_FLUSH_LAST = ABI_PAGE_FLUSH + 3,
    ABI_VSPACE_FLUSH, /* as those of pages, of addresses */
    ABI_VSPACE_FLUSH_LAST = ABI_VSPACE_FLUSH + 3,
    ABI_PAGE_TABLE_MAP, /* mr: vaddr, attributes; cap: vspace */
    ABI_PAGE_TABLE_UNMAP,
    ABI_PAGE_DIRECTORY_MAP, /* as PageTable, and so on */
    ABI_PAGE_DIRECTORY_UNMAP,
    ABI_PDPT_MAP,
    ABI_PDPT_UNMAP,
    ABI_ASID_CONTROL_MAKE_POOL,  /* mr: index, depth; caps: untyped, root */
    ABI_ASID_POOL_ASSIGN,        /* cap: vspace */
    ABI_IRQ_CONTROL_GET,         /* mr: irq, index, depth; cap: root */
    ABI_IRQ_CONTROL_GET_IOAPIC,  /* mr: index, depth, ioapic, pin, level, polarity, vector; cap: root */
    ABI_IRQ_CONTROL_GET_MSI,     /* mr: index, depth, bus, dev, func, handle, vector; cap: root */
    ABI_IRQ_CONTROL_GET_TRIGGER, /* mr: irq, trigger, index, depth; cap: root */
    ABI_IRQ_HANDLER_ACK,
    ABI_IRQ_HANDLER_SET_NOTIFICATION, /* cap: notification */
    ABI_IRQ_HANDLER_CLEAR,
    ABI_IOPORT_CONTROL_ISSUE, /* mr: first, last, index, depth; cap: root */
    ABI_IOPORT_IN8,           /* mr: port; returns mr[0] */
    ABI_IOPORT_IN16,
    ABI_IOPORT_IN32,
    ABI_IOPORT_OUT8, /* mr: port, data */
    ABI_IOPORT_OUT16,
    ABI_IOPORT_OUT32,
    ABI_LABEL_COUNT
};

/* Slots of the root task's CSpace, numbered as in seL4's boot information. */
enum abi_root_slot {
    ABI_ROOT_TCB = 1,
    ABI_ROOT_CNODE = 2,
    ABI_ROOT_VSPACE = 3,
    ABI_ROOT_IRQ_CONTROL = 4,
    ABI_ROOT_ASID_CONTROL = 5,
    ABI_ROOT_ASID_POOL = 6,
    ABI_ROOT_IOPORT_CONTROL = 7,
    ABI_ROOT_FIRST_FREE = 16,
    ABI_ROOT_FIRST_PAGING = ABI_ROOT_FIRST_FREE + ABI_SCHEDULE_ROOT_SLOTS
};
