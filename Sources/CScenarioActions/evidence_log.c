#include "evidence_log.h"

static sbs_evidence_log *current_log;

void sbs_evidence_use_log(sbs_evidence_log *log)
{
    current_log = log;
}

bool sbs_evidence_add(sbs_log_entry entry)
{
    if (current_log == NULL) return false;
    const uint32_t index = current_log->count;
    if (index < SBS_LOG_ENTRIES) {
        current_log->entries[index] = entry;
        current_log->count = index + 1;
    }
    return true;
}
