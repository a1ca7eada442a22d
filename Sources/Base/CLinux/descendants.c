/* The processes of a run: what they use, and how all of them are ended. */
#define _GNU_SOURCE
#include "internal.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

struct process {
  pid_t id, parent;
  char state;
  uint64_t threads, pages;
  bool belongs;
};

struct processes {
  struct process *items;
  size_t count, room;
};

/* Reads /proc/ID/stat (proc_pid_stat(5)). */
static bool read_process(const char *id, struct process *process) {
  char path[64], text[1024];
  snprintf(path, sizeof path, "/proc/%s/stat", id);
  int file = open(path, O_RDONLY | O_CLOEXEC);
  if (file < 0) return false;
  ssize_t size = read(file, text, sizeof text - 1);
  close(file);
  if (size <= 0) return false;
  text[size] = 0;
  // The name in parentheses may itself have parentheses.
  const char *fields = strrchr(text, ')');
  if (fields == NULL) return false;
  long parent;
  long long threads, pages;
  int found = sscanf(fields + 1,
                     " %c %ld %*d %*d %*d %*d %*u %*u %*u %*u %*u %*u %*u %*d %*d %*d %*d %lld %*d %*u %*u %lld",
                     &process->state, &parent, &threads, &pages);
  process->id = atoi(id);
  process->parent = (pid_t)parent;
  process->threads = threads > 0 ? (uint64_t)threads : 1;
  process->pages = pages > 0 ? (uint64_t)pages : 0;
  process->belongs = false;
  return found == 4;
}

static void list_processes(struct processes *list) {
  list->count = 0;
  DIR *folder = opendir("/proc");
  if (folder == NULL) return;
  for (struct dirent *entry; (entry = readdir(folder)) != NULL;) {
    if (entry->d_name[0] < '1' || entry->d_name[0] > '9') continue;
    if (list->count == list->room) {
      size_t room = list->room == 0 ? 256 : list->room * 2;
      struct process *items = realloc(list->items, room * sizeof *items);
      if (items == NULL) break;
      list->items = items;
      list->room = room;
    }
    if (read_process(entry->d_name, &list->items[list->count])) list->count++;
  }
  closedir(folder);
}

/* The list is in the order of identifiers, as /proc is. */
static const struct process *find_process(const struct processes *list, pid_t id) {
  size_t low = 0, high = list->count;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    if (list->items[middle].id < id) low = middle + 1;
    else high = middle;
  }
  return low < list->count && list->items[low].id == id ? &list->items[low] : NULL;
}

/* Marks all below `ancestor`, but for the `spared` and theirs. */
static void mark_descendants(struct processes *list, pid_t ancestor, const pid_t *spared, int spared_count) {
  bool grew = true;
  // Nearly always a parent has the lower number, so that one pass finds all and a second one nothing.
  while (grew) {
    grew = false;
    for (size_t index = 0; index < list->count; index++) {
      struct process *process = &list->items[index];
      if (process->belongs) continue;
      const struct process *parent = find_process(list, process->parent);
      bool is_below = process->parent == ancestor || (parent != NULL && parent->belongs);
      for (int other = 0; other < spared_count; other++) {
        if (spared[other] == process->id) is_below = false;
      }
      if (is_below) process->belongs = grew = true;
    }
  }
}

struct usage usage_of_descendants(pid_t ancestor, bool is_namespaced) {
  static struct processes list;
  static uint64_t page_size;
  if (page_size == 0) page_size = (uint64_t)sysconf(_SC_PAGESIZE);
  list_processes(&list);
  if (!is_namespaced) mark_descendants(&list, ancestor, NULL, 0);
  struct usage usage = {0, 0};
  for (size_t index = 0; index < list.count; index++) {
    const struct process *process = &list.items[index];
    if (is_namespaced ? process->id == ancestor : !process->belongs) continue;
    usage.memory += process->pages * page_size;
    usage.processes += process->threads;
  }
  return usage;
}

uint64_t threads_of_user(uid_t user) {
  struct processes list = {NULL, 0, 0};
  list_processes(&list);
  uint64_t threads = 0;
  for (size_t index = 0; index < list.count; index++) {
    char path[64];
    struct stat status;
    snprintf(path, sizeof path, "/proc/%d", list.items[index].id);
    if (stat(path, &status) == 0 && status.st_uid == user) threads += list.items[index].threads;
  }
  free(list.items);
  return threads;
}

static void nap(long milliseconds) {
  struct timespec time = {0, milliseconds * 1000000};
  nanosleep(&time, NULL);
}

/* Reaps what has ended. Returns whether this process has children left besides the spared. */
static bool reap(int spared_count) {
  if (spared_count > 0) return true;  // Their ends are someone else's to see.
  int status;
  for (;;) {
    pid_t child = waitpid(-1, &status, WNOHANG);
    if (child < 0 && errno == ECHILD) return false;
    if (child == 0) return true;
  }
}

/* In a namespace of their own: one call reaches every process, and a fork under way is called off. */
static bool end_namespace(void) {
  for (int attempt = 0; attempt < 2000; attempt++) {
    kill(-1, SIGKILL);
    if (!reap(0)) return true;
    nap(attempt < 20 ? 1 : 5);
  }
  return false;
}

/* A stopped process cannot fork, so first all are stopped, until a look finds none that runs; then all are killed. */
bool end_descendants(bool is_namespaced, const pid_t *spared, int spared_count) {
  if (is_namespaced) return end_namespace();
  static struct processes list;
  pid_t own = getpid();
  time_t begun = time(NULL);
  while (time(NULL) - begun < 20) {
    bool has_running = true;
    while (has_running && time(NULL) - begun < 10) {
      list_processes(&list);
      mark_descendants(&list, own, spared, spared_count);
      has_running = false;
      for (size_t index = 0; index < list.count; index++) {
        const struct process *process = &list.items[index];
        if (!process->belongs || process->state == 'Z' || process->state == 'X' || process->state == 'T') continue;
        if (kill(process->id, SIGSTOP) == 0) has_running = true;
      }
    }
    bool has_living = false;
    for (size_t index = 0; index < list.count; index++) {
      if (!list.items[index].belongs) continue;
      if (spared_count > 0 && list.items[index].parent == own) waitpid(list.items[index].id, NULL, WNOHANG);
      if (list.items[index].state == 'Z') continue;
      has_living = true;
      kill(list.items[index].id, SIGKILL);
    }
    if (!reap(spared_count) || (spared_count > 0 && !has_living)) return true;
    nap(1);
  }
  return false;
}
