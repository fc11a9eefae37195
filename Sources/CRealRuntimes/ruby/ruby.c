// CRuby. What `nil` is differs between versions (8 until 3.1, 4 since), so Ruby is asked.
//
// Only the thread that started Ruby may call back: a thread that Ruby did not make has no state of it, and
// there is no way to give it one (rb_thread_call_with_gvl ends the process with "[BUG]
// rb_thread_call_with_gvl() is called by non-ruby thread").

#include "built_in_runtimes.h"
#include "loading/call_out.h"
#include "loading/failures.h"
#include "ruby/ruby_library.h"

#include <stdbool.h>

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
    return sbs_rb.rb_funcallv(proc, call_name, 0, NULL);
}

// Ruby does not ask whether a stack has room while it notes that one had none, and takes the note back only
// where it unwinds Ruby code (vm.c, "handle_exception"), which not every overflow gets to. With the note the
// first attempt succeeds; without, it fails and leaves the note, and the second succeeds.
static void take_back_overflow(void)
{
    int state = 1;
    for (int attempt = 0; state != 0 && attempt < 2; attempt++) {
        sbs_rb.rb_protect(call_proc, rescue, &state);
        if (state != 0) sbs_rb.rb_set_errinfo(nil);
    }
}

// Takes the exception that rb_protect left. Its message is read where Exception#message reads it (error.c),
// without running Ruby, for which a stack that is used up has no room.
static sbs_callback_end failed(void)
{
    const ruby_value error = sbs_rb.rb_errinfo();
    sbs_rb.rb_set_errinfo(nil);
    const bool is_overflow = sbs_rb.rb_obj_is_kind_of(error, *sbs_rb.rb_eSysStackError) != RUBY_FALSE;
    ruby_value message = sbs_rb.rb_attr_get(error, message_name);
    const char *const text = message == nil ? "no message" : sbs_rb.rb_string_value_cstr(&message);
    sbs_keep_failure(&first_failure, "%s: %s", sbs_rb.rb_obj_classname(error), text);
    if (is_overflow) take_back_overflow();
    return is_overflow ? SBS_CALLBACK_OVERFLOW : SBS_CALLBACK_FAILED;
}

// What C calls back in Ruby is a Proc, as in the ffi gem (Function.c, "invoke_callback"). A method would do
// without the question whether the stack has room (vm.c, "invoke_iseq_block_from_c").
static sbs_callback_end callback(void)
{
    int state = 0;
    sbs_rb.rb_protect(call_proc, empty, &state);
    return state == 0 ? SBS_CALLBACK_DONE : failed();
}

static ruby_value run_deep(ruby_value levels)
{
    const ruby_value number = sbs_rb.rb_ull2inum(*(const uint64_t *)levels);
    return sbs_rb.rb_funcallv(main_object, deep_name, 1, &number);
}

static sbs_callback_end callback_deep(uint64_t levels)
{
    int state = 0;
    sbs_rb.rb_protect(run_deep, (ruby_value)&levels, &state);
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
    return sbs_rb.rb_funcallv(main_object, out_name, 0, NULL);
}

static sbs_callback_end callback_out(void (*function)(void *argument), void *argument)
{
    const sbs_call_out call = { function, argument };
    pending = &call;
    int state = 0;
    sbs_rb.rb_protect(run_out, nil, &state);
    return state == 0 ? SBS_CALLBACK_DONE : failed();
}

static const char *start(const char *where)
{
    const char *const problem = sbs_set_up_ruby(where);
    if (problem != NULL) return problem;
    int state = 0;
    nil = sbs_rb.rb_eval_string_protect("nil", &state);
    message_name = sbs_rb.rb_intern("mesg");
    sbs_rb.rb_define_global_function("sbs_call_function", call_the_function, 0);
    main_object = sbs_rb.rb_eval_string_protect(source, &state);
    if (state != 0) {
        failed();
        return sbs_line("Ruby: %s", sbs_kept_failure(&first_failure));
    }
    empty = sbs_rb.rb_eval_string_protect("SBS_EMPTY", &state);
    rescue = sbs_rb.rb_eval_string_protect("SBS_RESCUE", &state);
    call_name = sbs_rb.rb_intern("call");
    deep_name = sbs_rb.rb_intern("sbs_deep");
    out_name = sbs_rb.rb_intern("sbs_out");
    return NULL;
}

static const char *version(void)
{
    return sbs_rb.ruby_version;
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
