// A descriptor of /proc/self/maps belongs to the address space at open time. After fork the child has a new
// one, but the inherited descriptor still gives the parent's mappings, which look plausible. So the numbers
// are kept on a page that the kernel clears in the child (MADV_WIPEONFORK). Unlike getpid, that costs no
// system call per query, and it works in children that skip the handlers of pthread_atfork (_Fork, plain
// clone). With vfork and clone(CLONE_VM) the address space is shared and the page is kept, which is right.
// The inherited descriptors, one per file, stay open in the child: their numbers are lost with the page, and
// by then may belong to other files.
//
// A program may close descriptors that it does not know (daemons do), and the number may then be reused. So
// after EBADF or ENOTTY on a kept descriptor the query is repeated on a fresh one.

#include "platform.h"

#include "queries/self_descriptors.h"

#if defined(__linux__)

#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <stddef.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <unistd.h>

// Descriptor + 1, so that the wiped page says "none".
typedef _Atomic int descriptors[SBS_SELF_FILES];

static descriptors *_Atomic page;
static _Atomic bool unknown_request[SBS_SELF_FILES];

static descriptors *descriptor_page(void)
{
    descriptors *existing = atomic_load_explicit(&page, memory_order_acquire);
    if (existing != NULL) return existing;
    void *const fresh =
        mmap(NULL, sizeof(descriptors), PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (fresh == MAP_FAILED) return NULL;
    if (madvise(fresh, sizeof(descriptors), SBS_MADV_WIPEONFORK) == 0
        && atomic_compare_exchange_strong(&page, &existing, (descriptors *)fresh)) {
        return fresh;
    }
    munmap(fresh, sizeof(descriptors));
    return existing;  // from a faster thread, or NULL
}

// thread-self, not self: self is the main thread, which may have exited.
static int open_file(sbs_self_file file)
{
    static const char *const paths[] = { "/proc/thread-self/maps", "/proc/thread-self/pagemap" };
    const int descriptor = open(paths[file], O_RDONLY | O_CLOEXEC);
    if (descriptor >= 0) return descriptor;
    return errno == ENOENT ? -ENODEV : -errno;  // as a query's answer, ENOENT means no mapping
}

static long checked_ioctl(int descriptor, unsigned long request, void *argument)
{
    const int result = ioctl(descriptor, request, argument);
    return result >= 0 ? result : -errno;
}

static long query(sbs_self_file file, unsigned long request, void *argument)
{
    if (atomic_load_explicit(&unknown_request[file], memory_order_relaxed)) return -ENOTTY;
    descriptors *const kept = descriptor_page();
    if (kept == NULL) return -ENOMEM;
    int old = atomic_load(&(*kept)[file]);
    if (old != 0) {
        const long result = checked_ioctl(old - 1, request, argument);
        if (result != -EBADF && result != -ENOTTY) return result;
    }
    const int descriptor = open_file(file);
    if (descriptor < 0) return descriptor;
    const long result = checked_ioctl(descriptor, request, argument);
    if (result == -ENOTTY) atomic_store(&unknown_request[file], true);
    if (result == -ENOTTY || !atomic_compare_exchange_strong(&(*kept)[file], &old, descriptor + 1)) {
        close(descriptor);
    }
    return result;
}

long sbs_self_ioctl(sbs_self_file file, unsigned long request, void *argument)
{
    const int before = errno;
    const long result = query(file, request, argument);
    errno = before;
    return result;
}

#endif
