/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * A hosted kernel in the test's own process: boot it, enter it, and compare its memory.
 */
#include "support/kernel_fixture.h"

#include "support/schedule_fixture.h"
#include "kernel/memory/vspace.h"
#include "kernel/thread/thread.h"

#include <stdarg.h>
#include <setjmp.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <cmocka.h>

#define RAM_BYTES ((size_t)KERNEL_SHADOW_SCALE << FIXTURE_RAM_BITS)
#define DEVICE_BYTES ((size_t)KERNEL_SHADOW_SCALE << FIXTURE_DEVICE_BITS)
#define PAGE_BYTES ((size_t)KERNEL_SHADOW_SCALE << ABI_PAGE_BITS)
#define DEVICE_PAGES (DEVICE_BYTES / PAGE_BYTES)
#define HEADER_BYTES 64 /* of a device page's shadow; nothing uses more */

static struct fixture_event *record(struct fixture *fixture, enum fixture_event_type type, const void *object)
{
    struct fixture_event *event = &fixture->events[fixture->event_count % FIXTURE_MAX_EVENTS];
    *event = (struct fixture_event){.type = type, .object = object};
    fixture->event_count++;
    return event;
}

static void record_text(struct fixture_event *event, const char *bytes, size_t count)
{
    event->words[0] = count;
    memcpy(event->text, bytes, count < sizeof(event->text) ? count : sizeof(event->text) - 1);
}

static abi_word thread_set_image(void *machine, struct kernel_thread *thread, const char *bytes, size_t count)
{
    struct fixture *fixture = machine;
    if (fixture->image_error == ABI_NO_ERROR) {
        record_text(record(fixture, EVENT_IMAGE, thread), bytes, count);
    }
    return fixture->image_error;
}

static abi_word thread_start(void *machine, struct kernel_thread *thread)
{
    struct fixture *fixture = machine;
    if (fixture->start_error == ABI_NO_ERROR) {
        record(fixture, EVENT_START, thread);
        if (fixture->thread_count < FIXTURE_MAX_THREADS) {
            fixture->threads[fixture->thread_count++] = thread;
        }
    }
    return fixture->start_error;
}

static enum kernel_paused thread_pause(void *machine, struct kernel_thread *thread, bool paused)
{
    struct fixture *fixture = machine;
    record(fixture, EVENT_PAUSE, thread)->words[0] = paused;
    if (paused && fixture->interrupts) {
        for (unsigned i = 0; i < ABI_CONTEXT_WORDS; i++) {
            kernel_message(thread)->mr[i] = FIXTURE_INTERRUPTED + i;
        }
    }
    return paused && fixture->interrupts ? KERNEL_PAUSED_TELLING : fixture->paused;
}

static void thread_abandon(void *machine, struct kernel_thread *thread)
{
    record(machine, EVENT_ABANDON, thread);
}

static void thread_destroy(void *machine, struct kernel_thread *thread)
{
    struct fixture *fixture = machine;
    record(fixture, EVENT_DESTROY_THREAD, thread);
    for (unsigned i = 0; i < fixture->thread_count; i++) {
        if (fixture->threads[i] == thread) {
            fixture->threads[i] = fixture->threads[--fixture->thread_count];
        }
    }
}

static bool frame_map(void *machine, struct kernel_vspace *vspace, struct kernel_frame *frame, abi_word vaddr,
                      bool writable)
{
    struct fixture *fixture = machine;
    (void)vspace;
    if (!fixture->refuse_map) {
        struct fixture_event *event = record(fixture, EVENT_MAP, frame);
        event->words[0] = vaddr;
        event->words[1] = writable;
    }
    return !fixture->refuse_map;
}

static void frame_unmap(void *machine, struct kernel_vspace *vspace, struct kernel_frame *frame,
                        abi_word vaddr)
{
    (void)vspace;
    record(machine, EVENT_UNMAP, frame)->words[0] = vaddr;
}

static void frame_destroy(void *machine, struct kernel_frame *frame)
{
    record(machine, EVENT_DESTROY_FRAME, frame);
}

static void forget_vspace(void *machine, struct kernel_vspace *vspace)
{
    record(machine, EVENT_DESTROY_VSPACE, vspace);
}

