// What a callback calls that calls out to C.

#pragma once

typedef struct sbs_call_out {
    void (*function)(void *argument);
    void *argument;
} sbs_call_out;
