#include "platform.h"

#include "channel.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/random.h>
#include <sys/resource.h>
#include <sys/uio.h>
#include <unistd.h>

static char seal[SBS_SEAL_BYTES + 1];  // with a space behind it
static size_t seal_length;
static int channel = STDOUT_FILENO;
static pid_t owner;

// Somewhere in the upper half of the numbers that may be used, of which there may be fewer than twenty.
static int random_number(void)
{
    struct rlimit limit = { .rlim_cur = 64 };
    getrlimit(RLIMIT_NOFILE, &limit);
    const unsigned count = limit.rlim_cur < 1024 ? (unsigned)limit.rlim_cur : 1024;
    unsigned random = 0;
    const ssize_t length = getrandom(&random, sizeof random, GRND_NONBLOCK);
    (void)length;  // where there is none, the seal is enough
    return (int)(count / 2 + random % (count / 2 + 1));
}

void sbs_channel_open(int count, char *const *arguments)
{
    owner = getpid();
    if (count != 4 || arguments == NULL || strncmp(arguments[1], "__", 2) != 0) return;
    if (strlen(arguments[3]) != SBS_SEAL_BYTES) return;
    memcpy(seal, arguments[3], SBS_SEAL_BYTES);
    seal[SBS_SEAL_BYTES] = ' ';
    seal_length = sizeof seal;
    memset(arguments[3], ' ', SBS_SEAL_BYTES);
    channel = fcntl(SBS_CHANNEL, F_DUPFD_CLOEXEC, random_number());
    if (channel < 0) channel = fcntl(SBS_CHANNEL, F_DUPFD_CLOEXEC, SBS_CHANNEL + 1);
    close(SBS_CHANNEL);
}

void sbs_channel_write(const char *line, size_t length)
{
    const int error = errno;
    struct iovec parts[2] = { { .iov_base = seal, .iov_len = seal_length },
                              { .iov_base = (void *)line, .iov_len = length } };
    // Whole or not at all up to PIPE_BUF, so that lines of two processes do not mix.
    ssize_t written = writev(channel, parts, 2);
    while (written >= 0 || errno == EINTR) {
        for (int i = 0; i < 2 && written > 0; i++) {
            const size_t taken = (size_t)written < parts[i].iov_len ? (size_t)written : parts[i].iov_len;
            parts[i].iov_base = (char *)parts[i].iov_base + taken;
            parts[i].iov_len -= taken;
            written -= (ssize_t)taken;
        }
        if (parts[0].iov_len + parts[1].iov_len == 0) break;
        written = writev(channel, parts, 2);
    }
    errno = error;
}

bool sbs_channel_has_seal(void)
{
    return seal_length > 0;
}

bool sbs_channel_is_own(void)
{
    return getpid() == owner;
}
