#include "platform.h"

#include "queries/bounds_sources.h"

#include "queries/main_stack.h"
#include "queries/mapping_queries.h"

static const sbs_bounds unknown = { 0, 0 };

// The mapping that holds SP is not a stack, but nothing else is known of it. The main thread's may grow.
static sbs_bounds by_procmap(void)
{
    sbs_mapping mapping;
    if (sbs_query_mapping(sbs_stack_pointer(), &mapping) != 0) return unknown;
    uintptr_t lo = mapping.start;
    if (mapping.is_main_stack) (void)sbs_query_main_stack_limit(&mapping, &lo);
    return (sbs_bounds){ lo, mapping.end };
}

#if defined(__linux__)

#include <errno.h>
#include <stdbool.h>
#include <stddef.h>
#include <sys/auxv.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <unistd.h>

#include "queries/proc_files.h"

// bionic's size of an unlimited main stack, PHP's default and what most kernels give.
#define DEFAULT_STACK ((uintptr_t)8 << 20)

// The rlimit in bytes, or 0 when it is unlimited or cannot be read.
static uintptr_t stack_limit(void)
{
    struct rlimit limit;
    if (getrlimit(RLIMIT_STACK, &limit) != 0 || limit.rlim_cur == RLIM_INFINITY) return 0;
    return (uintptr_t)limit.rlim_cur;
}

static sbs_bounds below(uintptr_t hi, uintptr_t bytes)
{
    return (sbs_bounds){ hi > bytes ? hi - bytes : 0, hi };
}

#if defined(__GLIBC__)
extern void *__libc_stack_end;

// SpiderMonkey: the quota of 128 * 1024 words, whatever the rlimit is.
static sbs_bounds by_libc_end(void)
{
    if (!sbs_is_main_thread()) return sbs_query_thread_bounds();
    return below((uintptr_t)__libc_stack_end, 128 * 1024 * sizeof(void *));
}
#else
static sbs_bounds by_libc_end(void)
{
    return sbs_is_main_thread() ? unknown : sbs_query_thread_bounds();
}
#endif

// bionic. SP is not looked at: the kernel says where the stack was when the process started, and the line
// that holds that says where it ends.
static sbs_bounds by_startstack(void)
{
    if (!sbs_is_main_thread()) return sbs_query_thread_bounds();
    const uintptr_t start = sbs_read_start_of_stack();
    const uintptr_t limit = stack_limit();
    sbs_bounds line;
    uintptr_t end_below;
    if (start == 0 || !sbs_read_maps_line(start, &line, &end_below)) return unknown;
    return below(line.hi, limit != 0 ? limit : DEFAULT_STACK);
}

// PHP. Where the mapping below leaves less than the rlimit, that ends the stack (PHP means to do the same,
// and computes it the wrong way round).
static sbs_bounds by_maps_line(void)
{
    if (!sbs_is_main_thread()) return sbs_query_thread_bounds();
    const uintptr_t sp = sbs_stack_pointer();
    const uintptr_t limit = stack_limit();
    sbs_bounds line;
    uintptr_t end_below;
    if (limit == 0 || !sbs_read_maps_line(sp, &line, &end_below)) {
        return below(sp, DEFAULT_STACK - 32 * 1024);  // SP is not the stack's end, so 32 KiB less
    }
    const sbs_bounds all = below(line.hi, limit);
    return (sbs_bounds){ all.lo > end_below ? all.lo : end_below, all.hi };
}

#if defined(__GLIBC__)
// The kernel puts the number of arguments where SP starts, then the arguments, the environment and the
// auxiliary vector, which musl keeps a pointer to.
static uintptr_t auxiliary_vector(void)
{
    void **next = (void **)__libc_stack_end;
    next += (uintptr_t)*next + 2;
    while (*next != NULL) next++;
    return (uintptr_t)(next + 1);
}

// musl. ENOMEM: the page is there, and cannot grow since the one above it is too. EFAULT: nothing is there.
static sbs_bounds by_mremap(void)
{
    if (!sbs_is_main_thread()) return sbs_query_thread_bounds();
    const uintptr_t page = getauxval(AT_PAGESZ);
    const uintptr_t hi = (auxiliary_vector() + page - 1) & ~(page - 1);
    uintptr_t lo = hi - page;
    const int before = errno;
    while (mremap((void *)(lo - page), page, 2 * page, 0) == MAP_FAILED && errno == ENOMEM) lo -= page;
    errno = before;
    return (sbs_bounds){ lo, hi };
}
#else
// Without glibc pthread_getattr_np is what does this.
static sbs_bounds by_mremap(void)
{
    return sbs_query_thread_bounds();
}
#endif

#else

static sbs_bounds by_libc_end(void)
{
    return sbs_query_thread_bounds();
}
#define by_startstack by_libc_end
#define by_maps_line by_libc_end
#define by_mremap by_libc_end

#endif

static sbs_bounds (*const sources[SBS_BOUNDS_SOURCES])(void) = {
    [SBS_SOURCE_PTHREAD] = sbs_query_thread_bounds,
    [SBS_SOURCE_PROCMAP] = by_procmap,
    [SBS_SOURCE_LIBC_END] = by_libc_end,
    [SBS_SOURCE_STARTSTACK] = by_startstack,
    [SBS_SOURCE_MAPS_SP] = by_maps_line,
    [SBS_SOURCE_MREMAP_PROBE] = by_mremap,
};

__attribute__((visibility("hidden"))) sbs_bounds (*sbs_bounds_source_in_use)(void) = sbs_query_thread_bounds;

void sbs_use_bounds_source(sbs_bounds_source source)
{
    sbs_bounds_source_in_use = sources[source];
}

sbs_bounds sbs_ask_bounds_source(sbs_bounds_source source)
{
    return sources[source]();
}
