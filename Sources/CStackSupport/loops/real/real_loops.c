// The measured loops once more, entering a real runtime (loops/real_entry.h).

#include "platform.h"

#define SBS_ENTERS_REAL_RUNTIME

#include "../loop_depth.c"
#include "../loop_migration.c"
#include "../loop_nested.c"
#include "../loop_plain.c"
#include "../loop_profile.c"
#include "../loop_ring.c"
#include "../loop_thread_churn.c"
#include "../loop_threads.c"
