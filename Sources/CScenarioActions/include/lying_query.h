// A query that does not tell the truth, as when a program interposes pthread_getattr_np.

#pragma once

#include <stdint.h>

/// Changes what the runtime is answered when it asks for the bounds of a thread's own stack: so many bytes
/// are added to the low end, and to the high end. What scenarios themselves ask is not changed.
void sbs_make_queries_lie(intptr_t added_to_lo, intptr_t added_to_hi);

/// The same, but there is no answer at all.
void sbs_make_queries_fail(void);
