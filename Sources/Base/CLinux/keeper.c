/* The keeper of one program: starts it, watches its limits, ends all that it left behind, and reports.

   In namespaces it is process 1, and what it ends is everything. Without them it is the reaper of what the program
   leaves behind, and finds it in /proc. */
#define _GNU_SOURCE
#include "internal.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/statvfs.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

/* Milliseconds between two looks at the limits. */
enum { TICK = 50 };

struct failure {
  uint32_t stage;
  int32_t code;
  uint32_t missing;
};

static void report(int control, struct launch_report message) {
  send(control, &message, sizeof message, MSG_NOSIGNAL);
}

/* The program's own process, up to exec. Whatever goes wrong is written to `failures`, which exec closes. */
static _Noreturn void become_program(struct launch *launch, const int streams[3], int failures) {
  struct failure failure = {.stage = LAUNCH_STAGE_PROCESS};
  // Away from the standard streams, which come next.
  failures = fcntl(failures, F_DUPFD_CLOEXEC, 64);
  int copies[3];
  for (int number = 0; number < 3; number++) copies[number] = fcntl(streams[number], F_DUPFD_CLOEXEC, 64);
  for (int number = 0; number < 3; number++) {
    if (dup2(copies[number], number) < 0) goto failed;
  }
  syscall(SYS_close_range, 3u, (unsigned)failures - 1, 0u);
  syscall(SYS_close_range, (unsigned)failures + 1, ~0u, 0u);
  for (int number = 1; number < NSIG; number++) signal(number, SIG_DFL);
  sigset_t none;
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, NULL);
  setsid();
  if (launch->request->confined) {
    failure.stage = LAUNCH_STAGE_CONFINE;
    int error = confine(launch);
    if (error != 0) {
      errno = error;
      goto failed;
    }
    failure.stage = LAUNCH_STAGE_USER;
    if (launch->request->processes != LAUNCH_NO_LIMIT && !process_limit_holds()) {
      errno = EPERM;
      goto failed;
    }
  }
  // After the change of user, which clears it.
  prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0);
  failure.stage = LAUNCH_STAGE_DIRECTORY;
  if (launch->directory[0] != 0 && chdir(launch->directory) != 0) goto failed;
  // Reported before exec, which replaces this code by the program.
  failure.stage = 0;
  failure.missing = launch->missing;
  if (write(failures, &failure, sizeof failure) != sizeof failure) goto failed;
  if (launch->request->required && launch->missing != 0) {
    failure.stage = LAUNCH_STAGE_REQUIRED;
    goto failed;
  }
  failure.stage = LAUNCH_STAGE_EXECUTE;
  execve(launch->program, launch->arguments, launch->variables);
failed:
  failure.code = errno;
  failure.missing = launch->missing;
  if (write(failures, &failure, sizeof failure) < 0) _exit(126);
  _exit(127);
}

/* Starts the program. Returns its identifier, or -1 with the failure. */
static pid_t start_program(struct launch *launch, const int streams[3], struct failure *failure) {
  int pipe_ends[2];
  memset(failure, 0, sizeof *failure);
  failure->stage = LAUNCH_STAGE_PROCESS;
  if (pipe2(pipe_ends, O_CLOEXEC) != 0) {
    failure->code = errno;
    return -1;
  }
  pid_t program = (pid_t)syscall(SYS_clone, (unsigned long)SIGCHLD, NULL, NULL, NULL, NULL);
  if (program == 0) become_program(launch, streams, pipe_ends[1]);
  failure->code = errno;
  close(pipe_ends[1]);
  if (program > 0) {
    failure->stage = 0;
    failure->code = 0;
    struct failure message;
    while (read(pipe_ends[0], &message, sizeof message) == sizeof message) *failure = message;
    if (failure->stage != 0) {
      while (waitpid(program, NULL, 0) < 0 && errno == EINTR) continue;
      program = -1;
    }
  }
  close(pipe_ends[0]);
  return program;
}

static uint64_t milliseconds(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (uint64_t)now.tv_sec * 1000 + (uint64_t)now.tv_nsec / 1000000;
}

/* How full the limited folder is. Walking it takes time, so it is walked only after the file system has shrunk, and
   seldom when that takes long. */
struct folder_watch {
  uint64_t free_before, next_walk;
  bool has_walked;
};

static uint64_t free_bytes(const char *path) {
  struct statvfs status;
  return statvfs(path, &status) == 0 ? (uint64_t)status.f_bfree * status.f_frsize : 0;
}

static bool folder_is_full(const struct launch *launch, struct folder_watch *watch) {
  uint64_t limit = launch->request->folder_size, now = milliseconds();
  if (limit == LAUNCH_NO_LIMIT || launch->limited[0] == 0 || now < watch->next_walk) return false;
  uint64_t available = free_bytes(launch->limited);
  // Others may give bytes back meanwhile, so it is also walked every second.
  bool has_shrunk = available < watch->free_before && watch->free_before - available > limit / 4;
  if (!has_shrunk && watch->has_walked && now < watch->next_walk + 1000) return false;
  uint64_t size = folder_size(launch->limited, limit);
  watch->has_walked = true;
  uint64_t took = milliseconds() - now;
  watch->next_walk = now + took + (took > 5 ? took * 20 : TICK);
  return size > limit;
}

