#include "platform.h"

#include "interruption.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <unistd.h>

static const int signals[] = { SIGINT, SIGTERM, SIGHUP, SIGTSTP };
enum { COUNT = sizeof signals / sizeof *signals };

static struct sigaction before[COUNT];
static volatile sig_atomic_t received;
static volatile sig_atomic_t stop_wanted;
static int ends[2] = { -1, -1 };

// In a signal handler: no allocation, no lock. The pipe does not block; one byte in it is enough.
static void remember(int number)
{
    if (number == SIGTSTP) {
        stop_wanted = 1;
        return;
    }
    const int error = errno;
    if (received == 0) received = number;
    ssize_t written = write(ends[1], "", 1);
    (void)written;
    errno = error;
}

int sbs_interruption_begin(void)
{
    received = 0;
    stop_wanted = 0;
    if (pipe(ends) != 0) return errno;
    for (int i = 0; i < 2; i++) {
        fcntl(ends[i], F_SETFD, FD_CLOEXEC);
        fcntl(ends[i], F_SETFL, O_NONBLOCK);
    }
    for (int i = 0; i < COUNT; i++) {
        struct sigaction action = { .sa_handler = remember, .sa_flags = SA_RESTART };
        sigemptyset(&action.sa_mask);
        sigaction(signals[i], NULL, &before[i]);
        if (before[i].sa_handler != SIG_IGN) sigaction(signals[i], &action, NULL);
    }
    return 0;
}

void sbs_interruption_end(void)
{
    for (int i = 0; i < COUNT; i++) sigaction(signals[i], &before[i], NULL);
    for (int i = 0; i < 2; i++) {
        close(ends[i]);
        ends[i] = -1;
    }
    received = 0;
}

int sbs_interruption_signal(void)
{
    return received;
}

bool sbs_interruption_take_stop(void)
{
    const bool wanted = stop_wanted != 0;
    stop_wanted = 0;
    return wanted;
}

int sbs_interruption_descriptor(void)
{
    return ends[0];
}
