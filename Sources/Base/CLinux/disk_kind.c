/* Which file system a folder is on. */
#include "CLinux.h"

#include <sys/vfs.h>

int64_t disk_kind(const char *path) {
  struct statfs disk;
  if (statfs(path, &disk) != 0) return -1;
  return (int64_t)(uint32_t)disk.f_type;
}
