// Two copies of the table and a sequence number whose low bit says which one to read (the kernel calls this a
// latch). A writer changes the copy that is not being read, increments the number, and then changes the other
// copy. A reader starts again only if the number has changed, so it never waits for a writer to finish: the
// copy that it reads stays intact until the number changes. A handler that interrupted a writer reads the
// other copy and is done.
//
// Nothing is freed while a reader may use it: a table that became too small is kept. Each table is twice as
// large as the one before, so all the old ones together are smaller than the current one.

#include "platform.h"

#include "registry/stack_registry.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>

enum { FIRST_CAPACITY = 64 };

// Words that may be written while they are read: a reader that saw a mix of old and new starts again. Even a
// mix never leads outside the array: the pointer is written before the count and read after it, and no array
// is smaller than the one before.
typedef struct entry {
    _Atomic uintptr_t lo;
    _Atomic uintptr_t hi;
} entry;

typedef struct table {
    entry *_Atomic entries;
    _Atomic size_t count;
} table;

static entry first[2][FIRST_CAPACITY];
static table copies[2] = { { first[0], 0 }, { first[1], 0 } };
static size_t capacity = FIRST_CAPACITY;
uint64_t sbs_registry_sequence = 2;

// Where SPs of a page were last found, by a hash of the page: the index to try first. A wrong hint costs one
// comparison, so hints are not kept up to date, and threads may overwrite each other's.
enum { HINT_BITS = 11 };
static _Atomic uint16_t hints[1 << HINT_BITS];

static pthread_mutex_t writers = PTHREAD_MUTEX_INITIALIZER;
static pthread_once_t once = PTHREAD_ONCE_INIT;

#define LOAD(word) atomic_load_explicit(&(word), memory_order_relaxed)
#define STORE(word, value) atomic_store_explicit(&(word), (value), memory_order_relaxed)

// MARK: reading

static uint64_t read_begin(void)
{
    return sbs_registry_generation();
}

static bool read_again(uint64_t begun)
{
    atomic_thread_fence(memory_order_acquire);
    return __atomic_load_n(&sbs_registry_sequence, __ATOMIC_RELAXED) != begun;
}

// The number of stacks that begin at or below SP. The comparison selects instead of branching: a branch
// predictor could only guess which half SP is in.
static size_t stacks_below(const entry *entries, size_t count, uintptr_t sp)
{
    size_t base = 0;
    while (count > 1) {
        const size_t half = count / 2;
        base = LOAD(entries[base + half - 1].lo) <= sp ? base + half : base;
        count -= half;
    }
    return base + (count == 1 && LOAD(entries[base].lo) <= sp);
}

// With a hint: tries that entry first, and updates the hint if it was wrong.
static inline __attribute__((always_inline)) sbs_bounds find(uintptr_t sp, _Atomic uint16_t *hint)
{
    for (;;) {
        const uint64_t begun = read_begin();
        const table *const t = &copies[begun & 1];
        const size_t count = atomic_load_explicit(&t->count, memory_order_acquire);
        const entry *const entries = atomic_load_explicit(&t->entries, memory_order_acquire);
        const size_t likely = hint != NULL ? LOAD(*hint) : count;
        if (likely < count) {
            const entry *const e = &entries[likely];
            const sbs_bounds found = { LOAD(e->lo), LOAD(e->hi) };
            if (sp >= found.lo && sp < found.hi && !read_again(begun)) return found;
        }
        const size_t below = stacks_below(entries, count, sp);
        if (hint != NULL && below > 0) STORE(*hint, (uint16_t)(below - 1));
        sbs_bounds found = { 0, 0 };
        if (below > 0) found = (sbs_bounds){ LOAD(entries[below - 1].lo), LOAD(entries[below - 1].hi) };
        if (read_again(begun)) continue;
        return sp <= found.hi ? found : (sbs_bounds){ 0, 0 };
    }
}

sbs_bounds sbs_registry_find(uintptr_t sp)
{
    return find(sp, NULL);
}

