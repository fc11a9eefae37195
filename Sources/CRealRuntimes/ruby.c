// CRuby. VALUE and ID are unsigned long where pointers are that wide (ruby/internal/value.h), and the
// functions are those that ruby.h declares for extensions, unchanged since 2.7. What `nil` is differs between
// versions (8 until 3.1, 4 since), so Ruby is asked.
//
// Only the thread that started Ruby may call back: a thread that Ruby did not make has no state of it, and
// there is no way to give it one (rb_thread_call_with_gvl ends the process with "[BUG]
// rb_thread_call_with_gvl() is called by non-ruby thread").

#define _GNU_SOURCE

#include "built_in_runtimes.h"
#include "loading/call_out.h"
#include "loading/failures.h"
#include "loading/loading.h"

#include <signal.h>
#include <stdbool.h>
#include <string.h>

typedef unsigned long ruby_value;
typedef unsigned long ruby_id;

enum { RUBY_FALSE = 0 };

#define RUBY_FUNCTIONS(X)                                                                                    \
    X(void, ruby_init_stack, (volatile ruby_value * place))                                                  \
    X(int, ruby_setup, (void))                                                                               \
    X(ruby_value, rb_eval_string_protect, (const char *text, int *state))                                    \
    X(ruby_value, rb_protect, (ruby_value(*function)(ruby_value), ruby_value argument, int *state))          \
    X(ruby_value, rb_funcallv,                                                                               \
      (ruby_value receiver, ruby_id method, int count, const ruby_value *arguments))                         \
    X(ruby_id, rb_intern, (const char *name))                                                                \
    X(void, rb_define_global_function,                                                                       \
      (const char *name, ruby_value (*function)(ruby_value self), int count))                                \
    X(ruby_value, rb_ull2inum, (unsigned long long number))                                                  \
    X(ruby_value, rb_errinfo, (void))                                                                        \
    X(void, rb_set_errinfo, (ruby_value error))                                                              \
    X(ruby_value, rb_obj_is_kind_of, (ruby_value object, ruby_value kind))                                   \
    X(const char *, rb_obj_classname, (ruby_value object))                                                   \
    X(ruby_value, rb_attr_get, (ruby_value object, ruby_id name))                                            \
    X(const char *, rb_string_value_cstr, (volatile ruby_value * text))

static struct {
    RUBY_FUNCTIONS(SBS_MEMBER)
    const char *ruby_version;
    const ruby_value *rb_eSysStackError;
} rb;
#define SYMBOL(type, name, parameters) SBS_SYMBOL(rb, name),

static ruby_value main_object, empty, rescue, nil;
static ruby_id call_name, deep_name, out_name, message_name;
static sbs_first_failure first_failure;

// From one Ruby method to another Ruby uses its own stack, 1 MiB; through a function that is written in C,
// here instance_exec, C's as well.
static const char source[] = "SBS_EMPTY = proc {}\n"
                             "SBS_RESCUE = proc { begin; raise; rescue; end }\n"
                             "def sbs_deep(levels)\n"
                             "  instance_exec { sbs_deep(levels - 1) } if levels > 0\n"
                             "end\n"
                             "def sbs_out; sbs_call_function; end\n"
                             "self\n";

static ruby_value call_proc(ruby_value proc)
{
    return rb.rb_funcallv(proc, call_name, 0, NULL);
}

// Ruby does not ask whether a stack has room while it notes that one had none, and takes the note back only
// where it unwinds Ruby code (vm.c, "handle_exception"), which not every overflow gets to. With the note the
// first attempt succeeds; without, it fails and leaves the note, and the second succeeds.
static void take_back_overflow(void)
{
    int state = 1;
    for (int attempt = 0; state != 0 && attempt < 2; attempt++) {
        rb.rb_protect(call_proc, rescue, &state);
        if (state != 0) rb.rb_set_errinfo(nil);
    }
}

