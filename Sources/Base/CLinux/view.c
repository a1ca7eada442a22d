/* The file system that a confined program sees: an empty one, in which the listed files and folders are mounted under
   their own names. What is not listed does not exist there, so that not even its name can be found out. */
#define _GNU_SOURCE
#include "internal.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <linux/openat2.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#ifndef OPEN_TREE_CLONE
#define OPEN_TREE_CLONE 1
#define MOVE_MOUNT_F_EMPTY_PATH 4
#endif
#ifndef MOUNT_ATTR_RDONLY
#define MOUNT_ATTR_RDONLY 1
#define MOUNT_ATTR_NOSUID 2
#define MOUNT_ATTR_NODEV 4
struct mount_attr {
  uint64_t attr_set, attr_clr, propagation, userns_fd;
};
#endif

enum access { READABLE, WRITABLE, DEVICE };

/* A file, folder or link of the old file system, and where it is in the new one. */
struct item {
  int tree;
  const char *path;
  bool is_folder;
};

/* Opens a path of the new file system; links cannot lead out of it. */
static int open_inside(int root, const char *path, uint64_t flags) {
  struct open_how how = {.flags = flags | O_CLOEXEC, .resolve = RESOLVE_IN_ROOT | RESOLVE_NO_MAGICLINKS};
  return (int)syscall(SYS_openat2, root, path, &how, sizeof how);
}

