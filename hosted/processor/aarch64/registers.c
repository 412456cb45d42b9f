/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * Registers in memory on an arm64 host; see registers.h. The instruction that faulted is decoded, and what it
 * would have done to its registers is done here.
 */
#include "processor/registers.h"

#include <stdint.h>
#include <string.h>
#include <ucontext.h>

#define NO_REGISTER 31u /* reads as 0, and writes to it are lost */

/* A load or store of one general register, of 1 to 8 bytes. */
struct access {
    bool writes;
    unsigned bytes;
    unsigned extends; /* a load: the bits to which its sign is extended; 0: none */
    unsigned data;    /* the register */
    unsigned base;    /* the register that changes by `step`, if that is not 0 */
    int64_t step;
};

/* The forms of load and store, by their fixed bits: "Loads and Stores" in the Arm Architecture Reference
 * Manual. */
static const struct form {
    uint32_t mask, bits;
    bool steps;
} forms[] = {
    {0x3f000000, 0x39000000, false}, /* unsigned immediate */
    {0x3f200c00, 0x38000000, false}, /* unscaled immediate */
    {0x3f200c00, 0x38200800, false}, /* register offset */
    {0x3f200400, 0x38000400, true},  /* immediate, before or after the access */
};

static bool decode(uint32_t instruction, struct access *access)
{
    for (size_t i = 0; i < sizeof(forms) / sizeof(forms[0]); i++) {
        if ((instruction & forms[i].mask) == forms[i].bits) {
            unsigned size = instruction >> 30, operation = instruction >> 22 & 3;
            int32_t offset = (int32_t)(instruction << 11) >> 23; /* nine bits, signed */
            *access = (struct access){.writes = operation == 0,
                                      .bytes = 1U << size,
                                      .extends = operation > 1 ? (operation == 2 ? 64 : 32) : 0,
                                      .data = instruction & 31,
                                      .base = instruction >> 5 & 31,
                                      .step = forms[i].steps ? offset : 0};
            return !(size == 3 && operation > 1) && !(access->step != 0 && access->base == NO_REGISTER);
        }
    }
    return false;
}

static uint64_t loaded(const struct access *access, abi_word value)
{
    unsigned above = 64 - 8 * access->bytes;
    uint64_t bits = (uint64_t)value << above;
    uint64_t extended = (uint64_t)((int64_t)bits >> above);

    if (access->extends == 0) {
        return bits >> above;
    }
    return access->extends == 64 ? extended : (uint32_t)extended;
}

static bool do_access(const struct access *access, const void *address, mcontext_t *machine)
{
    abi_word value = access->writes && access->data != NO_REGISTER ? machine->regs[access->data] : 0;

    value &= ~(abi_word)0 >> (64 - 8 * access->bytes);
    if (registers_ask(address, access->writes ? ABI_ACCESS_WRITE : ABI_ACCESS_READ, &value) == 0) {
        return false;
    }
    if (!access->writes && access->data != NO_REGISTER) {
        machine->regs[access->data] = loaded(access, value);
    }
    if (access->step != 0) {
        machine->regs[access->base] += (uint64_t)access->step;
    }
    machine->pc += sizeof(uint32_t);
    return true;
}

bool registers_access(int number, const siginfo_t *info, void *ucontext)
{
    mcontext_t *machine = &((ucontext_t *)ucontext)->uc_mcontext;
    struct access access;
    uint32_t instruction;

    if (number != SIGSEGV || (uintptr_t)info->si_addr == machine->pc) {
        return false;
    }
    memcpy(&instruction, (const void *)machine->pc, sizeof(instruction)); // NOLINT(performance-no-int-to-ptr)
    return decode(instruction, &access) && do_access(&access, info->si_addr, machine);
}
