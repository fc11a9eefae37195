// The C library is called through pointers bound when the program was loaded. The first call of a function by
// name goes through the dynamic linker, which saves the vector registers on the stack. With AVX-512 that
// takes over 2 KiB: the message was printed, but the process then died in the guard page.

#include "platform.h"

#include "runtime/fatal_errors.h"

#include <signal.h>
#include <stdlib.h>
#include <unistd.h>
#if defined(__linux__)
#include <sys/syscall.h>
#endif

#include "runtime/signal_safe_text.h"

enum { MESSAGE_BYTES = 224 };

static void add_address(sbs_text *m, uintptr_t address)
{
    sbs_add_text(m, "0x");
    sbs_add_number(m, address, 16);
}

// `, stack [0x<lo> 0x<hi>], sp=0x<sp>`
static void add_stack(sbs_text *m, const sbs_machine *machine, uintptr_t sp)
{
    sbs_add_text(m, ", stack [");
    add_address(m, machine->lo);
    sbs_add_text(m, " ");
    add_address(m, machine->hi);
    sbs_add_text(m, "], sp=");
    add_address(m, sp);
}

static ssize_t (*volatile bound_write)(int, const void *, size_t) = write;
static void (*volatile bound_exit)(int) = _exit;

static void print(const sbs_text *m)
{
    (void)!bound_write(STDERR_FILENO, m->bytes, m->length);
}

// abort(3) needs more stack (sigaction, two signal sets) than the guard may have left.
static _Noreturn void abort_with_little_stack(void)
{
#if defined(__linux__)
    static long (*volatile bound_syscall)(long, ...) = syscall;
    bound_syscall(SYS_tgkill, bound_syscall(SYS_getpid), bound_syscall(SYS_gettid), SIGABRT);
#endif
    abort();
}

_Noreturn void sbs_fatal_out_of_bounds(const sbs_machine *machine, uintptr_t sp, uintptr_t lo, uintptr_t hi)
{
    char bytes[MESSAGE_BYTES];
    sbs_text m = { .bytes = bytes, .capacity = sizeof bytes };
    sbs_add_text(&m, "M ");
    sbs_add_number(&m, machine->id, 10);
    sbs_add_text(&m, " procid ");
    sbs_add_number(&m, (uint64_t)machine->procid, 10);
    sbs_add_text(&m, " runtime: cgocallback with sp=");
    add_address(&m, sp);
    sbs_add_text(&m, " out of bounds [");
    add_address(&m, lo);
    sbs_add_text(&m, ", ");
    add_address(&m, hi);
    sbs_add_text(&m, "]\n");
    print(&m);
    bound_exit(SBS_FATAL_EXIT_STATUS);
    __builtin_unreachable();
}

_Noreturn void sbs_fatal_morestack(const sbs_machine *machine, uintptr_t sp)
{
    char bytes[MESSAGE_BYTES];
    sbs_text m = { .bytes = bytes, .capacity = sizeof bytes };
    sbs_add_text(&m, "runtime: morestack on g0");
    add_stack(&m, machine, sp);
    sbs_add_text(&m, "\nfatal error: morestack on g0\n");
    print(&m);
    abort_with_little_stack();
}

_Noreturn void sbs_fatal_stack_overflow(const sbs_machine *machine, uintptr_t address, uintptr_t sp)
{
    char bytes[MESSAGE_BYTES];
    sbs_text m = { .bytes = bytes, .capacity = sizeof bytes };
    sbs_add_text(&m, "runtime: stack overflow at ");
    add_address(&m, address);
    add_stack(&m, machine, sp);
    sbs_add_text(&m, "\nfatal error: stack overflow\n");
    print(&m);
    abort_with_little_stack();
}

_Noreturn void sbs_fatal_handshake(const sbs_machine *machine, const char *reason)
{
    char bytes[MESSAGE_BYTES];
    sbs_text m = { .bytes = bytes, .capacity = sizeof bytes };
    sbs_add_text(&m, "M ");
    sbs_add_number(&m, machine->id, 10);
    sbs_add_text(&m, " fatal error: stack switch: ");
    sbs_add_text(&m, reason);
    sbs_add_text(&m, "\n");
    print(&m);
    abort_with_little_stack();
}
