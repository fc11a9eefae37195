// What two files below /proc say about the main thread's stack, parsed as runtimes parse them.

#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "queries/stack_queries.h"

/// Field 28 of /proc/self/stat: SP as the process started; 0 when it cannot be read.
uintptr_t sbs_read_start_of_stack(void);

/// The line of /proc/self/maps that holds an address, and where the one below it ends (0 when there is none).
/// The lines are read in order, so it takes the longer the more mappings there are below. False when there is
/// no such line or no such file.
bool sbs_read_maps_line(uintptr_t address, sbs_bounds *line, uintptr_t *end_below);
