/* page_print - a page of results (the object of chart_page) as text for a terminal.
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Title, what it is not (no representative survey, and why), notices, each section with its sentences and its
 * "table" (or "text_table", which the page leaves to the drawing), and how it was made.  "text_limit":
 * so many sentences at most.  Sections that only have a drawing are left out.
 *
 * Threads: pure.  Memory: nothing kept.  Failure: none (the caller looks at ferror).
 */
#ifndef PAGE_PRINT_H
#define PAGE_PRINT_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

/* Lines of at most width columns (40 or more) where words and tables allow it. */
void page_print(FILE *, const json_t *page, const char *language, size_t width, bool in_colour);
/* Of the terminal, else of $COLUMNS, else 100. */
size_t page_print_width(void);

#endif
