// The runtime's fatal errors. All may run in a signal handler and within the 928 bytes below the
// guard: no allocation, no lock, no stdio, and a frame of a few hundred bytes.

#include <signal.h>
#include <stdlib.h>
#include <unistd.h>
#if defined(__linux__)
#include <sys/syscall.h>
#endif

#include "callback_runtime.h"

typedef struct message {
    char text[224];
    size_t length;
} message;

static void add_text(message *m, const char *text)
{
    while (*text != '\0' && m->length < sizeof m->text) m->text[m->length++] = *text++;
}

static void add_number(message *m, uint64_t number, unsigned base)
{
    char digits[20];
    size_t count = 0;
    do {
        digits[count++] = "0123456789abcdef"[number % base];
        number /= base;
    } while (number != 0);
    while (count > 0 && m->length < sizeof m->text) m->text[m->length++] = digits[--count];
}

static void add_address(message *m, uintptr_t address)
{
    add_text(m, "0x");
    add_number(m, address, 16);
}

static void print(const message *m)
{
    (void)!write(STDERR_FILENO, m->text, m->length);
}

// abort(3) alone needs more stack (sigaction, two signal sets) than the guard may have left: on some entries
// it ran into the guard page and the process died of SIGSEGV instead.
static _Noreturn void abort_with_little_stack(void)
{
#if defined(__linux__)
    syscall(SYS_tgkill, getpid(), (int)syscall(SYS_gettid), SIGABRT);
#endif
    abort();
}

_Noreturn void sbs_fatal_out_of_bounds(
    const sbs_machine *machine, uintptr_t sp, uintptr_t lo, uintptr_t hi)
{
    message m = { .length = 0 };
    add_text(&m, "M ");
    add_number(&m, machine->id, 10);
    add_text(&m, " procid ");
    add_number(&m, (uint64_t)machine->procid, 10);
    add_text(&m, " runtime: cgocallback with sp=");
    add_address(&m, sp);
    add_text(&m, " out of bounds [");
    add_address(&m, lo);
    add_text(&m, ", ");
    add_address(&m, hi);
    add_text(&m, "]\n");
    print(&m);
    _exit(2);
}

_Noreturn void sbs_fatal_morestack(const sbs_machine *machine, uintptr_t sp)
{
    message m = { .length = 0 };
    add_text(&m, "runtime: morestack on g0, stack [");
    add_address(&m, machine->lo);
    add_text(&m, " ");
    add_address(&m, machine->hi);
    add_text(&m, "], sp=");
    add_address(&m, sp);
    add_text(&m, "\nfatal error: morestack on g0\n");
    print(&m);
    abort_with_little_stack();
}

_Noreturn void sbs_fatal_handshake(const sbs_machine *machine, const char *reason)
{
    message m = { .length = 0 };
    add_text(&m, "M ");
    add_number(&m, machine->id, 10);
    add_text(&m, " fatal error: stack switch: ");
    add_text(&m, reason);
    add_text(&m, "\n");
    print(&m);
    abort_with_little_stack();
}
