// What the Swift runtime, which is part of every Swift program, knows about names.

#pragma once

#include <stddef.h>
#include <stdint.h>

#include "bounds_strategy.h"

SBS_ASSUME_NONNULL_BEGIN

/// The Swift name of a mangled symbol, which the caller frees; NULL when the symbol is not mangled. Part of
/// the runtime's interface (stdlib/public/runtime/Demangle.cpp). Without a buffer the name is allocated;
/// flags must be 0.
char *SBS_NULLABLE swift_demangle(
    const char *symbol, size_t length, char *SBS_NULLABLE buffer, size_t *SBS_NULLABLE capacity,
    uint32_t flags);

SBS_ASSUME_NONNULL_END
