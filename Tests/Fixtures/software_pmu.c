// A processor with counters, for a machine without: runs a program whose perf_event_open(2) of hardware
// events is answered with the kernel's own software events. Groups, identifiers, inheritance, times and reads
// are the kernel's; only which event is counted differs, and is known (substitute()).
//
//   software_pmu [--counters N] [--user-only] [--core TYPE:CPU]… [--files FOLDER] -- PROGRAM ARGUMENT…
//
//   --counters N     a group holds N hardware events; one more is refused with EINVAL
//   --user-only      hardware events that count kernel mode are refused with EACCES
//   --core TYPE:CPU  counters that run on one CPU only, by the number of their PMU; generic events are the
//   first's
//   --files FOLDER   what is opened below /sys/bus/event_source/devices is opened below FOLDER instead
//
// Ends as the program does; with 77 where the kernel gives no software events, or does not
// let a program answer the system calls of another.
#define _GNU_SOURCE
#include "software_pmu_calls.h"

#include <fcntl.h>
#include <linux/perf_event.h>
#include <poll.h>
#include <stdlib.h>
#include <sys/wait.h>

enum { most_cores = 8, most_groups = 4096 };

static struct {
    int group_size;
    int user_only;
    int cores;
    struct {
        uint64_t type;
        int cpu;
    } core[most_cores];
    const char *files;
} pmu;

// How many hardware events are in the group of a leader, by its identifier.
static struct {
    uint64_t leader;
    int members;
} groups[most_groups];

// What is counted in the place of a hardware event. Instructions and cycles are both the time of the task, so
// that there is one instruction per cycle; loads, references and branches too. Misses are page faults, and
// bus cycles never happen.
static uint64_t substitute(uint32_t type, uint64_t config)
{
    if (type == PERF_TYPE_HW_CACHE) {
        return config >> 16 == PERF_COUNT_HW_CACHE_RESULT_MISS ? PERF_COUNT_SW_PAGE_FAULTS
                                                               : PERF_COUNT_SW_TASK_CLOCK;
    }
    if (type != PERF_TYPE_HARDWARE) return PERF_COUNT_SW_TASK_CLOCK;
    switch (config) {
    case PERF_COUNT_HW_CACHE_MISSES:
    case PERF_COUNT_HW_BRANCH_MISSES: return PERF_COUNT_SW_PAGE_FAULTS;
    case PERF_COUNT_HW_BUS_CYCLES: return PERF_COUNT_SW_DUMMY;
    default: return PERF_COUNT_SW_TASK_CLOCK;
    }
}

static int is_hardware(const struct perf_event_attr *attributes)
{
    return attributes->type == PERF_TYPE_HARDWARE || attributes->type == PERF_TYPE_HW_CACHE
        || attributes->type == PERF_TYPE_RAW;
}

// The CPU on which an event is counted: any (-1) without cores. A negated error where there is no such core.
static int cpu_of(uint64_t type)
{
    if (pmu.cores == 0) return type == 0 ? -1 : -ENOENT;
    if (type == 0) return pmu.core[0].cpu;
    for (int i = 0; i < pmu.cores; i++) {
        if (pmu.core[i].type == type) return pmu.core[i].cpu;
    }
    return -ENOENT;
}

// Counts one more event of a group; 0 where it has no room.
static int joins(int leader)
{
    uint64_t identifier = 0;
    if (ioctl(leader, PERF_EVENT_IOC_ID, &identifier) != 0) return 0;
    int at = 0;
    while (at < most_groups - 1 && groups[at].members > 0 && groups[at].leader != identifier) at++;
    if (groups[at].members == 0) {
        groups[at].leader = identifier;
        groups[at].members = 1;  // the leader itself
    }
    if (pmu.group_size > 0 && groups[at].members >= pmu.group_size) return 0;
    groups[at].members++;
    return 1;
}

static int open_substitute(pid_t thread, struct perf_event_attr attributes, int leader)
{
    const uint64_t core = attributes.type == PERF_TYPE_RAW ? 0 : attributes.config >> PERF_PMU_TYPE_SHIFT;
    if (attributes.type != PERF_TYPE_RAW) attributes.config &= PERF_HW_EVENT_MASK;
    const int cpu = cpu_of(core);
    if (cpu < -1) return cpu;
    if (pmu.user_only && !attributes.exclude_kernel) return -EACCES;
    if (leader >= 0 && !joins(leader)) return -EINVAL;
    attributes.config = substitute(attributes.type, attributes.config);
    attributes.type = PERF_TYPE_SOFTWARE;
    return result(
        syscall(SYS_perf_event_open, &attributes, thread, cpu, leader, (unsigned long)PERF_FLAG_FD_CLOEXEC));
}

