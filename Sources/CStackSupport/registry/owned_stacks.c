// One reservation of addresses for all stacks: the stack of an SP is found by arithmetic, and a signal
// handler need not allocate. A stack is made accessible when it is first taken, and stays accessible.

#include "platform.h"

#include "registry/owned_stacks.h"

#include <errno.h>
#include <sys/mman.h>

#include "runtime/free_list.h"

enum { GUARD_BYTES = 64 * 1024 };  // a multiple of every page size
#define STRIDE (SBS_OWNED_STACK_BYTES + GUARD_BYTES)
#define RESERVED ((size_t)SBS_OWNED_STACKS * STRIDE)

static _Atomic uintptr_t reservation;
static _Atomic uint32_t opened;
static _Atomic uint32_t in_use;
static sbs_free_list free_stacks;
static _Atomic uint32_t next_free[SBS_OWNED_STACKS];

// The reserved addresses, reserved at first use; 0 when that failed.
static uintptr_t base(void)
{
    uintptr_t known = atomic_load(&reservation);
    if (known != 0) return known;
    const int error = errno;
    void *const fresh = mmap(NULL, RESERVED, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (fresh == MAP_FAILED) {
        errno = error;
        return 0;
    }
    if (atomic_compare_exchange_strong(&reservation, &known, (uintptr_t)fresh)) return (uintptr_t)fresh;
    munmap(fresh, RESERVED);  // another thread was faster
    errno = error;
    return known;
}

static sbs_bounds stack_at(uintptr_t reserved, uint32_t index)
{
    const uintptr_t lo = reserved + index * STRIDE + GUARD_BYTES;
    return (sbs_bounds){ lo, lo + SBS_OWNED_STACK_BYTES };
}

// Index + 1 of a stack that was never taken, or 0.
static uint32_t open_another(uintptr_t reserved)
{
    const uint32_t index = atomic_fetch_add(&opened, 1);
    if (index >= SBS_OWNED_STACKS) {
        atomic_store(&opened, SBS_OWNED_STACKS);
        return 0;
    }
    const int error = errno;
    const bool is_open =
        mprotect((void *)stack_at(reserved, index).lo, SBS_OWNED_STACK_BYTES, PROT_READ | PROT_WRITE) == 0;
    errno = error;
    return is_open ? index + 1 : 0;
}

sbs_bounds sbs_owned_stack_take(void)
{
    const uintptr_t reserved = base();
    if (reserved == 0) return (sbs_bounds){ 0, 0 };
    uint32_t taken = sbs_free_list_take(&free_stacks, next_free);
    if (taken == 0) taken = open_another(reserved);
    if (taken == 0) return (sbs_bounds){ 0, 0 };
    atomic_fetch_add(&in_use, 1);
    return stack_at(reserved, taken - 1);
}

void sbs_owned_stack_put(uintptr_t sp)
{
    if (sbs_owned_stack_holding(sp).hi == 0) return;
    const uint32_t index = (uint32_t)((sp - 1 - atomic_load(&reservation)) / STRIDE);
    atomic_fetch_sub(&in_use, 1);
    sbs_free_list_put(&free_stacks, next_free, index);
}

sbs_bounds sbs_owned_stack_holding(uintptr_t sp)
{
    const uintptr_t reserved = atomic_load(&reservation);
    // On a stack that nothing was pushed to, SP is one past the end.
    const uintptr_t offset = sp - 1 - reserved;
    if (reserved == 0 || offset >= RESERVED || offset % STRIDE < GUARD_BYTES) return (sbs_bounds){ 0, 0 };
    return stack_at(reserved, (uint32_t)(offset / STRIDE));
}

uint32_t sbs_owned_stacks_in_use(void)
{
    return atomic_load(&in_use);
}
