// CPython.

#include "built_in_runtimes.h"
#include "cpython/cpython_library.h"
#include "loading/call_out.h"
#include "loading/failures.h"

#include <stdbool.h>
#include <string.h>

static py_object *empty, *deep, *out, *call_function;
static sbs_first_failure first_failure;

// Since 3.11 a Python function that calls another one uses no C stack; through a function that is written in
// C, here the one behind `map`, it does in every version.
static const char source[] = "def empty():\n"
                             "    pass\n"
                             "def deep(levels):\n"
                             "    if levels:\n"
                             "        next(map(deep, (levels - 1,)))\n"
                             "def out(function, call):\n"
                             "    function(call)\n";

// Takes the exception that the thread has, and keeps its words. PyErr_Fetch is deprecated since 3.12, and
// stays in the stable ABI.
static sbs_callback_end failed(void)
{
    const bool is_overflow = sbs_py.PyErr_ExceptionMatches(*sbs_py.PyExc_RecursionError) != 0;
    py_object *kind = NULL, *value = NULL, *traceback = NULL;
    sbs_py.PyErr_Fetch(&kind, &value, &traceback);
    sbs_py.PyErr_NormalizeException(&kind, &value, &traceback);
    py_object *const words = value == NULL ? NULL : sbs_py.PyObject_Repr(value);
    const char *const text = words == NULL ? NULL : sbs_py.PyUnicode_AsUTF8AndSize(words, NULL);
    sbs_keep_failure(
        &first_failure, "%s",
        text != NULL      ? text
            : is_overflow ? "RecursionError"
                          : "an exception");
    sbs_py.PyErr_Clear();
    py_object *const all[] = { kind, value, traceback, words };
    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++) sbs_py.Py_DecRef(all[i]);
    return is_overflow ? SBS_CALLBACK_OVERFLOW : SBS_CALLBACK_FAILED;
}

static inline sbs_callback_end end_of(py_object *result)
{
    if (result == NULL) return failed();
    sbs_py.Py_DecRef(result);
    return SBS_CALLBACK_DONE;
}

static sbs_callback_end callback(void)
{
    const int state = sbs_py.PyGILState_Ensure();
    const sbs_callback_end end = end_of(sbs_py.PyObject_CallObject(empty, NULL));
    sbs_py.PyGILState_Release(state);
    return end;
}

static sbs_callback_end callback_deep(uint64_t levels)
{
    const int state = sbs_py.PyGILState_Ensure();
    py_object *const number = sbs_py.PyLong_FromUnsignedLongLong(levels);
    const sbs_callback_end end = end_of(sbs_py.PyObject_CallFunctionObjArgs(deep, number, NULL));
    sbs_py.Py_DecRef(number);
    sbs_py.PyGILState_Release(state);
    return end;
}

// What Python calls. It lets other threads run meanwhile, as ctypes does around a function (callproc.c).
static py_object *call_the_function(py_object *self, py_object *address)
{
    (void)self;
    const sbs_call_out *const call = sbs_py.PyLong_AsVoidPtr(address);
    py_thread_state *const state = sbs_py.PyEval_SaveThread();
    call->function(call->argument);
    sbs_py.PyEval_RestoreThread(state);
    return sbs_py.PyLong_FromUnsignedLongLong(0);
}

static sbs_callback_end callback_out(void (*function)(void *argument), void *argument)
{
    sbs_call_out call = { function, argument };
    const int state = sbs_py.PyGILState_Ensure();
    py_object *const address = sbs_py.PyLong_FromVoidPtr(&call);
    const sbs_callback_end end =
        end_of(sbs_py.PyObject_CallFunctionObjArgs(out, call_function, address, NULL));
    sbs_py.Py_DecRef(address);
    sbs_py.PyGILState_Release(state);
    return end;
}

// A thread without a state gets one from each callback, and loses it in the end. One Ensure without its
// Release keeps the state, as a program does that made the thread for Python.
static _Thread_local struct {
    int state;
    py_thread_state *thread;
} attached;

static const char *attach(void)
{
    attached.state = sbs_py.PyGILState_Ensure();
    attached.thread = sbs_py.PyEval_SaveThread();
    return NULL;
}

static void detach(void)
{
    sbs_py.PyEval_RestoreThread(attached.thread);
    sbs_py.PyGILState_Release(attached.state);
}

static const char *start(const char *where)
{
    static py_method method = { "call_function", call_the_function, METH_O, NULL };
    const char *const problem = sbs_load_python(where);
    if (problem != NULL) return problem;
    // Without Python's handlers: signals are the program's.
    sbs_py.Py_InitializeEx(0);
    py_object *const globals = sbs_py.PyModule_GetDict(sbs_py.PyImport_AddModule("__main__"));
    py_object *const run = sbs_py.PyRun_String(source, PY_FILE_INPUT, globals, globals);
    if (run == NULL) {
        failed();
        return sbs_line("Python: %s", sbs_kept_failure(&first_failure));
    }
    sbs_py.Py_DecRef(run);
    empty = sbs_py.PyDict_GetItemString(globals, "empty");
    deep = sbs_py.PyDict_GetItemString(globals, "deep");
    out = sbs_py.PyDict_GetItemString(globals, "out");
    call_function = sbs_py.PyCFunction_NewEx(&method, NULL, NULL);
    // Any thread may call back from now on.
    sbs_py.PyEval_SaveThread();
    return NULL;
}

// "3.11.7 (main, …) [GCC …]"
static const char *version(void)
{
    const char *const text = sbs_py.Py_GetVersion();
    return sbs_line("%.*s", (int)strcspn(text, " "), text);
}

static const char *failure(void)
{
    return sbs_kept_failure(&first_failure);
}

const sbs_real_runtime sbs_runtime_cpython = {
    .abi_version = SBS_RUNTIME_ABI_VERSION,
    .abilities = SBS_RUNTIME_ON_ANY_THREAD | SBS_RUNTIME_BODY_ON_C_STACK,
    .name = "cpython",
    .start = start,
    .version = version,
    .attach = attach,
    .detach = detach,
    .callback = callback,
    .callback_out = callback_out,
    .callback_deep = callback_deep,
    .failure = failure,
};
