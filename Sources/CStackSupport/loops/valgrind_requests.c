#include "loops/valgrind_requests.h"

enum {
    STACK_REGISTER = 0x1501,
    STACK_DEREGISTER = 0x1502,
    CALLGRIND_TOGGLE_COLLECT = ('C' << 24 | 'T' << 16) + 2,
};

// A request is a block of six words: its number and five arguments. The instructions rotate a register all
// the way round and exchange another with itself. No compiler emits that, so valgrind recognises it.
static uintptr_t request(uintptr_t number, uintptr_t first, uintptr_t second)
{
    const uintptr_t words[6] = { number, first, second, 0, 0, 0 };
    uintptr_t result = 0;
#if defined(__x86_64__)
    __asm__ volatile("rolq $3, %%rdi; rolq $13, %%rdi; rolq $61, %%rdi; rolq $51, %%rdi\n"
                     "xchgq %%rbx, %%rbx"
                     : "+d"(result)
                     : "a"(words)
                     : "cc", "memory");
#elif defined(__aarch64__)
    register uintptr_t answer __asm__("x3") = result;
    register const uintptr_t *block __asm__("x4") = words;
    __asm__ volatile("ror x12, x12, #3; ror x12, x12, #13; ror x12, x12, #51; ror x12, x12, #61\n"
                     "orr x10, x10, x10"
                     : "+r"(answer)
                     : "r"(block)
                     : "cc", "memory");
    result = answer;
#else
    (void)words;
#endif
    return result;
}

uintptr_t sbs_tell_valgrind_of_stack(uintptr_t lo, uintptr_t hi)
{
    // Valgrind wants the highest byte of the stack, not the one after it.
    return request(STACK_REGISTER, lo, hi - 1);
}

void sbs_tell_valgrind_of_stack_end(uintptr_t number)
{
    request(STACK_DEREGISTER, number, 0);
}

void sbs_toggle_callgrind(void)
{
    request(CALLGRIND_TOGGLE_COLLECT, 0, 0);
}
