// Guile 3.0. SCM is a pointer (scm.h) for programs that are compiled without its debugging of types, and the
// functions are those of the manual ("Initializing Guile", "Fly Evaluation").
//
// A callback enters Guile with scm_with_guile, which registers the stack and is a barrier for continuations
// and exceptions, and then calls a procedure. Procedures run on a stack of the virtual machine, not on C's
// (vm.c); on C's are Guile's functions that are written in C.

#include "built_in_runtimes.h"
#include "loading/call_out.h"
#include "loading/failures.h"
#include "loading/loading.h"

#include <stdlib.h>
#include <string.h>

typedef struct guile_object *guile_value;

#define GUILE_FUNCTIONS(X)                                                                                   \
    X(void *, scm_with_guile, (void *(*function)(void *argument), void *argument))                           \
    X(guile_value, scm_c_eval_string, (const char *text))                                                    \
    X(guile_value, scm_gc_protect_object, (guile_value object))                                              \
    X(guile_value, scm_c_define_gsubr,                                                                       \
      (const char *name, int required, int optional, int rest, void *function))                              \
    X(guile_value, scm_version, (void))                                                                      \
    X(char *, scm_to_utf8_string, (guile_value text))                                                        \
    X(guile_value, scm_from_uint64, (uint64_t number))                                                       \
    X(guile_value, scm_from_pointer, (void *pointer, void (*finalizer)(void *pointer)))                      \
    X(void *, scm_to_pointer, (guile_value pointer))                                                         \
    X(guile_value, scm_call_0, (guile_value procedure))                                                      \
    X(guile_value, scm_call_1, (guile_value procedure, guile_value argument))

static struct {
    GUILE_FUNCTIONS(SBS_MEMBER)
} scm;
#define SYMBOL(type, name, parameters) SBS_SYMBOL(scm, name),

static guile_value empty, deep, out, true_value;
static char version_text[64];
static sbs_first_failure first_failure;

// The stack of the virtual machine grows until memory is used up, unless the program sets a limit, as this
// one does: 1,000,000 words, 8 MB, as much as the main thread has of C's. `attempt` returns #t or what was
// thrown.
static const char source[] =
    "(define (sbs-attempt thunk)\n"
    "  (catch #t (lambda () (thunk) #t)\n"
    "    (lambda (key . arguments)\n"
    "      (call-with-output-string (lambda (port) (write (cons key arguments) port))))))\n"
    "(define (sbs-empty) #t)\n"
    "(define (sbs-deep levels)\n"
    "  (define (down n) (if (> n 0) (+ 1 (down (- n 1))) 0))\n"
    "  (sbs-attempt (lambda ()\n"
    "    ((@ (system vm vm) call-with-stack-overflow-handler) 1000000\n"
    "      (lambda () (down levels))\n"
    "      (lambda () (throw 'stack-overflow \"the limit of 1000000 words is reached\"))))))\n"
    "(define (sbs-out call) (sbs-attempt (lambda () (sbs-call-function call))))\n";

static guile_value call_the_function(guile_value address)
{
    const sbs_call_out *const call = scm.scm_to_pointer(address);
    call->function(call->argument);
    return true_value;
}

static guile_value kept(const char *text)
{
    return scm.scm_gc_protect_object(scm.scm_c_eval_string(text));
}

// What is thrown here ends in scm_with_guile, which says it on stderr and returns NULL.
static void *set_up(void *unused)
{
    (void)unused;
    true_value = kept("#t");
    scm.scm_c_define_gsubr("sbs-call-function", 1, 0, 0, (void *)call_the_function);
    kept(source);
    empty = kept("sbs-empty");
    deep = kept("sbs-deep");
    out = kept("sbs-out");
    char *const text = scm.scm_to_utf8_string(scm.scm_version());
    for (size_t i = 0; i + 1 < sizeof version_text && text[i] != 0; i++) version_text[i] = text[i];
    free(text);
    return version_text;
}

static const char *start(const char *where)
{
    static const char *const names[] = { "libguile-3.0.so.1", NULL };
    static const sbs_symbol symbols[] = { GUILE_FUNCTIONS(SYMBOL) };
    static const sbs_library library = {
        .what = "libguile-3.0",
        .names = names,
        .file = "libguile-3.0.so*",
        .symbols = symbols,
        .symbol_count = sizeof symbols / sizeof symbols[0],
    };
    void *handle;
    const char *const problem = sbs_load(&library, where, &handle);
    if (problem != NULL) return problem;
    return scm.scm_with_guile(set_up, NULL) == NULL ? "Guile could not be set up; it says why on stderr"
                                                    : NULL;
}

static const char *version(void)
{
    return version_text;
}

static void *do_nothing(void *not_null)
{
    return not_null;
}

// The first entry registers the thread and its stack, with the collector as well, until the thread ends.
static const char *attach(void)
{
    static char not_null;
    return scm.scm_with_guile(do_nothing, &not_null) != NULL ? NULL : "Guile did not take the thread";
}

static void *call_empty(void *unused)
{
    (void)unused;
    return scm.scm_call_0(empty);
}

static sbs_callback_end failed(const char *words)
{
    sbs_keep_failure(&first_failure, "%s", words);
    return strncmp(words, "(stack-overflow ", strlen("(stack-overflow ")) == 0 ? SBS_CALLBACK_OVERFLOW
                                                                               : SBS_CALLBACK_FAILED;
}

// What scm_with_guile returns for a function that something was thrown in is NULL, and no value of Guile's.
static const char *const thrown = "something was thrown; Guile says what on stderr";

static sbs_callback_end callback(void)
{
    return scm.scm_with_guile(call_empty, NULL) != NULL ? SBS_CALLBACK_DONE : failed(thrown);
}

// Of a call of a procedure that attempts something. The result's words are the caller's to free.
typedef struct attempt {
    guile_value procedure;
    void *pointer;
    uint64_t levels;
    char *words;
} attempt;

static void *call_attempt(void *argument)
{
    attempt *const a = argument;
    const guile_value number =
        a->pointer != NULL ? scm.scm_from_pointer(a->pointer, NULL) : scm.scm_from_uint64(a->levels);
    const guile_value result = scm.scm_call_1(a->procedure, number);
    if (result != true_value) a->words = scm.scm_to_utf8_string(result);
    return a;
}

static sbs_callback_end run(attempt attempt)
{
    if (scm.scm_with_guile(call_attempt, &attempt) == NULL) return failed(thrown);
    if (attempt.words == NULL) return SBS_CALLBACK_DONE;
    const sbs_callback_end end = failed(attempt.words);
    free(attempt.words);
    return end;
}

static sbs_callback_end callback_out(void (*function)(void *argument), void *argument)
{
    sbs_call_out call = { function, argument };
    return run((attempt){ .procedure = out, .pointer = &call });
}

static sbs_callback_end callback_deep(uint64_t levels)
{
    return run((attempt){ .procedure = deep, .levels = levels });
}

static const char *failure(void)
{
    return sbs_kept_failure(&first_failure);
}

const sbs_real_runtime sbs_runtime_guile = {
    .abi_version = SBS_RUNTIME_ABI_VERSION,
    .abilities = SBS_RUNTIME_ON_ANY_THREAD,
    .name = "guile",
    .start = start,
    .version = version,
    .attach = attach,
    .callback = callback,
    .callback_out = callback_out,
    .callback_deep = callback_deep,
    .failure = failure,
};