// Takes the exception that rb_protect left. Its message is read where Exception#message reads it (error.c),
// without running Ruby, for which a stack that is used up has no room.
static sbs_callback_end failed(void)
{
    const ruby_value error = rb.rb_errinfo();
    rb.rb_set_errinfo(nil);
    const bool is_overflow = rb.rb_obj_is_kind_of(error, *rb.rb_eSysStackError) != RUBY_FALSE;
    ruby_value message = rb.rb_attr_get(error, message_name);
    const char *const text = message == nil ? "no message" : rb.rb_string_value_cstr(&message);
    sbs_keep_failure(&first_failure, "%s: %s", rb.rb_obj_classname(error), text);
    if (is_overflow) take_back_overflow();
    return is_overflow ? SBS_CALLBACK_OVERFLOW : SBS_CALLBACK_FAILED;
}

// What C calls back in Ruby is a Proc, as in the ffi gem (Function.c, "invoke_callback"). A method would do
// without the question whether the stack has room (vm.c, "invoke_iseq_block_from_c").
static sbs_callback_end callback(void)
{
    int state = 0;
    rb.rb_protect(call_proc, empty, &state);
    return state == 0 ? SBS_CALLBACK_DONE : failed();
}

static ruby_value run_deep(ruby_value levels)
{
    const ruby_value number = rb.rb_ull2inum(*(const uint64_t *)levels);
    return rb.rb_funcallv(main_object, deep_name, 1, &number);
}

static sbs_callback_end callback_deep(uint64_t levels)
{
    int state = 0;
    rb.rb_protect(run_deep, (ruby_value)&levels, &state);
    return state == 0 ? SBS_CALLBACK_DONE : failed();
}

// The innermost call that has not reached its function yet; there is only one thread.
static const sbs_call_out *pending;

static ruby_value call_the_function(ruby_value self)
{
    (void)self;
    pending->function(pending->argument);
    return nil;
}

static ruby_value run_out(ruby_value unused)
{
    (void)unused;
    return rb.rb_funcallv(main_object, out_name, 0, NULL);
}

static sbs_callback_end callback_out(void (*function)(void *argument), void *argument)
{
    const sbs_call_out call = { function, argument };
    pending = &call;
    int state = 0;
    rb.rb_protect(run_out, nil, &state);
    return state == 0 ? SBS_CALLBACK_DONE : failed();
}

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
        RUBY_FUNCTIONS(SYMBOL) SBS_SYMBOL(rb, ruby_version),
        SBS_SYMBOL(rb, rb_eSysStackError),
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
    rb.ruby_init_stack(&place);
    // ruby_setup, unlike ruby_options, reads neither RUBYOPT nor gems.
    const int state = rb.ruby_setup();
    for (int i = 1; i < SIGNALS; i++) {
        if (!is_rubys(i)) sigaction(i, &before[i], NULL);
    }
    return state;
}

static const char *start(const char *where)
{
    const char *const problem = load(where);
    if (problem != NULL) return problem;
    int state = set_up();
    if (state != 0) return sbs_line("Ruby: ruby_setup failed with state %d", state);
    nil = rb.rb_eval_string_protect("nil", &state);
    message_name = rb.rb_intern("mesg");
    rb.rb_define_global_function("sbs_call_function", call_the_function, 0);
    main_object = rb.rb_eval_string_protect(source, &state);
    if (state != 0) {
        failed();
        return sbs_line("Ruby: %s", sbs_kept_failure(&first_failure));
    }
    empty = rb.rb_eval_string_protect("SBS_EMPTY", &state);
    rescue = rb.rb_eval_string_protect("SBS_RESCUE", &state);
    call_name = rb.rb_intern("call");
    deep_name = rb.rb_intern("sbs_deep");
    out_name = rb.rb_intern("sbs_out");
    return NULL;
}

static const char *version(void)
{
    return rb.ruby_version;
}

static const char *failure(void)
{
    return sbs_kept_failure(&first_failure);
}

const sbs_real_runtime sbs_runtime_ruby = {
    .abi_version = SBS_RUNTIME_ABI_VERSION,
    .abilities = SBS_RUNTIME_BODY_ON_C_STACK,
    .name = "ruby",
    .start = start,
    .version = version,
    .callback = callback,
    .callback_out = callback_out,
    .callback_deep = callback_deep,
    .failure = failure,
};
