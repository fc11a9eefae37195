#include "platform.h"

#include "queries/growing_mapping.h"

#if defined(__linux__)

#include <errno.h>
#include <linux/futex.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

// Reads a word in the kernel, where a bad address is an error and not a signal. Does not wait, whatever is
// there.
static void read_in_kernel(uintptr_t address)
{
    const struct timespec at_once = { 0, 0 };
    syscall(SYS_futex, address, FUTEX_WAIT_PRIVATE, 1, &at_once, NULL, 0);
}

uintptr_t sbs_grow_mapping(const sbs_mapping *mapping, uintptr_t wanted)
{
    const int error = errno;
    const uintptr_t page = (uintptr_t)getpagesize();
    uintptr_t distance = (mapping->start - wanted + page - 1) & ~(page - 1);
    sbs_mapping now = *mapping;
    // What is refused may be granted nearer: there is a limit to growth, and something may be mapped below.
    for (; distance >= page && now.start == mapping->start; distance = distance / 2 & ~(page - 1)) {
        read_in_kernel(mapping->start - distance);
        if (sbs_query_mapping(mapping->end - 1, &now) != 0) now = *mapping;
    }
    errno = error;
    // What was mapped right below in the meantime is not ours.
    return now.start < mapping->start ? now.start : mapping->start;
}

#else

uintptr_t sbs_grow_mapping(const sbs_mapping *mapping, uintptr_t wanted)
{
    (void)wanted;
    return mapping->start;
}

#endif
