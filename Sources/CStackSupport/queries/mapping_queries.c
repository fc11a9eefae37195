#include "platform.h"

#include "queries/mapping_queries.h"

#include <errno.h>
#include <stddef.h>

#if defined(__linux__)

#include <sys/auxv.h>
#include <sys/ioctl.h>

#include "queries/self_descriptors.h"

// The kernel's ABI (include/uapi/linux/fs.h), declared here because the C library's copy of the header
// may be older than the kernel.

typedef struct procmap_query {
    uint64_t size, query_flags, query_addr;
    uint64_t vma_start, vma_end, vma_flags, vma_page_size, vma_offset, inode;
    uint32_t dev_major, dev_minor, vma_name_size, build_id_size;
    uint64_t vma_name_addr, build_id_addr;
} procmap_query;
_Static_assert(sizeof(procmap_query) == 104, "the kernel's struct");

#define SBS_PROCMAP_QUERY _IOWR('f', 17, procmap_query)
#define COVERING_OR_NEXT UINT64_C(0x10)

typedef struct pagemap_scan {
    uint64_t size, flags, start, end, walk_end, regions, region_count, max_pages;
    uint64_t category_inverted, category_mask, category_anyof_mask, return_mask;
} pagemap_scan;
_Static_assert(sizeof(pagemap_scan) == 96, "the kernel's struct");

typedef struct page_region {
    uint64_t start, end, categories;
} page_region;

#define SBS_PAGEMAP_SCAN _IOWR('f', 16, pagemap_scan)
#define PAGE_IS_GUARD (UINT64_C(1) << 8)

static int query(uintptr_t address, uint64_t flags, sbs_mapping *mapping)
{
    procmap_query q = { .size = sizeof q, .query_flags = flags, .query_addr = address };
    const long result = sbs_self_ioctl(SBS_SELF_MAPS, SBS_PROCMAP_QUERY, &q);
    if (result < 0) return (int)-result;
    // The kernel puts sixteen random bytes on the main stack and says where.
    const uint64_t on_main_stack = getauxval(AT_RANDOM);
    *mapping = (sbs_mapping){ .start = (uintptr_t)q.vma_start,
                              .end = (uintptr_t)q.vma_end,
                              .is_main_stack = q.vma_start <= on_main_stack && on_main_stack < q.vma_end };
    return 0;
}

int sbs_query_mapping(uintptr_t address, sbs_mapping *mapping)
{
    return query(address, 0, mapping);
}

int sbs_query_mapping_from(uintptr_t address, sbs_mapping *mapping)
{
    return query(address, COVERING_OR_NEXT, mapping);
}

int sbs_query_highest_guard(uintptr_t lo, uintptr_t hi, sbs_bounds *guard)
{
    enum { REGIONS = 8 };
    const uint64_t page = getauxval(AT_PAGESZ);
    page_region regions[REGIONS];
    pagemap_scan scan = {
        .size = sizeof scan,
        .start = lo & ~(page - 1),
        .end = (hi + page - 1) & ~(page - 1),
        .regions = (uint64_t)(uintptr_t)regions,
        .region_count = REGIONS,
        .category_mask = PAGE_IS_GUARD,
        .return_mask = PAGE_IS_GUARD,
    };
    sbs_bounds last = { 0, 0 };
    while (scan.start < scan.end) {
        const long count = sbs_self_ioctl(SBS_SELF_PAGEMAP, SBS_PAGEMAP_SCAN, &scan);
        if (count < 0) return (int)-count;
        for (long i = 0; i < count; i++) {
            // The kernel splits a region where a page table ends.
            if (regions[i].start != last.hi) last.lo = (uintptr_t)regions[i].start;
            last.hi = (uintptr_t)regions[i].end;
        }
        if (scan.walk_end <= scan.start) break;
        scan.start = scan.walk_end;
    }
    if (last.hi == 0) return ENOENT;
    *guard = last;
    return 0;
}

#else

int sbs_query_mapping(uintptr_t address, sbs_mapping *mapping)
{
    (void)address;
    (void)mapping;
    return ENOTSUP;
}

int sbs_query_mapping_from(uintptr_t address, sbs_mapping *mapping)
{
    return sbs_query_mapping(address, mapping);
}

int sbs_query_highest_guard(uintptr_t lo, uintptr_t hi, sbs_bounds *guard)
{
    (void)lo;
    (void)hi;
    (void)guard;
    return ENOTSUP;
}

#endif

static const char *problem(int error, const char *too_old)
{
    switch (error) {
    case 0:
    case ENOENT: return NULL;
    case ENOTSUP: return "not a Linux kernel";
    case ENOTTY:
    case EINVAL: return too_old;
    case EACCES:
    case EPERM: return "the process may not read its own files below /proc";
    case EMFILE:
    case ENFILE: return "no file descriptor is left";
    case ENODEV: return "/proc is not mounted";
    case ENOMEM: return "no memory";
    default: return "the kernel refused";
    }
}

const char *sbs_mapping_query_problem(int error)
{
    return problem(error, "kernel older than 6.11");
}

const char *sbs_guard_query_problem(int error)
{
    return problem(error, "kernel older than 6.15");
}
