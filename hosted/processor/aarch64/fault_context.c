/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The registers of an exception on aarch64, reported as x86's. The signal tells which exception it was. For a
 * memory fault, the syndrome register (ESR) tells more; Linux keeps it in a record behind the registers.
 * Without that record, as on some emulators, a write is reported as a read.
 */
#include "processor/fault_context.h"

#include <asm/sigcontext.h>
#include <stdint.h>
#include <string.h>
#include <ucontext.h>

/* The syndrome register: the exception's class, of an abort its cause, and whether a write caused it. */
#define SYNDROME_CLASS(syndrome) ((unsigned)((syndrome) >> 26) & 0x3f)
#define CLASS_INSTRUCTION_ABORT 0x20
#define CLASS_DATA_ABORT 0x24
#define SYNDROME_CAUSE(syndrome) ((syndrome)&0x3c) /* without the level of the page table */
#define CAUSE_PERMISSION 0x0c
#define SYNDROME_WRITE 0x40
#define SYNDROME_CACHE 0x100 /* cache maintenance, which is reported as a write */

/* The syndrome register; 0 if Linux does not provide it. */
static uint64_t get_syndrome(const mcontext_t *machine)
{
    const unsigned char *bytes = machine->__reserved, *end = bytes + sizeof(machine->__reserved);
    struct _aarch64_ctx head;
    struct esr_context record;

    for (; (size_t)(end - bytes) >= sizeof(record); bytes += head.size) {
        memcpy(&head, bytes, sizeof(head));
        if (head.magic == ESR_MAGIC) {
            memcpy(&record, bytes, sizeof(record));
            return record.esr;
        }
        if (head.magic == 0 || head.size < sizeof(head) || head.size > (size_t)(end - bytes)) {
            break;
        }
    }
    return 0;
}

static bool is_page_fault(const siginfo_t *info)
{
    return info->si_signo == SIGSEGV || (info->si_signo == SIGBUS && info->si_code == BUS_ADRERR);
}

static void describe_page_fault(struct fault_context *context, uint64_t syndrome, uintptr_t address)
{
    unsigned class = SYNDROME_CLASS(syndrome);
    bool data = class == CLASS_DATA_ABORT;

    context->number = FAULT_PAGE;
    context->page_fault = true;
    context->instruction = class == CLASS_INSTRUCTION_ABORT || (syndrome == 0 && address == context->ip);
    context->code = FAULT_STATUS_USER;
    if (context->instruction) {
        context->code |= FAULT_STATUS_INSTRUCTION;
    }
    if (data && (syndrome & (SYNDROME_WRITE | SYNDROME_CACHE)) == SYNDROME_WRITE) {
        context->code |= FAULT_STATUS_WRITE;
    }
    if ((data || context->instruction) && SYNDROME_CAUSE(syndrome) == CAUSE_PERMISSION) {
        context->code |= FAULT_STATUS_PRESENT;
    }
}

static abi_word exception_number(int signal)
{
    switch (signal) {
    case SIGTRAP:
        return FAULT_BREAKPOINT;
    case SIGFPE:
        return FAULT_FLOATING_POINT;
    case SIGBUS:
        return FAULT_ALIGNMENT;
    default:
        return FAULT_ILLEGAL_INSTRUCTION;
    }
}

void fault_get_context(struct fault_context *context, const siginfo_t *info, const void *ucontext)
{
    const mcontext_t *machine = &((const ucontext_t *)ucontext)->uc_mcontext;

    *context = (struct fault_context){.ip = machine->pc, .sp = machine->sp, .flags = machine->pstate};
    if (is_page_fault(info)) {
        describe_page_fault(context, get_syndrome(machine), (uintptr_t)info->si_addr);
    } else {
        context->number = exception_number(info->si_signo);
    }
}
