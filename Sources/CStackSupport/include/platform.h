// The differences between platforms, in one place: which macros their headers need, and what they have. Must
// be the first header of every source file that needs it.

#pragma once

#if defined(_FEATURES_H) && !defined(_GNU_SOURCE)
#error "platform.h comes before all system headers"
#endif

// Without this, with -std=c17 the headers of Linux's C libraries declare only ISO C, and those of Darwin no
// getcontext.
#if defined(__linux__) && !defined(_GNU_SOURCE)
#define _GNU_SOURCE
#elif defined(__APPLE__) && !defined(_XOPEN_SOURCE)
#define _XOPEN_SOURCE 1
#endif

#include <stdint.h>  // says which C library it is

// Android, musl (which has no macro of its own: Linux without glibc) and OpenBSD lack getcontext and the
// like; Go's test of this is off there too (golang/go#62440).
#if defined(__ANDROID__) || defined(__OpenBSD__) || (defined(__linux__) && !defined(__GLIBC__))
#define SBS_HAS_UCONTEXT 0
#else
#define SBS_HAS_UCONTEXT 1
#endif

// There is assembly to switch stacks.
#if defined(__x86_64__) || defined(__aarch64__)
#define SBS_HAS_ASSEMBLY 1
#else
#define SBS_HAS_ASSEMBLY 0
#endif

// Boost.Context is loaded if it is installed; there are no builds of it for other C libraries.
#if defined(__GLIBC__) || defined(__APPLE__)
#define SBS_HAS_FCONTEXT 1
#else
#define SBS_HAS_FCONTEXT 0
#endif

// Constructors are called with the arguments of main.
#if defined(__GLIBC__)
#define SBS_HAS_CONSTRUCTOR_ARGUMENTS 1
#else
#define SBS_HAS_CONSTRUCTOR_ARGUMENTS 0
#endif

// The name of a C function in assembly, and the directives before and after a function. Without its type and
// size a symbol does not show in a profile.
#if defined(__APPLE__)
#define SBS_ASM_NAME(name) "_" name
#define SBS_ASM_FUNCTION(name) "_" name ":\n"
#define SBS_ASM_END(name)
#else
#define SBS_ASM_NAME(name) name
#define SBS_ASM_FUNCTION(name) ".type " name ", %function\n" name ":\n"
#define SBS_ASM_END(name) ".size " name ", . - " name "\n"
#endif

// Linux constants that are newer than the headers of many C libraries.
#if defined(__linux__)
#define SBS_SS_AUTODISARM (1u << 31)
#define SBS_MADV_WIPEONFORK 18
#define SBS_MADV_GUARD_INSTALL 102
#endif
