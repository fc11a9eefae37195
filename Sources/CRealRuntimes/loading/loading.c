#define _GNU_SOURCE

#include "loading/loading.h"
#include "loading/elf_check.h"

#include <dlfcn.h>
#include <errno.h>
#include <glob.h>
#include <limits.h>
#include <link.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

const char *sbs_line(const char *format, ...)
{
    static _Thread_local char text[2 * PATH_MAX];
    char made[sizeof text];  // The arguments may be in the text of the last call.
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(made, sizeof made, format, arguments);
    va_end(arguments);
    memcpy(text, made, sizeof text);
    for (char *c = text; *c != 0; c++) {
        if (*c == '\n') *c = ' ';
    }
    return text;
}

// All symbols are resolved now, so that what is missing is said by start and not in a callback.
static void *load(const char *name)
{
    return dlopen(name, RTLD_NOW | RTLD_LOCAL);
}

static const char *load_file(const char *path, void **handle)
{
    const char *const problem = sbs_elf_problem(path);
    if (problem != NULL) return sbs_line("%s: %s", path, problem);
    *handle = load(path);
    return *handle == NULL ? sbs_line("%s", dlerror()) : NULL;
}

static const char *load_first(const sbs_library *library, void **handle)
{
    char broken[2 * PATH_MAX] = "";
    for (const char *const *name = library->names; *name != NULL; name++) {
        *handle = load(*name);
        if (*handle != NULL) return NULL;
        // One that is there and cannot be loaded says more than all that are not there. glibc has no error
        // numbers for this, only "NAME: cannot open shared object file: No such file or directory"; when it
        // is a library that NAME needs which is missing, the text begins with that one's name.
        const char *const error = dlerror();
        const bool is_missing = strncmp(error, *name, strlen(*name)) == 0
            && strstr(error, "cannot open shared object file") != NULL;
        if (!is_missing && broken[0] == 0) snprintf(broken, sizeof broken, "%s: %s", *name, error);
    }
    if (broken[0] != 0) return sbs_line("%s", broken);
    return sbs_line("no %s where the dynamic linker looks (ldconfig -p lists what it knows)", library->what);
}

// The newest file that matches; a part of the name must be in it, which is how "python3.11" finds its own
// library among those of other versions.
static bool newest_match(const char *folder, const char *pattern, const char *part, char path[PATH_MAX])
{
    char full[2 * PATH_MAX];
    snprintf(full, sizeof full, "%s/%s", folder, pattern);
    glob_t matches;
    if (glob(full, 0, NULL, &matches) != 0) return false;
    const char *newest = NULL;
    for (size_t i = 0; i < matches.gl_pathc; i++) {
        const char *const match = matches.gl_pathv[i];
        if (strstr(strrchr(match, '/'), part) == NULL) continue;
        if (newest == NULL || strverscmp(match, newest) > 0) newest = match;
    }
    if (newest != NULL) snprintf(path, PATH_MAX, "%s", newest);
    globfree(&matches);
    return newest != NULL;
}

static const char *load_below(const char *folder, const char *part, const sbs_library *library, void **handle)
{
    // Distributions have a folder a machine, or lib64; Java 8 has the runtime in one of its own.
    static const char *const folders[] = { "lib", "lib/*", "lib64", "jre/lib/*" };
    char path[PATH_MAX], pattern[PATH_MAX];
    for (size_t i = 0; i < sizeof folders / sizeof folders[0]; i++) {
        snprintf(pattern, sizeof pattern, "%s/%s", folders[i], library->file);
        if (newest_match(folder, pattern, part, path)) return load_file(path, handle);
    }
    return sbs_line(
        "%s: this installation has no %s as a shared library (looked for lib/%s)", folder, library->what,
        library->file);
}

// A program's installation is the folder above its bin: "/usr" for "/usr/bin/python3".
static const char *load_beside(const char *program, const sbs_library *library, void **handle)
{
    char folder[PATH_MAX];
    if (realpath(program, folder) == NULL) return sbs_line("%s: %s", program, strerror(errno));
    char *const name = strrchr(folder, '/');
    char part[NAME_MAX + 1] = "";
    const char *const version = strpbrk(name, "0123456789");
    if (version != NULL) snprintf(part, sizeof part, "%s", version);
    *name = 0;
    char *const bin = strrchr(folder, '/');
    if (bin == NULL || strcmp(bin, "/bin") != 0) {
        return sbs_line("%s: neither %s nor a program in the bin of an installation", program, library->what);
    }
    *bin = 0;
    return load_below(folder, part, library, handle);
}

static const char *load_installed(const char *where, const sbs_library *library, void **handle)
{
    struct stat status;
    if (stat(where, &status) != 0) return sbs_line("%s: %s", where, strerror(errno));
    if (S_ISDIR(status.st_mode)) return load_below(where, "", library, handle);
    // Without a slash the dynamic linker would look elsewhere.
    char path[PATH_MAX];
    if (realpath(where, path) == NULL) return sbs_line("%s: %s", where, strerror(errno));
    const bool is_program = strstr(strrchr(path, '/'), ".so") == NULL && access(path, X_OK) == 0;
    return is_program ? load_beside(where, library, handle) : load_file(path, handle);
}

const char *sbs_resolve(void *handle, const sbs_symbol *symbols, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        void *const address = dlsym(handle, symbols[i].name);
        if (address == NULL) {
            return sbs_line(
                "%s has no %s: a different library, or a version that the suite does not know",
                sbs_path_of(handle), symbols[i].name);
        }
        // POSIX has functions and data in pointers of one size.
        memcpy(symbols[i].pointer, &address, sizeof address);
    }
    return NULL;
}

const char *sbs_load(const sbs_library *library, const char *where, void **handle)
{
    const char *const problem =
        where == NULL ? load_first(library, handle) : load_installed(where, library, handle);
    return problem != NULL ? problem : sbs_resolve(*handle, library->symbols, library->symbol_count);
}

const char *sbs_path_of(void *handle)
{
    struct link_map *map = NULL;
    return dlinfo(handle, RTLD_DI_LINKMAP, &map) == 0 ? map->l_name : "";
}
