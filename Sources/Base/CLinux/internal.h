/* Shared by the sources of this target; not seen by Swift. */
#ifndef CLINUX_INTERNAL_H
#define CLINUX_INTERNAL_H

#include "CLinux.h"

#include <stdbool.h>

/* A request in memory, with pointers into it. */
struct launch {
  struct launch_request *request;
  const char *program, *directory, *temporary, *limited;
  char **arguments, **variables;
  const char **readable, **writable, **hidden;
  bool is_namespaced, owns_users, owns_network;
  uint32_t missing;
};

/* launcher.c */
int send_message(int connection, void *bytes, size_t size, const int *descriptors, int count);
ssize_t receive_message(int connection, void *bytes, size_t size, int *descriptors, int room, int *count);

/* network.c: keeps a network alive and opens sockets in it until the other end of `control` is closed. */
_Noreturn void hold_network(const struct launch *launch, int control);

/* keeper.c */
_Noreturn void keep(const struct launch *launch, pid_t launcher, int control, const int streams[3]);

/* namespaces.c: prepares the namespaces that the calling process, their first, was made in: users, host name, loopback.
   Returns 0 or an error number. */
int prepare_namespaces(bool owns_users, bool owns_network);
/* The same for a network alone. */
int prepare_network(bool owns_users);
/* Whether a file system can be built in the namespaces of the calling process. */
bool try_namespaces(void);
/* Called before any namespace is made. */
void remember_user(void);

/* view.c: builds the file system that shows only what the request lists, and enters it. Sets LAUNCH_PROC in
   `launch->missing` when there is no /proc in it. Returns 0 or an error number. */
int enter_view(struct launch *launch);
/* Whether an empty file system can be entered; if so, it has been. */
bool can_enter_root(void);

/* confine.c: applies what binds the calling process, up to exec. Sets bits of `launch->missing`. 0 or an error number. */
int confine(struct launch *launch);
/* Whether the limit on processes holds for the calling process, which is confined. It does not bind root outside of a
   namespace of users (fork(2), EAGAIN), and no other count keeps up with a program that goes on forking. */
bool process_limit_holds(void);
/* Landlock rules, as a descriptor, for programs without a network of their own: TCP to the ports that the kernel gives to
   servers which ask for any (ip_local_port_range). -1 where the kernel has no rules for ports. To make tens of thousands
   of rules takes 20 ms, so the launcher makes them once; to apply them takes 6 ms. */
int free_port_rules(void);
/* Applies them to the calling process and what it starts. 0 or an error number. */
int apply_free_port_rules(void);

/* seccomp.c: 0 or an error number. */
int filter_system_calls(bool blocks_datagrams, bool blocks_unix);

/* descendants.c */
struct usage {
  uint64_t memory;
  uint64_t processes;
};
/* What the processes below `ancestor` use; below process 1 of an own namespace these are all. */
struct usage usage_of_descendants(pid_t ancestor, bool is_namespaced);
/* Kills all below this process and reaps what is its own, but for the `spared` children. False when some did not end. */
bool end_descendants(bool is_namespaced, const pid_t *spared, int spared_count);
uint64_t threads_of_user(uid_t user);

/* folder_size.c: bytes in a folder, counted until `limit` is exceeded. */
uint64_t folder_size(const char *path, uint64_t limit);

#endif
