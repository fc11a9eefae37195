#include "platform.h"

#include "build_info.h"

#if defined(__linux__)
#include <elf.h>
#include <link.h>
#include <string.h>
#endif

const char *sbs_c_compiler(void)
{
#if defined(__clang__)
    return __VERSION__;
#else
    return "gcc " __VERSION__;
#endif
}

const char *sbs_c_optimisation(void)
{
#if defined(__OPTIMIZE__)
    return "optimised";
#else
    return "not optimised";
#endif
}

#if defined(__linux__)

typedef struct build_id_text {
    char *text;
    size_t capacity;
    bool found;
} build_id_text;

static size_t aligned(size_t size, size_t alignment)
{
    return (size + alignment - 1) / alignment * alignment;
}

// Searches the notes of the first object, which is the program itself, and stops there.
static int find_build_id(struct dl_phdr_info *object, size_t size, void *argument)
{
    (void)size;
    build_id_text *const result = argument;
    for (int i = 0; i < object->dlpi_phnum; i++) {
        const ElfW(Phdr) *const header = &object->dlpi_phdr[i];
        if (header->p_type != PT_NOTE) continue;
        const size_t alignment = header->p_align == 8 ? 8 : 4;
        const char *note = (const char *)(object->dlpi_addr + header->p_vaddr);
        const char *const end = note + header->p_memsz;
        while (note + sizeof(ElfW(Nhdr)) <= end) {
            const ElfW(Nhdr) *const n = (const ElfW(Nhdr) *)note;
            const unsigned char *const id =
                (const unsigned char *)note + aligned(sizeof *n + n->n_namesz, alignment);
            const bool is_gnu = n->n_namesz == 4 && memcmp(note + sizeof *n, "GNU", 4) == 0;
            if (is_gnu && n->n_type == NT_GNU_BUILD_ID) {
                size_t length = 0;
                for (size_t byte = 0; byte < n->n_descsz && length + 3 <= result->capacity; byte++) {
                    result->text[length++] = "0123456789abcdef"[id[byte] >> 4];
                    result->text[length++] = "0123456789abcdef"[id[byte] & 15];
                }
                result->text[length] = '\0';
                result->found = true;
                return 1;
            }
            note = (const char *)id + aligned(n->n_descsz, alignment);
        }
    }
    return 1;
}

bool sbs_build_id(char *text, size_t capacity)
{
    build_id_text result = { text, capacity, false };
    if (capacity > 0) dl_iterate_phdr(find_build_id, &result);
    return result.found;
}

#else

bool sbs_build_id(char *text, size_t capacity)
{
    (void)text;
    (void)capacity;
    return false;
}

#endif
