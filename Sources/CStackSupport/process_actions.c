#include "process_actions.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#if defined(__linux__)
#include <sched.h>
#include <sys/auxv.h>
#include <sys/prctl.h>
#endif

enum { GRANDCHILD_SECONDS = 5 };

// MARK: processes

static int wait_for(pid_t pid)
{
    int status = 0;
    while (waitpid(pid, &status, 0) < 0) {
        if (errno != EINTR) return -errno;
    }
    return status;
}

int sbs_run_in_fork(void (*function)(void *), void *argument)
{
    const pid_t parent = getpid();
    const pid_t pid = fork();
    if (pid < 0) return -errno;
    if (pid > 0) return wait_for(pid);
#if defined(__linux__)
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() != parent) _exit(1);
#else
    (void)parent;
#endif
    alarm(GRANDCHILD_SECONDS);
    function(argument);
    _exit(0);
}

#if defined(__linux__)

__attribute__((noinline)) int sbs_run_in_vfork(void (*function)(void *), void *argument)
{
    const pid_t pid = vfork();
    if (pid < 0) return -errno;
    if (pid == 0) {
        function(argument);
        _exit(0);
    }
    return wait_for(pid);
}

typedef struct clone_call {
    void (*function)(void *);
    void *argument;
} clone_call;

static int clone_main(void *argument)
{
    const clone_call *const call = argument;
    call->function(call->argument);
    _exit(0);
}

int sbs_run_in_clone(uintptr_t hi, void (*function)(void *), void *argument)
{
    clone_call call = { function, argument };
    const int pid = clone(clone_main, (void *)hi, CLONE_VM | CLONE_VFORK | SIGCHLD, &call);
    return pid < 0 ? -errno : wait_for(pid);
}

#else

int sbs_run_in_vfork(void (*function)(void *), void *argument)
{
    (void)function;
    (void)argument;
    return -ENOTSUP;
}

int sbs_run_in_clone(uintptr_t hi, void (*function)(void *), void *argument)
{
    (void)hi;
    (void)function;
    (void)argument;
    return -ENOTSUP;
}

#endif

void sbs_die_like(int status)
{
    if (WIFEXITED(status) && WEXITSTATUS(status) == 0) return;
    if (WIFEXITED(status)) _exit(WEXITSTATUS(status));
    // Not abort(): a child that shared this memory may have died with its lock held.
    const int number = WTERMSIG(status);
    signal(number, SIG_DFL);
    sigset_t only;
    sigemptyset(&only);
    sigaddset(&only, number);
    pthread_sigmask(SIG_UNBLOCK, &only, NULL);
    raise(number);  // at this thread: kill(2) may pick another, and return before the process ends
    _exit(1);
}

void sbs_silence_errors(void)
{
    const int nowhere = open("/dev/null", O_WRONLY);
    if (nowhere < 0) {
        close(STDERR_FILENO);
        return;
    }
    dup2(nowhere, STDERR_FILENO);
    close(nowhere);
}

// MARK: memory and system calls

int sbs_install_guard_region(uintptr_t lo, uintptr_t hi)
{
#if defined(__linux__)
    enum { INSTALL_GUARD = 102 };  // MADV_GUARD_INSTALL, newer than most headers
    return madvise((void *)lo, hi - lo, INSTALL_GUARD) == 0 ? 0 : errno;
#else
    (void)lo;
    (void)hi;
    return ENOTSUP;
#endif
}

#if defined(__linux__)

#include <sys/syscall.h>

// Spelled out, because musl-gcc sees no kernel headers (linux/filter.h, linux/seccomp.h).
typedef struct filter_step {
    uint16_t code;
    uint8_t if_true;
    uint8_t if_false;
    uint32_t operand;
} filter_step;

typedef struct filter {
    uint16_t length;
    const filter_step *steps;
} filter;

enum {
    LOAD_WORD = 0x20,        // BPF_LD | BPF_W | BPF_ABS; offset 0 of seccomp_data is the number
    JUMP_IF_EQUAL = 0x15,    // BPF_JMP | BPF_JEQ | BPF_K
    RETURN = 0x06,           // BPF_RET | BPF_K
    RETURN_ERRNO = 0x50000,  // SECCOMP_RET_ERRNO
    ALLOW = 0x7fff0000,      // SECCOMP_RET_ALLOW
    SET_FILTER = 2,          // SECCOMP_MODE_FILTER
};

int sbs_deny_questions(void)
{
    static const filter_step steps[] = {
        { LOAD_WORD, 0, 0, 0 },
#if defined(SYS_open)
        { JUMP_IF_EQUAL, 5, 0, SYS_open },
#else
        { JUMP_IF_EQUAL, 5, 0, SYS_openat },
#endif
        { JUMP_IF_EQUAL, 4, 0, SYS_openat },
        { JUMP_IF_EQUAL, 3, 0, SYS_ioctl },
        { JUMP_IF_EQUAL, 2, 0, SYS_sched_getaffinity },
        { JUMP_IF_EQUAL, 1, 0, SYS_prlimit64 },
        { RETURN, 0, 0, ALLOW },
        { RETURN, 0, 0, RETURN_ERRNO | EACCES },
    };
    static const filter program = { sizeof steps / sizeof steps[0], steps };
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) return errno;
    return prctl(PR_SET_SECCOMP, SET_FILTER, &program, 0, 0) == 0 ? 0 : errno;
}

static uintptr_t main_stack_end;
static int argument_count;
static char **arguments;

#if defined(__GLIBC__)
// glibc passes constructors the arguments of main; argc is the word below argv.
__attribute__((constructor)) static void remember_arguments(int argc, char **argv)
{
    argument_count = argc;
    arguments = argv;
    const uintptr_t page = (uintptr_t)sysconf(_SC_PAGESIZE);
    if (argv != NULL) main_stack_end = (((uintptr_t)argv - sizeof(void *)) & -page) + page;
}
#endif

char *const *sbs_program_arguments(int *count)
{
    *count = argument_count;
    return arguments;
}

uintptr_t sbs_main_stack_end(void)
{
    return main_stack_end;
}

const char *sbs_executed_path(void)
{
    return (const char *)getauxval(AT_EXECFN);
}

#else

int sbs_deny_questions(void)
{
    return ENOTSUP;
}

char *const *sbs_program_arguments(int *count)
{
    *count = 0;
    return NULL;
}

uintptr_t sbs_main_stack_end(void)
{
    return 0;
}

const char *sbs_executed_path(void)
{
    return NULL;
}

#endif
