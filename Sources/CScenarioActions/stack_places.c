#include "platform.h"

#include "stack_places.h"

#include <unistd.h>

__attribute__((noinline)) void sbs_with_frame_block(
    size_t bytes, void (*function)(void *, void *), void *argument)
{
    void *const block = __builtin_alloca(bytes + 16);
    function((void *)(((uintptr_t)block + 15) & ~(uintptr_t)15), argument);
    __asm__ volatile("" : : "r"(block) : "memory");
}

static unsigned char data_area[64 * 1024] = { 1 };

uintptr_t sbs_data_area_end(void)
{
    return (uintptr_t)data_area + sizeof data_area;
}

static uintptr_t main_stack_end;

#if SBS_HAS_CONSTRUCTOR_ARGUMENTS
// glibc passes constructors the arguments of main; argc is the word below argv.
__attribute__((constructor)) static void remember_stack_end(int argc, char **argv)
{
    (void)argc;
    const uintptr_t page = (uintptr_t)sysconf(_SC_PAGESIZE);
    if (argv != NULL) main_stack_end = (((uintptr_t)argv - sizeof(void *)) & -page) + page;
}
#endif

uintptr_t sbs_main_stack_end(void)
{
    return main_stack_end;
}
