/* What a new set of namespaces needs before a program can run in it. */
#define _GNU_SOURCE
#include "internal.h"

#include <errno.h>
#include <fcntl.h>
#include <net/if.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <unistd.h>

static int write_text(const char *path, const char *text) {
  int file = open(path, O_WRONLY | O_CLOEXEC);
  if (file < 0) return errno;
  int error = write(file, text, strlen(text)) < 0 ? errno : 0;
  close(file);
  return error;
}

/* The program keeps the numbers of its user and group; others do not exist in the namespace (user_namespaces(7)). */
static int map_users(uid_t user, gid_t group) {
  char map[64];
  // The files below belong to root while this process is hidden.
  prctl(PR_SET_DUMPABLE, 1, 0, 0, 0);
  snprintf(map, sizeof map, "%u %u 1", user, user);
  int error = write_text("/proc/self/uid_map", map);
  if (error == 0) error = write_text("/proc/self/setgroups", "deny");
  snprintf(map, sizeof map, "%u %u 1", group, group);
  if (error == 0) error = write_text("/proc/self/gid_map", map);
  prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
  return error;
}

static int bring_up_loopback(void) {
  int socket_id = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
  if (socket_id < 0) return errno;
  struct ifreq interface;
  memset(&interface, 0, sizeof interface);
  strcpy(interface.ifr_name, "lo");
  interface.ifr_flags = IFF_UP | IFF_RUNNING;
  int error = ioctl(socket_id, SIOCSIFFLAGS, &interface) != 0 ? errno : 0;
  close(socket_id);
  return error;
}

/* The numbers that this process had before it was in its namespace, where they are unknown until they are mapped. */
static uid_t outer_user;
static gid_t outer_group;

void remember_user(void) {
  outer_user = geteuid();
  outer_group = getegid();
}

int prepare_namespaces(bool owns_users, bool owns_network) {
  int error = owns_users ? map_users(outer_user, outer_group) : 0;
  // Mounts made here are not seen outside.
  if (error == 0 && mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) != 0) error = errno;
  if (error == 0 && sethostname("localhost", 9) != 0) error = errno;
  if (error == 0 && owns_network) error = bring_up_loopback();
  return error;
}

int prepare_network(bool owns_users) {
  int error = owns_users ? map_users(outer_user, outer_group) : 0;
  return error == 0 ? bring_up_loopback() : error;
}

bool try_namespaces(void) { return prepare_namespaces(outer_user != 0, true) == 0 && can_enter_root(); }
