#include "platform.h"

#include "evidence.h"

#include <signal.h>
#include <string.h>

#include "channel.h"
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
    write_step("begin", step);
}

void sbs_evidence_end(uint32_t step)
{
    write_step("end", step);
}

void sbs_evidence_seen(const sbs_machine *machine, uint32_t step, uint32_t phase, uintptr_t sp)
{
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
    sbs_text *const l = start("moved");
    add_number(l, "step", step);
    add_address(l, "lo", lo);
    add_address(l, "hi", hi);
    finish(l);
}

void sbs_evidence_overrun(uint32_t step, uintptr_t sp)
{
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

// When this returns, the default action is restored (SA_RESETHAND) and the instruction faults again.
static void report_fault(int signal, siginfo_t *info, void *context)
{
    (void)signal;
    (void)context;
    sbs_text *const l = start("fault");
    add_address(l, "address", (uintptr_t)info->si_addr);
    finish(l);
}

void sbs_evidence_report_faults(void)
{
    struct sigaction action;
    memset(&action, 0, sizeof action);
    action.sa_sigaction = report_fault;
    action.sa_flags = (int)(SA_SIGINFO | SA_ONSTACK | SA_RESETHAND);
    sigemptyset(&action.sa_mask);
    sigaction(SIGSEGV, &action, NULL);
    sigaction(SIGBUS, &action, NULL);
}
