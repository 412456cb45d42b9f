/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The layer below the user fixture's kernel: memory for its objects, a record of each started thread, and
 * mappings without contents.
 */
#include "support/user_fixture_machine.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#include "user/libsel4utils/src/area.h"

#define ROOT_CNODE_BITS 12
#define IMAGE_BYTES (ABI_MESSAGE_REGISTERS * ABI_WORD_BYTES)
#define REGIONS 2

static struct {
    struct kernel *kernel;
    struct kernel_config config;
    void *state;
    struct abi_message start_message;
    struct fixture_thread root;
    struct fixture_thread *others; /* all started threads, latest first */
    char image[IMAGE_BYTES];
    size_t image_bytes;
    abi_word next_mapping_error;
    abi_word mapping_error; /* the error of the mapping at failed_vaddr */
    abi_word failed_vaddr;
    unsigned choices[2]; /* the next ones, then 0 */
} machine;

/* ---- The kernel's requests. */

static abi_word op_set_image(void *context, struct kernel_thread *thread, const char *bytes, size_t count)
{
    (void)context;
    (void)thread;
    if (count >= 7 && memcmp(bytes, "missing", 7) == 0) {
        return ABI_INVALID_ARGUMENT;
    }
    machine.image_bytes = count < IMAGE_BYTES ? count : IMAGE_BYTES;
    memcpy(machine.image, bytes, machine.image_bytes);
    return ABI_NO_ERROR;
}

static abi_word op_start(void *context, struct kernel_thread *kernel_thread)
{
    struct fixture_thread *thread = aligned_alloc(_Alignof(struct fixture_thread), sizeof(*thread));

    (void)context;
    if (!thread) {
        return ABI_NOT_ENOUGH_MEMORY;
    }
    memset(thread, 0, sizeof(*thread));
    thread->kernel = kernel_thread;
    thread->next = machine.others;
    machine.others = thread;
    *kernel_thread_host(kernel_thread) = thread;
    return ABI_NO_ERROR;
}

static enum kernel_paused op_pause(void *context, struct kernel_thread *thread, bool paused)
{
    (void)context;
    (void)thread;
    (void)paused;
    return KERNEL_PAUSED;
}

static void op_abandon(void *context, struct kernel_thread *thread)
{
    (void)context;
    (void)thread;
}

static void op_destroy(void *context, struct kernel_thread *kernel_thread)
{
    struct fixture_thread *thread = *kernel_thread_host(kernel_thread);

    (void)context;
    if (thread) {
        thread->kernel = NULL;
    }
}

static bool op_map(void *context, struct kernel_vspace *vspace, struct kernel_frame *frame, abi_word vaddr,
                   bool writable)
{
    (void)context;
    (void)vspace;
    (void)frame;
    (void)writable;
    machine.mapping_error = machine.next_mapping_error;
    machine.failed_vaddr = vaddr;
    machine.next_mapping_error = ABI_NO_ERROR;
    return true;
}

static void op_unmap(void *context, struct kernel_vspace *vspace, struct kernel_frame *frame, abi_word vaddr)
{
    (void)context;
    (void)vspace;
    (void)frame;
    (void)vaddr;
}

static void op_destroy_frame(void *context, struct kernel_frame *frame)
{
    (void)context;
    (void)frame;
}

static void op_destroy_vspace(void *context, struct kernel_vspace *vspace)
{
    (void)context;
    (void)vspace;
}

static abi_word op_port_in(void *context, unsigned port, unsigned bytes)
{
    (void)context;
    (void)port;
    (void)bytes;
    return ~(abi_word)0;
}

static void op_port_out(void *context, unsigned port, unsigned bytes, abi_word value)
{
    (void)context;
    (void)port;
    (void)bytes;
    (void)value;
}

static void op_put(void *context, const char *bytes, size_t count)
{
    (void)context;
    fwrite(bytes, 1, count, stdout);
}

static unsigned op_choose(void *context, unsigned count)
{
    unsigned choice = machine.choices[0];

    (void)context;
    machine.choices[0] = machine.choices[1];
    machine.choices[1] = 0;
    return choice < count ? choice : count - 1;
}

