#include "platform.h"

#include "build_info.h"

#if defined(__linux__)
#include <link.h>
#include <string.h>
#endif

// As elf(5) has it.
enum { NOTE_GNU_BUILD_ID = 3 };

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

typedef struct note_search {
    const char *owner;
    uint32_t type;
    const unsigned char *contents;
    size_t size;
} note_search;

static size_t aligned(size_t size, size_t alignment)
{
    return (size + alignment - 1) / alignment * alignment;
}

// Searches the notes of the first object, which is the program itself, and stops there.
static int find_note(struct dl_phdr_info *object, size_t size, void *argument)
{
    (void)size;
    note_search *const search = argument;
    const size_t owner_size = strlen(search->owner) + 1;
    for (int i = 0; i < object->dlpi_phnum; i++) {
        const ElfW(Phdr) *const header = &object->dlpi_phdr[i];
        if (header->p_type != PT_NOTE) continue;
        const size_t alignment = header->p_align == 8 ? 8 : 4;
        const unsigned char *note = (const unsigned char *)(object->dlpi_addr + header->p_vaddr);
        const unsigned char *const end = note + header->p_memsz;
        while (note + sizeof(ElfW(Nhdr)) <= end) {
            const ElfW(Nhdr) *const n = (const ElfW(Nhdr) *)note;
            const unsigned char *const contents = note + aligned(sizeof *n + n->n_namesz, alignment);
            const bool is_owners =
                n->n_namesz == owner_size && memcmp(note + sizeof *n, search->owner, owner_size) == 0;
            if (is_owners && n->n_type == search->type) {
                search->contents = contents;
                search->size = n->n_descsz;
                return 1;
            }
            note = contents + aligned(n->n_descsz, alignment);
        }
    }
    return 1;
}

const unsigned char *sbs_program_note(const char *owner, uint32_t type, size_t *size)
{
    note_search search = { owner, type, NULL, 0 };
    dl_iterate_phdr(find_note, &search);
    *size = search.size;
    return search.contents;
}

#else

const unsigned char *sbs_program_note(const char *owner, uint32_t type, size_t *size)
{
    (void)owner;
    (void)type;
    *size = 0;
    return NULL;
}

#endif

bool sbs_build_id(char *text, size_t capacity)
{
    size_t size;
    const unsigned char *const id = sbs_program_note("GNU", NOTE_GNU_BUILD_ID, &size);
    if (id == NULL || capacity == 0) return false;
    size_t length = 0;
    for (size_t byte = 0; byte < size && length + 3 <= capacity; byte++) {
        text[length++] = "0123456789abcdef"[id[byte] >> 4];
        text[length++] = "0123456789abcdef"[id[byte] & 15];
    }
    text[length] = '\0';
    return true;
}
