// A runtime of your own, driven like the real ones: this one only counts its callbacks.
//
//     cc -std=c17 -O2 -shared -fPIC -I Sources/CStackSupport/include Examples/tiny_runtime.c -o tiny.so
//     swift run bench --runtime-library ./tiny.so --workload thread,nested --strategy accurate --quick

#include "real_runtime.h"

static uint64_t callbacks;

static const char *start(const char *where)
{
    (void)where;
    return NULL;
}

static const char *version(void)
{
    return "1.0";
}

static sbs_callback_end callback(void)
{
    __atomic_fetch_add(&callbacks, 1, __ATOMIC_RELAXED);
    return SBS_CALLBACK_DONE;
}

static sbs_callback_end callback_out(void (*function)(void *), void *argument)
{
    callback();
    function(argument);
    return SBS_CALLBACK_DONE;
}

static const char *failure(void)
{
    return NULL;
}

const sbs_real_runtime sbs_runtime = {
    .abi_version = SBS_RUNTIME_ABI_VERSION,
    .abilities = SBS_RUNTIME_ON_ANY_THREAD | SBS_RUNTIME_BODY_ON_C_STACK,
    .name = "tiny",
    .start = start,
    .version = version,
    .callback = callback,
    .callback_out = callback_out,
    .failure = failure,
};
