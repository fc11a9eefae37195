// Checks CStackSupport without Swift, so that it can be cross-compiled: switches stacks both ways, makes
// callbacks on either side, and checks SP, callee-saved registers and the order of the callbacks. Exit status
// 0 and one line when all checks pass; otherwise the failed check.

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "queries/stack_queries.h"
#include "registry/owned_stacks.h"
#include "runtime/call_out.h"
#include "runtime/callback_entry.h"
#include "runtime/machine_lifetime.h"
#include "runtime/machine_pool.h"
#include "switching/coroutine.h"

#define CHECK(condition)                                                                                     \
    do {                                                                                                     \
        if (!(condition)) {                                                                                  \
            fprintf(stderr, "%s:%d: %s\n", __FILE__, __LINE__, #condition);                                  \
            exit(1);                                                                                         \
        }                                                                                                    \
    } while (0)

enum { STACK_BYTES = 64 * 1024, ROUNDS = 1000 };

static int updates;
static int bodies;
static uintptr_t seen_sp;

static void update(sbs_machine *machine, uintptr_t sp)
{
    updates += 1;
    seen_sp = sp;
    machine->lo = sp - 32 * 1024;
    machine->hi = sp + 1024;
    machine->guard = machine->lo + SBS_STACK_GUARD;
}

static void body(sbs_machine *machine, void *argument)
{
    (void)argument;
    CHECK(sbs_stack_pointer() > machine->lo && sbs_stack_pointer() <= machine->hi);
    CHECK((sbs_stack_pointer() & 7) == 0);
    bodies += 1;
}

static char *stack;

// Values that live in callee-saved registers (integer and floating point) across every switch.
static void coroutine_main(sbs_coroutine *coroutine, void *argument)
{
    uint64_t a = 1, b = 2, c = 3, d = 4, e = 5;
    double x = 0.5, y = 0.25;
    for (;;) {
        const uintptr_t sp = sbs_stack_pointer();
        CHECK(sp > (uintptr_t)stack && sp <= (uintptr_t)stack + STACK_BYTES);
        sbs_callback(body, argument);
        CHECK(seen_sp > (uintptr_t)stack && seen_sp <= (uintptr_t)stack + STACK_BYTES);
        a += 1, b += a, c ^= b, d += c, e += d ^ a;
        x += 1, y += x;
        *(uint64_t *)argument = a + b + c + d + e + (uint64_t)x + (uint64_t)y;
        sbs_coroutine_yield(coroutine);
    }
}

static void check_switch(sbs_switch kind, const char *name)
{
    if (sbs_switch_unavailable(kind) != NULL) {
        printf("%s: %s\n", name, sbs_switch_unavailable(kind));
        return;
    }
    uint64_t result = 0;
    sbs_coroutine *const coroutine = sbs_coroutine_create(kind, stack, STACK_BYTES, coroutine_main, &result);
    CHECK(coroutine != NULL);
    uint64_t a = 1, b = 2, c = 3, d = 4, e = 5;
    double x = 0.5, y = 0.25;
    bodies = 0;
    for (int i = 0; i < ROUNDS; i++) {
        sbs_coroutine_resume(coroutine);
        a += 1, b += a, c ^= b, d += c, e += d ^ a;
        x += 1, y += x;
        CHECK(result == a + b + c + d + e + (uint64_t)x + (uint64_t)y);
        sbs_callback(body, NULL);
        CHECK(seen_sp < (uintptr_t)stack || seen_sp > (uintptr_t)stack + STACK_BYTES);
    }
    CHECK(bodies == 2 * ROUNDS);
    sbs_coroutine_destroy(coroutine);
    printf("%s: %d switches\n", name, 2 * ROUNDS);
}

// A strategy that moves callbacks, with values in callee-saved registers across the moves and back.
static void stay(sbs_machine *machine, uintptr_t sp)
{
    (void)machine;
    (void)sp;
}

static uintptr_t move(sbs_machine *machine, uintptr_t sp)
{
    (void)sp;
    const sbs_bounds owned = sbs_owned_stack_take();
    machine->lo = owned.lo;
    machine->hi = owned.hi;
    machine->guard = owned.lo + SBS_STACK_GUARD;
    return owned.hi;
}

static void give_back(sbs_machine *machine, uintptr_t run_sp)
{
    (void)machine;
    sbs_owned_stack_put(run_sp);
}

static void moved_body(sbs_machine *machine, void *argument);

static void out(void *argument)
{
    CHECK(sbs_owned_stack_holding(sbs_stack_pointer()).hi == 0);
    const int depth = *(int *)argument;
    if (depth > 0) {
        int inner = depth - 1;
        sbs_callback(moved_body, &inner);
    }
}

static void moved_body(sbs_machine *machine, void *argument)
{
    uint64_t a = 1, b = 2, c = 3, d = 4, e = 5;
    double x = 0.5, y = 0.25;
    const uintptr_t lo = machine->lo;
    for (int i = 0; i < 2; i++) {
        CHECK(sbs_owned_stack_holding(sbs_stack_pointer()).lo == lo);
        CHECK(machine->lo == lo);
        sbs_call_out(machine, out, argument);
        a += 1, b += a, c ^= b, d += c, e += d ^ a;
        x += 1, y += x;
    }
    CHECK(a == 3 && b == 7 && c == (3 ^ 4 ^ 7) && x == 2.5 && y == 4.25);
    CHECK(d == 4 + (3 ^ 4) + (3 ^ 4 ^ 7) && e != 5);
    bodies += 1;
}

static void check_moves(void)
{
    const sbs_strategy moving = { .abi_version = SBS_ABI_VERSION,
                                  .restore = SBS_RESTORE_NESTED,
                                  .attach = stay,
                                  .update = stay,
                                  .enter = move,
                                  .leave = give_back };
    CHECK(sbs_runtime_start(&moving) == NULL);
    bodies = 0;
    int depth = 4;
    sbs_callback(moved_body, &depth);
    CHECK(bodies == 31);  // each calls out twice
    CHECK(sbs_owned_stacks_in_use() == 0);
    sbs_drop_current();
    printf("moves: %d callbacks\n", bodies);
}

int main(void)
{
    const sbs_strategy strategy = { .abi_version = SBS_ABI_VERSION, .attach = update, .update = update };
    CHECK(sbs_runtime_start(&strategy) == NULL);
    stack = aligned_alloc(4096, STACK_BYTES);
    CHECK(stack != NULL);
    check_switch(SBS_SWITCH_UCONTEXT, "swapcontext");
    check_switch(SBS_SWITCH_ASSEMBLY, "assembly");
    check_switch(SBS_SWITCH_FCONTEXT, "fcontext");
    CHECK(updates > 0);
    CHECK(sbs_pool_available() == SBS_POOL_CAPACITY - 1);
    sbs_drop_current();
    CHECK(sbs_pool_available() == SBS_POOL_CAPACITY);
    const sbs_bounds bounds = sbs_query_thread_bounds();
    CHECK(sbs_stack_pointer() > bounds.lo && sbs_stack_pointer() <= bounds.hi);
    free(stack);
    check_moves();
    return 0;
}
