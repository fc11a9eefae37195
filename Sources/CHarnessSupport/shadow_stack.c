#include "platform.h"

#include "shadow_stack.h"

#include <errno.h>

#if defined(__linux__)
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>
#endif

// From Linux's headers, which may be older than the kernel.
#if defined(__linux__) && defined(__x86_64__)
enum { ARCH_SHSTK_STATUS_CODE = 0x5005, SHSTK_BIT = 1 };  // asm/prctl.h

static int ask(unsigned long *features)
{
    return syscall(SYS_arch_prctl, ARCH_SHSTK_STATUS_CODE, features) == 0 ? 0 : errno;
}
#elif defined(__linux__)
enum { PR_GET_SHADOW_STACK_STATUS_CODE = 74, SHSTK_BIT = 1 };  // linux/prctl.h, since 6.13

static int ask(unsigned long *features)
{
    return prctl(PR_GET_SHADOW_STACK_STATUS_CODE, features, 0, 0, 0) == 0 ? 0 : errno;
}
#else
enum { SHSTK_BIT = 1 };

static int ask(unsigned long *features)
{
    (void)features;
    return ENOSYS;
}
#endif

int sbs_shadow_stack_status(void)
{
    unsigned long features = 0;
    const int error = ask(&features);
    // What a kernel says that does not know the question, or was built without an answer.
    if (error == EINVAL || error == ENODEV || error == EOPNOTSUPP) return 0;
    return error != 0 ? -error : (features & SHSTK_BIT) != 0;
}
