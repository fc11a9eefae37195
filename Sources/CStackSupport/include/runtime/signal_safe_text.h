// Builds text in a buffer of fixed size, for places where nothing may be allocated or locked: signal
// handlers, foreign stacks, the last bytes of a stack. Text that does not fit is cut off.

#pragma once

#include <stddef.h>
#include <stdint.h>

typedef struct sbs_text {
    char *bytes;
    size_t capacity;
    size_t length;
} sbs_text;

static inline void sbs_add_text(sbs_text *t, const char *text)
{
    while (*text != '\0' && t->length < t->capacity) t->bytes[t->length++] = *text++;
}

// In base 10 or 16, without a prefix.
static inline void sbs_add_number(sbs_text *t, uint64_t number, unsigned base)
{
    char digits[20];  // of a 64-bit number in base 10; 16 in base 16
    size_t count = 0;
    do {
        digits[count++] = "0123456789abcdef"[number % base];
        number /= base;
    } while (number != 0);
    while (count > 0 && t->length < t->capacity) t->bytes[t->length++] = digits[--count];
}
