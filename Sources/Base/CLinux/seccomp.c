/* The system calls that a documentation example has no use for and an attacker has: looking into other processes,
   changing the system, and whatever reaches kernel code that is seldom reached otherwise. A refused call fails with an
   error number, so that programs which can do without it go on. */
#define _GNU_SOURCE
#include "internal.h"

#include <errno.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <stddef.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

#if defined(__x86_64__)
#define ARCHITECTURE AUDIT_ARCH_X86_64
#elif defined(__aarch64__)
#define ARCHITECTURE AUDIT_ARCH_AARCH64
#endif

#ifdef ARCHITECTURE

/* Numbers above 423 are the same on every architecture; older headers lack some. */
static const int refused[] = {
    SYS_ptrace, SYS_process_vm_readv, SYS_process_vm_writev, SYS_kcmp,
    438 /* pidfd_getfd */, 440 /* process_madvise */, 448 /* process_mrelease */,
    SYS_mount, SYS_umount2, SYS_pivot_root, SYS_chroot, SYS_swapon, SYS_swapoff,
    428 /* open_tree */, 429 /* move_mount */, 430 /* fsopen */, 431 /* fsconfig */, 432 /* fsmount */,
    433 /* fspick */, 442 /* mount_setattr */, 467 /* open_tree_attr */,
    SYS_unshare, SYS_setns, SYS_sethostname, SYS_setdomainname,
    SYS_keyctl, SYS_add_key, SYS_request_key,
    SYS_bpf, SYS_perf_event_open, SYS_userfaultfd, SYS_fanotify_init, SYS_open_by_handle_at,
    425 /* io_uring_setup */, 426 /* io_uring_enter */, 427 /* io_uring_register */,
    SYS_kexec_load, 294 /* kexec_file_load, aarch64 */, SYS_init_module, SYS_finit_module, SYS_delete_module,
    SYS_reboot, SYS_acct, SYS_syslog, SYS_quotactl, 443 /* quotactl_fd */, SYS_vhangup,
    SYS_settimeofday, SYS_clock_settime, SYS_adjtimex, SYS_clock_adjtime,
#if defined(__x86_64__)
    SYS_kexec_file_load, SYS_iopl, SYS_ioperm, SYS_modify_ldt,
#endif
};

enum { REFUSED = sizeof refused / sizeof *refused, ROOM = 2 * REFUSED + 64 };

struct program {
  struct sock_filter steps[ROOM];
  unsigned short count;
};

static void add(struct program *program, unsigned short code, unsigned char yes, unsigned char no, uint32_t value) {
  program->steps[program->count++] = (struct sock_filter){code, yes, no, value};
}

static void load(struct program *program, size_t offset) {
  add(program, BPF_LD | BPF_W | BPF_ABS, 0, 0, (uint32_t)offset);
}

static void finish(struct program *program, uint32_t action) { add(program, BPF_RET | BPF_K, 0, 0, action); }

/* Refuses when the loaded number is `value`. */
static void refuse_equal(struct program *program, uint32_t value, int error) {
  add(program, BPF_JMP | BPF_JEQ | BPF_K, 0, 1, value);
  finish(program, SECCOMP_RET_ERRNO | (uint32_t)error);
}

static size_t low_half(int argument) {
  return offsetof(struct seccomp_data, args) + (size_t)argument * sizeof(uint64_t);
}

int filter_system_calls(bool blocks_datagrams, bool blocks_unix) {
  struct program program = {.count = 0};
  load(&program, offsetof(struct seccomp_data, arch));
  // Another architecture's calls have other numbers.
  add(&program, BPF_JMP | BPF_JEQ | BPF_K, 1, 0, ARCHITECTURE);
  finish(&program, SECCOMP_RET_ERRNO | ENOSYS);
  load(&program, offsetof(struct seccomp_data, nr));
#if defined(__x86_64__)
  // x32, which nothing uses.
  add(&program, BPF_JMP | BPF_JGE | BPF_K, 0, 1, 0x40000000);
  finish(&program, SECCOMP_RET_ERRNO | ENOSYS);
#endif
  for (size_t index = 0; index < REFUSED; index++) {
#if defined(__x86_64__)
    if (refused[index] == 294) continue;  // inotify_init1 here
#endif
    refuse_equal(&program, (uint32_t)refused[index], EPERM);
  }
  // The flags of clone3 are in memory, where a filter cannot see them; the C library then uses clone.
  refuse_equal(&program, 435, ENOSYS);
  // clone: no namespaces. Its flags are the first argument.
  add(&program, BPF_JMP | BPF_JEQ | BPF_K, 0, 4, SYS_clone);
  load(&program, low_half(0));
  add(&program, BPF_JMP | BPF_JSET | BPF_K, 0, 1,
      CLONE_NEWNS | CLONE_NEWCGROUP | CLONE_NEWUTS | CLONE_NEWIPC | CLONE_NEWUSER | CLONE_NEWPID | CLONE_NEWNET);
  finish(&program, SECCOMP_RET_ERRNO | EPERM);
  finish(&program, SECCOMP_RET_ALLOW);
  // ioctl: no typing into a terminal.
  add(&program, BPF_JMP | BPF_JEQ | BPF_K, 0, 4, SYS_ioctl);
  load(&program, low_half(1));
  add(&program, BPF_JMP | BPF_JEQ | BPF_K, 0, 1, TIOCSTI);
  finish(&program, SECCOMP_RET_ERRNO | EPERM);
  finish(&program, SECCOMP_RET_ALLOW);
  // socket: UNIX, IPv4 and IPv6 alone; a Landlock rule for ports knows only TCP.
  add(&program, BPF_JMP | BPF_JEQ | BPF_K, 1, 0, SYS_socket);
  finish(&program, SECCOMP_RET_ALLOW);
  load(&program, low_half(0));
  add(&program, BPF_JMP | BPF_JEQ | BPF_K, 0, 1, AF_UNIX);
  finish(&program, blocks_unix ? SECCOMP_RET_ERRNO | EACCES : SECCOMP_RET_ALLOW);
  add(&program, BPF_JMP | BPF_JEQ | BPF_K, 2, 0, AF_INET);
  add(&program, BPF_JMP | BPF_JEQ | BPF_K, 1, 0, AF_INET6);
  finish(&program, SECCOMP_RET_ERRNO | EAFNOSUPPORT);
  if (blocks_datagrams) {
    load(&program, low_half(1));
    add(&program, BPF_ALU | BPF_AND | BPF_K, 0, 0, 0xF);
    add(&program, BPF_JMP | BPF_JEQ | BPF_K, 1, 0, SOCK_STREAM);
    finish(&program, SECCOMP_RET_ERRNO | EACCES);
  }
  finish(&program, SECCOMP_RET_ALLOW);
  struct sock_fprog filter = {.len = program.count, .filter = program.steps};
  return prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &filter, 0, 0) != 0 ? errno : 0;
}

#else

int filter_system_calls(bool blocks_datagrams, bool blocks_unix) {
  (void)blocks_datagrams;
  (void)blocks_unix;
  return ENOSYS;
}

#endif
