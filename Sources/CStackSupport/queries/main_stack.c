#include "platform.h"

#include "queries/main_stack.h"

#include <errno.h>
#include <unistd.h>

#if defined(__linux__)

#include <sys/resource.h>

// The kernel keeps this much free below a stack that grows (stack_guard_gap, 256 pages of 4 KiB unless
// the kernel's command line says otherwise, which a process cannot read).
#define GUARD_GAP ((uintptr_t)1 << 20)

enum { STEPS = 16 };

// The end of the highest mapping in [from, stack), or 0 when there is none or finding out takes too many
// queries (`*known` false).
static uintptr_t end_of_mapping_below(uintptr_t from, uintptr_t stack, bool *known)
{
    uintptr_t end = 0;
    *known = true;
    for (int step = 0; step < STEPS; step++) {
        sbs_mapping next;
        if (sbs_query_mapping_from(from, &next) != 0 || next.start >= stack) return end;
        end = next.end;
        from = next.end;
    }
    *known = false;
    return 0;
}

int sbs_query_main_stack_limit(const sbs_mapping *grown, uintptr_t *lo)
{
    struct rlimit limit;
    const int before = errno;
    const int result = getrlimit(RLIMIT_STACK, &limit);
    const int error = errno;
    errno = before;
    if (result != 0) return error;
    const bool is_limited = limit.rlim_cur < grown->end;
    const uintptr_t lowest = is_limited ? grown->end - (uintptr_t)limit.rlim_cur : 0;
    if (lowest >= grown->start) {
        *lo = grown->start;  // at its limit, or past a lowered one
        return 0;
    }
    // Usually nothing is within the limit, and the first query shows that. Otherwise the mapping below is
    // searched for at doubling distances, so that many mappings far below do not slow it down.
    sbs_mapping first;
    if (sbs_query_mapping_from(lowest, &first) == 0 && first.start >= grown->start) {
        *lo = lowest;
        return 0;
    }
    for (uintptr_t distance = GUARD_GAP;; distance *= 2) {
        const bool is_last = distance >= grown->start - lowest;
        const uintptr_t start = is_last ? lowest : grown->start - distance;
        bool known;
        const uintptr_t end = end_of_mapping_below(start, grown->start, &known);
        if (!known) {
            *lo = grown->start;
            return 0;
        }
        if (end != 0 || is_last) {
            const uintptr_t free = end == 0 ? lowest : end + GUARD_GAP;
            *lo = free < lowest ? lowest : free > grown->start ? grown->start : free;
            return 0;
        }
    }
}

#else

int sbs_query_main_stack_limit(const sbs_mapping *grown, uintptr_t *lo)
{
    (void)grown;
    (void)lo;
    return ENOTSUP;
}

#endif

int sbs_grow_main_stack(const sbs_mapping *grown, uintptr_t wanted, uintptr_t *lo)
{
    uintptr_t limit = grown->start;
    const int error = sbs_query_main_stack_limit(grown, &limit);
    *lo = grown->start;
    if (error != 0) return error;
    const uintptr_t page = (uintptr_t)getpagesize();
    const uintptr_t lowest = ((wanted > limit ? wanted : limit) + page - 1) & ~(page - 1);
    if (lowest >= grown->start) return 0;
    (void)*(const volatile unsigned char *)lowest;
    *lo = lowest;
    return 0;
}
