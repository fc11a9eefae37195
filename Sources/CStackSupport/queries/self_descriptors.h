// Descriptors of this process's files below /proc, opened once and kept.

#pragma once

#include <stdbool.h>
#include <stdint.h>

/// The files that are kept open.
typedef enum sbs_self_file { SBS_SELF_MAPS, SBS_SELF_PAGEMAP, SBS_SELF_FILES } sbs_self_file;

/// ioctl(2) on a kept descriptor, which is opened if there is none or the old one is no longer ours. Returns
/// the ioctl's result, or a negative error number. ENOTTY means that the kernel does not know the request,
/// which is remembered; ENODEV means that there is no /proc. Async-signal-safe; does not change errno.
long sbs_self_ioctl(sbs_self_file file, unsigned long request, void *argument);
