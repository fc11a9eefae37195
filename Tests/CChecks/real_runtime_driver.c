// Drives a real runtime without the suite, to check the suite's figures against, and its counts of system
// calls:
//
//     real_runtime_driver RUNTIME[@WHERE] SITUATION [CALLBACKS [WARM_UP]]
//
// RUNTIME is a built-in one's name or, with a slash, a library with the symbol sbs_runtime; SITUATION is one
// of real_runtime_situations.h, or "all". The system calls of a callback are those of `strace -c -f` with 2N
// CALLBACKS less those with N, divided by N.
#define _GNU_SOURCE

#include "built_in_runtimes.h"
#include "foreign_stack.h"
#include "real_runtime_situations.h"

#include <dlfcn.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { MAPPINGS = 10000, ROUNDS = 20, WARM_UP = 20000 };

static const sbs_real_runtime *runtime;
static const situation *now;
static const char *where;
static long callbacks, warm_up;
static void *stack;

static void say(const char *step, sbs_callback_end end)
{
    static const char *const ends[] = { "done", "overflow", "failed" };
    printf("%s %s%s%s\n", step, ends[end], end ? ": " : "", end ? runtime->failure() : "");
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

// The fastest of the rounds is the one that other programs disturbed least.
static void measure(void)
{
    double best = 1e18;
    sbs_callback_end end = call(warm_up);
    for (int i = 0; i < ROUNDS && end == SBS_CALLBACK_DONE; i++) {
        const double start = nanoseconds();
        end = call(callbacks / ROUNDS);
        const double each = (nanoseconds() - start) / (double)(callbacks / ROUNDS);
        if (each < best) best = each;
    }
    if (end == SBS_CALLBACK_DONE)
        printf("%.1f ns a callback\n", best);
    else
        say("callback", end);
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

static void *call_once(void *unused)
{
    runtime->callback();
    return unused;
}

static void churn(void)
{
    enum { THREADS = 2000 };
    const double start = nanoseconds();
    for (int i = 0; i < THREADS; i++) {
        pthread_t thread;
        pthread_create(&thread, NULL, call_once, NULL);
        pthread_join(thread, NULL);
    }
    printf("%.0f ns a thread with one callback\n", (nanoseconds() - start) / THREADS);
}

static void act(void *unused)
{
    (void)unused;
    if (now->stack_size == 0) {
        now->action();
        return;
    }
    if (stack == NULL) stack = map_stack_below(now->stack_size);
    run_on_stack(stack, now->stack_size, now->action);
}

static bool starts_anywhere(void)
{
    return (runtime->abilities & SBS_RUNTIME_ON_ANY_THREAD) != 0;
}

static void start(void)
{
    const char *const problem = runtime->start(where);
    if (problem != NULL) printf("cannot start: %s\n", problem), exit(0);
    printf("%s %s: ", runtime->name, runtime->version());
}

static void *run_on_thread(void *unused)
{
    if (!starts_anywhere()) start();
    if (now->attached && runtime->attach != NULL) runtime->attach();
    if (!now->nested)
        act(NULL);
    else if (runtime->callback_out(act, NULL) != SBS_CALLBACK_DONE)
        say("outer:", SBS_CALLBACK_FAILED);
    if (now->attached && runtime->detach != NULL) runtime->detach();
    return unused;
}

static void run(void)
{
    if (starts_anywhere()) start();
    if (now->above) stack = map_stack(now->stack_size, NULL);
    // Neighbours with different rights are not merged.
    for (int i = 0; now->mappings && i < MAPPINGS; i++) {
        mmap(NULL, 4 * KIB, i % 2 ? PROT_READ : PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    }
    pthread_t thread;
    if (now->on_main)
        run_on_thread(NULL);
    else if (pthread_create(&thread, NULL, run_on_thread, NULL) == 0)
        pthread_join(thread, NULL);
    _exit(0);
}

// Only in the process that uses it: a library may start threads as soon as it is loaded.
static void find_runtime(const char *name)
{
    const sbs_real_runtime *const built_in[] = { &sbs_runtime_boehm, &sbs_runtime_cpython, &sbs_runtime_guile,
                                                 &sbs_runtime_hotspot, &sbs_runtime_ruby };
    for (size_t i = 0; i < sizeof built_in / sizeof built_in[0]; i++) {
        if (strcmp(built_in[i]->name, name) == 0) runtime = built_in[i];
    }
    void *const library = strchr(name, '/') != NULL ? dlopen(name, RTLD_NOW) : NULL;
    if (library != NULL) runtime = dlsym(library, "sbs_runtime");
    if (runtime == NULL) printf("no such runtime\n"), exit(2);
}

int main(int count, char **arguments)
{
    if (count < 3) return 2;
    setvbuf(stdout, NULL, _IONBF, 0);
    char *const name = strtok(arguments[1], "@");
    where = strtok(NULL, "@");
    for (now = situations; now < situations + SITUATIONS; now++) {
        const bool is_all = strcmp(arguments[2], "all") == 0;
        if (!is_all && strcmp(arguments[2], now->name) != 0) continue;
        callbacks = count > 3 ? atol(arguments[3]) : now->mappings ? 200 : 200000;
        warm_up = count > 4 ? atol(arguments[4]) : now->mappings ? 10 : WARM_UP;
        printf("%-22s", now->name);
        if (!is_all) find_runtime(name), run();
        const pid_t child = fork();
        if (child == 0) alarm(60), find_runtime(name), run();
        int status;
        waitpid(child, &status, 0);
        if (WIFSIGNALED(status))
            printf(" killed by %s\n", strsignal(WTERMSIG(status)));
        else if (WEXITSTATUS(status) != 0)
            printf(" exit %d\n", WEXITSTATUS(status));
    }
}
