#include "platform.h"

#include "abandonment.h"

#include <errno.h>
#include <setjmp.h>
#include <stddef.h>
#include <stdint.h>
#include <unwind.h>

#include "evidence.h"

static void jump(void *place)
{
    longjmp(place, 1);
}

void sbs_probe_left_by_jump(sbs_probe *probe)
{
    jmp_buf place;
    if (setjmp(place) == 0) {
        probe->call_out = jump;
        probe->argument = place;
        sbs_make_probe(probe);
    }
    sbs_evidence_end(probe->step);
}

#if defined(__GLIBC__)

// The frame of `catching` is the only one with this personality: what the compilers of C++ and Swift know
// from tables, it knows by itself. It catches every exception, and goes on by a jump.
static _Thread_local jmp_buf handler;

static __attribute__((used)) _Unwind_Reason_Code catch_all(
    int version, _Unwind_Action actions, _Unwind_Exception_Class class, struct _Unwind_Exception *exception,
    struct _Unwind_Context *context)
{
    (void)version;
    (void)class;
    (void)exception;
    (void)context;
    if ((actions & _UA_FORCE_UNWIND) != 0) return _URC_CONTINUE_UNWIND;
    if ((actions & _UA_SEARCH_PHASE) != 0) return _URC_HANDLER_FOUND;
    longjmp(handler, 1);
}

static void throw(void *exception)
{
    // Returns only if there is no handler; a program in C++ ends then.
    _Unwind_RaiseException(exception);
}

static __attribute__((noinline)) void catching(sbs_probe *probe)
{
    // pcrel | sdata4
    __asm__ volatile(".cfi_personality 0x1b, catch_all");
    sbs_make_probe(probe);
    // Not a tail call, which would leave no frame.
    __asm__ volatile("" ::: "memory");
}

int sbs_probe_left_by_exception(sbs_probe *probe)
{
    struct _Unwind_Exception exception = { .exception_class = 0x7362732d62656e63 };  // "sbs-benc"
    if (setjmp(handler) == 0) {
        probe->call_out = throw;
        probe->argument = &exception;
        catching(probe);
        return ENOTSUP;
    }
    sbs_evidence_end(probe->step);
    return 0;
}

#else

int sbs_probe_left_by_exception(sbs_probe *probe)
{
    (void)probe;
    return ENOTSUP;
}

#endif
