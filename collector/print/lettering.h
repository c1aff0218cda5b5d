/* lettering - how wide words are in the fonts of our drawings, and lines that fit.
 *
 * DejaVu Sans, measured by cairo without hints: on paper it is what is printed; the fonts of screens are
 * narrower, so that what fits here fits there.  Lengths are in the unit of the size.
 *
 * Threads: one a lettering.  Memory: lettering_free.  Failure: none.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#ifndef LETTERING_H
#define LETTERING_H

#include <glib.h>
#include <stddef.h>

enum lettering_face { LETTERING_SANS, LETTERING_BOLD, LETTERING_MONO };

struct lettering;
struct lettering *lettering_new(void);
void lettering_free(struct lettering *);

/* Blanks for line ends and other control characters, which no sheet can show and XML forbids; text is UTF-8.
 * To be freed. */
char *lettering_clean(const char *text);
double lettering_width(struct lettering *, enum lettering_face, double size, const char *text);
/* Adds lines of at most that width (to be freed by the array): broken at blanks, inside a word only when it
 * is wider than a line; what does not fit into n_lines_max lines is cut and shown as "…". */
void lettering_wrap(struct lettering *, enum lettering_face, double size, const char *text, double width,
		    size_t n_lines_max, GPtrArray *lines);

#endif
