// The runtimes that the program drives itself. Each is loaded by its `start`, not before, and from whatever
// library the user has: no header of theirs is needed to build the suite.

#pragma once

#include "real_runtime.h"

SBS_RUNTIME_NONNULL_BEGIN

extern const sbs_real_runtime sbs_runtime_boehm;  ///< Boehm's collector, libgc: what C programs collect with.
extern const sbs_real_runtime sbs_runtime_cpython;  ///< CPython, libpython3.
extern const sbs_real_runtime sbs_runtime_guile;    ///< Guile, libguile-3.0.
extern const sbs_real_runtime sbs_runtime_hotspot;  ///< HotSpot, libjvm.
extern const sbs_real_runtime sbs_runtime_ruby;     ///< CRuby, libruby.

/// The one of a name, or NULL.
const sbs_real_runtime *SBS_RUNTIME_NULLABLE sbs_built_in_runtime(const char *name);

SBS_RUNTIME_NONNULL_END
