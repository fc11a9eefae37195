#include "loops/loop_nested.h"

#include "runtime/call_out.h"

typedef struct level {
    const sbs_nested *nested;
    uint32_t remaining;
} level;

static void nested_from_c(void *argument);

#if defined(SBS_ENTERS_REAL_RUNTIME)
static void enter_nested(level *this)
{
    if (this->remaining == 0) {
        sbs_note_end(sbs_real.callback());
        return;
    }
    level deeper = { this->nested, this->remaining - 1 };
    sbs_note_end(sbs_real.callback_out(nested_from_c, &deeper));
}
#else
static void nested_body(sbs_machine *machine, void *argument)
{
    const level *const this = argument;
    this->nested->callback.body(machine, this->nested->callback.argument);
    if (this->remaining == 0) return;
    level deeper = { this->nested, this->remaining - 1 };
    sbs_call_out(machine, nested_from_c, &deeper);
}

static inline __attribute__((always_inline)) void enter_nested(level *this)
{
    sbs_callback(nested_body, this);
}
#endif

// The same chain of C calls, without the runtime between them.
static __attribute__((noinline)) void nested_control(const level *this)
{
    SBS_BARRIER();
    if (this->remaining == 0) return;
    level deeper = { this->nested, this->remaining - 1 };
    nested_from_c(&deeper);
    SBS_BARRIER();
}

static __attribute__((noinline)) void nested_from_c(void *argument)
{
    level *const this = argument;
    if (this->nested->callback.enters_runtime) {
        enter_nested(this);
    } else {
        nested_control(this);
    }
    SBS_BARRIER();
}

void SBS_LOOP(sbs_nested_chain)(const sbs_nested *nested)
{
    level outermost = { nested, nested->depth };
    nested_from_c(&outermost);
}

void SBS_LOOP(sbs_loop_nested)(void *state, uint64_t iterations)
{
    for (uint64_t i = 0; i < iterations; i++) SBS_LOOP(sbs_nested_chain)(state);
}