static abi_word port_in(void *machine, unsigned port, unsigned bytes)
{
    struct fixture *fixture = machine;
    struct fixture_event *event = record(fixture, EVENT_PORT_IN, NULL);
    event->words[0] = port;
    event->words[1] = bytes;
    return fixture->port_value;
}

static void port_out(void *machine, unsigned port, unsigned bytes, abi_word value)
{
    struct fixture_event *event = record(machine, EVENT_PORT_OUT, NULL);
    event->words[0] = port;
    event->words[1] = bytes;
    event->words[2] = value;
}

static void debug_put(void *machine, const char *bytes, size_t count)
{
    record_text(record(machine, EVENT_PUT, NULL), bytes, count);
}

static void debug_snapshot(void *machine)
{
    record(machine, EVENT_SNAPSHOT, NULL);
}

static unsigned choose(void *machine, unsigned count)
{
    struct fixture *fixture = machine;
    unsigned choice = fixture->choices[0];
    assert_true(choice < count);
    fixture->choices[0] = fixture->choices[1];
    fixture->choices[1] = 0;
    return choice;
}

static const struct kernel_machine_ops ops = {
    .thread_set_image = thread_set_image,
    .thread_start = thread_start,
    .thread_pause = thread_pause,
    .thread_abandon = thread_abandon,
    .thread_destroy = thread_destroy,
    .frame_map = frame_map,
    .frame_unmap = frame_unmap,
    .frame_destroy = frame_destroy,
    .vspace_destroy = forget_vspace,
    .port_in = port_in,
    .port_out = port_out,
    .debug_put = debug_put,
    .debug_snapshot = debug_snapshot,
    .choose = choose,
};

static void *map_memory(size_t bytes)
{
    void *memory =
        mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    return memory != MAP_FAILED ? memory : NULL;
}

static void unmap_memory(void *memory, size_t bytes)
{
    if (memory != NULL) {
        munmap(memory, bytes);
    }
}

/* Reads the boot information, as a root task would. */
static void read_boot_information(struct fixture *fixture)
{
    const abi_word *mr = kernel_message(fixture->root)->mr;
    abi_word count = mr[ABI_BOOT_UNTYPED_END] - mr[ABI_BOOT_UNTYPED_START];
    for (abi_word i = 0; i < count; i++) {
        abi_word size = mr[ABI_BOOT_UNTYPED_LIST + 2 * i + 1];
        abi_word slot = mr[ABI_BOOT_UNTYPED_START] + i;
        if ((size & 0x100) != 0) {
            fixture->device_untyped = slot;
        } else if ((size & 0xff) > fixture->untyped_bits) {
            fixture->untyped = slot;
            fixture->untyped_bits = (unsigned)(size & 0xff);
        }
    }
    fixture->next_slot = mr[ABI_BOOT_EMPTY_START];
    fixture->first_empty = fixture->next_slot;
}

static _Alignas(64) unsigned char lenient_memory[4 * sizeof(struct table)];

static bool boot(struct fixture *fixture, bool lenient)
{
    struct kernel_config config = {
        .ops = &ops,
        .machine = fixture,
        .regions = {{FIXTURE_RAM_PADDR, FIXTURE_RAM_BITS, false, fixture->ram_shadow},
                    {FIXTURE_DEVICE_PADDR, FIXTURE_DEVICE_BITS, true, fixture->device_shadow}},
        .region_count = 2,
        .root_cnode_bits = FIXTURE_CNODE_BITS,
        .lenient = lenient ? lenient_memory : NULL,
        .lenient_bytes = sizeof(lenient_memory),
    };
    fixture->kernel = kernel_boot(fixture->state, &config);
    if (fixture->kernel == NULL) {
        return false;
    }
    fixture->root = kernel_root_thread(fixture->kernel);
    fixture->threads[fixture->thread_count++] = fixture->root;
    read_boot_information(fixture);
    kernel_start_root(fixture->kernel);
    schedule_fixture_boot(fixture);
    kernel_get_census(fixture->kernel, &fixture->at_boot);
    return kernel_take_ready(fixture->kernel) == fixture->root;
}

