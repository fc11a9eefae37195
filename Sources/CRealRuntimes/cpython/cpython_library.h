// libpython's functions. All are in its stable ABI (docs.python.org/3/c-api/stable.html) except PyRun_String,
// which all versions from 3.8 on export; so one declaration serves them all.

#pragma once

#include "loading/loading.h"

#include <sys/types.h>

typedef struct py_object py_object;
typedef struct py_thread_state py_thread_state;

// methodobject.h, "PyMethodDef", and METH_O: a function of one argument.
typedef struct py_method {
    const char *name;
    py_object *(*function)(py_object *self, py_object *argument);
    int flags;
    const char *documentation;
} py_method;

enum { METH_O = 0x0008, PY_FILE_INPUT = 257 };

#define PYTHON_FUNCTIONS(X)                                                                                  \
    X(void, Py_InitializeEx, (int installs_signal_handlers))                                                 \
    X(const char *, Py_GetVersion, (void))                                                                   \
    X(int, PyGILState_Ensure, (void))                                                                        \
    X(void, PyGILState_Release, (int state))                                                                 \
    X(py_thread_state *, PyEval_SaveThread, (void))                                                          \
    X(void, PyEval_RestoreThread, (py_thread_state * state))                                                 \
    X(void, Py_DecRef, (py_object * object))                                                                 \
    X(py_object *, PyImport_AddModule, (const char *name))                                                   \
    X(py_object *, PyModule_GetDict, (py_object * module))                                                   \
    X(py_object *, PyDict_GetItemString, (py_object * dictionary, const char *key))                          \
    X(py_object *, PyRun_String, (const char *text, int kind, py_object *globals, py_object *locals))        \
    X(py_object *, PyCFunction_NewEx, (py_method * method, py_object * self, py_object * module))            \
    X(py_object *, PyObject_CallObject, (py_object * callable, py_object * arguments))                       \
    X(py_object *, PyObject_CallFunctionObjArgs, (py_object * callable, ...))                                \
    X(py_object *, PyLong_FromUnsignedLongLong, (unsigned long long number))                                 \
    X(py_object *, PyLong_FromVoidPtr, (void *pointer))                                                      \
    X(void *, PyLong_AsVoidPtr, (py_object * number))                                                        \
    X(int, PyErr_ExceptionMatches, (py_object * kind))                                                       \
    X(void, PyErr_Fetch, (py_object * *kind, py_object * *value, py_object * *traceback))                    \
    X(void, PyErr_NormalizeException, (py_object * *kind, py_object * *value, py_object * *traceback))       \
    X(void, PyErr_Clear, (void))                                                                             \
    X(py_object *, PyObject_Repr, (py_object * object))                                                      \
    X(const char *, PyUnicode_AsUTF8AndSize, (py_object * text, ssize_t * size))

extern struct python_functions {
    PYTHON_FUNCTIONS(SBS_MEMBER)
    py_object **PyExc_RecursionError;
} sbs_py;

/// Loads libpython and resolves what is above; tells it which program it belongs to, and to leave the user's
/// packages alone. NULL, or in one line what is wrong.
const char *sbs_load_python(const char *where);
