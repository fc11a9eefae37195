// Work that a runtime puts off while little of its stack is left, instead of aborting: CPython's frees
// (Objects/object.c, _Py_Dealloc: the trashcan).

#pragma once

#include "bounds_strategy.h"

SBS_ASSUME_NONNULL_BEGIN

/// Bytes between SP and the recorded low end from which on work is done at once. CPython has two margins of
/// 16 KiB; less here, so that a window of 32 KiB around SP has room enough.
#define SBS_WORK_BYTES ((intptr_t)8192)

/// In a callback: does so many pieces of work, or puts them off if the machine records too little room. With
/// twice the room, all that was put off is done too.
void sbs_release_work(const sbs_machine *machine, uint32_t pieces);

/// Pieces of work that are put off.
uint32_t sbs_deferred_work(void);

SBS_ASSUME_NONNULL_END
