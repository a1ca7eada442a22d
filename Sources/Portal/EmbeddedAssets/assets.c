#include "EmbeddedAssets.h"

// `#embed` is of C23; clang has it in older modes, too.
#pragma clang diagnostic ignored "-Wc23-extensions"

static const unsigned char bytes_of_boot_js[] = {
#embed "../Assets/boot.js"
};
struct asset boot_js(void) { return (struct asset){bytes_of_boot_js, sizeof bytes_of_boot_js}; }

static const unsigned char bytes_of_chart_css[] = {
#embed "../Assets/chart.css"
};
struct asset chart_css(void) { return (struct asset){bytes_of_chart_css, sizeof bytes_of_chart_css}; }

static const unsigned char bytes_of_console_js[] = {
#embed "../Assets/console.js"
};
struct asset console_js(void) { return (struct asset){bytes_of_console_js, sizeof bytes_of_console_js}; }

static const unsigned char bytes_of_diagram_css[] = {
#embed "../Assets/diagram.css"
};
struct asset diagram_css(void) { return (struct asset){bytes_of_diagram_css, sizeof bytes_of_diagram_css}; }

static const unsigned char bytes_of_drawing_js[] = {
#embed "../Assets/drawing.js"
};
struct asset drawing_js(void) { return (struct asset){bytes_of_drawing_js, sizeof bytes_of_drawing_js}; }

static const unsigned char bytes_of_moved_js[] = {
#embed "../Assets/moved.js"
};
struct asset moved_js(void) { return (struct asset){bytes_of_moved_js, sizeof bytes_of_moved_js}; }

static const unsigned char bytes_of_palette_js[] = {
#embed "../Assets/palette.js"
};
struct asset palette_js(void) { return (struct asset){bytes_of_palette_js, sizeof bytes_of_palette_js}; }

static const unsigned char bytes_of_program_js[] = {
#embed "../Assets/program.js"
};
struct asset program_js(void) { return (struct asset){bytes_of_program_js, sizeof bytes_of_program_js}; }

static const unsigned char bytes_of_search_js[] = {
#embed "../Assets/search.js"
};
struct asset search_js(void) { return (struct asset){bytes_of_search_js, sizeof bytes_of_search_js}; }

static const unsigned char bytes_of_theme_css[] = {
#embed "../Assets/theme.css"
};
struct asset theme_css(void) { return (struct asset){bytes_of_theme_css, sizeof bytes_of_theme_css}; }

static const unsigned char bytes_of_theme_js[] = {
#embed "../Assets/theme.js"
};
struct asset theme_js(void) { return (struct asset){bytes_of_theme_js, sizeof bytes_of_theme_js}; }

static const unsigned char bytes_of_values_js[] = {
#embed "../Assets/values.js"
};
struct asset values_js(void) { return (struct asset){bytes_of_values_js, sizeof bytes_of_values_js}; }

static const unsigned char bytes_of_walkthrough_js[] = {
#embed "../Assets/walkthrough.js"
};
struct asset walkthrough_js(void) { return (struct asset){bytes_of_walkthrough_js, sizeof bytes_of_walkthrough_js}; }
