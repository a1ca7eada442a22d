/* The launcher: a small process that forks before this one has grown, keeps no state but its children, and outlives
   this process just long enough to end what was started. It is the parent of everything that the program runs, so that
   killing the program (even with SIGKILL) closes a socket that others listen to. */
#define _GNU_SOURCE
#include "internal.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { MOST_KEEPERS = 1024 };

int memory_file(const char *name) { return (int)syscall(SYS_memfd_create, name, 1u /* MFD_CLOEXEC */); }

int event_file(void) { return eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK); }

int make_pipe(int ends[2]) { return pipe2(ends, O_CLOEXEC); }

uint64_t open_file_limit(void) {
  struct rlimit limits;
  return geteuid() != 0 && getrlimit(RLIMIT_NOFILE, &limits) == 0 ? limits.rlim_max : UINT64_MAX;
}

/* Sends bytes and descriptors as one message. Returns 0 or an error number. */
int send_message(int connection, void *bytes, size_t size, const int *descriptors, int count) {
  size_t length = sizeof(int) * (size_t)count;
  struct iovec data = {bytes, size};
  union {
    char bytes[CMSG_SPACE(sizeof(int) * LAUNCH_DESCRIPTORS)];
    struct cmsghdr header;
  } ancillary;
  memset(&ancillary, 0, sizeof ancillary);
  struct msghdr message = {.msg_iov = &data, .msg_iovlen = 1};
  if (count > 0) {
    message.msg_control = &ancillary;
    message.msg_controllen = CMSG_SPACE(length);
    struct cmsghdr *header = CMSG_FIRSTHDR(&message);
    header->cmsg_level = SOL_SOCKET;
    header->cmsg_type = SCM_RIGHTS;
    header->cmsg_len = CMSG_LEN(length);
    memcpy(CMSG_DATA(header), descriptors, length);
  }
  ssize_t sent;
  do sent = sendmsg(connection, &message, MSG_NOSIGNAL);
  while (sent < 0 && errno == EINTR);
  return sent < 0 ? errno : 0;
}

/* Receives one message. Returns its size, 0 when the other end is closed, or -1 and errno. */
ssize_t receive_message(int connection, void *bytes, size_t size, int *descriptors, int room, int *count) {
  struct iovec data = {bytes, size};
  union {
    char bytes[CMSG_SPACE(sizeof(int) * LAUNCH_DESCRIPTORS)];
    struct cmsghdr header;
  } ancillary;
  struct msghdr message = {
      .msg_iov = &data, .msg_iovlen = 1, .msg_control = &ancillary, .msg_controllen = sizeof ancillary};
  *count = 0;
  ssize_t received;
  do received = recvmsg(connection, &message, MSG_CMSG_CLOEXEC);
  while (received < 0 && errno == EINTR);
  struct cmsghdr *header = received > 0 ? CMSG_FIRSTHDR(&message) : NULL;
  if (header == NULL || header->cmsg_type != SCM_RIGHTS) return received;
  int found = (int)((header->cmsg_len - CMSG_LEN(0)) / sizeof(int));
  for (int index = 0; index < found; index++) {
    int descriptor;
    memcpy(&descriptor, CMSG_DATA(header) + sizeof(int) * (size_t)index, sizeof descriptor);
    if (*count < room) descriptors[(*count)++] = descriptor;
    else close(descriptor);
  }
  return received;
}

int launcher_send(int connection, const int *descriptors, int count) {
  char byte = 0;
  return send_message(connection, &byte, 1, descriptors, count);
}

int receive_report(int control, struct launch_report *report, int *descriptors, int room, int *count) {
  ssize_t received = receive_message(control, report, sizeof *report, descriptors, room, count);
  if (received == 0 || received == sizeof *report) return received != 0;
  if (received > 0) errno = EPROTO;
  return -1;
}

