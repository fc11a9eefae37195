// What explored programs do to their stacks.

#pragma once

#include "exploration.h"

// Frees a stack on which nothing runs and maps another one with the same top, with a new coroutine. Returns
// 0 or an error number.
int sbs_remap_stack(sbs_explored_stack *stack, sbs_switch kind, bool registers);
