#include "build_info.h"

const char *sbs_c_compiler(void)
{
#if defined(__clang__)
    return __VERSION__;
#else
    return "gcc " __VERSION__;
#endif
}

const char *sbs_c_optimisation(void)
{
#if defined(__OPTIMIZE__)
    return "optimised";
#else
    return "not optimised";
#endif
}
