// What a shared library exports to add strategies: one symbol, `sbs_strategies`.
//
//     const sbs_strategy_library sbs_strategies = {
//         .abi_version = SBS_ABI_VERSION,
//         .count = 1,
//         .strategies = &my_strategy,
//     };
//
// It is loaded by children only: it may crash or hang, and what it prints is shown but counts for nothing.
// Loaded by `bench --strategy-library ./libmine.so`. It needs only this header and bounds_strategy.h;
// Examples/wide_window.c is a complete example.

#ifndef SBS_STRATEGY_LIBRARY_H
#define SBS_STRATEGY_LIBRARY_H

#include "bounds_strategy.h"

#ifdef __cplusplus
extern "C" {
#endif

SBS_ASSUME_NONNULL_BEGIN

/// A strategy from a library.
typedef struct sbs_exported_strategy {
    const char *name;        ///< Lower-case letters, digits and hyphens, a letter first, at most 63; not a
                             ///< built-in strategy's name, nor `all`, `empty-loop` or `pthread-query`.
    const char *rule;        ///< What it does, in one sentence of at most 500 bytes of UTF-8.
    uint32_t version;        ///< Raise it when the rule changes, so that old results are not compared.
    sbs_strategy functions;  ///< With `abi_version` SBS_ABI_VERSION.
} sbs_exported_strategy;

/// What the symbol `sbs_strategies` is.
typedef struct sbs_strategy_library {
    uint32_t abi_version;  ///< SBS_ABI_VERSION; checked before anything else is read.
    uint32_t count;        ///< Number of strategies, 1 to 64.
    const sbs_exported_strategy *strategies;
} sbs_strategy_library;

SBS_ASSUME_NONNULL_END

#ifdef __cplusplus
}
#endif
#endif
