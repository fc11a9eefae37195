#include "platform.h"

#include "loops/real_entry.h"

#include <stdio.h>
#include <stdlib.h>

#include "queries/stack_queries.h"

sbs_real_entry sbs_real;

// Of the process: set before threads record, and cleared when they have.
static sbs_observation_log *current_log;
static _Thread_local uint32_t calls_out;

void sbs_enter_real_runtime(const sbs_real_runtime *runtime)
{
    sbs_real = (sbs_real_entry){ runtime, runtime->callback, runtime->callback_out, false };
}

bool sbs_real_callbacks_failed(void)
{
    return sbs_real.has_failed;
}

bool sbs_enters_real_runtime(void)
{
    return sbs_real.runtime != NULL;
}

void sbs_real_callback_refused(void)
{
    const char *const reason = sbs_real.runtime->failure();
    fprintf(stderr, "callback refused: %s\n", reason != NULL ? reason : "the runtime does not say why");
    abort();
}

// A call out to C during a recorded callback.
typedef struct recorded_call {
    void (*function)(void *);
    void *argument;
    int32_t procid;
    bool was_made;
} recorded_call;

static void call_recorded(void *call)
{
    recorded_call *const this = call;
    this->was_made = sbs_thread_id() == this->procid;
    if (this->function == NULL) return;
    calls_out += 1;
    this->function(this->argument);
    calls_out -= 1;
}

// Noted before the callback is made, so that a chain of nested ones is in order.
static __attribute__((noinline)) sbs_callback_end record_out(void (*function)(void *), void *argument)
{
    recorded_call call = { function, argument, sbs_thread_id(), false };
    const uint64_t index = __atomic_fetch_add(&current_log->count, 1, __ATOMIC_RELAXED);
    if (index < current_log->capacity) {
        current_log->observations[index] = (sbs_observation){ .sp = (uintptr_t)__builtin_frame_address(0),
                                                              .procid = call.procid,
                                                              .calls_out = calls_out };
    }
    const sbs_real_runtime *const runtime = sbs_real.runtime;
    const sbs_callback_end end =
        runtime->callback_out != NULL ? runtime->callback_out(call_recorded, &call) : runtime->callback();
    if (end != SBS_CALLBACK_DONE) sbs_real_callback_refused();
    if (runtime->callback_out != NULL && !call.was_made) {
        fprintf(stderr, "callback refused: it did not call out on its thread\n");
        abort();
    }
    return end;
}

static sbs_callback_end record(void)
{
    return record_out(NULL, NULL);
}

void sbs_record_real_callbacks(sbs_observation_log *log)
{
    current_log = log;
    const sbs_real_runtime *const runtime = sbs_real.runtime;
    sbs_real.callback = log != NULL ? record : runtime->callback;
    sbs_real.callback_out = log != NULL ? record_out : runtime->callback_out;
}

void sbs_attach_to_real_runtime(void)
{
    if (sbs_real.runtime == NULL || sbs_real.runtime->attach == NULL) return;
    const char *const problem = sbs_real.runtime->attach();
    if (problem == NULL) return;
    fprintf(stderr, "callback refused: the thread cannot be attached: %s\n", problem);
    abort();
}

void sbs_detach_from_real_runtime(void)
{
    if (sbs_real.runtime != NULL && sbs_real.runtime->detach != NULL) sbs_real.runtime->detach();
}
