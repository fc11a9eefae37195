// Memory faults as evidence.

#include "platform.h"

#include <signal.h>
#include <sys/mman.h>

#include "evidence.h"

enum { SIGNAL_STACK_BYTES = 256 * 1024 };

static struct sigaction before_segv, before_bus;

// Where there was no handler, the instruction faults again when this returns, and ends the process.
static void report_fault(int signal, siginfo_t *info, void *context)
{
    sbs_evidence_fault((uintptr_t)info->si_addr);
    const struct sigaction *const before = signal == SIGBUS ? &before_bus : &before_segv;
    if ((before->sa_flags & SA_SIGINFO) != 0) {
        before->sa_sigaction(signal, info, context);
    } else if (before->sa_handler == SIG_DFL || before->sa_handler == SIG_IGN) {
        sigaction(signal, before, NULL);
        if (info->si_code <= 0) raise(signal);  // somebody sent it: it does not come again by itself
    } else {
        before->sa_handler(signal);
    }
}

// With the signals that the handler before it wants to be blocked, as it will run within this one.
static void report_faults_of(int signal, struct sigaction *before)
{
    sigaction(signal, NULL, before);
    struct sigaction action = *before;
    action.sa_sigaction = report_fault;
    action.sa_flags = (action.sa_flags & ~(int)SA_RESETHAND) | (int)(SA_SIGINFO | SA_ONSTACK);
    sigaction(signal, &action, NULL);
}

void sbs_evidence_report_faults(void)
{
    report_faults_of(SIGSEGV, &before_segv);
    report_faults_of(SIGBUS, &before_bus);
}

void sbs_evidence_use_signal_stack(void)
{
    stack_t stack;
    if (sigaltstack(NULL, &stack) != 0 || (stack.ss_flags & SS_DISABLE) == 0) return;
    void *const memory =
        mmap(NULL, SIGNAL_STACK_BYTES, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (memory == MAP_FAILED) return;
    stack = (stack_t){ .ss_sp = memory, .ss_size = SIGNAL_STACK_BYTES };
    sigaltstack(&stack, NULL);
}
