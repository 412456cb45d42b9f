/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The page calls of RISC-V under names that every architecture has.
 */
#pragma once

#include <stddef.h>

#include <autoconf.h>
#include <sel4/sel4.h>
#include <utils/attribute.h>

static const UNUSED size_t sel4_page_sizes[] = {seL4_PageBits, seL4_LargePageBits, seL4_HugePageBits};

#define seL4_ARCH_Page_Map seL4_RISCV_Page_Map
#define seL4_ARCH_Page_Unmap seL4_RISCV_Page_Unmap
#define seL4_ARCH_Page_GetAddress seL4_RISCV_Page_GetAddress
#define seL4_ARCH_Page_GetAddress_t seL4_RISCV_Page_GetAddress_t
#define seL4_ARCH_PageTable_Map seL4_RISCV_PageTable_Map
#define seL4_ARCH_PageTable_Unmap seL4_RISCV_PageTable_Unmap
#define seL4_ARCH_ASIDControl_MakePool seL4_RISCV_ASIDControl_MakePool
#define seL4_ARCH_ASIDPool_Assign seL4_RISCV_ASIDPool_Assign
#define seL4_ARCH_PageTableObject seL4_RISCV_PageTableObject
#define seL4_ARCH_PageDirectoryObject seL4_RISCV_PageTableObject
#define seL4_ARCH_4KPage seL4_RISCV_4K_Page
#define seL4_ARCH_LargePageObject seL4_RISCV_Mega_Page
#define seL4_ARCH_VMAttributes seL4_RISCV_VMAttributes
#define seL4_ARCH_Default_VMAttributes seL4_RISCV_Default_VMAttributes
#define seL4_ARCH_Uncached_VMAttributes ((seL4_RISCV_VMAttributes)0)
