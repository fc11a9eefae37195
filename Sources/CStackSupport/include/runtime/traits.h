// What the runtime knows of its own strategies, beyond their functions.

#pragma once

/// A trait, in `sbs_strategy.reserved`. A library's strategy has none.
typedef enum sbs_trait {
    /// The update changes nothing while SP is in exact bounds. So a callback that restores bounds need not
    /// save
    /// those.
    SBS_TRAIT_KEEPS_EXACT_BOUNDS = 1,
} sbs_trait;
