#define _GNU_SOURCE

#include "hotspot/hotspot_machine.h"
#include "loading/loading.h"

#include <limits.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

// "The Invocation API".
typedef int32_t (*jni_create)(jni_machine **machine, void **env, const jni_settings *settings);

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

static const char *load(const char *where, void **handle, jni_create *create)
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

const char *sbs_create_jvm(const char *where, jni_machine **machine, jni_environment **env)
{
    static const jni_option options[] = {
        // Options of one version are unknown to another.
        { "-XX:+IgnoreUnrecognizedVMOptions", NULL },
        // Signals that ask the program to end are the program's, not Java's.
        { "-Xrs", NULL },
        // What an empty method needs, and few threads beside the one that is measured.
        { "-Xms8m", NULL },
        { "-Xmx64m", NULL },
        { "-XX:+UseSerialGC", NULL },
        { "-Xshare:auto", NULL },
        // No files: neither in the folder for temporary ones, where with -Xrs every process would leave the
        // socket for jcmd (/tmp/.java_pidN, which stays after _exit), nor a crash's account, which begins on
        // stdout too.
        { "-XX:-UsePerfData", NULL },
        { "-XX:+DisableAttachMechanism", NULL },
        { "-XX:ErrorFile=/dev/null", NULL },
    };
    const jni_settings settings = { JNI_VERSION_1_6, sizeof options / sizeof options[0], options, 1 };
    void *handle, *made = NULL;
    jni_create create_machine;
    const char *const problem = load(where, &handle, &create_machine);
    if (problem != NULL) return problem;
    const int32_t error = create_machine(machine, &made, &settings);
    *env = made;
    return error == JNI_OK ? NULL
                           : sbs_line("%s: JNI_CreateJavaVM: error %d", sbs_path_of(handle), (int)error);
}
