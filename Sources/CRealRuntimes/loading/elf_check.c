#include "loading/elf_check.h"
#include "loading/loading.h"

#include <elf.h>
#include <errno.h>
#include <link.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

// The start of an ELF header, which is the same for 32 and 64 bits.
typedef struct elf_start {
    unsigned char identification[EI_NIDENT];
    uint16_t type;
    uint16_t machine;
} elf_start;

// Returns an errno, ENOEXEC for what is not ELF.
static int read_start(const char *path, elf_start *start)
{
    FILE *const file = fopen(path, "rbe");
    if (file == NULL) return errno;
    const bool is_whole = fread(start, sizeof *start, 1, file) == 1;
    const int error = ferror(file) ? errno : 0;
    fclose(file);
    if (error != 0) return error;
    return is_whole && memcmp(start->identification, ELFMAG, SELFMAG) == 0 ? 0 : ENOEXEC;
}

static const char *machine_name(const elf_start *start)
{
    static _Thread_local char number[32];
    switch (start->machine) {
    case EM_386: return "i386";
    case EM_X86_64: return start->identification[EI_CLASS] == ELFCLASS32 ? "x32" : "x86-64";
    case EM_ARM: return "arm";
    case EM_AARCH64: return "arm64";
    case EM_RISCV: return "riscv";
    case EM_S390: return "s390";
    case EM_PPC64: return "ppc64";
    default: snprintf(number, sizeof number, "ELF machine %u", (unsigned)start->machine); return number;
    }
}

// A library that was not copied whole is mapped all the same, and ends the process at the first use of what
// is missing. What is mapped must be in the file.
static bool is_cut_off(const char *path, off_t size)
{
    FILE *const file = fopen(path, "rbe");
    if (file == NULL) return false;
    ElfW(Ehdr) header;
    bool is_whole =
        fread(&header, sizeof header, 1, file) == 1 && fseek(file, (long)header.e_phoff, SEEK_SET) == 0;
    for (int i = 0; is_whole && i < header.e_phnum; i++) {
        ElfW(Phdr) part;
        is_whole = fread(&part, sizeof part, 1, file) == 1
            && (part.p_type != PT_LOAD || part.p_offset + part.p_filesz <= (uint64_t)size);
    }
    fclose(file);
    return !is_whole;
}

const char *sbs_elf_problem(const char *path)
{
    struct stat status;
    if (stat(path, &status) != 0) return strerror(errno);
    if (S_ISDIR(status.st_mode)) return "a folder, not a shared library";
    elf_start library, process;
    const int error = read_start(path, &library);
    if (error == ENOEXEC) return "not a shared library";
    if (error != 0) return strerror(error);
    if (read_start("/proc/self/exe", &process) != 0) return NULL;
    const bool is_ours = library.machine == process.machine
        && library.identification[EI_CLASS] == process.identification[EI_CLASS]
        && library.identification[EI_DATA] == process.identification[EI_DATA];
    if (!is_ours) return sbs_line("a library for %s, not for this machine", machine_name(&library));
    return is_cut_off(path, status.st_size) ? "cut off: a part of the library is missing" : NULL;
}
