#include "platform.h"

#include "runtime/notifications.h"

#include "runtime/machine_lifetime_private.h"

void sbs_notify_switching(uintptr_t lo, uintptr_t hi)
{
    if (sbs_active.switching != NULL && sbs_current_machine != NULL) {
        sbs_active.switching(&sbs_current_machine->public, lo, hi);
    }
}

void sbs_notify_switched(uintptr_t lo, uintptr_t hi)
{
    if (sbs_active.switched != NULL && sbs_current_machine != NULL) {
        sbs_active.switched(&sbs_current_machine->public, lo, hi);
    }
}

void sbs_register_stack(uintptr_t lo, uintptr_t hi, bool present)
{
    if (sbs_active.registered != NULL) sbs_active.registered(lo, hi, present);
}

bool sbs_wants_notifications(void)
{
    return sbs_active.switching != NULL || sbs_active.switched != NULL;
}

bool sbs_wants_registrations(void)
{
    return sbs_active.registered != NULL;
}
