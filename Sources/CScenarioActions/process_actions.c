#include "platform.h"

#include "process_actions.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdint.h>
#include <unistd.h>

#if defined(__linux__)
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#endif

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

int sbs_set_default_stack_size(uintptr_t bytes)
{
#if defined(__linux__)
    pthread_attr_t attributes;
    int error = pthread_attr_init(&attributes);
    if (error != 0) return error;
    error = pthread_attr_setstacksize(&attributes, bytes);
    if (error == 0) error = pthread_setattr_default_np(&attributes);
    pthread_attr_destroy(&attributes);
    return error;
#else
    (void)bytes;
    return ENOTSUP;
#endif
}

int sbs_install_guard_region(uintptr_t lo, uintptr_t hi)
{
#if defined(__linux__)
    return madvise((void *)lo, hi - lo, SBS_MADV_GUARD_INSTALL) == 0 ? 0 : errno;
#else
    (void)lo;
    (void)hi;
    return ENOTSUP;
#endif
}

#if defined(__linux__)

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

int sbs_deny_queries(void)
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

#else

int sbs_deny_queries(void)
{
    return ENOTSUP;
}

#endif
