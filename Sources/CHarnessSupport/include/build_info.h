// What the program was built from, and how the measured C code was compiled: part of every result.

#pragma once

#include "bounds_strategy.h"

SBS_ASSUME_NONNULL_BEGIN

/// Name and version of the C compiler.
const char *sbs_c_compiler(void);

/// "optimised" or "not optimised": the compiler tells the program no more.
const char *sbs_c_optimisation(void);

/// The contents of the program's first note of an owner and a type (elf(5)), and how many bytes they are.
/// NULL when it has none, as where programs are no ELF files.
const unsigned char *SBS_NULLABLE sbs_program_note(const char *owner, uint32_t type, size_t *size);

/// The note that says which commit the program was built from, made by Sources/SourceStamp/stamp.sh.
#define SBS_SOURCE_NOTE_OWNER "stack-bounds-bench"
#define SBS_SOURCE_NOTE_TYPE 1

/// Writes the program's build id, which the linker computes from its contents, in hexadecimal with a final
/// NUL, cut to `capacity` bytes. False when it has none.
bool sbs_build_id(char *text, size_t capacity);

SBS_ASSUME_NONNULL_END
