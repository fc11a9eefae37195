// Free indices, taken and put back without a lock, in signal handlers too.

#pragma once

#include <stdatomic.h>
#include <stdint.h>

/// A stack of free indices. The low half is index + 1 of the top, the high half counts changes, so that a
/// thread (or handler) that was interrupted between its load and its exchange cannot take an index that was
/// put back and taken again meanwhile (the ABA problem). Zero: nothing is free.
typedef struct sbs_free_list {
    _Atomic uint64_t top;
} sbs_free_list;

/// Index + 1, or 0 when none is free. `next` holds, for each index, index + 1 of the one below it.
static inline uint32_t sbs_free_list_take(sbs_free_list *list, _Atomic uint32_t *next)
{
    uint64_t top = atomic_load(&list->top);
    for (;;) {
        const uint32_t index = (uint32_t)top;
        if (index == 0) return 0;
        const uint64_t below =
            ((top >> 32) + 1) << 32 | atomic_load_explicit(&next[index - 1], memory_order_relaxed);
        if (atomic_compare_exchange_weak(&list->top, &top, below)) return index;
    }
}

/// Makes an index free.
static inline void sbs_free_list_put(sbs_free_list *list, _Atomic uint32_t *next, uint32_t index)
{
    uint64_t top = atomic_load(&list->top);
    uint64_t with;
    do {
        atomic_store_explicit(&next[index], (uint32_t)top, memory_order_relaxed);
        with = ((top >> 32) + 1) << 32 | (index + 1);
    } while (!atomic_compare_exchange_weak(&list->top, &top, with));
}
