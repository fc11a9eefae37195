// A program of the user's that is started to be recorded: in the foreground, with this process's own standard
// streams, and left alone when this process ends.

#pragma once

#include <sys/types.h>

#include "bounds_strategy.h"

SBS_ASSUME_NONNULL_BEGIN

/// A process that waits to become the program.
typedef struct sbs_recorded_program {
    pid_t pid;
    int gate;      ///< Where it reads whether to go on.
    int failures;  ///< Where it writes the error number when the program cannot be executed.
} sbs_recorded_program;

/// Starts the process, which does not execute the program yet.
///
/// - Parameter stops_at_entry: whether `sbs_recorded_program_stop_at_entry` will follow.
/// - Returns: 0 or an error number.
int sbs_recorded_program_start(
    const char *path, char *const SBS_NULLABLE *SBS_NULLABLE arguments, bool stops_at_entry,
    sbs_recorded_program *program);

/// Lets it execute the program, and waits until it has.
///
/// - Returns: 0, or the error number for which it could not.
int sbs_recorded_program_execute(sbs_recorded_program *program);

/// The same, but when this returns the program has stopped where its own code begins, with its libraries in
/// memory. Until `sbs_recorded_program_release` the end of this process ends it too.
///
/// - Returns: 0, the error number for which it could not be executed, or the negated one for which it could
/// not be
///   stopped; -ECHILD when it has ended.
int sbs_recorded_program_stop_at_entry(sbs_recorded_program *program);

/// Lets a program that has stopped go on. Nothing of the stop is left in it.
int sbs_recorded_program_release(const sbs_recorded_program *program);

/// Whether the process has ended, and how, as in waitpid(2).
bool sbs_recorded_program_ended(const sbs_recorded_program *program, int *status);

SBS_ASSUME_NONNULL_END
