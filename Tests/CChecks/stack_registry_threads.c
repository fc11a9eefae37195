// Threads that register, remove and look up stacks of the registry at once. Under -fsanitize=thread the
// sanitizer says whether any access is unordered; without it, that every answer is one that was true. Exit
// status 0 and one line when all is well.

#include <pthread.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "registry/stack_registry.h"

enum { WRITERS = 3, READERS = 4, STACKS = 120, ROUNDS = 60, STRIDE = 1 << 16, BYTES = 1 << 15 };

static atomic_bool is_over;

// Every writer has its own addresses, and every third stack another size from round to round.
static uintptr_t low(int writer, int stack)
{
    return UINT64_C(0x10000000) + (uintptr_t)(writer * STACKS + stack) * STRIDE;
}

static void *write_stacks(void *argument)
{
    const int writer = (int)(intptr_t)argument;
    for (int round = 0; round < ROUNDS; round++) {
        for (int i = 0; i < STACKS; i++) {
            const uintptr_t lo = low(writer, i);
            if (!sbs_registry_set(lo, lo + BYTES - (i + round) % 3 * 4096, true)) exit(1);
        }
        for (int i = round % 2; i < STACKS; i += 2)
            sbs_registry_set(low(writer, i), low(writer, i) + BYTES, false);
    }
    return NULL;
}

static void *read_stacks(void *argument)
{
    unsigned draw = (unsigned)(uintptr_t)argument + 1;
    long found = 0;
    while (!atomic_load(&is_over)) {
        draw = draw * 1103515245u + 12345u;
        const uintptr_t lo = low(draw / 7 % WRITERS, draw / 65536 % STACKS);
        const uintptr_t sp = lo + 1000;
        const sbs_bounds stack = draw & 1 ? sbs_registry_find(sp) : sbs_registry_find_again(sp);
        if (stack.hi == 0) continue;
        found++;
        if (stack.lo != lo || stack.hi <= sp || stack.hi > lo + BYTES
            || (lo + BYTES - stack.hi) % 4096 != 0) {
            fprintf(
                stderr, "%zx is said to be in [%zx, %zx)\n", (size_t)sp, (size_t)stack.lo, (size_t)stack.hi);
            exit(1);
        }
    }
    return (void *)found;
}

int main(void)
{
    pthread_t writers[WRITERS], readers[READERS];
    for (intptr_t i = 0; i < READERS; i++) pthread_create(&readers[i], NULL, read_stacks, (void *)i);
    for (intptr_t i = 0; i < WRITERS; i++) pthread_create(&writers[i], NULL, write_stacks, (void *)i);
    for (int i = 0; i < WRITERS; i++) pthread_join(writers[i], NULL);
    atomic_store(&is_over, true);
    long found = 0;
    for (int i = 0; i < READERS; i++) {
        void *part;
        pthread_join(readers[i], &part);
        found += (long)part;
    }
    if (found == 0) {
        fprintf(stderr, "no stack was found\n");
        return 1;
    }
    puts("the registry is sound");
    return 0;
}