static struct fixture *new (bool lenient)
{
    struct fixture *fixture = calloc(1, sizeof(*fixture));
    if (fixture == NULL) {
        return NULL;
    }
    fixture->state = map_memory(kernel_state_bytes());
    fixture->ram_shadow = map_memory(RAM_BYTES);
    fixture->device_shadow = map_memory(DEVICE_BYTES);
    if (fixture->state == NULL || fixture->ram_shadow == NULL || fixture->device_shadow == NULL ||
        !boot(fixture, lenient)) {
        fixture_destroy(fixture);
        return NULL;
    }
    return fixture;
}

struct fixture *fixture_new(void)
{
    return new (false);
}

void fixture_destroy(struct fixture *fixture)
{
    unmap_memory(fixture->device_shadow, DEVICE_BYTES);
    unmap_memory(fixture->ram_shadow, RAM_BYTES);
    unmap_memory(fixture->state, kernel_state_bytes());
    free(fixture);
}

int fixture_set_up(void **state)
{
    *state = fixture_new();
    return *state != NULL ? 0 : -1;
}

int fixture_set_up_lenient(void **state)
{
    *state = new (true);
    return *state != NULL ? 0 : -1;
}

/* Revokes all that the root task got at boot; tells whether anything is left of what the test made. */
static bool revoke_leaves_nothing(struct fixture *fixture)
{
    struct kernel_census census;
    for (abi_word slot = ABI_ROOT_FIRST_FREE; slot < fixture->first_empty; slot++) {
        fixture_revoke(fixture, slot);
    }
    fixture_revoke(fixture, ABI_ROOT_IRQ_CONTROL);
    fixture_revoke(fixture, ABI_ROOT_IOPORT_CONTROL);
    kernel_get_census(fixture->kernel, &census);
    return memcmp(census.objects, fixture->at_boot.objects, sizeof(census.objects)) == 0 &&
           census.irq_handlers == 0 && census.io_ports == 0;
}

int fixture_tear_down(void **state)
{
    struct fixture *fixture = *state;
    const char *wrong = kernel_check(fixture->kernel);
    if (wrong == NULL && kernel_is_running(fixture->root) && !revoke_leaves_nothing(fixture)) {
        wrong = "an object outlived its untyped";
    }
    if (wrong != NULL) {
        print_error("%s\n", wrong);
    }
    fixture_destroy(fixture);
    return wrong == NULL ? 0 : -1;
}

static size_t snapshot_bytes(void)
{
    return RAM_BYTES + kernel_state_bytes() + DEVICE_PAGES * HEADER_BYTES + sizeof(unsigned);
}

static unsigned char *append(unsigned char *end, const void *bytes, size_t count)
{
    memcpy(end, bytes, count);
    return end + count;
}

void *fixture_snapshot(struct fixture *fixture)
{
    unsigned char *snapshot = malloc(snapshot_bytes());
    assert_non_null(snapshot);
    assert_null(kernel_check(fixture->kernel)); /* the check leaves its counters in the objects */
    unsigned char *end = append(snapshot, fixture->ram_shadow, RAM_BYTES);
    end = append(end, fixture->state, kernel_state_bytes());
    for (size_t i = 0; i < DEVICE_PAGES; i++) {
        end = append(end, (unsigned char *)fixture->device_shadow + i * PAGE_BYTES, HEADER_BYTES);
    }
    append(end, &fixture->event_count, sizeof(unsigned));
    for (unsigned i = 0; i < fixture->thread_count; i++) {
        const struct kernel_thread *thread = fixture->threads[i];
        size_t offset = (size_t)((unsigned char *)&thread->message - (unsigned char *)fixture->ram_shadow);
        memset(snapshot + offset, 0, sizeof(thread->message));
        offset = (size_t)((unsigned char *)thread->earlier - (unsigned char *)fixture->ram_shadow);
        memset(snapshot + offset, 0, sizeof(thread->earlier));
        snapshot[(const unsigned char *)&thread->latest - (unsigned char *)fixture->ram_shadow] = 0;
    }
    schedule_fixture_mask(fixture, snapshot);
    return snapshot;
}

bool fixture_is_unchanged(struct fixture *fixture, void *snapshot)
{
    void *now = fixture_snapshot(fixture);
    bool same = memcmp(snapshot, now, snapshot_bytes()) == 0;
    free(now);
    free(snapshot);
    return same;
}

