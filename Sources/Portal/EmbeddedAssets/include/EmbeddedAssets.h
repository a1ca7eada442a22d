#ifndef EMBEDDED_ASSETS_H
#define EMBEDDED_ASSETS_H

#include <stddef.h>

// Styles and scripts of the theme, which travel inside of the program. They are embedded by the C compiler: as array
// literals of Swift, which is what SwiftPM writes for resources, they took 14 CPU seconds of every build.
struct asset {
  const unsigned char *bytes;
  size_t count;
};

struct asset boot_js(void);
struct asset chart_css(void);
struct asset console_js(void);
struct asset diagram_css(void);
struct asset drawing_js(void);
struct asset moved_js(void);
struct asset palette_js(void);
struct asset program_js(void);
struct asset search_js(void);
struct asset theme_css(void);
struct asset theme_js(void);
struct asset values_js(void);
struct asset walkthrough_js(void);

#endif
