/* Whether anything in a folder has changed, for folders with a hundred thousand files. */
#define _GNU_SOURCE
#include "CLinux.h"

#include <dirent.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* The finalizer of SplitMix64, which spreads every bit over all others. */
static uint64_t mix(uint64_t value) {
  value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9u;
  value = (value ^ (value >> 27)) * 0x94D049BB133111EBu;
  return value ^ (value >> 31);
}

static uint64_t named(uint64_t seed, const char *name, uint64_t mode) {
  for (; *name != 0; name++) seed = (seed ^ (unsigned char)*name) * 0x100000001B3u;  // FNV-1a
  return mix(seed + mode);
}

/* Sums, so that the order of a folder does not count. */
static void add_file(struct tree *tree, uint64_t seed, const struct stat *status) {
  uint64_t portable = mix(seed + (uint64_t)status->st_size);
  portable = mix(portable + (uint64_t)status->st_mtim.tv_sec);
  uint64_t stamp = mix(portable + (uint64_t)status->st_mtim.tv_nsec);
  stamp = mix(stamp + (uint64_t)status->st_ctim.tv_sec);
  stamp = mix(stamp + (uint64_t)status->st_ctim.tv_nsec);
  tree->stamp += mix(stamp + status->st_ino);
  tree->portable += portable;
  tree->files++;
  tree->bytes += (uint64_t)status->st_size;
}

static void add_folder(struct tree *tree, int folder, uint64_t seed, bool has_caches) {
  DIR *entries = fdopendir(folder);
  if (entries == NULL) {
    close(folder);
    return;
  }
  for (struct dirent *entry; (entry = readdir(entries)) != NULL;) {
    if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0) continue;
    // What Python writes beside its modules follows from them.
    if (!has_caches && strcmp(entry->d_name, "__pycache__") == 0) continue;
    struct stat status;
    if (fstatat(folder, entry->d_name, &status, AT_SYMLINK_NOFOLLOW) != 0) continue;
    uint64_t inner = named(seed, entry->d_name, status.st_mode);
    if (!S_ISDIR(status.st_mode)) {
      add_file(tree, inner, &status);
      continue;
    }
    // A folder's own times change with every cache that is written into it.
    tree->stamp += inner;
    tree->portable += inner;
    int next = openat(folder, entry->d_name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (next >= 0) add_folder(tree, next, inner, has_caches);
  }
  closedir(entries);
}

struct tree look_at_tree(const char *path, bool has_caches) {
  struct tree tree = {0, 0, 0, 0};
  struct stat status;
  if (stat(path, &status) != 0) return tree;
  int folder = S_ISDIR(status.st_mode) ? open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC) : -1;
  if (folder >= 0) add_folder(&tree, folder, 1, has_caches);
  else add_file(&tree, 1, &status);
  return tree;
}
