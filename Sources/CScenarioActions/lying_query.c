#include "lying_query.h"

#include "queries/bounds_sources.h"

static sbs_bounds (*honest)(void);
static intptr_t lo_error, hi_error;

static sbs_bounds lie(void)
{
    sbs_bounds answer = honest();
    if (answer.hi == 0) return answer;
    answer.lo += (uintptr_t)lo_error;
    answer.hi += (uintptr_t)hi_error;
    return answer;
}

static sbs_bounds say_nothing(void)
{
    return (sbs_bounds){ 0, 0 };
}

void sbs_make_queries_lie(intptr_t added_to_lo, intptr_t added_to_hi)
{
    honest = sbs_bounds_source_in_use;
    lo_error = added_to_lo;
    hi_error = added_to_hi;
    sbs_bounds_source_in_use = lie;
}

void sbs_make_queries_fail(void)
{
    sbs_bounds_source_in_use = say_nothing;
}
