// What the runtime knows of its own strategies, beyond their functions.

#pragma once

/// A trait, in `sbs_strategy.reserved`. A library's strategy has none.
typedef enum sbs_trait {
    /// The update changes nothing while SP is in exact bounds. So a callback that restores bounds need not
    /// save
    /// those.
    SBS_TRAIT_KEEPS_EXACT_BOUNDS = 1,
    /// Machines that the runtime made itself keep the bounds that they were made with: no update, no query
    /// (Go's `isextra`).
    SBS_TRAIT_TRUSTS_OWN_MACHINES = 2,
    /// The same, but a changed stack under a call out is refused first, as on any other machine.
    SBS_TRAIT_REFUSES_ON_OWN_MACHINES = 4,
    /// It asks for the bounds of the thread's own stack. The runtime itself does not care.
    SBS_TRAIT_ASKS_FOR_OWN_STACK = 8,
} sbs_trait;
