/* What binds a program from its start on, whatever it does: user, limits, Landlock, system calls. Apart
   from the change of user, none of it needs a right that an ordinary user lacks. */
#define _GNU_SOURCE
#include "internal.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <limits.h>
#include <linux/capability.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

/* From linux/landlock.h, which on older systems lacks what their kernels already have. Rights in the order of the
   versions of the interface (ABI) that brought them. */
enum : uint64_t {
  FS_EXECUTE = 1 << 0,
  FS_WRITE_FILE = 1 << 1,
  FS_READ_FILE = 1 << 2,
  FS_READ_DIR = 1 << 3,
  FS_VERSION_1 = (1 << 13) - 1,
  FS_REFER = 1 << 13,     /* 2: links and renames between folders */
  FS_TRUNCATE = 1 << 14,  /* 3 */
  FS_IOCTL_DEV = 1 << 15, /* 5 */
  FS_OF_FILES = FS_EXECUTE | FS_WRITE_FILE | FS_READ_FILE | FS_TRUNCATE | FS_IOCTL_DEV,
  FS_READING = FS_EXECUTE | FS_READ_FILE | FS_READ_DIR,
  NET_CONNECT_TCP = 1 << 1, /* 4 */
  SCOPE_ABSTRACT_SOCKETS = 1 << 0, /* 6 */
  SCOPE_SIGNALS = 1 << 1,
};

enum { RULE_PATH = 1, RULE_PORT = 2 };

struct ruleset_attributes {
  uint64_t files, network, scopes;
};

struct path_rule {
  uint64_t allowed;
  int32_t parent;
} __attribute__((packed));

struct port_rule {
  uint64_t allowed, port;
};

#ifndef SYS_landlock_create_ruleset
#define SYS_landlock_create_ruleset 444
#define SYS_landlock_add_rule 445
#define SYS_landlock_restrict_self 446
#endif

static int landlock_version(void) {
  long version = syscall(SYS_landlock_create_ruleset, NULL, 0, 1u /* LANDLOCK_CREATE_RULESET_VERSION */);
  return version < 0 ? 0 : (int)version;
}

/* What does not exist needs no rule. */
static void allow_path(int rules, const char *path, uint64_t rights, uint64_t handled) {
  int file = open(path, O_PATH | O_CLOEXEC);
  if (file < 0) return;
  struct stat status;
  if (fstat(file, &status) == 0) {
    if (!S_ISDIR(status.st_mode)) rights &= FS_OF_FILES;
    struct path_rule rule = {.allowed = rights & handled, .parent = file};
    syscall(SYS_landlock_add_rule, rules, RULE_PATH, &rule, 0);
  }
  close(file);
}

static bool is_below(const char *path, const char *folder) {
  size_t length = strlen(folder);
  return strncmp(path, folder, length) == 0 && path[length] == '/';
}

/* Allows reading a file or folder. Rules only add rights, so a folder with a hidden one in it may itself be listed, and
   what else is in it has rules of its own. */
static void allow_reading(int rules, const char *path, const struct launch *launch, uint64_t handled) {
  struct stat status;
  // What a link leads to is listed itself, or may not be read.
  if (lstat(path, &status) != 0 || S_ISLNK(status.st_mode)) return;
  bool hides = false;
  for (uint32_t index = 0; index < launch->request->hidden; index++) {
    if (strcmp(launch->hidden[index], path) == 0) return;
    hides = hides || is_below(launch->hidden[index], path);
  }
  DIR *entries = hides ? opendir(path) : NULL;
  if (!hides || entries == NULL) {
    allow_path(rules, path, FS_READING, handled);
    return;
  }
  allow_path(rules, path, FS_READ_DIR, handled);
  for (struct dirent *entry; (entry = readdir(entries)) != NULL;) {
    if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0) continue;
    char inner[PATH_MAX];
    int length = snprintf(inner, sizeof inner, "%s/%s", path, entry->d_name);
    if (length > 0 && (size_t)length < sizeof inner) allow_reading(rules, inner, launch, handled);
  }
  closedir(entries);
}

/* From ip_local_port_range(7); its usual value where it cannot be read. */
static void read_free_ports(unsigned *first, unsigned *last) {
  char text[64] = "";
  int file = open("/proc/sys/net/ipv4/ip_local_port_range", O_RDONLY | O_CLOEXEC);
  if (file >= 0) {
    ssize_t size = read(file, text, sizeof text - 1);
    text[size > 0 ? size : 0] = 0;
    close(file);
  }
  if (sscanf(text, "%u %u", first, last) == 2 && *first <= *last && *last <= 65535) return;
  *first = 32768;
  *last = 60999;
}

