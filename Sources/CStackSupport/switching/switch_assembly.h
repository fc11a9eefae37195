// Switching in a few instructions.

#pragma once

#include "switching/coroutine_private.h"

// Makes the coroutine ready for its first switch.
void sbs_assembly_prepare(sbs_coroutine *coroutine, void *lo, size_t size);

// Pushes the callee-saved registers, stores SP to *save, loads SP from `load` and pops. The floating-point
// control words are not switched, since nothing here changes them. Leaves by an indirect jump: a return would
// be predicted to return to the caller, which is on the other stack, and be mispredicted every time (9 ns per
// switch on a Zen 4 server, instead of 4).
void sbs_switch_stack(void **save, void *load);
