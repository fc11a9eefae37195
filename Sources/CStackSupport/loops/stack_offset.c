#include "loops/stack_offset.h"

__attribute__((noinline)) void sbs_with_stack_offset(size_t bytes, void (*function)(void *), void *argument)
{
    volatile char *const offset = __builtin_alloca(bytes + 1);
    offset[0] = 0;
    function(argument);
    __asm__ volatile("" ::: "memory");
}