/* Finds the parts of a request. The memory comes from this very program, but it is still read with bounds. */
static bool parse(char *bytes, size_t size, struct launch *launch) {
  memset(launch, 0, sizeof *launch);
  struct launch_request *request = (struct launch_request *)bytes;
  if (size < sizeof *request || bytes[size - 1] != 0) return false;
  char *next = bytes + sizeof *request, *end = bytes + size;
  launch->request = request;
  const char **single[] = {&launch->program, &launch->directory, &launch->temporary, &launch->limited};
  for (size_t index = 0; index < 4; index++) {
    if (next >= end) return false;
    *single[index] = next;
    next += strlen(next) + 1;
  }
  struct {
    const char ***list;
    uint32_t count;
  } lists[] = {{(const char ***)&launch->arguments, request->arguments},
               {(const char ***)&launch->variables, request->variables},
               {&launch->readable, request->readable},
               {&launch->writable, request->writable},
               {&launch->hidden, request->hidden}};
  for (size_t list = 0; list < sizeof lists / sizeof *lists; list++) {
    const char **items = calloc((size_t)lists[list].count + 1, sizeof *items);
    if (items == NULL) return false;
    for (uint32_t index = 0; index < lists[list].count; index++) {
      if (next >= end) return false;
      items[index] = next;
      next += strlen(next) + 1;
    }
    *lists[list].list = items;
  }
  return true;
}

/* A copy of this process, in new namespaces when `flags` says so. */
static pid_t copy_process(unsigned long flags) {
#if defined(__s390__)
  return (pid_t)syscall(SYS_clone, NULL, flags | SIGCHLD, NULL, NULL, NULL);
#else
  return (pid_t)syscall(SYS_clone, flags | SIGCHLD, NULL, NULL, NULL, NULL);
#endif
}

/* Makes a copy in new namespaces, and waits for what the kernel lacks for a moment: a program that started without its
   namespaces would not be in the sandbox that was promised. -1 and errno after two seconds.

   `are_usable`: namespaces could be made before, so that ENOSPC is a limit that is reached, not one of 0. */
static pid_t copy_into_namespaces(unsigned long flags, bool are_usable) {
  const struct timespec pause = {.tv_nsec = 20 * 1000 * 1000};
  for (int attempt = 0;; attempt++) {
    pid_t copy = copy_process(flags);
    if (copy >= 0 || attempt == 100) return copy;
    bool is_passing = errno == EAGAIN || errno == ENOMEM || errno == EINTR || (errno == ENOSPC && are_usable);
    if (!is_passing) return copy;
    nanosleep(&pause, NULL);
  }
}

/* All namespaces that are used; an ordinary user needs one of its own for users to make the others. */
static unsigned long namespaces(void) {
  unsigned long flags = CLONE_NEWPID | CLONE_NEWNS | CLONE_NEWIPC | CLONE_NEWUTS | CLONE_NEWNET;
  return geteuid() == 0 ? flags : flags | CLONE_NEWUSER;
}

/* Whether namespaces can be made and are of use: some systems allow making one and then
   refuse everything in it. Tried once. */
static bool namespaces_are_usable(void) {
  static enum { UNKNOWN, USABLE, UNUSABLE } answer = UNKNOWN;
  if (answer != UNKNOWN) return answer == USABLE;
  pid_t trial = copy_into_namespaces(namespaces(), false);
  if (trial == 0) _exit(try_namespaces() ? 0 : 1);
  int status = 1;
  if (trial > 0) {
    while (waitpid(trial, &status, 0) < 0 && errno == EINTR) continue;
  }
  answer = status == 0 ? USABLE : UNUSABLE;
  return answer == USABLE;
}

/* Becomes a member of a network that was made before, and of the namespace of users that owns it. Returns 0 or an error
   number. */
static int join_network(const int *descriptors, int count) {
  if (count <= LAUNCH_NETWORK) return EINVAL;
  if (count > LAUNCH_USERS && setns(descriptors[LAUNCH_USERS], CLONE_NEWUSER) != 0) return errno;
  return setns(descriptors[LAUNCH_NETWORK], CLONE_NEWNET) != 0 ? errno : 0;
}

/* Keeps a program in a network that exists. It takes a process of its own, whose child is then the first one in the
   other namespaces; it ends as that does, and takes it along. */
