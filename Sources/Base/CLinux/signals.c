/* The signals that end a process. Handled here and not by a dispatch source, which loses those that arrive while it is
   being set up. */
#define _GNU_SOURCE
#include "CLinux.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stddef.h>
#include <unistd.h>

static volatile sig_atomic_t received;
static int ends[2] = {-1, -1};

static void handle(int number) {
  int error = errno;
  if (received == 0) received = number;
  if (write(ends[1], "", 1) < 0) errno = error;
  errno = error;
}

int received_signal(void) { return received; }

int listen_for_termination(void) {
  static const int numbers[] = {SIGINT, SIGTERM, SIGQUIT, SIGHUP};
  if (ends[0] >= 0) return ends[0];
  if (pipe2(ends, O_CLOEXEC | O_NONBLOCK) != 0) return -1;
  for (size_t index = 0; index < sizeof numbers / sizeof *numbers; index++) {
    struct sigaction action = {.sa_handler = handle, .sa_flags = SA_RESTART | SA_RESETHAND}, before;
    // `nohup` ignores SIGHUP. Shells ignore the others for what they start in the background, where `kill` still means it.
    if (numbers[index] == SIGHUP && sigaction(SIGHUP, NULL, &before) == 0 && before.sa_handler == SIG_IGN) continue;
    sigaction(numbers[index], &action, NULL);
  }
  return ends[0];
}
