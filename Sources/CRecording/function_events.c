#include "platform.h"

#include "function_events.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static int result(long value)
{
    return value < 0 ? -errno : (int)value;
}

// By number, as the headers of linux/mount.h and sys/mount.h cannot be included together.
int sbs_function_events_open(void)
{
#if defined(SYS_fsopen) && defined(SYS_fsconfig) && defined(SYS_fsmount)
    enum { fsopen_close_on_exec = 1, fsconfig_create = 6, fsmount_close_on_exec = 1 };
    const int context = result(syscall(SYS_fsopen, "tracefs", fsopen_close_on_exec));
    if (context < 0) return context;
    int mount = result(syscall(SYS_fsconfig, context, fsconfig_create, NULL, NULL, 0));
    if (mount >= 0) mount = result(syscall(SYS_fsmount, context, fsmount_close_on_exec, 0));
    close(context);
    return mount;
#else
    return -ENOSYS;
#endif
}

static int write_command(int events, const char *command)
{
    const int file = result(openat(events, "uprobe_events", O_WRONLY | O_APPEND | O_CLOEXEC));
    if (file < 0) return file;
    const int written = result(write(file, command, strlen(command)));
    close(file);
    return written < 0 ? written : 0;
}

static int identifier(int events, const char *group, unsigned number)
{
    char path[256], text[32];
    snprintf(path, sizeof path, "events/%s/p%u/id", group, number);
    const int file = result(openat(events, path, O_RDONLY | O_CLOEXEC));
    if (file < 0) return file;
    const ssize_t count = read(file, text, sizeof text - 1);
    const int error = errno;
    close(file);
    if (count <= 0) return -error;
    text[count] = 0;
    return atoi(text);
}

int sbs_function_event_add(
    int events, const char *group, unsigned number, int file, uint64_t offset, bool is_return)
{
    // The descriptor's own path, since one with a space or a colon cannot be written.
    char command[256];
    snprintf(
        command, sizeof command, "%c:%s/p%u /proc/self/fd/%d:0x%llx\n", is_return ? 'r' : 'p', group, number,
        file, (unsigned long long)offset);
    const int error = write_command(events, command);
    if (error < 0) return error;
    const int event = identifier(events, group, number);
    if (event < 0) sbs_function_event_remove(events, group, number);
    return event;
}

int sbs_function_event_remove(int events, const char *group, unsigned number)
{
    char command[256];
    snprintf(command, sizeof command, "-:%s/p%u\n", group, number);
    return write_command(events, command);
}

// Removes events until there is none of the next number. One that is in use is tried again for ten seconds:
// the kernel closes the perf events of a process that was killed one after the other.
static void remove_all(int events, const char *group)
{
    const struct timespec pause = { 0, 10 * 1000 * 1000 };
    int pauses = 1000;
    for (unsigned number = 0;;) {
        const int error = sbs_function_event_remove(events, group, number);
        if (error == 0) {
            number += 1;
        } else if (error == -EBUSY && pauses-- > 0) {
            nanosleep(&pause, NULL);
        } else {
            return;
        }
    }
}

static void close_between(int first, int last)
{
#if defined(SYS_close_range)
    if (first > last || syscall(SYS_close_range, first, last, 0) == 0) return;
#endif
    const long most = sysconf(_SC_OPEN_MAX);
    for (int descriptor = first; descriptor <= last && descriptor < most; descriptor++) close(descriptor);
}

// Like `become` of recorded_program.c: no allocation, no lock.
static _Noreturn void guard(int events, const char *group, int watched)
{
    // Neither Ctrl-C nor what is sent to the recorder's process group is meant for it.
    sigset_t every;
    sigfillset(&every);
    sigprocmask(SIG_SETMASK, &every, NULL);
    setsid();
    // It must not keep perf events alive, nor a pipe that somebody reads to its end.
    const int low = events < watched ? events : watched;
    const int high = events < watched ? watched : events;
    close_between(0, low - 1);
    close_between(low + 1, high - 1);
    close_between(high + 1, INT_MAX);
    char byte;
    ssize_t count;
    do {
        count = read(watched, &byte, 1);
    } while (count < 0 && errno == EINTR);
    remove_all(events, group);
    _exit(0);
}

int sbs_event_guard_start(int events, const char *group, sbs_event_guard *result)
{
    int watched[2];
    if (pipe2(watched, O_CLOEXEC) != 0) return -errno;
    const pid_t pid = fork();
    const int error = errno;
    if (pid == 0) guard(events, group, watched[0]);
    close(watched[0]);
    if (pid < 0) {
        close(watched[1]);
        return -error;
    }
    *result = (sbs_event_guard){ pid, watched[1] };
    return 0;
}

void sbs_event_guard_end(const sbs_event_guard *guard)
{
    close(guard->watched);
    while (waitpid(guard->pid, NULL, 0) < 0 && errno == EINTR) {
    }
}
