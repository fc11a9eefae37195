#include "coroutine.h"

#include <stdlib.h>
#include <string.h>

// getcontext and its kin are absent from Android, musl (which has no macro of its own: Linux without
// glibc) and OpenBSD; Go's test of the same thing is off there too (golang/go#62440).
#if defined(__ANDROID__) || defined(__OpenBSD__) || (defined(__linux__) && !defined(__GLIBC__))
#define HAS_UCONTEXT 0
#else
#define HAS_UCONTEXT 1
#include <ucontext.h>
#endif

#if defined(__x86_64__) || defined(__aarch64__)
#define HAS_ASSEMBLY 1
#else
#define HAS_ASSEMBLY 0
#endif

struct sbs_coroutine {
    sbs_switch kind;
    void (*main)(sbs_coroutine *, void *);
    void *argument;
    void *own_sp;     // assembly: where each side was left
    void *caller_sp;
#if HAS_UCONTEXT
    ucontext_t own;
    ucontext_t caller;
#endif
};

const char *sbs_switch_unavailable(sbs_switch kind)
{
    switch (kind) {
    case SBS_SWITCH_UCONTEXT:
        return HAS_UCONTEXT ? NULL : "this C library has no getcontext";
    case SBS_SWITCH_ASSEMBLY:
        return HAS_ASSEMBLY ? NULL : "no assembly switch for this architecture";
    }
    return "no such way of switching";
}

#if HAS_ASSEMBLY

// Pushes the callee-saved registers, stores SP to *save, loads SP from `load` and pops. The floating
// point control words are not switched: nothing here changes them.
void sbs_switch_stack(void **save, void *load);

// First frame of a coroutine: its two callee-saved registers hold the function and its argument.
void sbs_coroutine_first_frame(void);

#if defined(__APPLE__)
#define SYMBOL(name) "_" name
#else
#define SYMBOL(name) name
#endif

#if defined(__x86_64__)

enum { SAVED_WORDS = 6, SAVED_FUNCTION = 1, SAVED_ARGUMENT = 0, SAVED_RETURN = 6, FRAME_WORDS = 7 };

__asm__(
    ".text\n"
    ".globl " SYMBOL("sbs_switch_stack") "\n"
    ".p2align 4\n"
    SYMBOL("sbs_switch_stack") ":\n"
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
    ".globl " SYMBOL("sbs_coroutine_first_frame") "\n"
    ".p2align 4\n"
    SYMBOL("sbs_coroutine_first_frame") ":\n"
    "  .cfi_startproc\n"
    "  .cfi_undefined rip\n"  // unwinders stop here
    "  movq %r15, %rdi\n"
    "  callq *%r14\n"
    "  ud2\n"
    "  .cfi_endproc\n");

#else

enum { SAVED_FUNCTION = 1, SAVED_ARGUMENT = 0, SAVED_RETURN = 11, FRAME_WORDS = 20 };

__asm__(
    ".text\n"
    ".globl " SYMBOL("sbs_switch_stack") "\n"
    ".p2align 4\n"
    SYMBOL("sbs_switch_stack") ":\n"
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
    ".globl " SYMBOL("sbs_coroutine_first_frame") "\n"
    ".p2align 2\n"
    SYMBOL("sbs_coroutine_first_frame") ":\n"
    "  .cfi_startproc\n"
    "  .cfi_undefined x30\n"  // unwinders stop here
    "  mov x0, x19\n"
    "  blr x20\n"
    "  brk #1\n"
    "  .cfi_endproc\n");

#endif

static void run_main(void *coroutine)
{
    sbs_coroutine *const c = coroutine;
    c->main(c, c->argument);
    abort();  // main returned: there is nothing to return to
}

static void prepare_assembly(sbs_coroutine *c, void *lo, size_t size)
{
    // SP is a multiple of 16 when the first frame starts, as both ABIs want before a call.
    const uintptr_t top = ((uintptr_t)lo + size) & ~(uintptr_t)15;
    void **const frame = (void **)(top - 16) - ((FRAME_WORDS + 1) & ~1);
    memset(frame, 0, top - (uintptr_t)frame);
#if defined(__x86_64__)
    void **const saved = frame + 1;  // 7 words are popped: start at an odd word
#else
    void **const saved = frame;
#endif
    saved[SAVED_ARGUMENT] = c;
    saved[SAVED_FUNCTION] = (void *)(uintptr_t)run_main;
    saved[SAVED_RETURN] = (void *)(uintptr_t)sbs_coroutine_first_frame;
    c->own_sp = saved;
}

#endif

#if HAS_UCONTEXT

// makecontext passes ints, so the pointer travels in two halves.
static void run_ucontext(unsigned high, unsigned low)
{
    sbs_coroutine *const c = (sbs_coroutine *)((uintptr_t)high << 32 | low);
    c->main(c, c->argument);
    abort();  // main returned: there is nothing to return to
}

static void prepare_ucontext(sbs_coroutine *c, void *lo, size_t size)
{
    getcontext(&c->own);
    c->own.uc_stack.ss_sp = lo;
    c->own.uc_stack.ss_size = size;
    c->own.uc_link = NULL;
    makecontext(
        &c->own, (void (*)(void))(uintptr_t)run_ucontext, 2, (unsigned)((uintptr_t)c >> 32),
        (unsigned)(uintptr_t)c);
}

#endif

sbs_coroutine *sbs_coroutine_create(
    sbs_switch kind, void *lo, size_t size, void (*main)(sbs_coroutine *, void *), void *argument)
{
    if (sbs_switch_unavailable(kind) != NULL) return NULL;
    sbs_coroutine *const c = calloc(1, sizeof *c);
    if (c == NULL) return NULL;
    c->kind = kind;
    c->main = main;
    c->argument = argument;
#if HAS_UCONTEXT
    if (kind == SBS_SWITCH_UCONTEXT) prepare_ucontext(c, lo, size);
#endif
#if HAS_ASSEMBLY
    if (kind == SBS_SWITCH_ASSEMBLY) prepare_assembly(c, lo, size);
#endif
    return c;
}

void sbs_coroutine_destroy(sbs_coroutine *coroutine)
{
    free(coroutine);
}

void sbs_coroutine_resume(sbs_coroutine *c)
{
#if HAS_ASSEMBLY
    if (c->kind == SBS_SWITCH_ASSEMBLY) {
        sbs_switch_stack(&c->caller_sp, c->own_sp);
        return;
    }
#endif
#if HAS_UCONTEXT
    swapcontext(&c->caller, &c->own);
#endif
}

void sbs_coroutine_yield(sbs_coroutine *c)
{
#if HAS_ASSEMBLY
    if (c->kind == SBS_SWITCH_ASSEMBLY) {
        sbs_switch_stack(&c->own_sp, c->caller_sp);
        return;
    }
#endif
#if HAS_UCONTEXT
    swapcontext(&c->own, &c->caller);
#endif
}
