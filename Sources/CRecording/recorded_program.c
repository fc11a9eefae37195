// Between fork and exec: no allocation, no lock.

#include "platform.h"

#include "recorded_program.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdint.h>
#include <sys/wait.h>
#include <unistd.h>

#if defined(__linux__) && defined(__x86_64__)
#include <elf.h>
#include <stddef.h>
#include <stdio.h>
#include <sys/ptrace.h>
#include <sys/user.h>
#define HAS_STOP_AT_ENTRY 1
#else
#define HAS_STOP_AT_ENTRY 0
#endif

extern char **environ;

static _Noreturn void become(
    const char *path, char *const *arguments, bool stops_at_entry, int gate, int failures)
{
    char go;
    ssize_t count;
    do {
        count = read(gate, &go, 1);
    } while (count < 0 && errno == EINTR);
    if (count != 1) _exit(127);  // the recorder has gone before anything was started
    signal(SIGPIPE, SIG_DFL);    // which this program ignores, not the user
    signal(SIGXFSZ, SIG_DFL);
    int32_t error = 0;
#if HAS_STOP_AT_ENTRY
    if (stops_at_entry && ptrace(PTRACE_TRACEME, 0, NULL, NULL) != 0) error = -errno;
#else
    if (stops_at_entry) error = -ENOSYS;
#endif
    if (error == 0) {
        execve(path, arguments, environ);
        error = errno;
    }
    ssize_t written = write(failures, &error, sizeof error);
    (void)written;
    _exit(127);
}

int sbs_recorded_program_start(
    const char *path, char *const *arguments, bool stops_at_entry, sbs_recorded_program *program)
{
    int gate[2], failures[2];
    if (pipe2(gate, O_CLOEXEC) != 0) return errno;
    if (pipe2(failures, O_CLOEXEC) != 0) {
        const int error = errno;
        close(gate[0]);
        close(gate[1]);
        return error;
    }
    const pid_t pid = fork();
    const int error = errno;
    if (pid == 0) {
        close(gate[1]);
        become(path, arguments, stops_at_entry, gate[0], failures[1]);
    }
    close(gate[0]);
    close(failures[1]);
    if (pid < 0) {
        close(gate[1]);
        close(failures[0]);
        return error;
    }
    *program = (sbs_recorded_program){ pid, gate[1], failures[0] };
    return 0;
}

static int open_gate(sbs_recorded_program *program)
{
    ssize_t written = write(program->gate, "", 1);
    (void)written;
    close(program->gate);
    program->gate = -1;
    return program->failures;
}

// The pipe of failures is closed by exec. A negative number: it cannot be stopped.
static int failure(sbs_recorded_program *program)
{
    int32_t error = 0;
    ssize_t count;
    do {
        count = read(program->failures, &error, sizeof error);
    } while (count < 0 && errno == EINTR);
    close(program->failures);
    program->failures = -1;
    if (count != sizeof error) return 0;
    waitpid(program->pid, NULL, 0);
    return error;
}

int sbs_recorded_program_execute(sbs_recorded_program *program)
{
    open_gate(program);
    return failure(program);
}

bool sbs_recorded_program_ended(const sbs_recorded_program *program, int *status)
{
    return waitpid(program->pid, status, WNOHANG) == program->pid;
}

#if HAS_STOP_AT_ENTRY

// AT_ENTRY of the program: behind its interpreter, if it has one.
static uintptr_t entry_of(pid_t pid)
{
    char path[64];
    snprintf(path, sizeof path, "/proc/%d/auxv", (int)pid);
    const int file = open(path, O_RDONLY | O_CLOEXEC);
    if (file < 0) return 0;
    uintptr_t entry = 0;
    uint64_t pair[2];
    while (entry == 0 && read(file, pair, sizeof pair) == sizeof pair && pair[0] != AT_NULL) {
        if (pair[0] == AT_ENTRY) entry = pair[1];
    }
    close(file);
    return entry;
}

// Waits for SIGTRAP. Other signals are delivered.
static int await_trap(pid_t pid)
{
    for (;;) {
        int status;
        if (waitpid(pid, &status, 0) < 0) {
            if (errno == EINTR) continue;
            return errno;
        }
        if (!WIFSTOPPED(status)) return ECHILD;
        if (WSTOPSIG(status) == SIGTRAP) return 0;
        if (ptrace(PTRACE_CONT, pid, NULL, (void *)(uintptr_t)WSTOPSIG(status)) != 0) return errno;
    }
}

static int run_to(pid_t pid, uintptr_t entry)
{
    errno = 0;
    const long before = ptrace(PTRACE_PEEKTEXT, pid, (void *)entry, NULL);
    if (before == -1 && errno != 0) return errno;
    const long trap = (before & ~0xffl) | 0xcc;
    if (ptrace(PTRACE_POKETEXT, pid, (void *)entry, (void *)trap) != 0) return errno;
    if (ptrace(PTRACE_CONT, pid, NULL, NULL) != 0) return errno;
    const int error = await_trap(pid);
    if (error != 0) return error;
    if (ptrace(PTRACE_POKETEXT, pid, (void *)entry, (void *)before) != 0) return errno;
    const size_t ip = offsetof(struct user_regs_struct, rip);
    if (ptrace(PTRACE_POKEUSER, pid, (void *)ip, (void *)entry) != 0) return errno;
    return 0;
}

int sbs_recorded_program_stop_at_entry(sbs_recorded_program *program)
{
    const pid_t pid = program->pid;
    open_gate(program);
    int error = failure(program);
    if (error != 0) return error;
    error = await_trap(pid);
    if (error != 0) return -error;
    if (ptrace(PTRACE_SETOPTIONS, pid, NULL, (void *)(uintptr_t)PTRACE_O_EXITKILL) != 0) return -errno;
    const uintptr_t entry = entry_of(pid);
    return entry == 0 ? -ENOEXEC : -run_to(pid, entry);
}

int sbs_recorded_program_release(const sbs_recorded_program *program)
{
    return ptrace(PTRACE_DETACH, program->pid, NULL, NULL) == 0 ? 0 : errno;
}

#else

int sbs_recorded_program_stop_at_entry(sbs_recorded_program *program)
{
    (void)program;
    return -ENOSYS;
}

int sbs_recorded_program_release(const sbs_recorded_program *program)
{
    (void)program;
    return ENOSYS;
}

#endif
