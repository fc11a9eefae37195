#include "evidence.h"

#include <errno.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

typedef struct line {
    char text[400];
    size_t length;
} line;

static _Thread_local line current_line __attribute__((tls_model("initial-exec")));

static void add(line *l, const char *text)
{
    while (*text != '\0' && l->length < sizeof l->text) l->text[l->length++] = *text++;
}

static void add_digits(line *l, uint64_t number, unsigned base)
{
    char digits[20];
    size_t count = 0;
    do {
        digits[count++] = "0123456789abcdef"[number % base];
        number /= base;
    } while (number != 0);
    while (count > 0 && l->length < sizeof l->text) l->text[l->length++] = digits[--count];
}

// `"name":12`, with a comma behind it.
static void add_number(line *l, const char *name, uint64_t number)
{
    add(l, "\"");
    add(l, name);
    add(l, "\":");
    add_digits(l, number, 10);
    add(l, ",");
}

// `"name":"0x12"`, with a comma behind it: a JSON number has 53 bits in many a reader.
static void add_address(line *l, const char *name, uintptr_t address)
{
    add(l, "\"");
    add(l, name);
    add(l, "\":\"0x");
    add_digits(l, address, 16);
    add(l, "\",");
}

static line *start(const char *kind)
{
    line *const l = &current_line;
    l->length = 0;
    add(l, "{\"");
    add(l, kind);
    add(l, "\":{");
    return l;
}

static void finish(line *l)
{
    l->length -= 1;  // the last comma
    add(l, "}}\n");
    const int error = errno;
    (void)!write(STDOUT_FILENO, l->text, l->length);
    errno = error;
}

static void write_step(const char *kind, uint32_t step)
{
    line *const l = start(kind);
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
    line *const l = start("seen");
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

void sbs_evidence_overrun(uint32_t step, uintptr_t sp)
{
    line *const l = start("overrun");
    add_number(l, "step", step);
    add_address(l, "sp", sp);
    finish(l);
}

// The default action is back when this returns (SA_RESETHAND), and the instruction faults again.
static void report_fault(int signal, siginfo_t *info, void *context)
{
    (void)signal;
    (void)context;
    line *const l = start("fault");
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
