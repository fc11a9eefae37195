// Calls back 3 times on the main thread, once nested, and 2 times on each of two threads, and forks a child
// that does once.
#include <pthread.h>
#include <sys/wait.h>
#include <unistd.h>
volatile int sink;
__attribute__((noinline)) void leave_runtime(void)
{
    sink = 0;
}
__attribute__((noinline)) void enter_runtime(int nested)
{
    sink = nested;
    if (nested > 0) enter_runtime(nested - 1);
    leave_runtime();
}
static void *work(void *unused)
{
    enter_runtime(0);
    enter_runtime(0);
    return unused;
}
int main(void)
{
    pthread_t threads[2];
    enter_runtime(0);
    enter_runtime(1);
    for (int i = 0; i < 2; i++) pthread_create(&threads[i], NULL, work, NULL);
    for (int i = 0; i < 2; i++) pthread_join(threads[i], NULL);
    if (fork() == 0) {
        enter_runtime(0);
        _exit(0);
    }
    wait(NULL);
}
