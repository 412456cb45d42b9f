/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The dearest requests; see bounds.h. Each is a row of a table: what the client gets before, and maybe frees
 * again, so that a server with parking parks it; then what is counted.
 */
#include "bounds.h"

#include "kinds.h"
#include "mark.h"
#include "told.h"

#include <string.h>

#define MOST 256 /* leases */
#define FIRST_PORT 0x1000
#define LARGE_BITS 20     /* of an untyped as large as everything that is parked may be */
#define MERGED_BITS 19    /* of an untyped for which a pool merges frames */
#define TOO_LARGE_BITS 40 /* of one that no vka has */

#define ERROR_CODE 4 /* where it is in a refusal: after length, tag, length, and its own tag */

/* Who asks. */
struct asker {
    const struct task *task;
    sel4rpc_client_t rpc;
    sel4rpc_slot_t slot;   /* for what is granted last */
    sel4rpc_memory_t held; /* another one */
};

static int grant_memory(struct asker *asker, const char *kind, sel4rpc_slot_t slot, uint64_t *cookie)
{
    sel4rpc_memory_t memory = {.cookie = 0};
    int error = kind_find(kind)->grant(&asker->rpc, slot, &memory);

    *cookie = memory.cookie;
    return error;
}

static int grant_frame(struct asker *asker, seL4_Word n, sel4rpc_slot_t slot, uint64_t *cookie)
{
    (void)n;
    return grant_memory(asker, "frame", slot, cookie);
}

static int grant_untyped(struct asker *asker, seL4_Word n, sel4rpc_slot_t slot, uint64_t *cookie)
{
    (void)n;
    return grant_memory(asker, "untyped", slot, cookie);
}

static int grant_port(struct asker *asker, seL4_Word n, sel4rpc_slot_t slot, uint64_t *cookie)
{
    return sel4rpc_get_ioports(&asker->rpc, FIRST_PORT + n, FIRST_PORT + n, slot, cookie);
}

static void warm_up(struct asker *asker)
{
    const struct kind *frame = kind_find("frame");

    task_expect("the one that is held", frame->grant(&asker->rpc, task_slot(asker->task, 1), &asker->held));
    kind_grant_and_free(frame, &asker->rpc, asker->slot, TASK_WARM_UPS);
}

static void warm_up_and_hold_large(struct asker *asker)
{
    warm_up(asker);
    task_expect("a large one", sel4rpc_alloc_memory(&asker->rpc, seL4_UntypedObject, LARGE_BITS,
                                                    task_slot(asker->task, 2), &asker->held));
}

static int tell(const struct asker *asker, enum told what)
{
    seL4_SetMR(0, what);
    return (int)seL4_MessageInfo_get_label(
        seL4_Call(asker->task->endpoint, seL4_MessageInfo_new(TOLD_LABEL, 0, 0, 1)));
}

static void warm_up_and_let_receive(struct asker *asker)
{
    warm_up(asker);
    task_expect("a server that receives capabilities", tell(asker, TOLD_RECEIVE));
}

/* Of a client that is not registered: the ports are free again when it deletes the capability. */
static void warm_up_ports(struct asker *asker)
{
    for (int i = 0; i < TASK_WARM_UPS; i++) {
        task_expect("ports", grant_port(asker, 0, asker->slot, &asker->held.cookie));
        task_expect("to delete it", (int)seL4_CNode_Delete(asker->slot.root, asker->slot.index,
                                                           (seL4_Uint8)asker->slot.depth));
    }
}

static int release_unknown(struct asker *asker)
{
    return sel4rpc_release(&asker->rpc, asker->held.cookie + 1);
}

/* The bytes of a message, from its length on. */
static unsigned char *message_bytes(seL4_Word first)
{
    return (unsigned char *)&seL4_GetIPCBuffer()->msg[first];
}

/* A message as long as can be, of as many members as can be: each takes the place of the one before. */
static int ask_longest(struct asker *asker)
{
    static const unsigned char members[] = {RpcMessage_irq_tag << 3 | 2, 0, RpcMessage_memory_tag << 3 | 2,
                                            0};
    unsigned char *bytes = message_bytes(1);
    size_t count = (seL4_MsgMaxLength - 1) * sizeof(seL4_Word) - 2;

    seL4_SetMR(0, SEL4RPC_MSG_MAGIC);
    *bytes++ = (unsigned char)(count % 0x80 | 0x80);
    *bytes++ = (unsigned char)(count / 0x80);
    for (size_t i = 0; i < count; i++) {
        bytes[i] = members[i % sizeof(members)];
    }
    (void)seL4_Call(asker->task->endpoint, seL4_MessageInfo_new(0, 0, 0, seL4_MsgMaxLength));
    return message_bytes(0)[ERROR_CODE];
}

static int ask_lease(struct asker *asker)
{
    LeaseMessage lease = {.cookie = 0};

    return sel4rpc_next_lease(&asker->rpc, &lease);
}

/* A frame anywhere. Sends the capability of the one that is held. */
static int ask_with_capability(struct asker *asker)
{
    static const unsigned char request[] = {8,
                                            RpcMessage_memory_tag << 3 | 2,
                                            6,
                                            MemoryAllocMessage_address_tag << 3,
                                            SEL4RPC_ANYWHERE,
                                            MemoryAllocMessage_size_bits_tag << 3,
                                            KIND_PAGE_BITS,
                                            MemoryAllocMessage_type_tag << 3,
                                            seL4_X86_4K};

    seL4_SetMR(0, SEL4RPC_MSG_MAGIC);
    memcpy(message_bytes(1), request, sizeof(request));
    seL4_SetCap(0, task_slot(asker->task, 1).index);
    seL4_SetCapReceivePath(asker->slot.root, asker->slot.index, asker->slot.depth);
    seL4_MessageInfo_t info = seL4_Call(asker->task->endpoint, seL4_MessageInfo_new(0, 0, 1, 3));
    return seL4_MessageInfo_get_extraCaps(info) == 1 ? 0 : SEL4RPC_NO_CAPABILITY;
}

