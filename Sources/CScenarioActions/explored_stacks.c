// The stacks of explored programs, and the processes that they run in.

#include "platform.h"

#include "explored_stacks.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>
#if defined(__linux__)
#include <sys/syscall.h>
#endif

#include "child_processes.h"
#include "runtime/notifications.h"

int sbs_map_growing_stack(uintptr_t hi)
{
#if defined(__linux__)
    void *const grown = (void *)(hi - SBS_GROWING_BYTES);
    const int flags = MAP_PRIVATE | MAP_ANONYMOUS | MAP_GROWSDOWN | MAP_FIXED;
    return mmap(grown, SBS_GROWING_BYTES, PROT_READ | PROT_WRITE, flags, -1, 0) == grown ? 0 : errno;
#else
    (void)hi;
    return ENOTSUP;
#endif
}

static int map(uintptr_t lo, uintptr_t hi, int protection)
{
    const int flags = MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED | MAP_NORESERVE;
    return lo == hi || mmap((void *)lo, hi - lo, protection, flags, -1, 0) != MAP_FAILED ? 0 : errno;
}

static int map_anew(const sbs_explored_stack *stack)
{
    if (stack->remapping == SBS_REMAP_CARVED) return 0;
    const uintptr_t lowest = stack->lo < stack->next_lo ? stack->lo : stack->next_lo;
    if (munmap((void *)lowest, stack->hi - lowest) != 0) return errno;
    const int error = map(lowest, stack->next_lo, PROT_NONE);
    if (error != 0) return error;
    return stack->remapping == SBS_REMAP_MAPPED ? map(stack->next_lo, stack->hi, PROT_READ | PROT_WRITE)
                                                : sbs_map_growing_stack(stack->hi);
}

int sbs_remap_stack(sbs_explored_stack *stack, sbs_switch kind, bool registers)
{
    if (registers) sbs_register_stack(stack->lo, stack->hi, false);
    const int error = map_anew(stack);
    if (error != 0) return error;
    const uintptr_t old = stack->lo;
    stack->lo = stack->next_lo;
    stack->next_lo = old;
    sbs_coroutine_destroy(stack->coroutine);
    stack->coroutine =
        sbs_coroutine_create(kind, (void *)stack->lo, stack->hi - stack->lo, sbs_explored_coroutine, NULL);
    if (stack->coroutine == NULL) return ENOMEM;
    if (registers) sbs_register_stack(stack->lo, stack->hi, true);
    return 0;
}

int sbs_explore_in_fork(sbs_exploration *exploration, sbs_evidence_log *log, int errors)
{
    log->count = 0;
    const int pid = sbs_fork_for(SBS_EXPLORED_SECONDS);
    if (pid != 0) return pid;
    dup2(errors, STDERR_FILENO);
    sbs_evidence_use_log(log);
    sbs_explore(exploration);
}

int sbs_wait_for_explored(int pid)
{
#if defined(SYS_pidfd_open)
    // The alarm is enough, unless the strategy hangs with all signals blocked.
    const int file = (int)syscall(SYS_pidfd_open, pid, 0);
    if (file >= 0) {
        struct pollfd end = { .fd = file, .events = POLLIN };
        int ready = poll(&end, 1, (SBS_EXPLORED_SECONDS + 1) * 1000);
        while (ready < 0 && errno == EINTR) ready = poll(&end, 1, (SBS_EXPLORED_SECONDS + 1) * 1000);
        if (ready == 0) kill(pid, SIGKILL);
        close(file);
    }
#endif
    int status = 0;
    while (waitpid(pid, &status, 0) < 0 && errno == EINTR) {
    }
    return status;
}

sbs_evidence_log *sbs_evidence_log_create(void)
{
    void *const memory =
        mmap(NULL, sizeof(sbs_evidence_log), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    return memory == MAP_FAILED ? NULL : memory;
}