static void answer_event(int listener, const struct seccomp_notif *call)
{
    struct perf_event_attr attributes = { 0 };
    const pid_t thread = (pid_t)call->pid;
    if (!read_memory(thread, call->data.args[0], &attributes, sizeof attributes)) {
        return send_error(listener, call, EFAULT);
    }
    // Only the calling thread is measured here; everything that is no hardware goes its own way.
    if (!is_hardware(&attributes) || (pid_t)call->data.args[1] != 0) return let_through(listener, call);
    const int group = (int)call->data.args[3];
    const int leader = group < 0 ? -1 : descriptor_of(thread, group);
    const int event = group >= 0 && leader < 0 ? leader : open_substitute(thread, attributes, leader);
    if (leader >= 0) close(leader);
    if (event < 0) return send_error(listener, call, -event);
    send_descriptor(listener, call, event);
}

static void answer_file(int listener, const struct seccomp_notif *call)
{
    static const char devices[] = "/sys/bus/event_source/devices";
    char path[512] = "", instead[1024];
    read_text((pid_t)call->pid, call->data.args[1], path, sizeof path);
    if (strncmp(path, devices, sizeof devices - 1) != 0) return let_through(listener, call);
    snprintf(instead, sizeof instead, "%s%s", pmu.files, path + sizeof devices - 1);
    const int file = result(open(instead, (int)call->data.args[2] | O_CLOEXEC));
    if (file < 0) return send_error(listener, call, -file);
    send_descriptor(listener, call, file);
}

static int serve(pid_t program, int listener)
{
    struct pollfd sources[2] = { { .fd = listener, .events = POLLIN },
                                 { .fd = result(syscall(SYS_pidfd_open, program, 0)), .events = POLLIN } };
    while (sources[1].revents == 0) {
        if (poll(sources, 2, -1) < 0 || !(sources[0].revents & POLLIN)) continue;
        struct seccomp_notif call = { 0 };
        if (ioctl(listener, SECCOMP_IOCTL_NOTIF_RECV, &call) != 0) continue;
        if (call.data.nr == SYS_perf_event_open) {
            answer_event(listener, &call);
        } else {
            answer_file(listener, &call);
        }
    }
    int status = 0;
    waitpid(program, &status, 0);
    if (!WIFSIGNALED(status)) return WEXITSTATUS(status);
    signal(WTERMSIG(status), SIG_DFL);
    raise(WTERMSIG(status));
    return 1;
}

int main(int argc, char **argv)
{
    char **argument = argv + 1;
    for (; argument < argv + argc && strcmp(*argument, "--") != 0; argument++) {
        if (strcmp(*argument, "--user-only") == 0) {
            pmu.user_only = 1;
            continue;
        }
        const char *option = *argument, *value = *++argument;
        if (value == NULL) break;
        unsigned long long type;
        int cpu;
        if (strcmp(option, "--counters") == 0) {
            pmu.group_size = atoi(value);
        } else if (strcmp(option, "--files") == 0) {
            pmu.files = value;
        } else if (
            strcmp(option, "--core") == 0 && pmu.cores < most_cores
            && sscanf(value, "%llu:%d", &type, &cpu) == 2) {
            pmu.core[pmu.cores].type = type;
            pmu.core[pmu.cores++].cpu = cpu;
        } else {
            break;
        }
    }
    if (*argument == NULL || strcmp(*argument, "--") != 0 || argument[1] == NULL) {
        fprintf(stderr, "software_pmu: not an option: %s\n", *argument == NULL ? "none" : *argument);
        return 2;
    }
    struct perf_event_attr clock = { .type = PERF_TYPE_SOFTWARE,
                                     .size = sizeof clock,
                                     .config = PERF_COUNT_SW_TASK_CLOCK,
                                     .exclude_kernel = 1 };
    pid_t program;
    int listener = result(syscall(SYS_perf_event_open, &clock, 0, -1, -1, PERF_FLAG_FD_CLOEXEC));
    if (listener >= 0) listener = start(argument + 1, pmu.files != NULL, &program);
    if (listener < 0) {
        fprintf(stderr, "software_pmu: no event can be answered here: %s\n", strerror(-listener));
        return 77;
    }
    return serve(program, listener);
}
