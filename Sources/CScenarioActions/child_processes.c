#include "platform.h"

#include "child_processes.h"

#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#if defined(__linux__)
#include <sched.h>
#include <sys/prctl.h>
#endif

static int wait_for(pid_t pid)
{
    int status = 0;
    while (waitpid(pid, &status, 0) < 0) {
        if (errno != EINTR) return -errno;
    }
    return status;
}

int sbs_fork_for(unsigned seconds)
{
    const pid_t parent = getpid();
    const pid_t pid = fork();
    if (pid < 0) return -errno;
    if (pid > 0) return pid;
#if defined(__linux__)
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() != parent) _exit(1);
#else
    (void)parent;
#endif
    alarm(seconds);
    return 0;
}

int sbs_go_on_in_fork(unsigned seconds)
{
    const int pid = sbs_fork_for(seconds);
    if (pid <= 0) return -pid;
    const int status = wait_for(pid);
    sbs_die_like(status < 0 ? 1 << 8 : status);
    _exit(0);
}

int sbs_run_in_fork(unsigned seconds, void (*function)(void *), void *argument)
{
    const int pid = sbs_fork_for(seconds);
    if (pid < 0) return pid;
    if (pid > 0) return wait_for(pid);
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
    raise(number);  // to this thread: kill(2) may pick another one and return before the process ends
    _exit(1);
}
