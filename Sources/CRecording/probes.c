#include "platform.h"

#include "probes.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

__attribute__((noinline)) void sbs_probe_target(void)
{
    __asm__ volatile("" ::: "memory");
}

#if defined(__linux__) && (defined(__x86_64__) || defined(__aarch64__))

#include <linux/hw_breakpoint.h>
#include <linux/perf_event.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <time.h>

// The bit of SP in a sample's registers: asm/perf_regs.h, which glibc's headers do not go with.
#if defined(__x86_64__)
enum { SP_REGISTER = 7 };
#else
enum { SP_REGISTER = 31 };
#endif

static int result(long value)
{
    return value < 0 ? -errno : (int)value;
}

int sbs_probe_open(const sbs_event_probe *probe, pid_t task, int cpu)
{
    struct perf_event_attr attributes;
    memset(&attributes, 0, sizeof attributes);
    attributes.size = sizeof attributes;
    attributes.sample_period = 1;
    attributes.sample_type =
        PERF_SAMPLE_IDENTIFIER | PERF_SAMPLE_TID | PERF_SAMPLE_TIME | PERF_SAMPLE_REGS_USER;
    attributes.sample_regs_user = 1ull << SP_REGISTER;
    attributes.sample_id_all = 1;
    attributes.exclude_kernel = 1;
    attributes.exclude_hv = 1;
    attributes.inherit = probe->inherits;
    attributes.disabled = probe->waits || probe->begins_at_exec;
    attributes.enable_on_exec = probe->begins_at_exec;
    attributes.use_clockid = 1;
    attributes.clockid = CLOCK_MONOTONIC;
    attributes.watermark = 1;
    attributes.wakeup_watermark = 1 << 16;
    switch (probe->kind) {
    case SBS_PROBE_NOTHING:
        attributes.type = PERF_TYPE_SOFTWARE;
        attributes.config = PERF_COUNT_SW_DUMMY;
        attributes.mmap = attributes.mmap2 = attributes.mmap_data = 1;
        attributes.comm = attributes.comm_exec = 1;
        attributes.task = 1;
        // It has no samples. Since Linux 6.13 such a context is never exchanged with that of a clone: where
        // it was, the event of a function was left with a thread that had ended, and the kernel took the trap
        // away, unsaid. Half of the recordings of three forked processes with threads missed 500 callbacks or
        // more.
        attributes.sample_type |= PERF_SAMPLE_READ;
        break;
    case SBS_PROBE_ANCHOR:
        attributes.type = PERF_TYPE_SOFTWARE;
        attributes.config = PERF_COUNT_SW_DUMMY;
        break;
    case SBS_PROBE_FUNCTION:
        attributes.type = PERF_TYPE_TRACEPOINT;
        attributes.config = probe->place;
        break;
    case SBS_PROBE_BREAKPOINT:
        attributes.type = PERF_TYPE_BREAKPOINT;
        attributes.bp_type = HW_BREAKPOINT_X;
        attributes.bp_addr = probe->place;
        attributes.bp_len = sizeof(long);
        break;
    }
    int event = result(syscall(SYS_perf_event_open, &attributes, task, cpu, -1, PERF_FLAG_FD_CLOEXEC));
    if (event == -EINVAL && (attributes.sample_type & PERF_SAMPLE_READ) != 0) {
        // Before that no inherited event may have it.
        attributes.sample_type &= ~(uint64_t)PERF_SAMPLE_READ;
        event = result(syscall(SYS_perf_event_open, &attributes, task, cpu, -1, PERF_FLAG_FD_CLOEXEC));
    }
    return event;
}

int sbs_probe_identifier(int descriptor, uint64_t *identifier)
{
    return result(ioctl(descriptor, PERF_EVENT_IOC_ID, identifier));
}

int sbs_probe_begin(int descriptor)
{
    return result(ioctl(descriptor, PERF_EVENT_IOC_ENABLE, 0));
}

int sbs_probe_pause(int descriptor)
{
    return result(ioctl(descriptor, PERF_EVENT_IOC_DISABLE, 0));
}

int sbs_probe_share_ring(int descriptor, int owner)
{
    return result(ioctl(descriptor, PERF_EVENT_IOC_SET_OUTPUT, owner));
}

int sbs_event_ring_map(sbs_event_ring *ring, int descriptor, size_t pages)
{
    const size_t page = (size_t)sysconf(_SC_PAGESIZE);
    void *const memory = mmap(NULL, (pages + 1) * page, PROT_READ | PROT_WRITE, MAP_SHARED, descriptor, 0);
    if (memory == MAP_FAILED) return -errno;
    *ring = (sbs_event_ring){ memory, pages };
    return 0;
}

void sbs_event_ring_unmap(sbs_event_ring *ring)
{
    if (ring->memory == NULL) return;
    munmap(ring->memory, (ring->pages + 1) * (size_t)sysconf(_SC_PAGESIZE));
    ring->memory = NULL;
}

size_t sbs_event_ring_read(const sbs_event_ring *ring, void *buffer, size_t capacity)
{
    struct perf_event_mmap_page *const page = ring->memory;
    const uint64_t head = __atomic_load_n(&page->data_head, __ATOMIC_ACQUIRE);
    const uint64_t tail = page->data_tail;
    const char *const data = (const char *)ring->memory + page->data_offset;
    const uint64_t size = page->data_size;
    uint64_t count = head - tail;
    if (count > capacity) count = capacity & ~(uint64_t)7;
    const uint64_t start = tail % size;
    const uint64_t first = count < size - start ? count : size - start;
    memcpy(buffer, data + start, first);
    memcpy((char *)buffer + first, data, count - first);
    __atomic_store_n(&page->data_tail, tail + count, __ATOMIC_RELEASE);
    return count;
}

#else

int sbs_probe_open(const sbs_event_probe *probe, pid_t task, int cpu)
{
    (void)probe, (void)task, (void)cpu;
    return -ENOSYS;
}

int sbs_probe_identifier(int descriptor, uint64_t *identifier)
{
    (void)descriptor, (void)identifier;
    return -ENOSYS;
}

int sbs_probe_begin(int descriptor)
{
    (void)descriptor;
    return -ENOSYS;
}

int sbs_probe_pause(int descriptor)
{
    (void)descriptor;
    return -ENOSYS;
}

int sbs_probe_share_ring(int descriptor, int owner)
{
    (void)descriptor, (void)owner;
    return -ENOSYS;
}

int sbs_event_ring_map(sbs_event_ring *ring, int descriptor, size_t pages)
{
    (void)ring, (void)descriptor, (void)pages;
    return -ENOSYS;
}

void sbs_event_ring_unmap(sbs_event_ring *ring)
{
    (void)ring;
}

size_t sbs_event_ring_read(const sbs_event_ring *ring, void *buffer, size_t capacity)
{
    (void)ring, (void)buffer, (void)capacity;
    return 0;
}

#endif
