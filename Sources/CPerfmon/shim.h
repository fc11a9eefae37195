// perf_event_open(2), libpfm4 and a private tracefs mount, in a form that Swift can import.
//
// Every function returns what the system call returned, or the negated error number: `errno` is read
// here, before anything that Swift does in between can change it.
#pragma once

// No feature macro is set here: one would change types of the C library (fd_set) in this module only,
// and Swift refuses two modules that disagree about a type.

// The kernel's header comes first: libpfm4 brings its own copy of the same declarations, which steps
// aside when the kernel's is already there.
#include <linux/hw_breakpoint.h>
#include <linux/perf_event.h>

#include <perfmon/pfmlib.h>
#include <perfmon/pfmlib_perf_event.h>

#include <dlfcn.h>
#include <elf.h>
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/syscall.h>
#include <unistd.h>

// The request numbers are macros with `sizeof` in them, which Swift's importer leaves out.
static const unsigned long CPERF_IOC_ENABLE = PERF_EVENT_IOC_ENABLE;
static const unsigned long CPERF_IOC_DISABLE = PERF_EVENT_IOC_DISABLE;
static const unsigned long CPERF_IOC_ID = PERF_EVENT_IOC_ID;

static inline int cperf_result(long result)
{
    return result < 0 ? -errno : (int)result;
}

// The calling thread, on whichever CPU it runs; `leader` is -1 for a new group.
static inline int cperf_open(const struct perf_event_attr *attributes, int leader)
{
    return cperf_result(syscall(SYS_perf_event_open, attributes, 0, -1, leader, PERF_FLAG_FD_CLOEXEC));
}

// Acts on one event. The leader carries its group along: the siblings stay enabled and count
// whenever the leader does. PERF_IOC_FLAG_GROUP is not used, because on Linux 6.18 a tracepoint under
// a task-clock leader stays at its old value, with running == enabled, once the group was disabled
// and enabled again that way.
static inline int cperf_control(int descriptor, unsigned long request)
{
    return cperf_result(ioctl(descriptor, request, 0));
}

static inline int cperf_identifier(int descriptor, uint64_t *identifier)
{
    return cperf_result(ioctl(descriptor, CPERF_IOC_ID, identifier));
}

static inline long cperf_read(int descriptor, void *buffer, size_t size)
{
    ssize_t count = read(descriptor, buffer, size);
    return count < 0 ? -errno : count;
}

static inline int cperf_open_file(int directory, const char *path)
{
    return cperf_result(openat(directory, path, O_RDONLY | O_CLOEXEC));
}

// A tracefs that is attached nowhere: no mount point, and gone when its descriptor is closed. By
// number, because C libraries older than glibc 2.36 lack the wrappers; the constants are those of
// linux/mount.h, which cannot be included together with sys/mount.h.
static inline int cperf_mount_tracefs(void)
{
#if defined(SYS_fsopen) && defined(SYS_fsconfig) && defined(SYS_fsmount)
    enum { fsopen_close_on_exec = 1, fsconfig_create = 6, fsmount_close_on_exec = 1, read_only = 1 };
    int context = cperf_result(syscall(SYS_fsopen, "tracefs", fsopen_close_on_exec));
    if (context < 0) return context;
    int mount = cperf_result(syscall(SYS_fsconfig, context, fsconfig_create, NULL, NULL, 0));
    if (mount >= 0) {
        mount = cperf_result(syscall(SYS_fsmount, context, fsmount_close_on_exec, read_only));
    }
    close(context);
    return mount;
#else
    return -ENOSYS;
#endif
}

// A GNU extension, so not declared without the feature macro.
extern const char *strerrorname_np(int number);

// "ENOENT" for 2, NULL for a number that is none (glibc 2.32).
static inline const char *cperf_error_name(int number)
{
#if defined(__GLIBC__) && (__GLIBC__ > 2 || (__GLIBC__ == 2 && __GLIBC_MINOR__ >= 32))
    return strerrorname_np(number);
#else
    (void)number;
    return NULL;
#endif
}

#if defined(__GLIBC__) && defined(__LP64__)
// dladdr1(3) under a name of its own: another module may see the real declaration, with its GNU types.
extern int cperf_symbol_at(const void *address, void *info, void **symbol, int what) __asm__("dladdr1");
#endif

// Where a function of this process begins, 0 if the program and its libraries have none of that name. On
// a variable a breakpoint would never be hit, and 0 calls be counted of what cannot be called.
static inline uintptr_t cperf_function(const char *name)
{
    void *const address = dlsym(NULL, name);
    if (address == NULL) return 0;
#if defined(__GLIBC__) && defined(__LP64__)
    enum { dynamic_symbol_entry = 1 };
    void *info[4] = { 0 };
    const Elf64_Sym *symbol = NULL;
    if (cperf_symbol_at(address, info, (void **)&symbol, dynamic_symbol_entry) == 0) return 0;
    if (symbol == NULL) return 0;
    const int type = symbol->st_info & 0xf;
    if (type != STT_FUNC && type != STT_GNU_IFUNC) return 0;
#endif
    return (uintptr_t)address;
}
