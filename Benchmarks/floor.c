/* The least that a build can be: parse each page with libcmark-gfm, render it, collect its words, write it. One thread,
   no checks, no navigation, no incremental build. The benchmarks give times as multiples of its time.

     gcc -O2 -o floor Benchmarks/floor.c $(pkg-config --cflags --libs libcmark-gfm) -lcmark-gfm-extensions
     floor CONTENT OUTPUT */
#define _GNU_SOURCE
#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm.h>
#include <ctype.h>
#include <ftw.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static const char *content, *output;
static const char *extensions[] = {"table", "strikethrough", "autolink", "tasklist"};
static uint32_t seen[1 << 22]; /* a set of hashes of words on pages */
static long words, pages;

static void fail(const char *what) {
  perror(what);
  exit(2);
}

static void collect(const char *text, size_t length) {
  for (size_t i = 0; i < length;) {
    while (i < length && !isalnum((unsigned char)text[i])) i++;
    uint32_t hash = 2166136261u + (uint32_t)pages;
    size_t start = i;
    while (i < length && isalnum((unsigned char)text[i])) hash = (hash ^ (uint32_t)tolower(text[i++])) * 16777619u;
    if (i == start) continue;
    uint32_t slot = hash & ((1 << 22) - 1);
    for (int step = 0; step < 8 && seen[slot] != 0 && seen[slot] != hash; step++) slot = (slot + 1) & ((1 << 22) - 1);
    if (seen[slot] != hash) words++;
    seen[slot] = hash;
  }
}

static char *read_file(const char *path, size_t length) {
  FILE *file = fopen(path, "r");
  char *text = malloc(length + 1);
  if (!file || !text || fread(text, 1, length, file) != length) fail(path);
  fclose(file);
  return text;
}

static void write_file(const char *path, const char *html) {
  static char target[4096];
  snprintf(target, sizeof target, "%s%.*s.html", output, (int)(strlen(path + strlen(content)) - 3), path + strlen(content));
  for (char *slash = strchr(target + strlen(output) + 1, '/'); slash; slash = strchr(slash + 1, '/')) {
    *slash = 0;
    mkdir(target, 0755);
    *slash = '/';
  }
  FILE *file = fopen(target, "w");
  if (!file) fail(target);
  fputs("<!doctype html>\n<html lang=\"en\">\n<head><meta charset=\"utf-8\"></head>\n<body>\n", file);
  fputs(html, file);
  fputs("</body>\n</html>\n", file);
  fclose(file);
}

static int visit(const char *path, const struct stat *status, int kind, struct FTW *place) {
  (void)place;
  size_t length = strlen(path);
  if (kind != FTW_F || length < 3 || strcmp(path + length - 3, ".md") != 0) return 0;
  char *text = read_file(path, (size_t)status->st_size);
  size_t size = (size_t)status->st_size;
  cmark_parser *parser = cmark_parser_new(CMARK_OPT_FOOTNOTES);
  for (size_t i = 0; i < sizeof extensions / sizeof *extensions; i++)
    cmark_parser_attach_syntax_extension(parser, cmark_find_syntax_extension(extensions[i]));
  cmark_parser_feed(parser, text, size);
  cmark_node *document = cmark_parser_finish(parser);
  char *html = cmark_render_html(document, CMARK_OPT_FOOTNOTES, cmark_parser_get_syntax_extensions(parser));
  collect(text, size);
  write_file(path, html);
  free(html);
  cmark_node_free(document);
  cmark_parser_free(parser);
  free(text);
  pages++;
  return 0;
}

int main(int count, char **arguments) {
  if (count != 3) return fputs("usage: floor CONTENT OUTPUT\n", stderr), 2;
  content = arguments[1];
  output = arguments[2];
  cmark_gfm_core_extensions_ensure_registered();
  mkdir(output, 0755);
  if (nftw(content, visit, 32, FTW_PHYS) != 0) fail(content);
  fprintf(stderr, "%ld pages, %ld words\n", pages, words);
  return 0;
}
