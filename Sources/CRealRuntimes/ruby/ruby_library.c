#define _GNU_SOURCE

#include "ruby/ruby_library.h"

#include <signal.h>
#include <stdbool.h>

struct ruby_functions sbs_rb;
#define SYMBOL(type, name, parameters) SBS_SYMBOL(sbs_rb, name),

static const char *load(const char *where)
{
    static const char *const names[] = {
        "libruby-3.4.so.3.4",
        "libruby.so.3.4",
        "libruby-3.3.so.3.3",
        "libruby.so.3.3",
        "libruby-3.2.so.3.2",
        "libruby.so.3.2",
        "libruby-3.1.so.3.1",
        "libruby.so.3.1",
        "libruby-3.0.so.3.0",
        "libruby.so.3.0",
        "libruby-2.7.so.2.7",
        "libruby.so.2.7",
        NULL,
    };
    static const sbs_symbol symbols[] = {
        RUBY_FUNCTIONS(SYMBOL) SBS_SYMBOL(sbs_rb, ruby_version),
        SBS_SYMBOL(sbs_rb, rb_eSysStackError),
    };
    static const sbs_library library = {
        .what = "libruby",
        .names = names,
        .file = "libruby*.so*",
        .symbols = symbols,
        .symbol_count = sizeof symbols / sizeof symbols[0],
    };
    void *handle;
    return sbs_load(&library, where, &handle);
}

// Ruby's handlers of signals that ask a process to end only leave a note for Ruby code that would run next
// (signal.c), so the program could no longer be ended. Those by which it finds that a stack is used up stay.
static bool is_rubys(int signal)
{
    return signal == SIGSEGV || signal == SIGBUS || signal == SIGILL || signal == SIGVTALRM;
}

static int set_up(void)
{
    enum { SIGNALS = 32 };
    struct sigaction before[SIGNALS];
    for (int i = 1; i < SIGNALS; i++) sigaction(i, NULL, &before[i]);
    // Of the stack Ruby wants a place in the frame that will be the outermost; on Linux it asks for the
    // bounds of the thread's stack instead (thread_pthread.c).
    ruby_value place = 0;
    sbs_rb.ruby_init_stack(&place);
    // ruby_setup, unlike ruby_options, reads neither RUBYOPT nor gems.
    const int state = sbs_rb.ruby_setup();
    for (int i = 1; i < SIGNALS; i++) {
        if (!is_rubys(i)) sigaction(i, &before[i], NULL);
    }
    return state;
}

const char *sbs_set_up_ruby(const char *where)
{
    const char *const problem = load(where);
    if (problem != NULL) return problem;
    const int state = set_up();
    return state == 0 ? NULL : sbs_line("Ruby: ruby_setup failed with state %d", state);
}
