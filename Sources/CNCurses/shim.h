// What Swift may see of ncurses. Swift 6 rejects C's global variables, and cannot see macros and variadic functions,
// so each of those stands behind a small inline function here. Wide-character functions need the definition below.
#ifndef PLEIADES_CNCURSES_SHIM_H
#define PLEIADES_CNCURSES_SHIM_H

#define NCURSES_WIDECHAR 1
#include <ncurses.h>
#include <term.h>

#include <langinfo.h>
#include <locale.h>
#include <stdio.h>
#include <sys/ioctl.h>
#include <wchar.h>

static inline WINDOW *curses_standard_window(void) { return stdscr; }
static inline WINDOW *curses_current_window(void) { return curscr; }
static inline int curses_lines(void) { return LINES; }
static inline int curses_columns(void) { return COLS; }
static inline int curses_colors(void) { return COLORS; }

static inline unsigned curses_bold(void) { return A_BOLD; }
static inline unsigned curses_dim(void) { return A_DIM; }
static inline unsigned curses_underline(void) { return A_UNDERLINE; }
static inline unsigned curses_reverse(void) { return A_REVERSE; }

/// One cell; the pair goes through the last argument, where it may exceed what a `short` holds.
static inline void curses_set_cell(cchar_t *cell, wchar_t scalar, unsigned attributes, int pair) {
  const wchar_t text[2] = {scalar, 0};
  setcchar(cell, text, attributes, 0, &pair);
}

static inline const char *terminfo_flag_name(int index) { return boolnames[index]; }
static inline const char *terminfo_number_name(int index) { return numnames[index]; }
static inline const char *terminfo_string_name(int index) { return strnames[index]; }

/// How many columns the C library, and so ncurses, gives a scalar; −1 for what cannot be shown.
static inline int curses_columns_of(wchar_t scalar) {
  extern int wcwidth(wchar_t);
  return wcwidth(scalar);
}

/// A string capability; null when the terminal has none of that name.
static inline const char *terminfo_string(const char *name) {
  char *value = tigetstr(name);
  return value == (char *)-1 ? NULL : value;
}

/// The terminal description that `setupterm` loaded last.
static inline void terminfo_forget(void) {
  if (cur_term) del_curterm(cur_term);
}

/// The size that the kernel knows of a terminal; false when it knows none. (`term.h` has macros `columns`, `lines`.)
static inline bool terminal_window_size(int descriptor, int *width, int *height) {
  struct winsize size;
  if (ioctl(descriptor, TIOCGWINSZ, &size) != 0 || size.ws_col == 0 || size.ws_row == 0) return false;
  *width = size.ws_col;
  *height = size.ws_row;
  return true;
}

/// Text goes to the terminal as UTF-8: the user's locale if it says so, else the C locale with UTF-8. Only characters
/// are concerned: numbers keep the C locale.
static inline bool locale_use_utf8(void) {
  setlocale(LC_CTYPE, "");
  const char *codeset = nl_langinfo(CODESET);
  if (codeset[0] == 'U' && codeset[1] == 'T' && codeset[2] == 'F') return true;
  return setlocale(LC_CTYPE, "C.UTF-8") != NULL;
}

#endif
