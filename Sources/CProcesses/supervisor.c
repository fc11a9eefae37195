// Everything after a fork is async-signal-safe: no allocation, no lock, as other threads may hold any.

#include "platform.h"

#include "supervisor.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

enum { CHANNEL = 3, PROGRAM = 4, PLACES = 5 };

static void close_range_of(unsigned first, unsigned last)
{
    if (first > last || syscall(SYS_close_range, first, last, 0) == 0) return;
    struct rlimit limit = { .rlim_cur = 1024 };  // a kernel before 5.9, or a filter
    getrlimit(RLIMIT_NOFILE, &limit);
    for (unsigned i = first; i <= last && i < limit.rlim_cur; i++) close((int)i);
}

static void write_end(int status, int kind, int value)
{
    const sbs_end end = { .kind = kind, .value = value };
    ssize_t written = write(status, &end, sizeof end);  // fewer bytes than PIPE_BUF: whole or not at all
    (void)written;
}

// Nothing to read, and nobody who reads; where there is no /dev, an empty file in memory.
static int open_null(int place)
{
    const int null = open("/dev/null", place == 0 ? O_RDONLY : O_WRONLY);
    return null >= 0 ? null : memfd_create("null", 0);
}

// Moves the descriptors to their places. Those that lie in another's place step aside first.
static bool place_descriptors(const sbs_launch *launch, int *status)
{
    int sources[PLACES + 1] = { launch->input,   launch->output,     launch->errors,
                                launch->channel, launch->descriptor, *status };
    for (int i = 0; i <= PLACES; i++) {
        if (sources[i] < 0 || sources[i] >= PLACES) continue;
        sources[i] = fcntl(sources[i], F_DUPFD_CLOEXEC, PLACES);
        if (sources[i] < 0) return false;
    }
    *status = sources[PLACES];
    for (int i = 0; i < PLACES; i++) {
        if (sources[i] >= 0) {
            if (dup2(sources[i], i) != i) return false;
        } else if (i >= CHANNEL) {
            close(i);
        } else {
            const int null = open_null(i);
            if (null < 0) return false;
            if (null == i) continue;
            if (dup2(null, i) != i) return false;
            close(null);
        }
    }
    close_range_of(PLACES, (unsigned)*status - 1);
    close_range_of((unsigned)*status + 1, ~0u);
    return true;
}

// A filter that denies execveat(2) may let the same file be executed through /proc.
static void execute_open(const sbs_launch *launch)
{
    syscall(SYS_execveat, PROGRAM, "", launch->arguments, launch->environment, AT_EMPTY_PATH);
    const int error = errno;
    if (error != EPERM && error != ENOSYS) return;
    execve("/proc/self/fd/4", launch->arguments, launch->environment);
    errno = error;
}

// Becomes the program. The supervisor's death is its own.
static _Noreturn void become(const sbs_launch *launch, int status, pid_t supervisor)
{
    setpgid(0, 0);
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() != supervisor) _exit(127);
    if (place_descriptors(launch, &status) && (launch->folder == NULL || chdir(launch->folder) == 0)) {
        sigset_t none;
        sigemptyset(&none);
        sigprocmask(SIG_SETMASK, &none, NULL);
        if (launch->writes_to_terminal) signal(SIGTTOU, SIG_IGN);
        if (launch->path != NULL)
            execve(launch->path, launch->arguments, launch->environment);
        else
            execute_open(launch);
    }
    write_end(status, SBS_NOT_STARTED, errno);
    _exit(127);
}

// Kills the children that this process has just now: the program, and what it left, which the kernel gives to
// the nearest subreaper.
static void kill_children(void)
{
    char text[4096];
    const int file = open("/proc/thread-self/children", O_RDONLY);
    if (file < 0) return;
    const ssize_t length = read(file, text, sizeof text - 1);
    close(file);
    pid_t number = 0;
    for (ssize_t i = 0; i < length; i++) {
        if (text[i] >= '0' && text[i] <= '9') {
            number = 10 * number + (text[i] - '0');
        } else if (number > 1) {
            kill(number, SIGKILL);
            number = 0;
        }
    }
}