void fixture_request(struct kernel_thread *thread, abi_word what, abi_word capability, abi_word label,
                     struct fixture_words mr, struct fixture_words caps)
{
    struct abi_message *message = kernel_message(thread);
    message->what = what;
    message->capability = capability;
    message->info = ABI_INFO(label, 0, caps.count, mr.count);
    for (unsigned i = 0; i < mr.count; i++) {
        message->mr[i] = mr.words[i];
    }
    for (unsigned i = 0; i < caps.count; i++) {
        message->caps[i] = caps.words[i];
    }
    schedule_fixture_request(thread);
}

void fixture_set_receive_slot(struct kernel_thread *thread, abi_word slot)
{
    struct abi_message *message = kernel_message(thread);
    message->receive_root = slot != 0 ? ABI_ROOT_CNODE : 0;
    message->receive_index = slot;
    message->receive_depth = slot != 0 ? ABI_WORD_BITS : 0;
}

void fixture_enter(struct fixture *fixture, struct kernel_thread *thread)
{
    const char *wrong;
    assert_true(kernel_is_running(thread));
    kernel_enter(fixture->kernel, thread);
    wrong = kernel_check(fixture->kernel);
    if (wrong != NULL) {
        fail_msg("kernel_check: %s", wrong);
    }
}

void fixture_do(struct fixture *fixture, struct kernel_thread *thread, abi_word what, abi_word capability,
                abi_word label, struct fixture_words mr, struct fixture_words caps)
{
    fixture_request(thread, what, capability, label, mr, caps);
    fixture_enter(fixture, thread);
}

bool fixture_is_ready(struct fixture *fixture, const struct kernel_thread *thread)
{
    const struct kernel_thread *ready = NULL;
    for (unsigned i = 0; (ready = kernel_ready_at(fixture->kernel, i)) != NULL; i++) {
        if (ready == thread) {
            return true;
        }
    }
    return false;
}

const struct abi_message *fixture_answer(struct fixture *fixture, struct kernel_thread *thread)
{
    assert_true(fixture_is_ready(fixture, thread));
    kernel_take(fixture->kernel, thread);
    return kernel_message(thread);
}

abi_word fixture_invoke(struct fixture *fixture, abi_word capability, abi_word label, struct fixture_words mr,
                        struct fixture_words caps)
{
    fixture_do(fixture, fixture->root, ABI_SYS_CALL, capability, label, mr, caps);
    return ABI_INFO_LABEL(fixture_answer(fixture, fixture->root)->info);
}

abi_word fixture_refuse(struct fixture *fixture, abi_word capability, abi_word label, struct fixture_words mr,
                        struct fixture_words caps)
{
    void *before = fixture_snapshot(fixture);
    abi_word error = fixture_invoke(fixture, capability, label, mr, caps);
    assert_true(fixture_is_unchanged(fixture, before));
    assert_int_not_equal(error, ABI_NO_ERROR);
    return error;
}

abi_word fixture_result(const struct fixture *fixture, unsigned n)
{
    const struct abi_message *message = kernel_message(fixture->root);
    assert_true(n < ABI_INFO_LENGTH(message->info));
    return message->mr[n];
}

abi_word fixture_slots(struct fixture *fixture, unsigned count)
{
    abi_word first = fixture->next_slot;
    fixture->next_slot += count;
    assert_true(fixture->next_slot <= 1UL << FIXTURE_CNODE_BITS);
    return first;
}

const char *fixture_slot_name(struct fixture *fixture, abi_word slot)
{
    abi_word paddr;
    return kernel_cap_name(fixture->kernel, fixture->root, slot, &paddr);
}

bool fixture_slot_is_empty(struct fixture *fixture, abi_word slot)
{
    return strcmp(fixture_slot_name(fixture, slot), "null") == 0;
}

const struct fixture_event *fixture_last_event(const struct fixture *fixture, enum fixture_event_type type)
{
    for (unsigned i = fixture->event_count; i > 0; i--) {
        const struct fixture_event *event = &fixture->events[(i - 1) % FIXTURE_MAX_EVENTS];
        if (event->type == type) {
            return event;
        }
    }
    return NULL;
}

unsigned fixture_event_count(const struct fixture *fixture, enum fixture_event_type type)
{
    unsigned count = 0;
    for (unsigned i = 0; i < fixture->event_count && i < FIXTURE_MAX_EVENTS; i++) {
        count += fixture->events[i].type == type;
    }
    return count;
}
