#include "platform.h"

#include "queries/proc_files.h"

#if defined(__linux__)

#include <errno.h>
#include <fcntl.h>
#include <stddef.h>
#include <unistd.h>

// A file that is read byte by byte, a block at a time.
typedef struct reader {
    int descriptor;
    size_t next, count;
    char bytes[1024];
} reader;

// The next byte, or -1 at the end.
static int next_byte(reader *r)
{
    if (r->next == r->count) {
        const ssize_t count = read(r->descriptor, r->bytes, sizeof r->bytes);
        if (count <= 0) return -1;
        r->count = (size_t)count;
        r->next = 0;
    }
    return (unsigned char)r->bytes[r->next++];
}

// A number in base 10 or 16, and the byte behind it, or -1.
static int next_number(reader *r, unsigned base, uintptr_t *number)
{
    *number = 0;
    for (;;) {
        const int byte = next_byte(r);
        unsigned digit = base;
        if (byte >= '0' && byte <= '9') digit = (unsigned)(byte - '0');
        if (byte >= 'a' && byte <= 'f') digit = (unsigned)(byte - 'a') + 10;
        if (digit >= base) return byte;
        *number = *number * base + digit;
    }
}

static bool open_reader(reader *r, const char *path)
{
    r->descriptor = open(path, O_RDONLY | O_CLOEXEC);
    r->next = r->count = 0;
    return r->descriptor >= 0;
}

uintptr_t sbs_read_start_of_stack(void)
{
    enum { FIRST_AFTER_NAME = 3, START_OF_STACK = 28 };
    const int before = errno;
    reader r;
    uintptr_t number = 0;
    if (open_reader(&r, "/proc/self/stat")) {
        // The second field is the program's name in parentheses, which may hold spaces and parentheses: what
        // follows the last ')' counts.
        int field = 0;
        for (int byte = next_byte(&r); byte >= 0; byte = next_byte(&r)) {
            if (byte == ')') field = FIRST_AFTER_NAME - 1;
            if (byte == ' ' && field != 0 && ++field == START_OF_STACK) {
                next_number(&r, 10, &number);
                break;
            }
        }
        close(r.descriptor);
    }
    errno = before;
    return number;
}

bool sbs_read_maps_line(uintptr_t address, sbs_bounds *line, uintptr_t *end_below)
{
    const int before = errno;
    reader r;
    bool found = false;
    if (open_reader(&r, "/proc/self/maps")) {
        *end_below = 0;
        while (!found && next_number(&r, 16, &line->lo) == '-') {
            int byte = next_number(&r, 16, &line->hi);
            found = line->lo <= address && address < line->hi;
            if (!found) *end_below = line->hi;
            while (byte >= 0 && byte != '\n') byte = next_byte(&r);
        }
        close(r.descriptor);
    }
    errno = before;
    return found;
}

#endif
