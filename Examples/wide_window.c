// A strategy of your own: the window of Go, but 256 KiB wide, and nobody is asked.
//
//     cc -std=c17 -O2 -shared -fPIC -I Sources/CStackSupport/include Examples/wide_window.c -o wide_window.so
//     swift run bench --strategy-library ./wide_window.so --strategy wide-window,sp-window --quick

#include "strategy_library.h"

static void record_window(sbs_machine *machine, uintptr_t sp)
{
    machine->lo = sp - 256 * 1024;
    machine->hi = sp + 1024;
    machine->guard = machine->lo + SBS_STACK_GUARD + machine->margin;
    machine->confidence = SBS_CONFIDENCE_ESTIMATE;
}

static void update(sbs_machine *machine, uintptr_t sp)
{
    if (sp > machine->lo && sp <= machine->hi) return;
    record_window(machine, sp);
}

static const sbs_exported_strategy wide_window = {
    .name = "wide-window",
    .rule = "SP in the old bounds: keep them; otherwise a window of 256 KiB, no query",
    .version = 1,
    .functions = {
        .abi_version = SBS_ABI_VERSION,
        .lifetime = SBS_LIFETIME_THREAD,
        .attach = record_window,
        .update = update,
    },
};

const sbs_strategy_library sbs_strategies = {
    .abi_version = SBS_ABI_VERSION,
    .count = 1,
    .strategies = &wide_window,
};
