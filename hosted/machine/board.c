/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The board; see board.h.
 */
#include "machine/board.h"

#include "board_devices.h"

#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#define STATE_ALIGNMENT 64u
/* On the fiber machine the programs live in the same address space, and use low addresses of their choice.
 * With 32-bit words this is above them, and high enough to leave 2 GiB in one piece, for the largest RAM.
 * With 64-bit words Linux's own choice is far above them. */
#define PREFERRED_ADDRESS ((void *)(uintptr_t)(ABI_WORD_BITS == 64 ? 0 : 0xe0000000))
#define SPARE_BYTES (ABI_WORD_BITS == 64 ? (size_t)1 << 30 : (size_t)1 << 24)

/* RAM is one region, so it begins at a multiple of its size: between the devices if it fits there, otherwise
 * above what 32 bits can address. */
#define RAM_PADDR 0x40000000UL
#define RAM_BITS_BELOW_DEVICES 30u
#define LARGE_RAM_BITS 32u

static const struct kernel_region devices[] = {BOARD_DEVICES};
#define DEVICES (sizeof(devices) / sizeof(devices[0]))

static size_t shadow_bytes(const struct kernel_region *region)
{
    return (size_t)KERNEL_SHADOW_SCALE << region->size_bits;
}

/* Takes address space, but memory only where it is used; NULL: there is none. */
static void *map(size_t bytes)
{
    void *memory = mmap(PREFERRED_ADDRESS, bytes, PROT_READ | PROT_WRITE,
                        MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);

    return memory != MAP_FAILED ? memory : NULL;
}

static bool add_region(struct board *board, struct kernel_region region)
{
    region.shadow = map(shadow_bytes(&region));
    if (!region.shadow) {
        return false;
    }
    board->regions[board->region_count++] = region;
    return true;
}

static abi_word ram_paddr(unsigned ram_bits)
{
    if (ram_bits <= RAM_BITS_BELOW_DEVICES) {
        return RAM_PADDR;
    }
    return (abi_word)1 << (ram_bits < LARGE_RAM_BITS ? LARGE_RAM_BITS : ram_bits);
}

bool board_init(struct board *board, unsigned ram_bits)
{
    size_t size = (kernel_state_bytes() + STATE_ALIGNMENT - 1) / STATE_ALIGNMENT * STATE_ALIGNMENT;

    *board = (struct board){.kernel_state = aligned_alloc(STATE_ALIGNMENT, size), .spare = map(SPARE_BYTES)};
    bool done =
        board->kernel_state && board->spare &&
        add_region(board, (struct kernel_region){.paddr = ram_paddr(ram_bits), .size_bits = ram_bits});
    for (size_t i = 0; done && i < DEVICES; i++) {
        done = add_region(board, devices[i]);
    }
    if (!done) {
        board_clean_up(board);
    }
    return done;
}

void board_clean_up(struct board *board)
{
    for (unsigned i = 0; i < board->region_count; i++) {
        munmap(board->regions[i].shadow, shadow_bytes(&board->regions[i]));
    }
    if (board->spare) {
        munmap(board->spare, SPARE_BYTES);
    }
    free(board->kernel_state);
    *board = (struct board){.region_count = 0};
}

struct kernel *board_boot(struct board *board, const struct kernel_machine_ops *ops, void *machine,
                          unsigned ram_bits, unsigned root_cnode_bits, bool lenient)
{
    struct kernel_config config = {
        .ops = ops,
        .machine = machine,
        .region_count = board->region_count,
        .root_cnode_bits = root_cnode_bits,
        .lenient = lenient ? board->spare : NULL,
        .lenient_bytes = SPARE_BYTES,
    };

    memcpy(config.regions, board->regions, sizeof(config.regions));
    config.regions[0].size_bits = ram_bits;
    return kernel_boot(board->kernel_state, &config);
}