int free_port_rules(void) {
  static int rules = -1;
  if (rules >= 0 || landlock_version() < 4) return rules;
  struct ruleset_attributes attributes = {.network = NET_CONNECT_TCP};
  rules = (int)syscall(SYS_landlock_create_ruleset, &attributes, 16, 0);
  unsigned first, last;
  read_free_ports(&first, &last);
  for (unsigned port = first; rules >= 0 && port <= last; port++) {
    struct port_rule rule = {.allowed = NET_CONNECT_TCP, .port = port};
    syscall(SYS_landlock_add_rule, rules, RULE_PORT, &rule, 0);
  }
  return rules;
}

int apply_free_port_rules(void) {
  int rules = free_port_rules();
  if (rules < 0) return ENOSYS;
  if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) return errno;
  return syscall(SYS_landlock_restrict_self, rules, 0) != 0 ? errno : 0;
}

/* Gives the rules as a descriptor, or -1 when there are none to apply. Returns 0 or an error number. Made before the user
   is changed: root gets through folders that the other user does not. */
static int make_rules(struct launch *launch, int *rules_of_launch) {
  const struct launch_request *request = launch->request;
  int version = request->without & LAUNCH_LANDLOCK ? 0 : landlock_version();
  if (version == 0) {
    launch->missing |= LAUNCH_LANDLOCK;
    *rules_of_launch = -1;
    return 0;
  }
  struct ruleset_attributes attributes = {.files = FS_VERSION_1};
  if (version >= 2) attributes.files |= FS_REFER;
  if (version >= 3) attributes.files |= FS_TRUNCATE;
  if (version >= 5) attributes.files |= FS_IOCTL_DEV;
  if (version >= 6) attributes.scopes = SCOPE_ABSTRACT_SOCKETS | SCOPE_SIGNALS;
  size_t size = version >= 6 ? 24 : version >= 4 ? 16 : 8;
  int rules = (int)syscall(SYS_landlock_create_ruleset, &attributes, size, 0);
  if (rules < 0) return errno;
  uint64_t all = attributes.files, device = FS_READING | FS_WRITE_FILE | FS_TRUNCATE | FS_IOCTL_DEV;
  if (launch->is_namespaced) {
    // What the view shows may be read; what may be written needs rules of its own.
    allow_path(rules, "/", FS_READING, all);
    allow_path(rules, "/dev", device, all);
    allow_path(rules, "/dev/shm", all, all);
    allow_path(rules, "/proc", FS_READING | FS_WRITE_FILE | FS_TRUNCATE, all);
    if (launch->temporary[0] != 0) allow_path(rules, "/tmp", all, all);
  } else {
    static const char *const devices[] = {"/dev/null", "/dev/zero", "/dev/full", "/dev/random", "/dev/urandom"};
    static const char *const names[] = {"/etc/passwd", "/etc/group", "/etc/hosts", "/etc/hostname"};
    for (size_t index = 0; index < sizeof devices / sizeof *devices; index++) {
      allow_path(rules, devices[index], device, all);
    }
    for (size_t index = 0; index < sizeof names / sizeof *names; index++) {
      allow_path(rules, names[index], FS_READING, all);
    }
    for (uint32_t index = 0; index < request->readable; index++) {
      allow_reading(rules, launch->readable[index], launch, all);
    }
    // Runtimes read it. Memory and environment of processes outside these rules stay closed (landlock(7), ptrace).
    allow_path(rules, "/proc", FS_READING, all);
  }
  for (uint32_t index = 0; index < request->writable; index++) {
    allow_path(rules, launch->writable[index], all, all);
  }
  *rules_of_launch = rules;
  return 0;
}

static void limit(int resource, uint64_t value, uint32_t *missing) {
  if (value == LAUNCH_NO_LIMIT) return;
  struct rlimit limits;
  if (getrlimit((__rlimit_resource_t)resource, &limits) != 0) return;
  // An example must not depend on a lower limit of the caller, which root may raise.
  struct rlimit fixed = {.rlim_cur = value, .rlim_max = value};
  if (setrlimit((__rlimit_resource_t)resource, &fixed) == 0) return;
  if (limits.rlim_max != RLIM_INFINITY && limits.rlim_max < value) value = limits.rlim_max;
  limits.rlim_cur = limits.rlim_max = value;
  if (setrlimit((__rlimit_resource_t)resource, &limits) != 0) *missing |= LAUNCH_LIMITS;
}

/* Compilers raise their soft limit, so the hard limit stays that of the caller. */
static void limit_stack(uint64_t value, uint32_t *missing) {
  struct rlimit limits;
  if (getrlimit(RLIMIT_STACK, &limits) != 0) return;
  if (limits.rlim_max != RLIM_INFINITY && limits.rlim_max < value) {
    limit(RLIMIT_STACK, value, missing);
    return;
  }
  limits.rlim_cur = value;
  if (setrlimit(RLIMIT_STACK, &limits) != 0) *missing |= LAUNCH_LIMITS;
}

