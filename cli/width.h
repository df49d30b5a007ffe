/* How many columns a text takes on a terminal, without asking the locale. */
#ifndef CLI_WIDTH_H
#define CLI_WIDTH_H

#include <stdint.h>
#include <stdio.h>

/* One character of UTF-8: its code point and its bytes (U+FFFD and 1 for a broken byte). At the
 * end 0 and 0. */
uint32_t next_character(const char *text, int *bytes);
/* 0 for combining marks and control characters, 2 for the wide East Asian ones, else 1. */
int character_width(uint32_t character);
int text_width(const char *text);

/* The text, cut to at most `width` columns ("…" says so), with blanks up to it. Control
 * characters are left out: names from files cannot steer the terminal. */
void print_padded(FILE *out, const char *text, int width);
void print_right(FILE *out, const char *text, int width);
/* Without control characters. */
void print_plain(FILE *out, const char *text);
/* In lines of at most `width` columns, broken at blanks and between wide characters; every line
 * but the first behind `indent` blanks. */
void print_wrapped(FILE *out, const char *text, int width, int indent);

#endif
