#include "platform.h"

#include "evidence.h"

#include <signal.h>
#include <sys/mman.h>

#include "channel.h"
#include "evidence_log.h"
#include "runtime/signal_safe_text.h"

enum { LINE_BYTES = 400, SIGNAL_STACK_BYTES = 256 * 1024 };

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

void sbs_evidence_done(void)
{
    static const char line[] = "{\"done\":true}\n";
    if (sbs_evidence_add((sbs_log_entry){ .kind = SBS_LOG_DONE })) return;
    sbs_channel_write(line, sizeof line - 1);
}

void sbs_evidence_broken(int error)
{
    if (sbs_evidence_add((sbs_log_entry){ .kind = SBS_LOG_BROKEN, .phase = (uint32_t)error })) return;
    static const char line[] = "{\"failure\":\"the system refused a thread, a fork or a mapping\"}\n";
    sbs_channel_write(line, sizeof line - 1);
}

static struct sigaction before_segv, before_bus;

// Where there was no handler, the instruction faults again when this returns, and ends the process.
static void report_fault(int signal, siginfo_t *info, void *context)
{
    const uintptr_t address = (uintptr_t)info->si_addr;
    if (!sbs_evidence_add((sbs_log_entry){ .kind = SBS_LOG_FAULT, .sp = address })) {
        sbs_text *const l = start("fault");
        add_address(l, "address", address);
        finish(l);
    }
    const struct sigaction *const before = signal == SIGBUS ? &before_bus : &before_segv;
    if ((before->sa_flags & SA_SIGINFO) != 0) {
        before->sa_sigaction(signal, info, context);
    } else if (before->sa_handler == SIG_DFL || before->sa_handler == SIG_IGN) {
        sigaction(signal, before, NULL);
        if (info->si_code <= 0) raise(signal);  // somebody sent it: it does not come again by itself
    } else {
        before->sa_handler(signal);
    }
}

// With the signals that the handler before it wants to be blocked, as it will run within this one.
static void report_faults_of(int signal, struct sigaction *before)
{
    sigaction(signal, NULL, before);
    struct sigaction action = *before;
    action.sa_sigaction = report_fault;
    action.sa_flags = (action.sa_flags & ~(int)SA_RESETHAND) | (int)(SA_SIGINFO | SA_ONSTACK);
    sigaction(signal, &action, NULL);
}

void sbs_evidence_report_faults(void)
{
    report_faults_of(SIGSEGV, &before_segv);
    report_faults_of(SIGBUS, &before_bus);
}

void sbs_evidence_use_signal_stack(void)
{
    stack_t stack;
    if (sigaltstack(NULL, &stack) != 0 || (stack.ss_flags & SS_DISABLE) == 0) return;
    void *const memory =
        mmap(NULL, SIGNAL_STACK_BYTES, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (memory == MAP_FAILED) return;
    stack = (stack_t){ .ss_sp = memory, .ss_size = SIGNAL_STACK_BYTES };
    sigaltstack(&stack, NULL);
}
