#include "platform.h"

#include "evidence.h"

#include "channel.h"
#include "evidence_log.h"
#include "registry/owned_stacks.h"
#include "runtime/machine_pool.h"
#include "runtime/signal_safe_text.h"

enum { LINE_BYTES = 400 };

static _Thread_local char line_bytes[LINE_BYTES] __attribute__((tls_model("initial-exec")));
static _Thread_local sbs_text current_line __attribute__((tls_model("initial-exec")));

// `"name":12` and a comma.
static void add_number(sbs_text *l, const char *name, uint64_t number)
{
    sbs_add_text(l, "\"");
    sbs_add_text(l, name);
    sbs_add_text(l, "\":");
    sbs_add_number(l, number, 10);
    sbs_add_text(l, ",");
}

// `"name":"0x12"` and a comma. A string, because many readers keep only 53 bits of a JSON number.
static void add_address(sbs_text *l, const char *name, uintptr_t address)
{
    sbs_add_text(l, "\"");
    sbs_add_text(l, name);
    sbs_add_text(l, "\":\"0x");
    sbs_add_number(l, address, 16);
    sbs_add_text(l, "\",");
}

static sbs_text *start(const char *kind)
{
    sbs_text *const l = &current_line;
    *l = (sbs_text){ .bytes = line_bytes, .capacity = sizeof line_bytes };
    sbs_add_text(l, "{\"");
    sbs_add_text(l, kind);
    sbs_add_text(l, "\":{");
    return l;
}

static void finish(sbs_text *l)
{
    l->length -= 1;  // the last comma
    sbs_add_text(l, "}}\n");
    sbs_channel_write(l->bytes, l->length);
}

static void write_step(const char *kind, uint32_t step)
{
    sbs_text *const l = start(kind);
    add_number(l, "step", step);
    finish(l);
}

void sbs_evidence_begin(uint32_t step)
{
    if (sbs_evidence_add((sbs_log_entry){ .kind = SBS_LOG_BEGIN, .step = step })) return;
    write_step("begin", step);
}

void sbs_evidence_end(uint32_t step)
{
    if (sbs_evidence_add((sbs_log_entry){ .kind = SBS_LOG_END, .step = step })) return;
    write_step("end", step);
}

void sbs_evidence_seen(const sbs_machine *machine, uint32_t step, uint32_t phase, uintptr_t sp)
{
    if (sbs_evidence_add((sbs_log_entry){ SBS_LOG_SEEN, step, phase, machine->confidence, machine->calls_out,
                                          0, machine->queries, sp, machine->lo, machine->hi })) {
        return;
    }
    sbs_text *const l = start("seen");
    add_number(l, "step", step);
    add_number(l, "phase", phase);
    add_address(l, "sp", sp);
    add_address(l, "lo", machine->lo);
    add_address(l, "hi", machine->hi);
    add_address(l, "guard", machine->guard);
    add_number(l, "confidence", machine->confidence);
    add_number(l, "callsOut", machine->calls_out);
    add_number(l, "queries", machine->queries);
    finish(l);
}

void sbs_evidence_moved(uint32_t step, uintptr_t lo, uintptr_t hi)
{
    const sbs_log_entry entry = { .kind = SBS_LOG_MOVED, .step = step, .lo = lo, .hi = hi };
    if (sbs_evidence_add(entry)) return;
    sbs_text *const l = start("moved");
    add_number(l, "step", step);
    add_address(l, "lo", lo);
    add_address(l, "hi", hi);
    finish(l);
}

void sbs_evidence_overrun(uint32_t step, uintptr_t sp)
{
    if (sbs_evidence_add((sbs_log_entry){ .kind = SBS_LOG_OVERRUN, .step = step, .sp = sp })) return;
    sbs_text *const l = start("overrun");
    add_number(l, "step", step);
    add_address(l, "sp", sp);
    finish(l);
}

void sbs_evidence_deadlock(const char *reason)
{
    sbs_text *const l = start("deadlock");
    sbs_add_text(l, "\"reason\":\"");
    sbs_add_text(l, reason);
    sbs_add_text(l, "\",");
    finish(l);
}

void sbs_evidence_returned(uint32_t step, uint32_t end)
{
    sbs_text *const l = start("returned");
    add_number(l, "step", step);
    add_number(l, "end", end);
    finish(l);
}

void sbs_evidence_lost(sbs_lost kind, uint32_t count)
{
    if (count == 0) return;
    if (sbs_evidence_add((sbs_log_entry){ .kind = SBS_LOG_LOST, .step = count, .phase = kind })) return;
    sbs_text *const l = start("lost");
    add_number(l, "kind", kind);
    add_number(l, "count", count);
    finish(l);
}

void sbs_evidence_lost_machines(int32_t procid)
{
    sbs_evidence_lost(SBS_LOST_MACHINES, sbs_pool_taken_by(procid));
}

void sbs_evidence_lost_stacks(uint32_t open)
{
    const uint32_t owners = SBS_POOL_CAPACITY - sbs_pool_available() + open;
    const uint32_t stacks = sbs_owned_stacks_in_use();
    sbs_evidence_lost(SBS_LOST_STACKS, stacks > owners ? stacks - owners : 0);
}

void sbs_evidence_done(void)
{
    static const char line[] = "{\"done\":true}\n";
    if (sbs_evidence_add((sbs_log_entry){ .kind = SBS_LOG_DONE })) return;
    sbs_channel_write(line, sizeof line - 1);
}

void sbs_evidence_fault(uintptr_t address)
{
    if (sbs_evidence_add((sbs_log_entry){ .kind = SBS_LOG_FAULT, .sp = address })) return;
    sbs_text *const l = start("fault");
    add_address(l, "address", address);
    finish(l);
}

void sbs_evidence_broken(int error)
{
    if (sbs_evidence_add((sbs_log_entry){ .kind = SBS_LOG_BROKEN, .phase = (uint32_t)error })) return;
    static const char line[] = "{\"failure\":\"the system refused a thread, a fork or a mapping\"}\n";
    sbs_channel_write(line, sizeof line - 1);
}