static int ask_frame(struct asker *asker)
{
    uint64_t cookie;

    return grant_frame(asker, 0, asker->slot, &cookie);
}

static int ask_port(struct asker *asker)
{
    uint64_t cookie;

    return grant_port(asker, asker->task->count, asker->slot, &cookie);
}

static int ask_all_ports(struct asker *asker)
{
    return sel4rpc_get_ioports(&asker->rpc, FIRST_PORT, FIRST_PORT + asker->task->count - 1, asker->slot,
                               NULL);
}

static int ask_untyped(struct asker *asker, unsigned bits)
{
    sel4rpc_memory_t untyped;

    return sel4rpc_alloc_memory(&asker->rpc, seL4_UntypedObject, bits, asker->slot, &untyped);
}

static int ask_other_untyped(struct asker *asker)
{
    return ask_untyped(asker, KIND_PAGE_BITS + 1);
}

static int ask_merged_untyped(struct asker *asker)
{
    return ask_untyped(asker, MERGED_BITS);
}

static int ask_too_large_untyped(struct asker *asker)
{
    return ask_untyped(asker, TOO_LARGE_BITS);
}

static int free_held(struct asker *asker)
{
    return sel4rpc_free_memory(&asker->rpc, &asker->held);
}

static int tell_to_release(struct asker *asker)
{
    return tell(asker, TOLD_RELEASE);
}

static int tell_to_dismiss(struct asker *asker)
{
    return tell(asker, TOLD_DISMISS);
}

static int tell_to_register(struct asker *asker)
{
    return tell(asker, TOLD_REGISTER);
}

static const struct bound {
    const char *operation;
    void (*prepare)(struct asker *asker); /* NULL: nothing runs before */
    int (*request)(struct asker *asker);  /* what is counted */
    /* Grants `count` leases before. NULL: there are none. */
    int (*grant)(struct asker *asker, seL4_Word n, sel4rpc_slot_t slot, uint64_t *cookie);
    bool frees;        /* these again */
    bool server_marks; /* told to do it */
    int error;         /* what the request returns */
} bounds[] = {
    {"refusal", .prepare = warm_up, .request = release_unknown, .error = seL4_InvalidCapability},
    {"longest", .prepare = warm_up, .request = ask_longest, .error = seL4_InvalidArgument},
    {"question", .prepare = warm_up, .request = ask_lease},
    {"capability", .prepare = warm_up_and_let_receive, .request = ask_with_capability},
    {"hand-over", .prepare = warm_up_ports, .request = ask_port},
    {"first", .request = ask_frame},
    {"merge", .request = ask_merged_untyped, .grant = grant_frame, .frees = true},
    {"devices", .prepare = warm_up, .request = ask_port, .grant = grant_port},
    {"walk", .prepare = warm_up, .request = ask_other_untyped, .grant = grant_untyped, .frees = true},
    {"overlap", .prepare = warm_up, .request = ask_all_ports, .grant = grant_port, .frees = true},
    {"flush", .prepare = warm_up, .request = ask_too_large_untyped, .grant = grant_untyped, .frees = true,
     .error = seL4_NotEnoughMemory},
    {"displace", .prepare = warm_up_and_hold_large, .request = free_held, .grant = grant_untyped,
     .frees = true},
    {"release-ports", .prepare = warm_up, .request = tell_to_release, .grant = grant_port,
     .server_marks = true},
    {"release-frames", .prepare = warm_up, .request = tell_to_release, .grant = grant_frame,
     .server_marks = true},
    {"dismiss", .prepare = warm_up, .request = tell_to_dismiss, .server_marks = true},
    {"register", .prepare = warm_up, .request = tell_to_register, .server_marks = true},
};

static const struct bound *find(const char *operation)
{
    const struct bound *bound = bounds;

    while (strcmp(bound->operation, operation) != 0) {
        bound++;
    }
    return bound;
}

static void prepare(const struct bound *bound, struct asker *asker)
{
    static uint64_t cookies[MOST];
    seL4_Word count = bound->grant != NULL ? asker->task->count : 0;

    task_expect("as many leases as there is room for", count > MOST);
    if (bound->prepare != NULL) {
        bound->prepare(asker);
    }
    for (seL4_Word i = 0; i < count; i++) {
        task_expect("a grant", bound->grant(asker, i, task_slot(asker->task, 3 + i), &cookies[i]));
    }
    for (seL4_Word i = 0; i < count && bound->frees; i++) {
        task_expect("a free", sel4rpc_release(&asker->rpc, cookies[i]));
    }
}

void bounds_run(const struct task *task)
{
    const struct bound *bound = find(task->operation);
    struct asker asker = {.task = task, .slot = task_slot(task, 0)};

    sel4rpc_client_init(&asker.rpc, task->endpoint);
    prepare(bound, &asker);
    if (!bound->server_marks) {
        mark();
    }
    int error = bound->request(&asker);
    if (!bound->server_marks) {
        mark();
    }
    task_expect("the request that is counted", error != bound->error);
}
