// Drives a real runtime without the suite, to check the suite's figures against, and its counts of system
// calls:
//
//     real_runtime_driver RUNTIME[@WHERE] SITUATION [CALLBACKS [WARM_UP]]
//
// RUNTIME is a built-in one's name or, with a slash, a library with the symbol sbs_runtime. SITUATION is one
// below. The system calls of a callback are those of `strace -c -f` with 2N CALLBACKS less those with N,
// divided by N.
#define _GNU_SOURCE

#include "built_in_runtimes.h"

#include <dlfcn.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <time.h>
#include <ucontext.h>
#include <unistd.h>

enum { KIB = 1024, GUARD = 64 * KIB, MAPPINGS = 10000, WARM_UP = 20000 };

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

static const sbs_real_runtime *runtime;
static const situation *now;
static const char *where;
static long callbacks, warm_up;
static void *stack;
static ucontext_t outside, coroutine;

static void say(const char *step, sbs_callback_end end)
{
    static const char *const ends[] = { "done", "overflow", "failed" };
    const char *const words = end == SBS_CALLBACK_DONE ? NULL : runtime->failure();
    printf("%s %s%s%s\n", step, ends[end], words == NULL ? "" : ": ", words == NULL ? "" : words);
}

static double nanoseconds(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec * 1e9 + (double)time.tv_nsec;
}

static sbs_callback_end call(long count)
{
    sbs_callback_end end = SBS_CALLBACK_DONE;
    for (long i = 0; i < count && end == SBS_CALLBACK_DONE; i++) end = runtime->callback();
    return end;
}

static void measure(void)
{
    sbs_callback_end end = call(warm_up);
    const double before = nanoseconds();
    if (end == SBS_CALLBACK_DONE) end = call(callbacks);
    const double each = (nanoseconds() - before) / (double)callbacks;
    if (end == SBS_CALLBACK_DONE)
        printf("%.1f ns a callback\n", each);
    else
        say("callback", end);
    fflush(stdout);
}

// A runtime that says that its stack is used up must be able to go on.
static void descend(void)
{
    say("callback:", runtime->callback());
    if (runtime->callback_deep == NULL) return;
    say("3 deep:", runtime->callback_deep(3));
    say("100 deep:", runtime->callback_deep(100));
    say("without end:", runtime->callback_deep(UINT64_MAX));
    say("callback after it:", runtime->callback());
}

static void *churned(void *unused)
{
    runtime->callback();
    return unused;
}

static void churn(void)
{
    const double before = nanoseconds();
    for (long i = 0; i < 2000; i++) {
        pthread_t thread;
        pthread_create(&thread, NULL, churned, NULL);
        pthread_join(thread, NULL);
    }
    printf("%.0f ns a thread with one callback\n", (nanoseconds() - before) / 2000);
}

// A stack with its guard below it; the highest that is free below the place, or wherever the kernel wants it.
static void *map_stack(size_t size, char *place)
{
    const int flags = MAP_PRIVATE | MAP_ANONYMOUS | (place == NULL ? 0 : MAP_FIXED_NOREPLACE);
    char *start = MAP_FAILED;
    do {
        if (place != NULL) place -= size + GUARD;
        start = mmap(place, size + GUARD, PROT_NONE, flags, -1, 0);
    } while (start == MAP_FAILED);
    mprotect(start + GUARD, size, PROT_READ | PROT_WRITE);
    return start + GUARD;
}

static void on_stack(void *unused)
{
    (void)unused;
    if (now->stack_size == 0) {
        now->action();
        return;
    }
    char *const here = (char *)((uintptr_t)__builtin_frame_address(0) & -(uintptr_t)GUARD);
    if (stack == NULL) stack = map_stack(now->stack_size, here - 8 * KIB * KIB);
    getcontext(&coroutine);
    coroutine.uc_stack.ss_sp = stack;
    coroutine.uc_stack.ss_size = now->stack_size;
    coroutine.uc_link = &outside;
    makecontext(&coroutine, now->action, 0);
    swapcontext(&outside, &coroutine);
}

static void start(void)
{
    const char *const problem = runtime->start(where);
    if (problem == NULL)
        printf("%s %s: ", runtime->name, runtime->version());
    else
        printf("cannot start: %s\n", problem), exit(0);
}

static void *run(void *unused)
{
    const bool on_any_thread = (runtime->abilities & SBS_RUNTIME_ON_ANY_THREAD) != 0;
    if (!on_any_thread) start();
    const char *const problem = now->attached && runtime->attach != NULL ? runtime->attach() : NULL;
    if (problem != NULL) printf("cannot attach: %s\n", problem);
    if (!now->nested)
        on_stack(NULL);
    else if (runtime->callback_out == NULL)
        printf("cannot call out\n");
    else if (runtime->callback_out(on_stack, NULL) != SBS_CALLBACK_DONE)
        say("outer", 2);
    if (now->attached && runtime->detach != NULL) runtime->detach();
    return unused;
}

static void run_situation(const char *name)
{
    if (strchr(name, '/') != NULL) {
        void *const library = dlopen(name, RTLD_NOW);
        if (library == NULL) printf("%s\n", dlerror()), exit(0);
        runtime = dlsym(library, "sbs_runtime");
    }
    const bool on_any_thread = (runtime->abilities & SBS_RUNTIME_ON_ANY_THREAD) != 0;
    if (on_any_thread) start();
    if (now->above) stack = map_stack(now->stack_size, NULL);
    // Neighbours with different rights are not merged.
    for (int i = 0; now->mappings && i < MAPPINGS; i++) {
        mmap(NULL, 4 * KIB, i % 2 ? PROT_READ : PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    }
    pthread_t thread;
    if (now->on_main)
        run(NULL);
    else if (pthread_create(&thread, NULL, run, NULL) == 0)
        pthread_join(thread, NULL);
    fflush(stdout);
    _exit(0);
}

int main(int count, char **arguments)
{
    const sbs_real_runtime *const built_in[] = { &sbs_runtime_boehm, &sbs_runtime_cpython, &sbs_runtime_guile,
                                                 &sbs_runtime_hotspot, &sbs_runtime_ruby };
    if (count < 3) return 2;
    setvbuf(stdout, NULL, _IONBF, 0);
    char *const name = strtok(arguments[1], "@");
    where = strtok(NULL, "@");
    for (size_t i = 0; i < sizeof built_in / sizeof built_in[0]; i++) {
        if (strcmp(built_in[i]->name, name) == 0) runtime = built_in[i];
    }
    if (runtime == NULL && strchr(name, '/') == NULL) return 2;
    for (now = situations; now < situations + SITUATIONS; now++) {
        const bool is_all = strcmp(arguments[2], "all") == 0;
        if (!is_all && strcmp(arguments[2], now->name) != 0) continue;
        callbacks = count > 3 ? atol(arguments[3]) : now->mappings ? 1000 : 100000;
        warm_up = count > 4 ? atol(arguments[4]) : now->mappings ? 10 : WARM_UP;
        printf("%-22s", now->name);
        if (!is_all) run_situation(name);
        const pid_t child = fork();
        if (child == 0) alarm(60), run_situation(name);
        int status;
        waitpid(child, &status, 0);
        if (WIFSIGNALED(status))
            printf(" killed by %s\n", strsignal(WTERMSIG(status)));
        else if (WEXITSTATUS(status) != 0)
            printf(" exit %d\n", WEXITSTATUS(status));
    }
}
