// What the built-in runtimes share: loading the user's library, resolving its functions, and the texts that
// say what went wrong.

#pragma once

#include <stdbool.h>
#include <stddef.h>

/// A function or variable of a library, and the pointer that is to hold its address.
typedef struct sbs_symbol {
    const char *name;
    void *pointer;
} sbs_symbol;

/// `sbs_symbol` for a member of a struct that is called like the symbol.
#define SBS_SYMBOL(functions, name)                                                                          \
    {                                                                                                        \
#name, &(functions).name                                                                             \
    }

/// For a list of functions, `#define FUNCTIONS(X) X(void, GC_init, (void)) …`: the members of a struct of
/// pointers.
#define SBS_MEMBER(type, name, parameters) type(*name) parameters;

/// A runtime's library.
typedef struct sbs_library {
    const char *what;          ///< What people call it: "libruby".
    const char *const *names;  ///< What the dynamic linker is asked for, in this order; NULL ends them.
    const char *file;          ///< A pattern of glob(3), below the lib of an installation: "libruby*.so*".
    const sbs_symbol *symbols;
    size_t symbol_count;
} sbs_library;

/// Loads it for good and resolves its symbols. `where` is a library, the folder that a runtime is installed
/// in, or its program in the folder's bin; of several libraries there the newest is taken. NULL is the first
/// of the names that the dynamic linker finds. Returns NULL, or in one line what is wrong.
const char *sbs_load(const sbs_library *library, const char *where, void **handle);

/// Resolves symbols, in their order; returns NULL, or which one the library lacks.
const char *sbs_resolve(void *handle, const sbs_symbol *symbols, size_t count);

/// The file that a library was loaded from.
const char *sbs_path_of(void *handle);

/// Formats a text of one line, which stays valid until the thread's next call of a function of this file.
__attribute__((format(printf, 1, 2))) const char *sbs_line(const char *format, ...);
