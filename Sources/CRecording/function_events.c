#include "platform.h"

#include "function_events.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
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

static int identifier(int events, const char *group, const char *name)
{
    char path[256], text[32];
    snprintf(path, sizeof path, "events/%s/%s/id", group, name);
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
    int events, const char *group, const char *name, int file, uint64_t offset, bool is_return)
{
    // The descriptor's own path, since one with a space or a colon cannot be written.
    char command[256];
    snprintf(
        command, sizeof command, "%c:%s/%s /proc/self/fd/%d:0x%llx\n", is_return ? 'r' : 'p', group, name,
        file, (unsigned long long)offset);
    const int error = write_command(events, command);
    return error < 0 ? error : identifier(events, group, name);
}

int sbs_function_event_remove(int events, const char *group, const char *name)
{
    char command[256];
    snprintf(command, sizeof command, "-:%s/%s\n", group, name);
    return write_command(events, command);
}
