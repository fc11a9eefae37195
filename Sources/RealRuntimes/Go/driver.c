// The table of Go's driver: the callbacks are cgo's exported functions themselves, with nothing around them.

#include "_cgo_export.h"
#include "real_runtime.h"

static char version_text[64];

// `where` does not matter: which Go this is was settled when it was built.
static const char *start(const char *where)
{
    (void)where;
    sbsGoVersion(version_text, sizeof version_text);
    return NULL;
}

static const char *version(void)
{
    return version_text;
}

// cgo passes functions of C as void *, as dlsym does.
static sbs_callback_end callback_out(void (*function)(void *argument), void *argument)
{
    return sbsGoCallbackOut((void *)function, argument);
}

void sbs_go_call(void (*function)(void *argument), void *argument)
{
    function(argument);
}

// A callback of Go's does what it should or takes the process with it.
static const char *failure(void)
{
    return NULL;
}

const sbs_real_runtime sbs_runtime = {
    .abi_version = SBS_RUNTIME_ABI_VERSION,
    .abilities = SBS_RUNTIME_ON_ANY_THREAD,
    .name = "go",
    .start = start,
    .version = version,
    .callback = sbsGoCallback,
    .callback_out = callback_out,
    .callback_deep = sbsGoCallbackDeep,
    .failure = failure,
};
