#define _GNU_SOURCE

#include "hotspot/hotspot_installation.h"
#include "loading/loading.h"

#include <limits.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static bool find_java_on_path(char program[PATH_MAX])
{
    const char *path = getenv("PATH");
    while (path != NULL && *path != 0) {
        const int length = (int)strcspn(path, ":");
        snprintf(program, PATH_MAX, "%.*s/java", length, path);
        if (access(program, X_OK) == 0) return true;
        path += length + (path[length] == ':');
    }
    return false;
}

const char *sbs_load_jvm(const char *where, void **handle, jni_create *create)
{
    const sbs_symbol symbol = { "JNI_CreateJavaVM", create };
    const sbs_library installed = {
        .what = "libjvm", .file = "server/libjvm.so", .symbols = &symbol, .symbol_count = 1
    };
    if (where != NULL) return sbs_load(&installed, where, handle);
    const char *const home = getenv("JAVA_HOME");
    if (home != NULL && home[0] != 0) {
        const char *const problem = sbs_load(&installed, home, handle);
        return problem == NULL ? NULL : sbs_line("JAVA_HOME: %s", problem);
    }
    char program[PATH_MAX];
    if (find_java_on_path(program) && sbs_load(&installed, program, handle) == NULL) return NULL;
    sbs_library packaged = installed;
    packaged.file = "jvm/*/lib/server/libjvm.so";
    if (sbs_load(&packaged, "/usr", handle) == NULL) return NULL;
    return "no Java: JAVA_HOME is not set, no java on the PATH has a libjvm.so, and /usr/lib/jvm has none";
}