static _Noreturn void keep_in_network(struct launch *launch, const int *descriptors, int count) {
  struct launch_report failure = {.kind = LAUNCH_FAILED, .stage = LAUNCH_STAGE_CONFINE};
  failure.code = join_network(descriptors, count);
  pid_t own = getpid(), keeper = -1;
  if (failure.code == 0) {
    keeper = copy_into_namespaces(namespaces() & ~(unsigned long)(CLONE_NEWNET | CLONE_NEWUSER), true);
    failure.code = errno;
  }
  if (keeper == 0) {
    launch->is_namespaced = launch->owns_network = true;
    keep(launch, own, descriptors[LAUNCH_CONTROL], descriptors + LAUNCH_INPUT);
  }
  if (keeper < 0) {
    send_message(descriptors[LAUNCH_CONTROL], &failure, sizeof failure, NULL, 0);
    _exit(0);
  }
  // This process must not keep the caller waiting for the end of what it holds open.
  for (int index = 0; index < count; index++) close(descriptors[index]);
  signal(SIGUSR1, SIG_DFL);
  int status = 1;
  while (waitpid(keeper, &status, 0) < 0 && errno == EINTR) continue;
  _exit(status == 0 ? 0 : 1);
}

static pid_t start_keeper(int *descriptors, int count) {
  struct stat status;
  struct launch launch;
  struct launch_report failure = {.kind = LAUNCH_FAILED, .stage = LAUNCH_STAGE_REQUEST, .code = EINVAL};
  if (count < LAUNCH_NETWORK || fstat(descriptors[LAUNCH_REQUEST], &status) != 0
      || status.st_size < (off_t)sizeof(struct launch_request)) {
    goto failed;
  }
  size_t size = (size_t)status.st_size;
  char *bytes = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE, descriptors[LAUNCH_REQUEST], 0);
  if (bytes == MAP_FAILED) {
    failure.code = errno;
    goto failed;
  }
  // Parsed by the copy, whose memory goes with it; only the header decides about namespaces.
  const struct launch_request *request = (const struct launch_request *)bytes;
  pid_t launcher = getpid(), keeper = -1;
  unsigned long flags = 0;
  bool is_shared = request->network == LAUNCH_NETWORK_SHARED;
  if (request->confined && !is_shared && !(request->without & LAUNCH_NAMESPACES) && namespaces_are_usable()) {
    flags = namespaces();
    if (request->network != LAUNCH_NETWORK_LOOPBACK) flags &= ~(unsigned long)CLONE_NEWNET;
    if (request->holds_network) flags &= CLONE_NEWNET | CLONE_NEWUSER;
    keeper = copy_into_namespaces(flags, true);
  } else {
    if (request->confined && request->network == LAUNCH_NETWORK_LOOPBACK) free_port_rules();
    keeper = copy_process(0);
  }
  if (keeper == 0) {
    if (!parse(bytes, size, &launch)) {
      send_message(descriptors[LAUNCH_CONTROL], &failure, sizeof failure, NULL, 0);
      _exit(1);
    }
    launch.is_namespaced = flags != 0;
    launch.owns_users = (flags & CLONE_NEWUSER) != 0;
    launch.owns_network = (flags & CLONE_NEWNET) != 0;
    if (request->holds_network) hold_network(&launch, descriptors[LAUNCH_CONTROL]);
    if (is_shared) keep_in_network(&launch, descriptors, count);
    if (request->confined && flags == 0) launch.missing |= LAUNCH_NAMESPACES | LAUNCH_VIEW;
    keep(&launch, launcher, descriptors[LAUNCH_CONTROL], descriptors + LAUNCH_INPUT);
  }
  failure.stage = LAUNCH_STAGE_PROCESS;
  failure.code = errno;
  munmap(bytes, size);
  if (keeper > 0) return keeper;
failed:
  if (count > LAUNCH_CONTROL) {
    send_message(descriptors[LAUNCH_CONTROL], &failure, sizeof failure, NULL, 0);
  }
  return -1;
}

