/* System calls (calls.h); the process that starts programs for this one, and what it confines them to.

   Written in C because it runs in forked processes: between fork(2) and exec(2) the Swift runtime must not be used. */
#ifndef CLINUX_H
#define CLINUX_H

#include "calls.h"

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

/* What a started program can reach over the network. */
enum launch_reach {
  LAUNCH_NETWORK_HOST = 0,     /* what this machine can reach */
  LAUNCH_NETWORK_LOOPBACK = 1, /* a loopback interface of its own; without namespaces see `free_port_rules` */
  LAUNCH_NETWORK_SHARED = 2,   /* the loopback interface of a network that was made before */
};

/* Parts of the sandbox that a kernel, a container or a right may lack. Bits of `launch_report.missing`. */
enum launch_part {
  LAUNCH_NAMESPACES = 1 << 0,  /* processes, network and host name of its own */
  LAUNCH_VIEW = 1 << 1,        /* a file system that shows only what the policy lists */
  LAUNCH_PROC = 1 << 2,        /* a /proc of its own */
  LAUNCH_LANDLOCK = 1 << 3,    /* Landlock rules for files */
  LAUNCH_PORTS = 1 << 4,       /* Landlock rules for TCP ports, needed without a network namespace */
  LAUNCH_SECCOMP = 1 << 5,     /* the filter of system calls */
  LAUNCH_USER = 1 << 6,        /* an unprivileged user instead of root */
  LAUNCH_LIMITS = 1 << 7,      /* resource limits */
};

/* Limits that end the whole run when they are exceeded. */
enum launch_limit {
  LAUNCH_LIMIT_NONE = 0,
  LAUNCH_LIMIT_MEMORY = 1,
  LAUNCH_LIMIT_PROCESSES = 2,
  LAUNCH_LIMIT_FOLDER = 3,
};

/* Where a start failed; with the error number in `launch_report.code`. */
enum launch_stage {
  LAUNCH_STAGE_REQUEST = 1,
  LAUNCH_STAGE_PROCESS = 2,
  LAUNCH_STAGE_DIRECTORY = 3,
  LAUNCH_STAGE_CONFINE = 4,
  LAUNCH_STAGE_EXECUTE = 5,
  LAUNCH_STAGE_REQUIRED = 6, /* a part is missing and the request requires all */
  LAUNCH_STAGE_USER = 7,     /* root's program needs another user, who cannot be used or cannot reach it */
};

#define LAUNCH_KEEP_ID UINT32_MAX
#define LAUNCH_NO_LIMIT UINT64_MAX

/* What is to be started. Followed by strings, each ended by a NUL byte: the program, its working directory, the folder
   that is shown as /tmp, the folder whose size is limited (either may be empty), the arguments with the program's name,
   the variables, the readable and the writable paths, and the hidden folders, which are inside of readable ones. Paths are in
   the order of their bytes. */
struct launch_request {
  uint64_t memory;       /* bytes of private memory, each process */
  uint64_t total_memory; /* bytes of resident memory, all processes */
  uint64_t file_size;    /* bytes, each file */
  uint64_t folder_size;  /* bytes below the limited folder */
  uint64_t shared_memory; /* bytes in /dev/shm */
  uint64_t cpu_seconds;  /* each process */
  uint64_t open_files;   /* each process */
  uint64_t processes;    /* processes and threads */
  uint32_t holds_network; /* not 0: no program, but a network for programs to come; see `network_socket` */
  uint32_t confined;      /* 0: the program has all rights of this process */
  uint32_t required;     /* not 0: nothing is started when a part of the sandbox is missing */
  uint32_t network;      /* enum launch_reach */
  uint32_t user;         /* user and group of the program when this process is root; or LAUNCH_KEEP_ID */
  uint32_t without;      /* parts not to use, so that their absence can be tested */
  uint32_t arguments;
  uint32_t variables;
  uint32_t readable;
  uint32_t writable;
  uint32_t hidden;
};

enum launch_report_kind { LAUNCH_STARTED = 1, LAUNCH_FAILED = 2, LAUNCH_ENDED = 3 };

/* One message from the keeper of a program. */
struct launch_report {
  uint32_t kind;
  uint32_t stage;   /* of LAUNCH_FAILED */
  int32_t code;     /* errno of LAUNCH_FAILED; wait status of LAUNCH_ENDED */
  uint32_t limit;   /* of LAUNCH_ENDED: the limit that was exceeded */
  uint32_t missing; /* parts of the sandbox that could not be applied */
};

/* Forks the launcher. It ends when the other end of `connection` is closed, with all that it started.
   Returns its process identifier, or -1 and errno. */
pid_t launcher_start(int *connection);

/* The descriptors of a request, in this order. The last two are those that a holder of a network reports. */
enum launch_descriptor {
  LAUNCH_REQUEST = 0,
  LAUNCH_CONTROL = 1,
  LAUNCH_INPUT = 2,
  LAUNCH_OUTPUT = 3,
  LAUNCH_ERROR = 4,
  LAUNCH_NETWORK = 5,
  LAUNCH_USERS = 6,
  LAUNCH_DESCRIPTORS = 7,
};

/* Asks the launcher at `connection` to start what is in the file LAUNCH_REQUEST. The keeper of the program reports to
   LAUNCH_CONTROL, and ends all that belongs to the program when the other end of it is closed. `count` descriptors are
   sent. Returns 0, or an error number. */
int launcher_send(int connection, const int *descriptors, int count);

/* Receives a report with up to `room` descriptors. Returns 1; 0 when the other end is closed; -1 and errno. */
int receive_report(int control, struct launch_report *report, int *descriptors, int room, int *count);

/* Asks the holder of a network for a socket that listens there on 127.0.0.1; port 0 is any free one. The descriptor, or -1
   and errno. */
int network_listen(int control, uint16_t port);

/* Asks it for a TCP socket of that network, neither bound nor connected. The descriptor, or -1 and errno. */
int network_socket(int control);

/* The state of a folder, without the contents of its files. */
struct tree {
  uint64_t stamp;    /* another one when a file has another name, size, time of change or identity */
  uint64_t portable; /* the same without what differs between copies: names, sizes and times of contents */
  uint64_t files;
  uint64_t bytes;
};

/* The state of all files below `path`, or of the file `path`. Links are not followed. `has_caches` says whether what
   Python writes beside its modules counts. */
struct tree look_at_tree(const char *path, bool has_caches);

/* Keeps the memory and environment of this process from being read through /proc by programs of the same user, where
   neither namespaces nor Landlock do (proc_pid_environ(5), PR_SET_DUMPABLE(2const)). */
void hide_process(void);

/* The kind of the file system that a path is on, as statfs(2) lists them; -1 when the path cannot be looked at. */
int64_t disk_kind(const char *path);

#endif
