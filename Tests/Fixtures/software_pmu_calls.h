// How system calls of another program are answered: seccomp_unotify(2).
#pragma once
#include <errno.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <signal.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

#if defined(__x86_64__)
#define NATIVE_ARCHITECTURE AUDIT_ARCH_X86_64
#elif defined(__aarch64__)
#define NATIVE_ARCHITECTURE AUDIT_ARCH_AARCH64
#endif

static int result(long value)
{
    return value < 0 ? -errno : (int)value;
}

// Has the calls of the process answered by whoever holds the descriptor that is returned.
static int install_filter(int answers_files)
{
    const uint32_t ask = SECCOMP_RET_USER_NOTIF, pass = SECCOMP_RET_ALLOW;
    struct sock_filter code[] = {
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, arch)),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, NATIVE_ARCHITECTURE, 0, 4),
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_perf_event_open, 1, 0),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, answers_files ? SYS_openat : UINT32_MAX, 0, 1),
        BPF_STMT(BPF_RET | BPF_K, ask),
        BPF_STMT(BPF_RET | BPF_K, pass),
    };
    const struct sock_fprog program = { sizeof code / sizeof *code, code };
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) return -errno;
    return result(syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, SECCOMP_FILTER_FLAG_NEW_LISTENER, &program));
}

// A copy of a descriptor of the process that a thread belongs to.
static int descriptor_of(pid_t thread, int number)
{
    char path[64], line[256];
    int process = thread;
    snprintf(path, sizeof path, "/proc/%d/status", thread);
    FILE *const status = fopen(path, "re");
    while (status != NULL && fgets(line, sizeof line, status) != NULL) {
        if (sscanf(line, "Tgid: %d", &process) == 1) break;
    }
    if (status != NULL) fclose(status);
    const int handle = result(syscall(SYS_pidfd_open, process, 0));
    if (handle < 0) return handle;
    const int copy = result(syscall(SYS_pidfd_getfd, handle, number, 0));
    close(handle);
    return copy;
}

// Starts a program under the filter. The descriptor on which its calls arrive, or a negated error.
static int start(char **command, int answers_files, pid_t *program)
{
    int there[2], back[2];
    if (pipe(there) != 0 || pipe(back) != 0) return -errno;
    *program = fork();
    if (*program < 0) return -errno;
    if (*program == 0) {
        close(back[1]);
        const int listener = install_filter(answers_files);
        char ready;
        if (write(there[1], &listener, sizeof listener) != sizeof listener || listener < 0) _exit(77);
        close(there[0]), close(there[1]);
        // Until the descriptor was copied; the pipe then gives an end of file.
        if (read(back[0], &ready, 1) != 0) _exit(77);
        close(back[0]), close(listener);
        execvp(*command, command);
        _exit(127);
    }
    close(there[1]), close(back[0]);
    int number = -EPIPE;
    if (read(there[0], &number, sizeof number) != sizeof number || number < 0) return number;
    const int listener = descriptor_of(*program, number);
    if (listener < 0) kill(*program, SIGKILL);
    close(there[0]), close(back[1]);
    return listener;
}

// Whether so many bytes could be read.
static int read_memory(pid_t thread, uint64_t address, void *buffer, size_t size)
{
    const struct iovec here = { buffer, size }, there = { (void *)(uintptr_t)address, size };
    return process_vm_readv(thread, &here, 1, &there, 1, 0) == (ssize_t)size;
}

// Reads up to the end of a text or of the mapping that it is in.
static void read_text(pid_t thread, uint64_t address, char *text, size_t size)
{
    for (size_t length = 0; length + 1 < size; length++) {
        if (!read_memory(thread, address + length, text + length, 1)) text[length] = 0;
        if (text[length] == 0) return;
    }
    text[size - 1] = 0;
}

static void send_answer(int listener, const struct seccomp_notif *call, int error, uint32_t flags)
{
    struct seccomp_notif_resp answer = { .id = call->id, .error = -error, .flags = flags };
    ioctl(listener, SECCOMP_IOCTL_NOTIF_SEND, &answer);  // fails where the caller died meanwhile
}

static void let_through(int listener, const struct seccomp_notif *call)
{
    send_answer(listener, call, 0, SECCOMP_USER_NOTIF_FLAG_CONTINUE);
}

static void send_error(int listener, const struct seccomp_notif *call, int error)
{
    send_answer(listener, call, error, 0);
}

// Gives the caller a descriptor as the result of its call, and closes ours.
static void send_descriptor(int listener, const struct seccomp_notif *call, int descriptor)
{
    struct seccomp_notif_addfd added = { .id = call->id,
                                         .flags = SECCOMP_ADDFD_FLAG_SEND,
                                         .srcfd = (uint32_t)descriptor,
                                         .newfd_flags = 02000000 /* O_CLOEXEC */ };
    ioctl(listener, SECCOMP_IOCTL_NOTIF_ADDFD, &added);
    close(descriptor);
}
