// Switching in a few instructions, as every coroutine library does it: callee-saved registers and SP.

#include "platform.h"

#include "switching/switch_assembly.h"

#if SBS_HAS_ASSEMBLY

#include <stdint.h>
#include <string.h>

// First frame of a coroutine: two callee-saved registers hold the function and its argument.
void sbs_coroutine_first_frame(void);

#if defined(__x86_64__)

enum { SAVED_WORDS = 6, SAVED_FUNCTION = 1, SAVED_ARGUMENT = 0, SAVED_RETURN = 6, FRAME_WORDS = 7 };
// clang-format off
__asm__(
    ".text\n"
    ".globl " SBS_ASM_NAME("sbs_switch_stack") "\n"
    ".p2align 4\n"
    SBS_ASM_FUNCTION("sbs_switch_stack")
    "  pushq %rbp\n"
    "  pushq %rbx\n"
    "  pushq %r12\n"
    "  pushq %r13\n"
    "  pushq %r14\n"
    "  pushq %r15\n"
    "  movq %rsp, (%rdi)\n"
    "  movq %rsi, %rsp\n"
    "  popq %r15\n"
    "  popq %r14\n"
    "  popq %r13\n"
    "  popq %r12\n"
    "  popq %rbx\n"
    "  popq %rbp\n"
    "  popq %rcx\n"
    "  jmpq *%rcx\n"
    SBS_ASM_END("sbs_switch_stack")
    ".globl " SBS_ASM_NAME("sbs_coroutine_first_frame") "\n"
    ".p2align 4\n"
    SBS_ASM_FUNCTION("sbs_coroutine_first_frame")
    "  .cfi_startproc\n"
    "  .cfi_undefined rip\n"  // unwinders stop here
    "  movq %r15, %rdi\n"
    "  callq *%r14\n"
    "  ud2\n"
    "  .cfi_endproc\n"
    SBS_ASM_END("sbs_coroutine_first_frame"));

#else

enum { SAVED_FUNCTION = 1, SAVED_ARGUMENT = 0, SAVED_RETURN = 11, FRAME_WORDS = 20 };

__asm__(
    ".text\n"
    ".globl " SBS_ASM_NAME("sbs_switch_stack") "\n"
    ".p2align 4\n"
    SBS_ASM_FUNCTION("sbs_switch_stack")
    "  sub sp, sp, #160\n"
    "  stp x19, x20, [sp]\n"
    "  stp x21, x22, [sp, #16]\n"
    "  stp x23, x24, [sp, #32]\n"
    "  stp x25, x26, [sp, #48]\n"
    "  stp x27, x28, [sp, #64]\n"
    "  stp x29, x30, [sp, #80]\n"
    "  stp d8, d9, [sp, #96]\n"
    "  stp d10, d11, [sp, #112]\n"
    "  stp d12, d13, [sp, #128]\n"
    "  stp d14, d15, [sp, #144]\n"
    "  mov x9, sp\n"
    "  str x9, [x0]\n"
    "  mov sp, x1\n"
    "  ldp x19, x20, [sp]\n"
    "  ldp x21, x22, [sp, #16]\n"
    "  ldp x23, x24, [sp, #32]\n"
    "  ldp x25, x26, [sp, #48]\n"
    "  ldp x27, x28, [sp, #64]\n"
    "  ldp x29, x30, [sp, #80]\n"
    "  ldp d8, d9, [sp, #96]\n"
    "  ldp d10, d11, [sp, #112]\n"
    "  ldp d12, d13, [sp, #128]\n"
    "  ldp d14, d15, [sp, #144]\n"
    "  add sp, sp, #160\n"
    "  br x30\n"
    SBS_ASM_END("sbs_switch_stack")
    ".globl " SBS_ASM_NAME("sbs_coroutine_first_frame") "\n"
    ".p2align 2\n"
    SBS_ASM_FUNCTION("sbs_coroutine_first_frame")
    "  .cfi_startproc\n"
    "  .cfi_undefined x30\n"  // unwinders stop here
    "  mov x0, x19\n"
    "  blr x20\n"
    "  brk #1\n"
    "  .cfi_endproc\n"
    SBS_ASM_END("sbs_coroutine_first_frame"));
// clang-format on

#endif

void sbs_assembly_prepare(sbs_coroutine *coroutine, void *lo, size_t size)
{
    // SP is a multiple of 16 when the first frame starts, as both ABIs require before a call.
    const uintptr_t top = ((uintptr_t)lo + size) & ~(uintptr_t)15;
    void **const frame = (void **)(top - 16) - ((FRAME_WORDS + 1) & ~1);
    memset(frame, 0, top - (uintptr_t)frame);
#if defined(__x86_64__)
    void **const saved = frame + 1;  // 7 words are popped: start at an odd word
#else
    void **const saved = frame;
#endif
    saved[SAVED_ARGUMENT] = coroutine;
    saved[SAVED_FUNCTION] = (void *)(uintptr_t)sbs_coroutine_run;
    saved[SAVED_RETURN] = (void *)(uintptr_t)sbs_coroutine_first_frame;
    coroutine->own_sp = saved;
}

#endif
