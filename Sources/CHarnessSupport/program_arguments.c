#include "platform.h"

#include "program_arguments.h"

#if defined(__linux__)
#include <sys/auxv.h>
#endif

static int argument_count;
static char **arguments;

#if SBS_HAS_CONSTRUCTOR_ARGUMENTS
// glibc passes constructors the arguments of main.
__attribute__((constructor)) static void remember_arguments(int argc, char **argv)
{
    argument_count = argc;
    arguments = argv;
}
#endif

char *const *sbs_program_arguments(int *count)
{
    *count = argument_count;
    return arguments;
}

void sbs_forget_last_argument(void)
{
    argument_count -= 1;
}

const char *sbs_executed_path(void)
{
#if defined(__linux__)
    return (const char *)getauxval(AT_EXECFN);
#else
    return NULL;
#endif
}