static _Noreturn void serve(int connection) {
  sigset_t child;
  sigemptyset(&child);
  sigaddset(&child, SIGCHLD);
  sigprocmask(SIG_SETMASK, &child, NULL);
  int ended = signalfd(-1, &child, SFD_CLOEXEC | SFD_NONBLOCK);
  static pid_t keepers[MOST_KEEPERS];
  int count = 0;
  bool is_open = true;
  while (is_open || count > 0) {
    struct pollfd events[2] = {{.fd = ended, .events = POLLIN}, {.fd = connection, .events = POLLIN}};
    if (poll(events, is_open && count < MOST_KEEPERS ? 2 : 1, is_open ? -1 : 10000) == 0) break;
    if (events[0].revents != 0) {
      struct signalfd_siginfo information;
      while (read(ended, &information, sizeof information) > 0) continue;
      bool has_strays = false;
      for (;;) {
        int status;
        pid_t child_id = waitpid(-1, &status, WNOHANG);
        if (child_id <= 0) break;
        bool was_keeper = false;
        for (int index = 0; index < count; index++) {
          if (keepers[index] != child_id) continue;
          keepers[index] = keepers[--count];
          was_keeper = true;
          break;
        }
        // A keeper that was killed leaves its program to this process, the nearest reaper.
        if (!was_keeper || status != 0) has_strays = true;
      }
      if (has_strays) end_descendants(false, keepers, count);
    }
    if (is_open && events[1].revents != 0) {
      int descriptors[LAUNCH_DESCRIPTORS], received = 0;
      char byte;
      if (receive_message(connection, &byte, 1, descriptors, LAUNCH_DESCRIPTORS, &received) == 0) {
        is_open = false;
        // Their own sockets may stay open: the program may only have closed this one.
        for (int index = 0; index < count; index++) kill(keepers[index], SIGUSR1);
      }
      if (received == 0) continue;
      pid_t keeper = start_keeper(descriptors, received);
      if (keeper > 0) keepers[count++] = keeper;
      for (int index = 0; index < received; index++) close(descriptors[index]);
    }
  }
  _exit(0);
}

/* Only the socket stays open; standard streams become /dev/null, so that whoever reads this program's output is
   not kept waiting. */
static void leave_parent(int connection) {
  setsid();
  // What is made for programs, and by them, does not depend on the caller's mask: with 077 another user cannot enter it.
  umask(022);
  for (int number = 1; number < NSIG; number++) signal(number, SIG_DFL);
  for (int number = SIGHUP; number <= SIGTERM; number++) {
    if (number == SIGHUP || number == SIGINT || number == SIGQUIT || number == SIGPIPE || number == SIGTERM) {
      signal(number, SIG_IGN);
    }
  }
  remember_user();
  prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
  prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0);
  prctl(PR_SET_NAME, "flowdocs-run", 0, 0, 0);
  // Secrets of the user's environment are not carried on.
  for (char **variable = environ; variable != NULL && *variable != NULL; variable++) {
    memset(*variable, 0, strlen(*variable));
  }
  environ = NULL;
  int nothing = open("/dev/null", O_RDWR);
  for (int number = 0; number < 3; number++) {
    if (nothing >= 0) dup2(nothing, number);
  }
  if (connection != 3) dup2(connection, 3);
  fcntl(3, F_SETFD, FD_CLOEXEC);
  syscall(SYS_close_range, 4u, ~0u, 0u);
  // Folders stay removable.
  if (chdir("/") != 0) return;
}

void hide_process(void) { prctl(PR_SET_DUMPABLE, 0, 0, 0, 0); }

pid_t launcher_start(int *connection) {
  int pair[2];
  if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, pair) != 0) return -1;
  pid_t launcher = fork();
  if (launcher == 0) {
    leave_parent(pair[1]);
    serve(3);
  }
  int error = errno;
  close(pair[1]);
  if (launcher < 0) {
    close(pair[0]);
    errno = error;
    return -1;
  }
  *connection = pair[0];
  return launcher;
}
