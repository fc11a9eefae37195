// Mappings that the kernel makes larger downwards when what is below them is touched (MAP_GROWSDOWN). It says
// of none that it is one, but for those that it lists in smaps.

#pragma once

#include "bounds_strategy.h"
#include "queries/mapping_queries.h"

SBS_ASSUME_NONNULL_BEGIN

/// Has the kernel read below a mapping, from `wanted` up, which makes one that grows grow, and changes
/// nothing anywhere else. Returns the start of the mapping, the same as before if it does not grow.
/// Async-signal-safe.
uintptr_t sbs_grow_mapping(const sbs_mapping *mapping, uintptr_t wanted);

SBS_ASSUME_NONNULL_END
