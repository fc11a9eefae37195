#include "platform.h"

#include "cpu_affinity.h"

#include <errno.h>

#if defined(__linux__)

#include <sched.h>

_Static_assert(CPU_SETSIZE <= SBS_CPU_LIMIT, "no set holds more");

int sbs_pin_to_cpu(int cpu)
{
    if (cpu < 0 || cpu >= CPU_SETSIZE) return EINVAL;
    cpu_set_t set;
    CPU_ZERO(&set);
    CPU_SET(cpu, &set);
    return sched_setaffinity(0, sizeof set, &set) == 0 ? 0 : errno;
}

int sbs_allowed_cpus(int *cpus, int capacity)
{
    cpu_set_t set;
    if (sched_getaffinity(0, sizeof set, &set) != 0) return -errno;
    int count = 0;
    for (int cpu = 0; cpu < CPU_SETSIZE; cpu++) {
        if (!CPU_ISSET(cpu, &set)) continue;
        if (count < capacity) cpus[count] = cpu;
        count++;
    }
    return count;
}

#else

int sbs_pin_to_cpu(int cpu)
{
    (void)cpu;
    return ENOTSUP;
}

int sbs_allowed_cpus(int *cpus, int capacity)
{
    (void)cpus;
    (void)capacity;
    return -ENOTSUP;
}

#endif