static void set_limits(struct launch *launch) {
  const struct launch_request *request = launch->request;
  limit(RLIMIT_CORE, 0, &launch->missing);
  limit(RLIMIT_FSIZE, request->file_size, &launch->missing);
  limit(RLIMIT_NOFILE, request->open_files, &launch->missing);
  limit(RLIMIT_CPU, request->cpu_seconds, &launch->missing);
  // What an example can query, such as `ulimit -a`, does not depend on who starts it: these are the kernel's defaults.
  limit_stack(8 << 20, &launch->missing);
  limit(RLIMIT_MEMLOCK, 8 << 20, &launch->missing);
  limit(RLIMIT_MSGQUEUE, 819200, &launch->missing);
  limit(RLIMIT_SIGPENDING, 4096, &launch->missing);
  limit(RLIMIT_NICE, 0, &launch->missing);
  limit(RLIMIT_RTPRIO, 0, &launch->missing);
  // Private memory that can be written. The address space (RLIMIT_AS) is unsuitable: runtimes reserve terabytes.
  limit(RLIMIT_DATA, request->memory, &launch->missing);
  if (request->processes == LAUNCH_NO_LIMIT) return;
  // The limit counts all threads of the user; only a namespace or a user of its own counts those of the program alone.
  bool counts_own = launch->owns_users || (geteuid() == 0 && request->user != LAUNCH_KEEP_ID);
  uint64_t others = counts_own ? 0 : threads_of_user(geteuid());
  // Above the limit that ends the run and says why; between two looks this one holds.
  limit(RLIMIT_NPROC, request->processes + request->processes / 4 + others, &launch->missing);
}

/* Leaves root, and every capability for good. */
static int drop_rights(struct launch *launch) {
  const struct launch_request *request = launch->request;
  bool is_root = geteuid() == 0 && !launch->owns_users;
  bool changes_user = is_root && request->user != LAUNCH_KEEP_ID && !(request->without & LAUNCH_USER);
  for (unsigned long capability = 0; capability < 64; capability++) prctl(PR_CAPBSET_DROP, capability, 0, 0, 0);
  if (changes_user) {
    if (setgroups(0, NULL) != 0 || setresgid(request->user, request->user, request->user) != 0
        || setresuid(request->user, request->user, request->user) != 0) {
      // A container may have root without the right to become anybody else, or without anybody else.
      if (errno != EPERM && errno != EINVAL) return errno;
      launch->missing |= LAUNCH_USER;
    }
  } else if (is_root && request->user != LAUNCH_KEEP_ID) {
    launch->missing |= LAUNCH_USER;
  }
  struct __user_cap_header_struct header = {_LINUX_CAPABILITY_VERSION_3, 0};
  struct __user_cap_data_struct none[2];
  memset(none, 0, sizeof none);
  if (syscall(SYS_capset, &header, none) != 0) return errno;
  return prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0 ? errno : 0;
}

bool process_limit_holds(void) {
  struct rlimit limits;
  if (getrlimit(RLIMIT_NPROC, &limits) != 0) return false;
  struct rlimit none = {.rlim_cur = 0, .rlim_max = limits.rlim_max};
  if (setrlimit(RLIMIT_NPROC, &none) != 0) return false;
  pid_t child = (pid_t)syscall(SYS_clone, (unsigned long)SIGCHLD, NULL, NULL, NULL, NULL);
  if (child == 0) _exit(0);
  if (child > 0) {
    while (waitpid(child, NULL, 0) < 0 && errno == EINTR) continue;
  }
  return setrlimit(RLIMIT_NPROC, &limits) == 0 && child < 0;
}

int confine(struct launch *launch) {
  set_limits(launch);
  int rules = -1;
  int error = make_rules(launch, &rules);
  if (error == 0) error = drop_rights(launch);
  if (error == 0 && rules >= 0 && syscall(SYS_landlock_restrict_self, rules, 0) != 0) error = errno;
  if (error != 0) return error;
  bool blocks_datagrams = launch->request->network != LAUNCH_NETWORK_HOST && !launch->owns_network;
  // Landlock has no rule for connections to sockets in the file system. Some servers behind them run what they are told:
  // the user's D-Bus and systemd, Docker, agents for keys.
  bool blocks_unix = !launch->is_namespaced;
  if (launch->request->without & LAUNCH_SECCOMP || filter_system_calls(blocks_datagrams, blocks_unix) != 0) {
    launch->missing |= LAUNCH_SECCOMP;
  }
  return 0;
}