/* Makes the folders on the way to `path` and opens the last one. `name` is what is left of the path. */
static int open_parent(int root, const char *path, char name[NAME_MAX + 1]) {
  char prefix[PATH_MAX];
  const char *slash = strrchr(path, '/');
  if (slash == NULL || strlen(path) >= sizeof prefix || strlen(slash + 1) > NAME_MAX) {
    errno = ENAMETOOLONG;
    return -1;
  }
  strcpy(name, slash + 1);
  memcpy(prefix, path, (size_t)(slash - path));
  prefix[slash - path] = 0;
  if (prefix[0] == 0) return open_inside(root, "/", O_PATH | O_DIRECTORY);
  int folder = open_inside(root, prefix, O_PATH | O_DIRECTORY);
  if (folder >= 0 || errno != ENOENT) return folder;
  char last[NAME_MAX + 1];
  int parent = open_parent(root, prefix, last);
  if (parent < 0) return -1;
  int error = mkdirat(parent, last, 0755) != 0 && errno != EEXIST ? errno : 0;
  if (error == 0) folder = openat(parent, last, O_PATH | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
  else errno = error;
  close(parent);
  return folder;
}

/* A place to mount on: an empty file or folder, or what is there. */
static int open_place(int root, const char *path, bool is_folder) {
  int place = open_inside(root, path, O_PATH);
  if (place >= 0 || errno != ENOENT) return place;
  char name[NAME_MAX + 1];
  int parent = open_parent(root, path, name);
  if (parent < 0) return -1;
  if (is_folder) {
    if (mkdirat(parent, name, 0755) == 0) place = openat(parent, name, O_PATH | O_NOFOLLOW | O_CLOEXEC);
  } else {
    place = openat(parent, name, O_CREAT | O_EXCL | O_RDONLY | O_CLOEXEC, 0444);
  }
  int error = errno;
  close(parent);
  // Made meanwhile by another program whose /tmp is the same folder.
  if (place < 0 && error == EEXIST) return open_inside(root, path, O_PATH);
  errno = error;
  return place;
}

static int write_file(int root, const char *path, const char *text) {
  char name[NAME_MAX + 1];
  int parent = open_parent(root, path, name);
  if (parent < 0) return errno;
  // What was listed comes first.
  int file = openat(parent, name, O_CREAT | O_EXCL | O_WRONLY | O_NOFOLLOW | O_CLOEXEC, 0644);
  int error = file < 0 && errno != EEXIST ? errno : 0;
  if (file >= 0 && write(file, text, strlen(text)) < 0) error = errno;
  if (file >= 0) close(file);
  close(parent);
  return error;
}

static int link_inside(int root, const char *target, const char *path) {
  char name[NAME_MAX + 1];
  int parent = open_parent(root, path, name);
  if (parent < 0) return errno;
  int error = symlinkat(target, parent, name) != 0 && errno != EEXIST ? errno : 0;
  close(parent);
  return error;
}

/* Takes `source` out of the old file system. -1 when it does not exist. */
static int take(const char *source, enum access access) {
  int tree = (int)syscall(SYS_open_tree, AT_FDCWD, source,
                          OPEN_TREE_CLONE | O_CLOEXEC | (access == DEVICE ? 0 : AT_RECURSIVE));
  if (tree < 0) return -1;
  struct mount_attr attributes = {.attr_set = MOUNT_ATTR_NOSUID};
  if (access == READABLE) attributes.attr_set |= MOUNT_ATTR_RDONLY;
  if (access != DEVICE) attributes.attr_set |= MOUNT_ATTR_NODEV;
  if (syscall(SYS_mount_setattr, tree, "", AT_EMPTY_PATH | (access == DEVICE ? 0 : AT_RECURSIVE), &attributes,
              sizeof attributes)
      != 0) {
    int error = errno;
    close(tree);
    errno = error;
    return -1;
  }
  return tree;
}

static int place(int root, int tree, const char *path) {
  struct stat status;
  if (fstat(tree, &status) != 0) return errno;
  int target = open_place(root, path, S_ISDIR(status.st_mode));
  if (target < 0) return errno;
  // 0x40: MOVE_MOUNT_T_EMPTY_PATH
  int error = syscall(SYS_move_mount, tree, "", target, "", MOVE_MOUNT_F_EMPTY_PATH | 0x40) != 0 ? errno : 0;
  close(target);
  return error;
}

/* One listed path. What does not exist is left out, as it is for any program. */
static int show(int root, const char *path, int tree) {
  struct stat status;
  if (lstat(path, &status) != 0) return 0;
  if (S_ISLNK(status.st_mode)) {
    char target[PATH_MAX];
    ssize_t length = readlink(path, target, sizeof target - 1);
    if (length < 0) return errno;
    target[length] = 0;
    return link_inside(root, target, path);
  }
  return tree < 0 ? 0 : place(root, tree, path);
}

static int mount_inside(int root, const char *type, const char *path, unsigned long flags, const char *options) {
  int target = open_place(root, path, true);
  if (target < 0) return errno;
  int error = fchdir(target) != 0 || mount(type, ".", type, flags, options) != 0 ? errno : 0;
  close(target);
  return error;
}

/* Covers a folder of the new file system by an empty one. Sets `*is_covered` to whether there is such a folder. */
static int cover(int root, const char *path, bool *is_covered) {
  *is_covered = false;
  int folder = open_inside(root, path, O_PATH | O_DIRECTORY);
  if (folder < 0) return errno == ENOENT || errno == ENOTDIR ? 0 : errno;
  int error = fchdir(folder) != 0
                  || mount("tmpfs", ".", "tmpfs", MS_NOSUID | MS_NODEV, "mode=0755,size=64k") != 0
              ? errno : 0;
  close(folder);
  *is_covered = error == 0;
  return error;
}

/* Nothing more is shown in the folder from here on. */
static int make_readonly(int root, const char *path) {
  struct mount_attr attributes = {.attr_set = MOUNT_ATTR_RDONLY};
  int folder = open_inside(root, path, O_PATH | O_DIRECTORY);
  if (folder < 0) return errno;
  int error = syscall(SYS_mount_setattr, folder, "", AT_EMPTY_PATH, &attributes, sizeof attributes) != 0 ? errno : 0;
  close(folder);
  return error;
}

/* Each tree that is taken needs a descriptor, and a project can list more files than a process usually may open. The
   limit of the program itself is set later. */
static void allow_descriptors(void) {
  struct rlimit limits;
  if (getrlimit(RLIMIT_NOFILE, &limits) != 0) return;
  limits.rlim_cur = limits.rlim_max;
  setrlimit(RLIMIT_NOFILE, &limits);
}

/* An empty file system, mounted where every system has a folder. */
static int mount_root(void) {
  if (mount("tmpfs", "/proc", "tmpfs", MS_NOSUID | MS_NODEV, "mode=0755,size=8m") != 0) return -1;
  return open("/proc", O_PATH | O_DIRECTORY | O_CLOEXEC);
}

/* Makes it the root. The old root then lies over it and is taken away from there. */
static int enter_root(int root) {
  if (fchdir(root) != 0 || syscall(SYS_pivot_root, ".", ".") != 0 || umount2(".", MNT_DETACH) != 0
      || chdir("/") != 0) {
    return errno;
  }
  return 0;
}

bool can_enter_root(void) {
  int root = mount_root();
  return root >= 0 && enter_root(root) == 0;
}

static int make_shared_memory(int root, uint64_t size) {
  char options[64];
  snprintf(options, sizeof options, "mode=1777,size=%llu", (unsigned long long)size);
  return mount_inside(root, "tmpfs", "/dev/shm", MS_NOSUID | MS_NODEV, options);
}

static int make_devices(int root, const int trees[], const char *const paths[], size_t count) {
  int error = 0;
  for (size_t index = 0; error == 0 && index < count; index++) {
    if (trees[index] >= 0) error = place(root, trees[index], paths[index]);
  }
  if (error == 0) error = link_inside(root, "/proc/self/fd", "/dev/fd");
  if (error == 0) error = link_inside(root, "fd/0", "/dev/stdin");
  if (error == 0) error = link_inside(root, "fd/1", "/dev/stdout");
  if (error == 0) error = link_inside(root, "fd/2", "/dev/stderr");
  // Terminals are a convenience: some containers have none.
  if (error == 0 && mount_inside(root, "devpts", "/dev/pts", MS_NOSUID, "newinstance,ptmxmode=0666,mode=0620") == 0) {
    error = link_inside(root, "pts/ptmx", "/dev/ptmx");
  }
  return error;
}

/* Names for the numbers that programs look up. */
static int write_names(int root, const struct launch *launch) {
  char text[PATH_MAX + 256];
  unsigned user = launch->request->user, group = user;
  if (user == LAUNCH_KEEP_ID) {
    user = geteuid();
    group = getegid();
  }
  const char *root_user = user == 0 ? "" : "root:x:0:0::/root:/bin/sh\n";
  snprintf(text, sizeof text, "%sflowdocs:x:%u:%u::%s:/bin/bash\n", root_user, user, group, launch->directory);
  int error = write_file(root, "/etc/passwd", text);
  snprintf(text, sizeof text, "%sflowdocs:x:%u:\n", group == 0 ? "" : "root:x:0:\n", group);
  if (error == 0) error = write_file(root, "/etc/group", text);
  if (error == 0) error = write_file(root, "/etc/hosts", "127.0.0.1 localhost\n::1 localhost\n");
  if (error == 0) error = write_file(root, "/etc/hostname", "localhost\n");
  return error;
}

int enter_view(struct launch *launch) {
  static const char *const devices[] = {"/dev/null", "/dev/zero", "/dev/full", "/dev/random", "/dev/urandom", "/dev/tty"};
  enum { DEVICES = sizeof devices / sizeof *devices };
  const struct launch_request *request = launch->request;
  int device_trees[DEVICES];
  int *readable = calloc((size_t)request->readable + 1, sizeof *readable);
  int *writable = calloc((size_t)request->writable + 1, sizeof *writable);
  bool *covers = calloc((size_t)request->hidden + 1, sizeof *covers);
  if (readable == NULL || writable == NULL || covers == NULL) return ENOMEM;
  allow_descriptors();
  // Everything is taken out of the old file system before the new one covers a part of it.
  for (size_t index = 0; index < DEVICES; index++) device_trees[index] = take(devices[index], DEVICE);
  for (uint32_t index = 0; index < request->readable; index++) {
    readable[index] = take(launch->readable[index], READABLE);
    if (readable[index] < 0 && errno != ENOENT && errno != ENOTDIR && errno != EACCES && errno != ELOOP) return errno;
  }
  for (uint32_t index = 0; index < request->writable; index++) {
    writable[index] = take(launch->writable[index], WRITABLE);
    if (writable[index] < 0) return errno;
  }
  int temporary = launch->temporary[0] != 0 ? take(launch->temporary, WRITABLE) : -1;
  if (launch->temporary[0] != 0 && temporary < 0) return errno;
  int root = mount_root();
  if (root < 0) return errno;
  int error = temporary >= 0 ? place(root, temporary, "/tmp") : 0;
  uint32_t hidden = 0;
  for (uint32_t index = 0; error == 0 && index <= request->readable; index++) {
    // In the order of the paths: what is hidden comes after the folder that it is in, and before what is shown in it.
    while (error == 0 && hidden < request->hidden
           && (index == request->readable || strcmp(launch->hidden[hidden], launch->readable[index]) < 0)) {
      error = cover(root, launch->hidden[hidden], &covers[hidden]);
      hidden++;
    }
    if (error == 0 && index < request->readable) error = show(root, launch->readable[index], readable[index]);
  }
  for (uint32_t index = 0; error == 0 && index < request->writable; index++) {
    error = place(root, writable[index], launch->writable[index]);
  }
  if (error == 0) error = write_names(root, launch);
  if (error == 0 && launch->directory[0] != 0) {
    // The working directory exists, be it empty.
    int directory = open_place(root, launch->directory, true);
    if (directory >= 0) close(directory);
  }
  if (error == 0) error = make_devices(root, device_trees, devices, DEVICES);
  if (error == 0) error = make_shared_memory(root, request->shared_memory);
  // Some containers hide parts of their /proc; the kernel then refuses to mount another one.
  if (error == 0 && mount_inside(root, "proc", "/proc", MS_NOSUID | MS_NODEV | MS_NOEXEC, NULL) != 0) {
    launch->missing |= LAUNCH_PROC;
  }
  if (error == 0) error = enter_root(root);
  for (uint32_t index = 0; error == 0 && index < hidden; index++) {
    if (covers[index]) error = make_readonly(root, launch->hidden[index]);
  }
  if (error == 0) error = make_readonly(root, "/");
  // The trees stay open: closing a descriptor of a mount that was moved leaves it where it is, and exec closes them.
  free(readable);
  free(writable);
  free(covers);
  return error;
}
