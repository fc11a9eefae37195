#include "built_in_runtimes.h"

#include <string.h>

const sbs_real_runtime *sbs_built_in_runtime(const char *name)
{
    static const sbs_real_runtime *const all[] = {
        &sbs_runtime_boehm, &sbs_runtime_cpython, &sbs_runtime_guile, &sbs_runtime_hotspot, &sbs_runtime_ruby,
    };
    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++) {
        if (strcmp(all[i]->name, name) == 0) return all[i];
    }
    return NULL;
}
