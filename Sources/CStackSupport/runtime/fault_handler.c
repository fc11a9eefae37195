#include "platform.h"

#include "runtime/fault_handler.h"

#include <errno.h>
#include <signal.h>
#include <stdatomic.h>
#include <string.h>
#include <sys/mman.h>
#include <ucontext.h>
#include <unistd.h>

#include "runtime/fatal_errors.h"
#include "runtime/machine_lifetime_private.h"

// How far from SP code touches its stack: Linux up to 4.20 refused to grow a stack for anything further below
// SP; and above it is a frame that was entered at the end of the page before.
#define BELOW_SP ((uintptr_t)64 * 1024)
#define ABOVE_SP ((uintptr_t)4 * 1024)

#define LARGEST_MAIN_STACK ((uintptr_t)64 << 20)
#define LEAST_ROOM ((uintptr_t)16 * 1024)

static struct sigaction before;
static _Atomic int installed;

static uintptr_t interrupted_sp(const ucontext_t *context)
{
#if defined(__linux__) && defined(__x86_64__)
    return (uintptr_t)context->uc_mcontext.gregs[REG_RSP];
#elif defined(__linux__) && defined(__aarch64__)
    return (uintptr_t)context->uc_mcontext.sp;
#else
    (void)context;
    return 0;
#endif
}

static bool is_overflow(const sbs_machine *m, uintptr_t address, uintptr_t sp)
{
    const sbs_bounds guard = *(const sbs_bounds *)m->state;
    if (address >= guard.lo && address < guard.hi) return true;
    return sp != 0 && address < sp + ABOVE_SP && address + BELOW_SP >= sp;
}

// When this returns without a fatal error, the instruction faults again, in the handler that was there
// before.
static void handle(int signal, siginfo_t *info, void *context)
{
    const sbs_pooled_machine *const machine = sbs_current_machine;
    const uintptr_t address = (uintptr_t)info->si_addr;
    const uintptr_t sp = interrupted_sp(context);
    if (machine != NULL && info->si_code > 0 && is_overflow(&machine->public, address, sp)) {
        sbs_fatal_stack_overflow(&machine->public, address, sp);
    }
    sigaction(signal, &before, NULL);
    atomic_store(&installed, 0);
}

void sbs_watch_faults(void)
{
    int none = 0;
    if (!atomic_compare_exchange_strong(&installed, &none, 1)) return;
    struct sigaction action;
    memset(&action, 0, sizeof action);
    action.sa_sigaction = handle;
    action.sa_flags = SA_SIGINFO | SA_ONSTACK;
    sigemptyset(&action.sa_mask);
    sigaction(SIGSEGV, &action, &before);
}

sbs_bounds sbs_protect_lowest_page(sbs_bounds stack)
{
    const uintptr_t page = (uintptr_t)getpagesize();
    const sbs_bounds region = { (stack.lo + page - 1) & ~(page - 1),
                                ((stack.lo + page - 1) & ~(page - 1)) + page };
    const uintptr_t sp = sbs_stack_pointer();
    const bool is_on_it = sp > stack.lo && sp <= stack.hi;
    if (stack.lo == 0 || (is_on_it && sp < region.hi + LEAST_ROOM)) return (sbs_bounds){ 0, 0 };
    const int error = errno;
    if (sbs_is_main_thread()) {
        if (!is_on_it || stack.hi - stack.lo > LARGEST_MAIN_STACK) return (sbs_bounds){ 0, 0 };
        (void)*(const volatile unsigned char *)region.lo;
    }
    const bool is_protected = mprotect((void *)region.lo, page, PROT_NONE) == 0;
    errno = error;
    return is_protected ? region : (sbs_bounds){ 0, 0 };
}

void sbs_unprotect(sbs_bounds region)
{
    const int error = errno;
    if (region.hi != 0) mprotect((void *)region.lo, region.hi - region.lo, PROT_READ | PROT_WRITE);
    errno = error;
}
