#include "loading/failures.h"

#include <stdarg.h>
#include <stdio.h>

void sbs_keep_failure(sbs_first_failure *failure, const char *format, ...)
{
    int expected = SBS_FAILURE_FREE;
    if (!atomic_compare_exchange_strong(&failure->state, &expected, SBS_FAILURE_BEING_WRITTEN)) return;
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(failure->text, sizeof failure->text, format, arguments);
    va_end(arguments);
    for (char *c = failure->text; *c != 0; c++) {
        if (*c == '\n' || *c == '\r' || *c == '\t') *c = ' ';
    }
    atomic_store(&failure->state, SBS_FAILURE_WRITTEN);
}

const char *sbs_kept_failure(sbs_first_failure *failure)
{
    return atomic_load(&failure->state) == SBS_FAILURE_WRITTEN ? failure->text : NULL;
}
