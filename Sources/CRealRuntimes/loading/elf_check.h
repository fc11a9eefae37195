// What the dynamic linker does not say: for a library of a different machine it says "No such file or
// directory".

#pragma once

/// NULL, or why the file is no shared library that this process could load.
const char *sbs_elf_problem(const char *path);
