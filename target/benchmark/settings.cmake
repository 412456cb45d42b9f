# Copyright 2026 libsel4rpc contributors
# SPDX-License-Identifier: BSD-2-Clause
#
# The benchmark's kernel: without debugging, but it prints. On Arm, programs may use the performance counters. The root
# task has slots, and memory for malloc(), for whatever is granted at the same time.

ApplyCommonReleaseVerificationSettings(ON OFF)
set(KernelPrinting ON CACHE BOOL "" FORCE)
set(KernelArmExportPMUUser ON CACHE BOOL "" FORCE)
set(KernelRootCNodeSizeBits 15 CACHE INTERNAL "")
set(LibSel4MuslcSysMorecoreBytes 4194304 CACHE STRING "" FORCE)
