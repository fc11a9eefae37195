#define _GNU_SOURCE

#include "cpython/cpython_library.h"

#include <dlfcn.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct python_functions sbs_py;
#define SYMBOL(type, name, parameters) SBS_SYMBOL(sbs_py, name),

// Python looks for its own modules beside the program that it believes to be, which without this is whichever
// python3 comes first on the PATH: often one of a different version. Py_SetProgramName is deprecated
// since 3.11, and stays in the stable ABI; without it Python does what it does.
static void name_program(void *handle)
{
    void (*set_name)(const wchar_t *name);
    wchar_t *(*decode)(const char *text, size_t *size);
    const sbs_symbol symbols[] = { { "Py_SetProgramName", &set_name }, { "Py_DecodeLocale", &decode } };
    if (sbs_resolve(handle, symbols, 2) != NULL) return;
    char folder[PATH_MAX], program[2 * PATH_MAX];
    int major, minor;
    if (realpath(sbs_path_of(handle), folder) == NULL) return;
    if (sscanf(sbs_py.Py_GetVersion(), "%d.%d", &major, &minor) != 2) return;
    for (char *slash = strrchr(folder, '/'); slash != NULL; slash = strrchr(folder, '/')) {
        *slash = 0;
        snprintf(program, sizeof program, "%s/bin/python%d.%d", folder, major, minor);
        if (access(program, X_OK) != 0) continue;
        // Python keeps the pointer.
        wchar_t *const name = decode(program, NULL);
        if (name != NULL) set_name(name);
        return;
    }
}

// site.py reads the user's packages and start-up files. The flag is deprecated since 3.12.
static void leave_out_site(void *handle)
{
    int *const flag = dlsym(handle, "Py_NoSiteFlag");
    if (flag != NULL) *flag = 1;
}

const char *sbs_load_python(const char *where)
{
    static const char *const names[] = {
        "libpython3.15.so.1.0", "libpython3.14.so.1.0", "libpython3.13.so.1.0",
        "libpython3.12.so.1.0", "libpython3.11.so.1.0", "libpython3.10.so.1.0",
        "libpython3.9.so.1.0",  "libpython3.8.so.1.0",  NULL,
    };
    static const sbs_symbol symbols[] = {
        PYTHON_FUNCTIONS(SYMBOL) SBS_SYMBOL(sbs_py, PyExc_RecursionError),
    };
    static const sbs_library library = {
        .what = "libpython3",
        .names = names,
        .file = "libpython3.[0-9]*.so*",
        .symbols = symbols,
        .symbol_count = sizeof symbols / sizeof symbols[0],
    };
    void *handle;
    const char *const problem = sbs_load(&library, where, &handle);
    if (problem != NULL) return problem;
    name_program(handle);
    leave_out_site(handle);
    return NULL;
}
