// The end of a child on which it answers whoever started it: lines that each begin with its *seal*.
//
// A child may run code of others, which can write to every descriptor that it finds. So the channel lies
// under a number that cannot be guessed, and a line counts only with the seal: a word that the child was told
// in an argument, which is wiped before any other code runs.

#pragma once

#include <sys/types.h>

#include "bounds_strategy.h"

SBS_ASSUME_NONNULL_BEGIN

enum {
    /// The descriptor that a child is started with.
    SBS_CHANNEL = 3,
    /// Length of a seal in bytes.
    SBS_SEAL_BYTES = 32,
};

/// Takes the channel if this process was given one: its arguments are the name of a task, which
/// begins with two underscores, a request, and a seal, which is wiped. Without one, lines go to standard
/// output and have no seal, as in protocols of earlier versions.
void sbs_channel_open(int count, char *SBS_NULLABLE const *SBS_NULLABLE arguments);

/// Writes a line. May be called in a signal handler and in a vfork child: it allocates nothing and takes no
/// lock.
///
/// - Parameter line: the text, with its newline.
void sbs_channel_write(const char *line, size_t length);

/// Whether this process was given a channel.
bool sbs_channel_has_seal(void);

/// Whether the caller is the process that took the channel, and no fork of it.
bool sbs_channel_is_own(void);

SBS_ASSUME_NONNULL_END
