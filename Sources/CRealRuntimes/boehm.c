// Boehm's collector. A callback from C of a language that collects with it asks for the bounds of the stack
// that it is on, since the collector scans the stacks of threads that it did not make only from a base that
// it was told (gc.h, "GC_get_stack_base", "GC_register_my_thread"). On Linux that is pthread_getattr_np
// (os_dep.c), which for the main thread reads /proc/self/maps.
//
// gc.h declares these functions as the library's interface; the struct has one member on all machines but
// Itanium.

#include "built_in_runtimes.h"
#include "loading/call_out.h"
#include "loading/failures.h"
#include "loading/loading.h"

#include <stdbool.h>

typedef struct stack_base {
    void *mem_base;
} stack_base;

enum { GC_SUCCESS = 0 };

#define GC_FUNCTIONS(X)                                                                                      \
    X(void, GC_init, (void))                                                                                 \
    X(void, GC_allow_register_threads, (void))                                                               \
    X(unsigned, GC_get_version, (void))                                                                      \
    X(int, GC_get_stack_base, (stack_base * base))                                                           \
    X(void *, GC_call_with_stack_base, (void *(*function)(stack_base * base, void *argument), void *argument))

static struct {
    GC_FUNCTIONS(SBS_MEMBER)
} gc;
#define SYMBOL(type, name, parameters) SBS_SYMBOL(gc, name),

static sbs_first_failure first_failure;

static const char *start(const char *where)
{
    static const char *const names[] = { "libgc.so.1", NULL };
    static const sbs_symbol symbols[] = { GC_FUNCTIONS(SYMBOL) };
    static const sbs_library library = {
        .what = "libgc",
        .names = names,
        .file = "libgc.so*",
        .symbols = symbols,
        .symbol_count = sizeof symbols / sizeof symbols[0],
    };
    void *handle;
    const char *const problem = sbs_load(&library, where, &handle);
    if (problem != NULL) return problem;
    gc.GC_init();
    gc.GC_allow_register_threads();
    return NULL;
}

// gc.h, "GC_get_version": major, minor and, since 7.2, the release, a byte each from bit 16 down.
static const char *version(void)
{
    const unsigned number = gc.GC_get_version();
    return sbs_line("%u.%u.%u", number >> 16, number >> 8 & 0xff, number & 0xff);
}

static sbs_callback_end callback(void)
{
    stack_base base;
    if (gc.GC_get_stack_base(&base) == GC_SUCCESS) return SBS_CALLBACK_DONE;
    sbs_keep_failure(&first_failure, "GC_get_stack_base: no bounds of this stack");
    return SBS_CALLBACK_FAILED;
}

static void *with_base(stack_base *base, void *argument)
{
    (void)base;
    const sbs_call_out *const call = argument;
    call->function(call->argument);
    return NULL;
}

// A null pointer as "base" would be fatal in the collector itself: it aborts with "GC_get_stack_base failed".
static sbs_callback_end callback_out(void (*function)(void *argument), void *argument)
{
    sbs_call_out call = { function, argument };
    gc.GC_call_with_stack_base(with_base, &call);
    return SBS_CALLBACK_DONE;
}

static const char *failure(void)
{
    return sbs_kept_failure(&first_failure);
}

const sbs_real_runtime sbs_runtime_boehm = {
    .abi_version = SBS_RUNTIME_ABI_VERSION,
    .abilities = SBS_RUNTIME_ON_ANY_THREAD | SBS_RUNTIME_BODY_ON_C_STACK,
    .name = "boehm",
    .start = start,
    .version = version,
    .callback = callback,
    .callback_out = callback_out,
    .failure = failure,
};