static const struct kernel_machine_ops ops = {
    .thread_set_image = op_set_image,
    .thread_start = op_start,
    .thread_pause = op_pause,
    .thread_abandon = op_abandon,
    .thread_destroy = op_destroy,
    .frame_map = op_map,
    .frame_unmap = op_unmap,
    .frame_destroy = op_destroy_frame,
    .vspace_destroy = op_destroy_vspace,
    .port_in = op_port_in,
    .port_out = op_port_out,
    .debug_put = op_put,
    .choose = op_choose,
};

/* ---- Memory, and the kernel in it. */

static void *memory_new(size_t bytes)
{
    void *memory =
        mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);

    return memory != MAP_FAILED ? memory : NULL;
}

static size_t shadow_bytes(const struct kernel_region *region)
{
    return (size_t)KERNEL_SHADOW_SCALE << region->size_bits;
}

static bool memory_init(void)
{
    bool complete = true;

    machine.state = memory_new(kernel_state_bytes());
    machine.config = (struct kernel_config){
        .ops = &ops,
        .regions = {{.paddr = FIXTURE_RAM_PADDR, .size_bits = FIXTURE_RAM_BITS},
                    {.paddr = FIXTURE_DEVICE_PADDR, .size_bits = FIXTURE_DEVICE_BITS, .device = true}},
        .region_count = REGIONS,
        .root_cnode_bits = ROOT_CNODE_BITS,
    };
    for (unsigned i = 0; i < REGIONS; i++) {
        machine.config.regions[i].shadow = memory_new(shadow_bytes(&machine.config.regions[i]));
        complete = complete && machine.config.regions[i].shadow;
    }
    return complete && machine.state;
}

int fixture_machine_boot(void)
{
    memset(&machine, 0, sizeof(machine));
    if (memory_init()) {
        machine.kernel = kernel_boot(machine.state, &machine.config);
    }
    if (!machine.kernel) {
        fixture_machine_shut_down();
        return -1;
    }
    machine.root.kernel = kernel_root_thread(machine.kernel);
    *kernel_thread_host(machine.root.kernel) = &machine.root;
    kernel_start_root(machine.kernel);
    machine.start_message = *kernel_message(machine.root.kernel);
    return 0;
}

void fixture_machine_forget_vspace(sel4utils_alloc_data_t *data)
{
    struct sel4utils_area *lists[] = {data->mappings, data->reservations, data->structures};

    for (unsigned i = 0; i < ARRAY_SIZE(lists); i++) {
        while (lists[i]) {
            struct sel4utils_area *area = lists[i];

            lists[i] = area->next;
            free(area);
        }
    }
}

void fixture_machine_shut_down(void)
{
    while (machine.others) {
        struct fixture_thread *thread = machine.others;

        machine.others = thread->next;
        if (thread->process) {
            fixture_machine_forget_vspace(&thread->process->data);
            free(thread->process->image_name);
            free(thread->process);
        }
        free(thread);
    }
    for (unsigned i = 0; i < REGIONS; i++) {
        if (machine.config.regions[i].shadow) {
            munmap(machine.config.regions[i].shadow, shadow_bytes(&machine.config.regions[i]));
        }
    }
    if (machine.state) {
        munmap(machine.state, kernel_state_bytes());
    }
    memset(&machine, 0, sizeof(machine));
}

/* ---- For the fixture and for tests. */

struct kernel *fixture_kernel(void)
{
    return machine.kernel;
}

struct fixture_thread *fixture_root(void)
{
    return &machine.root;
}

struct fixture_thread *fixture_last_started(void)
{
    return machine.others;
}

const char *fixture_last_image(size_t *bytes)
{
    *bytes = machine.image_bytes;
    return machine.image;
}

void fixture_choose(unsigned info, unsigned registers)
{
    machine.choices[0] = info;
    machine.choices[1] = registers;
}

void fixture_fail_next_mapping(abi_word error)
{
    machine.next_mapping_error = error;
}

abi_word fixture_machine_take_map_failure(abi_word vaddr)
{
    abi_word error = machine.failed_vaddr == vaddr ? machine.mapping_error : ABI_NO_ERROR;

    if (error != ABI_NO_ERROR) {
        machine.mapping_error = ABI_NO_ERROR;
    }
    return error;
}

const struct abi_message *fixture_machine_start_message(void)
{
    return &machine.start_message;
}
