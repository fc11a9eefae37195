// The situations in which a runtime is called back, and what is done in each.

#pragma once

#include "foreign_stack.h"

#include <stdbool.h>
#include <stddef.h>

static void measure(void), descend(void), churn(void);

typedef struct situation {
    const char *name;
    bool on_main, attached, nested, mappings, above;
    size_t stack_size;  // Bytes; 0 is the thread's own.
    void (*action)(void);
} situation;

// clang-format off
static const situation situations[] = {
    { "thread", .attached = true, .action = measure },
    { "thread-unattached", .action = measure },
    { "thread-churn", .on_main = true, .action = churn },
    { "main", .on_main = true, .attached = true, .action = measure },
    { "main-mappings", .on_main = true, .attached = true, .mappings = true, .action = measure },
    { "coroutine", .attached = true, .stack_size = 64 * KIB, .action = measure },
    { "coroutine-unattached", .stack_size = 64 * KIB, .action = measure },
    { "coroutine-above", .attached = true, .above = true, .stack_size = 64 * KIB, .action = measure },
    { "main-coroutine", .on_main = true, .attached = true, .stack_size = 64 * KIB, .action = measure },
    { "nested", .attached = true, .nested = true, .action = measure },
    { "nested-coroutine", .attached = true, .nested = true, .stack_size = 64 * KIB, .action = measure },
    { "deep-thread", .attached = true, .action = descend },
    { "deep-main", .on_main = true, .attached = true, .action = descend },
    { "deep-coroutine-64", .attached = true, .stack_size = 64 * KIB, .action = descend },
    { "deep-coroutine-256", .attached = true, .stack_size = 256 * KIB, .action = descend },
    { "deep-above-256", .attached = true, .above = true, .stack_size = 256 * KIB, .action = descend },
};
// clang-format on
enum { SITUATIONS = sizeof situations / sizeof situations[0] };