static uint32_t exceeded_limit(const struct launch *launch, pid_t own, struct folder_watch *watch) {
  const struct launch_request *request = launch->request;
  if (!request->confined) return LAUNCH_LIMIT_NONE;
  if (request->total_memory != LAUNCH_NO_LIMIT || request->processes != LAUNCH_NO_LIMIT) {
    struct usage usage = usage_of_descendants(own, launch->is_namespaced);
    if (usage.memory > request->total_memory) return LAUNCH_LIMIT_MEMORY;
    if (usage.processes > request->processes) return LAUNCH_LIMIT_PROCESSES;
  }
  return folder_is_full(launch, watch) ? LAUNCH_LIMIT_FOLDER : LAUNCH_LIMIT_NONE;
}

/* Waits until the program ends, a limit is exceeded, or nobody waits for it any more. */
static struct launch_report watch_program(const struct launch *launch, pid_t program, int control, int signals) {
  struct launch_report result = {.kind = LAUNCH_ENDED, .code = SIGKILL, .missing = launch->missing};
  struct folder_watch watch = {.free_before = launch->limited[0] != 0 ? free_bytes(launch->limited) : 0};
  pid_t own = getpid();
  uint64_t next_tick = milliseconds() + TICK;
  for (;;) {
    struct pollfd events[2] = {{.fd = control, .events = POLLIN}, {.fd = signals, .events = POLLIN}};
    uint64_t now = milliseconds();
    int wait = !launch->request->confined ? -1 : now >= next_tick ? 0 : (int)(next_tick - now);
    int count = poll(events, 2, wait);
    if (events[1].revents != 0 && count > 0) {
      struct signalfd_siginfo information;
      bool launcher_ended = false;
      while (read(signals, &information, sizeof information) > 0) {
        if (information.ssi_signo == SIGUSR1) launcher_ended = true;
      }
      int status;
      for (pid_t child; (child = waitpid(-1, &status, WNOHANG)) > 0;) {
        if (child != program) continue;
        result.code = status;
        return result;
      }
      if (launcher_ended) return result;
    }
    // Nothing is ever sent to a keeper: the other end is closed.
    if (events[0].revents != 0 && count > 0) return result;
    if (launch->request->confined && milliseconds() >= next_tick) {
      result.limit = exceeded_limit(launch, own, &watch);
      if (result.limit != LAUNCH_LIMIT_NONE) return result;
      next_tick = milliseconds() + TICK;
    }
  }
}

_Noreturn void keep(const struct launch *original, pid_t launcher, int control, const int streams[3]) {
  struct launch launch = *original;
  // In a namespace of its own the kernel ends everything when process 1 is killed. Otherwise there is work left to do.
  prctl(PR_SET_PDEATHSIG, launch.is_namespaced ? SIGKILL : SIGUSR1, 0, 0, 0);
  if (!launch.is_namespaced && getppid() != launcher) _exit(1);
  sigset_t handled;
  sigemptyset(&handled);
  sigaddset(&handled, SIGCHLD);
  sigaddset(&handled, SIGUSR1);
  sigprocmask(SIG_SETMASK, &handled, NULL);
  int signals = signalfd(-1, &handled, SFD_CLOEXEC | SFD_NONBLOCK);
  struct failure failure = {.stage = LAUNCH_STAGE_CONFINE};
  if (launch.is_namespaced) {
    failure.code = prepare_namespaces(launch.owns_users, launch.owns_network);
    if (failure.code == 0) failure.code = enter_view(&launch);
  } else {
    prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0);
    bool needs_rules = launch.request->confined && launch.request->network == LAUNCH_NETWORK_LOOPBACK;
    bool may_use_landlock = !(launch.request->without & LAUNCH_LANDLOCK);
    if (needs_rules && (!may_use_landlock || apply_free_port_rules() != 0)) launch.missing |= LAUNCH_PORTS;
  }
  prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
  pid_t program = -1;
  if (failure.code == 0) {
    program = start_program(&launch, streams, &failure);
    bool is_denied = program < 0 && failure.code == EACCES
                     && (failure.stage == LAUNCH_STAGE_EXECUTE || failure.stage == LAUNCH_STAGE_DIRECTORY);
    // Without a view of its own the unprivileged user may not get through root's folders to the program.
    if (is_denied && !launch.is_namespaced && launch.request->confined
        && launch.request->user != LAUNCH_KEEP_ID && geteuid() == 0) {
      failure.stage = LAUNCH_STAGE_USER;
    }
  }
  for (int number = 0; number < 3; number++) close(streams[number]);
  launch.missing |= failure.missing;
  if (program < 0) {
    report(control, (struct launch_report){.kind = LAUNCH_FAILED,
                                           .stage = failure.stage,
                                           .code = failure.code,
                                           .missing = launch.missing});
    _exit(0);
  }
  report(control, (struct launch_report){.kind = LAUNCH_STARTED, .missing = launch.missing});
  struct launch_report ended = watch_program(&launch, program, control, signals);
  if (!end_descendants(launch.is_namespaced, NULL, 0)) _exit(1);
  report(control, ended);
  _exit(0);
}
