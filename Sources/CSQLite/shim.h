// SQLite's functions, loaded when they are first needed.
//
// The program is not linked with it: children are copies of the program, and each library that is loaded at
// their start is five more mappings, which queries of the main thread go through.
#pragma once

#include <sqlite3.h>

#include <dlfcn.h>
#include <stdbool.h>
#include <stddef.h>

#define CSQLITE_FUNCTIONS(X)                                                                                 \
    X(open_v2)                                                                                               \
    X(close_v2)                                                                                              \
    X(busy_timeout)                                                                                          \
    X(errmsg)                                                                                                \
    X(exec)                                                                                                  \
    X(prepare_v2)                                                                                            \
    X(finalize)                                                                                              \
    X(reset)                                                                                                 \
    X(step)                                                                                                  \
    X(bind_blob64)                                                                                           \
    X(bind_double)                                                                                           \
    X(bind_int64)                                                                                            \
    X(bind_null)                                                                                             \
    X(bind_text)                                                                                             \
    X(column_blob)                                                                                           \
    X(column_bytes)                                                                                          \
    X(column_double)                                                                                         \
    X(column_int64)                                                                                          \
    X(column_type)                                                                                           \
    X(last_insert_rowid)

struct csqlite_functions {
#define CSQLITE_MEMBER(name) __typeof__(sqlite3_##name) *_Nonnull name;
    CSQLITE_FUNCTIONS(CSQLITE_MEMBER)
#undef CSQLITE_MEMBER
};

// Fills in all functions, or says false where there is no library that has them.
static inline bool csqlite_load(struct csqlite_functions *functions)
{
    void *library = dlopen("libsqlite3.so.0", RTLD_NOW | RTLD_LOCAL);
    if (library == NULL) library = dlopen("libsqlite3.so", RTLD_NOW | RTLD_LOCAL);
    if (library == NULL) return false;
#define CSQLITE_LOAD(name)                                                                                   \
    {                                                                                                        \
        void *function = dlsym(library, "sqlite3_" #name);                                                   \
        if (function == NULL) return false;                                                                  \
        functions->name = (__typeof__(sqlite3_##name) *)function;                                            \
    }
    CSQLITE_FUNCTIONS(CSQLITE_LOAD)
#undef CSQLITE_LOAD
    return true;
}

// Has SQLite copy what is bound.
static inline sqlite3_destructor_type _Nullable csqlite_copied(void)
{
    return SQLITE_TRANSIENT;
}
