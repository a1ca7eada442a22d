/* System calls that Swift cannot import. */
#ifndef CLINUX_CALLS_H
#define CLINUX_CALLS_H

#include <errno.h>
#include <fcntl.h>
#include <linux/openat2.h>
#include <linux/stat.h>
#include <stdint.h>
#include <stdio.h>
#include <sys/syscall.h>
#include <unistd.h>

/* glibc has it for GNU programs only. */
#ifndef O_PATH
#define O_PATH 010000000
#endif

/* Opens a path below a folder; neither `..` nor a symbolic link leads out of it. Linux 5.6; ENOSYS before. */
static inline int open_beneath(int folder, const char *path, int flags, mode_t mode) {
  struct open_how how = {
    .flags = (uint64_t)(unsigned int)flags,
    .mode = mode,
    .resolve = RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS | RESOLVE_NO_MAGICLINKS,
  };
  return (int)syscall(SYS_openat2, folder, path, &how, sizeof how);
}

/* openat is variadic, which Swift cannot call. */
static inline int open_at(int folder, const char *path, int flags, mode_t mode) {
  return openat(folder, path, flags, mode);
}

/* The mount that an open file is on; 0 where the kernel does not say (before Linux 5.8). */
static inline uint64_t mount_of(int file) {
  struct statx status;
  if (syscall(SYS_statx, file, "", 0x1000 /* AT_EMPTY_PATH */, STATX_MNT_ID, &status) != 0) return 0;
  return status.stx_mask & STATX_MNT_ID ? status.stx_mnt_id : 0;
}

/* Exchanges two names of one file system in one step. */
static inline int exchange_at(int folder, const char *one, int other_folder, const char *other) {
  return (int)syscall(SYS_renameat2, folder, one, other_folder, other, 2u /* RENAME_EXCHANGE */);
}

/* eventfd(2) without blocking and pipe2(2), both closed on exec: glibc has them for GNU programs only. */
int event_file(void);
int make_pipe(int ends[2]);

/* The most files that a started program can have open; UINT64_MAX for root, who may raise the limit. */
uint64_t open_file_limit(void);

/* Handles SIGINT, SIGTERM, SIGQUIT and, unless it is ignored, SIGHUP, each once: the second one ends the process. So it
   does with SIGABRT, SIGPIPE, SIGSEGV and other signals of errors, when another process has sent them. Returns
   a descriptor that becomes and stays readable with the first of them; -1 and errno. */
int listen_for_termination(void);

/* The number of that signal; 0 before. */
int received_signal(void);

/* An unnamed file in memory that is closed on exec; -1 and errno when it cannot be made. */
int memory_file(const char *name);

#endif