sbs_bounds sbs_registry_find_again(uintptr_t sp)
{
    const uint64_t hash = (uint64_t)(sp >> 12) * UINT64_C(0x9E3779B97F4A7C15);
    return find(sp, &hints[hash >> (64 - HINT_BITS)]);
}

bool sbs_registry_overlaps(uintptr_t lo, uintptr_t hi)
{
    for (;;) {
        const uint64_t begun = read_begin();
        const table *const t = &copies[begun & 1];
        const size_t count = atomic_load_explicit(&t->count, memory_order_acquire);
        const entry *const entries = atomic_load_explicit(&t->entries, memory_order_acquire);
        const size_t below = stacks_below(entries, count, hi - 1);
        const uintptr_t end = below > 0 ? LOAD(entries[below - 1].hi) : 0;
        if (!read_again(begun)) return end > lo;
    }
}

// MARK: writing

// A child of fork must not inherit a mutex that a thread of its parent holds.
static void lock(void)
{
    pthread_mutex_lock(&writers);
}
static void unlock(void)
{
    pthread_mutex_unlock(&writers);
}
static void set_up(void)
{
    pthread_atfork(lock, unlock, unlock);
}

// Replaces the entries [from, to) by the new one, if there is one.
static void change(table *t, entry *entries, size_t from, size_t to, const sbs_bounds *added)
{
    const entry *const old = LOAD(t->entries);
    const size_t count = LOAD(t->count);
    const size_t after = from + (added != NULL);
    if (entries != old) {
        for (size_t i = 0; i < from; i++) {
            STORE(entries[i].lo, LOAD(old[i].lo));
            STORE(entries[i].hi, LOAD(old[i].hi));
        }
    }
    const size_t moved = count - to;
    for (size_t i = 0; i < moved; i++) {
        // In the direction that does not overwrite entries still to be moved.
        const size_t k = after > to ? moved - 1 - i : i;
        STORE(entries[after + k].lo, LOAD(old[to + k].lo));
        STORE(entries[after + k].hi, LOAD(old[to + k].hi));
    }
    if (added != NULL) {
        STORE(entries[from].lo, added->lo);
        STORE(entries[from].hi, added->hi);
    }
    // Whoever sees a new array also sees it cleared: on arm64, not otherwise.
    atomic_store_explicit(&t->entries, entries, memory_order_release);
    atomic_store_explicit(&t->count, after + moved, memory_order_release);
}

static bool set(uintptr_t lo, uintptr_t hi, bool present)
{
    const entry *const entries = LOAD(copies[0].entries);
    const size_t count = LOAD(copies[0].count);
    const size_t to = stacks_below(entries, count, hi - 1);
    size_t from = to;
    while (from > 0 && LOAD(entries[from - 1].hi) > lo) from--;
    if (!present && from == to) return true;

    entry *fresh[2] = { LOAD(copies[0].entries), LOAD(copies[1].entries) };
    if (present && count + 1 > capacity) {
        fresh[0] = calloc(2 * capacity, sizeof(entry));
        fresh[1] = calloc(2 * capacity, sizeof(entry));
        if (fresh[0] == NULL || fresh[1] == NULL) {
            free(fresh[0]);
            free(fresh[1]);
            return false;
        }
        capacity *= 2;
    }
    const sbs_bounds added = { lo, hi };
    for (int step = 0; step < 2; step++) {
        const size_t unread = ~sbs_registry_sequence & 1;
        change(&copies[unread], fresh[unread], from, to, present ? &added : NULL);
        __atomic_fetch_add(&sbs_registry_sequence, 1, __ATOMIC_SEQ_CST);
        // Readers must see the new number before the next change of the copy that it directs them away from.
        atomic_thread_fence(memory_order_seq_cst);
    }
    return true;
}

bool sbs_registry_set(uintptr_t lo, uintptr_t hi, bool present)
{
    if (lo >= hi) return false;
    pthread_once(&once, set_up);
    lock();
    const bool done = set(lo, hi, present);
    unlock();
    return done;
}
