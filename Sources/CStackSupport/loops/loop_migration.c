#include "platform.h"

#include "loops/loop_migration.h"

#include <sched.h>

#include "loops/callback_bodies.h"
#include "runtime/machine_lifetime.h"
#include "runtime/notifications.h"
#include "switching/coroutine_switch.h"

enum { SPINS_BEFORE_YIELDING = 1000 };

static void wait_for_turn(sbs_migration *migration, uint64_t turn)
{
    for (unsigned spins = 0; __atomic_load_n(&migration->turn, __ATOMIC_ACQUIRE) != turn; spins++) {
        if (spins > SPINS_BEFORE_YIELDING) sched_yield();
    }
}

void SBS_LOOP(sbs_migration_coroutine)(sbs_coroutine *coroutine, void *argument)
{
    const sbs_migration *const migration = argument;
    for (;;) {
        if (migration->notifies) sbs_notify_switched(migration->resumed.lo, migration->resumed.hi);
        sbs_make_measured_callback(&migration->callback);
        if (migration->notifies) sbs_notify_switching(0, 0);
        sbs_yield(coroutine);
    }
}

// A coroutine may be resumed on a different thread from the one it yielded on, so its frames keep nothing
// thread-local: the entry looks its machine up again on every callback.
void SBS_LOOP(sbs_migration_work)(uint32_t index, void *argument, uint64_t iterations)
{
    sbs_migration *const migration = argument;
#if !defined(SBS_ENTERS_REAL_RUNTIME)
    // Each thread's machine then starts with the bounds of the thread's own stack.
    if (migration->callback.enters_runtime && sbs_current() == NULL) sbs_callback(sbs_body_plain, NULL);
#endif
    const uint64_t passes = iterations / migration->count;
    for (uint64_t pass = index; pass < passes; pass += 2) {
        wait_for_turn(migration, pass);
        for (uint32_t i = 0; i < migration->count; i++) {
            if (migration->notifies) {
                migration->resumed = migration->stacks[i];
                sbs_notify_switching(migration->resumed.lo, migration->resumed.hi);
            }
            sbs_resume(migration->coroutines[i]);
            if (migration->notifies) sbs_notify_switched(0, 0);
        }
        __atomic_store_n(&migration->turn, pass + 1, __ATOMIC_RELEASE);
    }
}

void SBS_LOOP(sbs_loop_migration)(void *state, uint64_t iterations)
{
    sbs_migration *const migration = state;
    __atomic_store_n(&migration->turn, 0, __ATOMIC_RELEASE);
    sbs_team_run(migration->team, iterations);
}