// Ends the program, which may have ended, and everything that it left, which may take several turns: what
// dies leaves its children to this process. As long as the program has not been waited for, its number, which
// is that of its process group too, belongs to nobody else. Without /proc only that group is known. What the
// kernel does not let die in 2 s is left.
static int end_everything(pid_t program)
{
    int how = SIGKILL;
    kill(-program, SIGKILL);
    kill(program, SIGKILL);
    while (waitpid(program, &how, 0) < 0 && errno == EINTR) {
    }
    for (int turn = 0; turn < 200; turn++) {
        kill_children();
        pid_t ended;
        do {
            ended = waitpid(-1, NULL, WNOHANG);
        } while (ended > 0);
        if (ended < 0 && errno == ECHILD) break;
        poll(NULL, 0, 10);
    }
    return how;
}

// Waits until the program has ended, or is to. It is not waited for yet.
static void await(pid_t program, const sigset_t *awaited)
{
    for (;;) {
        const int number = sigwaitinfo(awaited, NULL);
        if (number == SBS_ASK) kill(program, SIGTERM);
        if (number == SBS_STOP) kill(-program, SIGSTOP);
        if (number == SBS_CONTINUE) kill(-program, SIGCONT);
        if (number == SIGTERM || number == SIGHUP || number == SIGQUIT) return;
        for (;;) {
            siginfo_t ended = { .si_pid = 0 };
            if (waitid(P_ALL, 0, &ended, WEXITED | WNOHANG | WNOWAIT) != 0) return;
            if (ended.si_pid == program) return;
            if (ended.si_pid == 0) break;
            waitpid(ended.si_pid, NULL, 0);  // what it left behind earlier
        }
    }
}

static _Noreturn void supervise(const sbs_launch *launch, int status, pid_t harness)
{
    setpgid(0, 0);
    for (int number = 1; number < NSIG; number++) signal(number, SIG_DFL);
    prctl(PR_SET_PDEATHSIG, SBS_KILL);
    prctl(PR_SET_CHILD_SUBREAPER, 1);
    if (getppid() != harness) {
        // The harness is gone; or, where nobody else is in the PID namespace, cannot be seen from it.
        write_end(status, SBS_NOT_STARTED, ESRCH);
        _exit(127);
    }
    const pid_t self = getpid();
    const pid_t program = fork();
    if (program == 0) become(launch, status, self);
    if (program < 0) {
        write_end(status, SBS_NOT_STARTED, errno);
        _exit(127);
    }
    setpgid(program, program);
    // Nothing but the status: a pipe that stays open here has no end elsewhere.
    close_range_of(0, (unsigned)status - 1);
    close_range_of((unsigned)status + 1, ~0u);
    sigset_t awaited;
    sigemptyset(&awaited);
    const int numbers[] = { SIGCHLD, SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGTSTP, SIGCONT };
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) sigaddset(&awaited, numbers[i]);
    await(program, &awaited);
    const int how = end_everything(program);
    if (WIFEXITED(how))
        write_end(status, SBS_EXITED, WEXITSTATUS(how));
    else
        write_end(status, SBS_SIGNALED, WTERMSIG(how));
    _exit(0);
}

pid_t sbs_supervise(const sbs_launch *launch, int status)
{
    // Blocked until the supervisor waits for them, so that none is lost.
    sigset_t all, before;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    const pid_t harness = getpid();
    const pid_t supervisor = fork();
    if (supervisor == 0) supervise(launch, status, harness);
    const int error = errno;
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    errno = error;
    return supervisor;
}

// Where a filter denies files in memory.
static int open_temporary(void)
{
    FILE *const stream = tmpfile();
    if (stream == NULL) return -1;
    const int file = fcntl(fileno(stream), F_DUPFD_CLOEXEC, 0);
    fclose(stream);
    return file;
}

int sbs_unnamed_file(const void *bytes, size_t count)
{
    int file = memfd_create("input", MFD_CLOEXEC);
    if (file < 0) file = open_temporary();
    if (file < 0) return -1;
    for (size_t done = 0; done < count;) {
        const ssize_t written = write(file, (const char *)bytes + done, count - done);
        if (written < 0) {
            const int error = errno;
            close(file);
            errno = error;
            return -1;
        }
        done += (size_t)written;
    }
    lseek(file, 0, SEEK_SET);
    return file;
}

char *const *sbs_environment(void)
{
    return environ;
}

void sbs_open_standard_streams(void)
{
    for (int i = 0; i <= 2; i++) {
        if (fcntl(i, F_GETFD) != -1 || errno != EBADF) continue;
        const int null = open_null(i);  // takes the lowest number
        if (null > i) close(null);
    }
}
