#include "platform.h"

#include "switching/stack_call.h"

#if SBS_HAS_ASSEMBLY

// The frame pointer is callee-saved, so it can restore the caller's SP. Unwinders find the caller by it too:
// what ends a thread or throws in a callback passes through here.
#if defined(__x86_64__)
// clang-format off
__asm__(
    ".text\n"
    ".globl " SBS_ASM_NAME("sbs_call_on") "\n"
    ".p2align 4\n"
    SBS_ASM_NAME("sbs_call_on") ":\n"
    "  .cfi_startproc\n"
    "  pushq %rbp\n"
    "  .cfi_def_cfa_offset 16\n"
    "  .cfi_offset %rbp, -16\n"
    "  movq %rsp, %rbp\n"
    "  .cfi_def_cfa_register %rbp\n"
    "  movq %rsp, (%rcx)\n"
    "  andq $-16, %rdi\n"
    "  movq %rdi, %rsp\n"
    "  movq %rdx, %rdi\n"
    "  callq *%rsi\n"
    "  movq %rbp, %rsp\n"
    "  popq %rbp\n"
    "  .cfi_def_cfa %rsp, 8\n"
    "  retq\n"
    "  .cfi_endproc\n");
#else
__asm__(
    ".text\n"
    ".globl " SBS_ASM_NAME("sbs_call_on") "\n"
    ".p2align 4\n"
    SBS_ASM_NAME("sbs_call_on") ":\n"
    "  .cfi_startproc\n"
    "  stp x29, x30, [sp, #-16]!\n"
    "  .cfi_def_cfa_offset 16\n"
    "  .cfi_offset x29, -16\n"
    "  .cfi_offset x30, -8\n"
    "  mov x29, sp\n"
    "  .cfi_def_cfa_register x29\n"
    "  str x29, [x3]\n"
    "  and x0, x0, #-16\n"
    "  mov sp, x0\n"
    "  mov x0, x2\n"
    "  blr x1\n"
    "  mov sp, x29\n"
    "  ldp x29, x30, [sp], #16\n"
    "  .cfi_def_cfa sp, 0\n"
    "  ret\n"
    "  .cfi_endproc\n");
// clang-format on
#endif

const char *sbs_call_at_unavailable(void)
{
    return NULL;
}

#else

const char *sbs_call_at_unavailable(void)
{
    return "no assembly to set SP with for this architecture";
}

void sbs_call_on(uintptr_t sp, void (*function)(void *), void *argument, uintptr_t *left_at)
{
    (void)sp;
    *left_at = (uintptr_t)__builtin_frame_address(0);
    function(argument);
}

#endif
