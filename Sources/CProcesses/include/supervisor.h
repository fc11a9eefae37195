// Child processes of which nothing stays behind: each is started by a supervisor, a fork of this process that
// ends it, and everything that it has started, as soon as it ends, is to be ended, or this process is gone.

#pragma once

#include <sys/types.h>

#include "bounds_strategy.h"

SBS_ASSUME_NONNULL_BEGIN

/// What is started, and with which descriptors.
typedef struct sbs_launch {
    /// The program's file; NULL when it is `descriptor`.
    const char *SBS_NULLABLE path;
    /// The program as an open file, which may have no name any more; -1 when it is `path`. The program has it
    /// as descriptor 4: a script is read from there.
    int descriptor;
    /// Arguments and environment, as execve(2) takes them.
    char *const SBS_NULLABLE *SBS_NULLABLE arguments;
    char *const SBS_NULLABLE *SBS_NULLABLE environment;
    /// The working folder; NULL for this process's own.
    const char *SBS_NULLABLE folder;
    /// What becomes standard input, output and error; -1 for /dev/null.
    int input;
    int output;
    int errors;
    /// What becomes descriptor 3; -1 for none.
    int channel;
    /// Whether it may write to a terminal that stops background processes that do (`stty tostop`).
    bool writes_to_terminal;
} sbs_launch;

enum {
    /// It could not be started: an errno.
    SBS_NOT_STARTED = 1,
    /// It exited: its status.
    SBS_EXITED = 2,
    /// A signal ended it: its number.
    SBS_SIGNALED = 3,
};

/// What a supervisor writes when all is over. There are two when the program could not be executed, of which
/// the first counts; there is none when the supervisor was killed, in which case the kernel kills the
/// program.
typedef struct sbs_end {
    int32_t kind;
    int32_t value;
} sbs_end;

enum {
    /// Signals to a supervisor. SIGINT: asks the program to end, by SIGTERM.
    SBS_ASK = 2,
    /// SIGTSTP, SIGCONT: stops the program, and lets it go on.
    SBS_STOP = 20,
    SBS_CONTINUE = 18,
    /// SIGTERM: kills the program and everything that it started.
    SBS_KILL = 15,
};

/// Starts a program under a supervisor.
///
/// The calling thread must live until the supervisor's end: that it ends is what the kernel tells the
/// supervisor of (PR_SET_PDEATHSIG, prctl(2)).
///
/// - Parameter status: where the supervisor writes an `sbs_end`, and which is closed when it has ended.
/// - Returns: the supervisor, a child to be waited for; or -1 with errno.
pid_t sbs_supervise(const sbs_launch *launch, int status);

/// A file without a name that holds some bytes, to be read from its beginning.
///
/// - Returns: its descriptor; or -1 with errno.
int sbs_unnamed_file(const void *bytes, size_t count);

/// The environment of this process.
char *const SBS_NULLABLE *SBS_NULLABLE sbs_environment(void);

/// Opens /dev/null for every standard stream that is closed, so that no other file takes its number.
void sbs_open_standard_streams(void);

SBS_ASSUME_NONNULL_END
