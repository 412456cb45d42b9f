/*
 * Copyright 2026 libsel4rpc contributors
 * SPDX-License-Identifier: BSD-2-Clause
 *
 * The invocations that make, copy and delete capabilities.
 */
#include "user/libsel4/src/invoke.h"

seL4_Error seL4_Untyped_Retype(seL4_Untyped service, seL4_Word type, seL4_Word size_bits, seL4_CNode root,
                               seL4_Word node_index, seL4_Word node_depth, seL4_Word node_offset,
                               seL4_Word num_objects)
{
    return sel4_invoke(service, ABI_UNTYPED_RETYPE,
                       ARGUMENTS(type, size_bits, node_index, node_depth, node_offset, num_objects),
                       ARGUMENTS(root));
}

seL4_Error seL4_CNode_Revoke(seL4_CNode service, seL4_Word index, seL4_Uint8 depth)
{
    return sel4_invoke(service, ABI_CNODE_REVOKE, ARGUMENTS(index, depth), NO_ARGUMENTS);
}

seL4_Error seL4_CNode_Delete(seL4_CNode service, seL4_Word index, seL4_Uint8 depth)
{
    return sel4_invoke(service, ABI_CNODE_DELETE, ARGUMENTS(index, depth), NO_ARGUMENTS);
}

seL4_Error seL4_CNode_CancelBadgedSends(seL4_CNode service, seL4_Word index, seL4_Uint8 depth)
{
    return sel4_invoke(service, ABI_CNODE_CANCEL_BADGED_SENDS, ARGUMENTS(index, depth), NO_ARGUMENTS);
}

seL4_Error seL4_CNode_Copy(seL4_CNode service, seL4_Word dest_index, seL4_Uint8 dest_depth,
                           seL4_CNode src_root, seL4_Word src_index, seL4_Uint8 src_depth,
                           seL4_CapRights_t rights)
{
    return sel4_invoke(service, ABI_CNODE_COPY,
                       ARGUMENTS(dest_index, dest_depth, src_index, src_depth, rights.words[0]),
                       ARGUMENTS(src_root));
}

seL4_Error seL4_CNode_Mint(seL4_CNode service, seL4_Word dest_index, seL4_Uint8 dest_depth,
                           seL4_CNode src_root, seL4_Word src_index, seL4_Uint8 src_depth,
                           seL4_CapRights_t rights, seL4_Word badge)
{
    return sel4_invoke(service, ABI_CNODE_MINT,
                       ARGUMENTS(dest_index, dest_depth, src_index, src_depth, rights.words[0], badge),
                       ARGUMENTS(src_root));
}

seL4_Error seL4_CNode_Move(seL4_CNode service, seL4_Word dest_index, seL4_Uint8 dest_depth,
                           seL4_CNode src_root, seL4_Word src_index, seL4_Uint8 src_depth)
{
    return sel4_invoke(service, ABI_CNODE_MOVE, ARGUMENTS(dest_index, dest_depth, src_index, src_depth),
                       ARGUMENTS(src_root));
}

seL4_Error seL4_CNode_Mutate(seL4_CNode service, seL4_Word dest_index, seL4_Uint8 dest_depth,
                             seL4_CNode src_root, seL4_Word src_index, seL4_Uint8 src_depth, seL4_Word badge)
{
    return sel4_invoke(service, ABI_CNODE_MUTATE,
                       ARGUMENTS(dest_index, dest_depth, src_index, src_depth, badge), ARGUMENTS(src_root));
}

seL4_Error seL4_CNode_Rotate(seL4_CNode service, seL4_Word dest_index, seL4_Uint8 dest_depth,
                             seL4_Word dest_badge, seL4_CNode pivot_root, seL4_Word pivot_index,
                             seL4_Uint8 pivot_depth, seL4_Word pivot_badge, seL4_CNode src_root,
                             seL4_Word src_index, seL4_Uint8 src_depth)
{
    return sel4_invoke(service, ABI_CNODE_ROTATE,
                       ARGUMENTS(dest_index, dest_depth, dest_badge, pivot_index, pivot_depth, pivot_badge,
                                 src_index, src_depth),
                       ARGUMENTS(pivot_root, src_root));
}
