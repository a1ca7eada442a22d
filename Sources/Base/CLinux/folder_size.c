/* How much a folder holds. */
#define _GNU_SOURCE
#include "internal.h"

#include <dirent.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Counts what is allocated. Goes down recursively; a folder deeper than that counts for nothing more. */
static void add_sizes(int folder, uint64_t limit, int depth, uint64_t *total) {
  DIR *entries = fdopendir(folder);
  if (entries == NULL) {
    close(folder);
    return;
  }
  for (struct dirent *entry; *total <= limit && (entry = readdir(entries)) != NULL;) {
    if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0) continue;
    struct stat status;
    if (fstatat(folder, entry->d_name, &status, AT_SYMLINK_NOFOLLOW) != 0) continue;
    // Every entry costs the disk something, also an empty one.
    *total += (uint64_t)status.st_blocks * 512 + 512;
    if (!S_ISDIR(status.st_mode) || depth > 200) continue;
    int next = openat(folder, entry->d_name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (next >= 0) add_sizes(next, limit, depth + 1, total);
  }
  closedir(entries);
}

uint64_t folder_size(const char *path, uint64_t limit) {
  uint64_t total = 0;
  int folder = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (folder >= 0) add_sizes(folder, limit, 0, &total);
  return total;
}
