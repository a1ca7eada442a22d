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

static void note(int number) {
  int error = errno;
  if (received == 0) received = number;
  if (write(ends[1], "", 1) < 0) errno = error;
  errno = error;
}

/* What the signals of errors did before: that of Swift prints where the error is. */
static struct sigaction earlier[NSIG];

/* A signal of an error that another process has sent ends the program like SIGTERM, and after that like an error. One that
   this process has caused does what it did before: the instruction is repeated, and raises it again. */
static void handle_error(int number, siginfo_t *info, void *context) {
  (void)context;
  int is_sent = info->si_code <= 0 && info->si_pid != getpid();
  /* A pipe that nobody reads raises SIGPIPE as this process's own. Writing to it is an error that is reported. */
  if (number == SIGPIPE && !is_sent) return;
  if (is_sent) {
    if (number != SIGPIPE) signal(number, SIG_DFL);
    note(number);
    return;
  }
  sigaction(number, &earlier[number], NULL);
  /* It is blocked until this returns. */
  if (info->si_code <= 0) raise(number);
}

int received_signal(void) { return received; }

static void listen_for_error(int number) {
  struct sigaction action = {.sa_sigaction = handle_error, .sa_flags = SA_RESTART | SA_SIGINFO | SA_ONSTACK};
  sigaction(number, &action, &earlier[number]);
}

int listen_for_termination(void) {
  static const int numbers[] = {SIGINT, SIGTERM, SIGQUIT, SIGHUP};
  if (ends[0] >= 0) {
    // The library of our servers ignores SIGPIPE when it starts the first one.
    listen_for_error(SIGPIPE);
    return ends[0];
  }
  if (pipe2(ends, O_CLOEXEC | O_NONBLOCK) != 0) return -1;
  for (size_t index = 0; index < sizeof numbers / sizeof *numbers; index++) {
    struct sigaction action = {.sa_handler = note, .sa_flags = SA_RESTART | SA_RESETHAND}, before;
    // `nohup` ignores SIGHUP. Shells ignore the others for what they start in the background, where `kill` still means it.
    if (numbers[index] == SIGHUP && sigaction(SIGHUP, NULL, &before) == 0 && before.sa_handler == SIG_IGN) continue;
    sigaction(numbers[index], &action, NULL);
  }
  static const int errors[] = {SIGABRT, SIGBUS, SIGFPE, SIGILL, SIGPIPE, SIGSEGV, SIGSYS, SIGTRAP};
  for (size_t index = 0; index < sizeof errors / sizeof *errors; index++) listen_for_error(errors[index]);
  return ends[0];
}
