/* weights_margins - how many people of the population are in each category, read from tables of the census.
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A table of one margin has a column with the category (of its variable's name, "category" or "categoria")
 * and one with the people ("population", "poblacion", "pobtot"...); of variables that are crossed, a column
 * of each and the people of each cell.  One table of many margins has the columns variable, category,
 * population. Categories are the same when they differ in case, accents or blanks only.
 *
 * Threads: pure.  Memory: weights_margins_free.  Failure: ANALYZE_ERROR or CSV_ERROR with file, row and what
 * to do, in the language of the terminal.
 */
#ifndef WEIGHTS_MARGINS_H
#define WEIGHTS_MARGINS_H

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>

struct weights_margin {
	char *name;	/* "sexo", or "sexo × edad" */
	char **columns; /* of the people's table: whose answers make a category; NULL-terminated */
	size_t n_columns;
	GPtrArray *labels;   /* char *: categories as the census writes them */
	GArray *populations; /* double, one a category */
	GHashTable *numbers; /* weights_plain of the parts -> number + 1 */
	char *source;	     /* name of the file */
};

struct weights_margin *weights_margin_new(const char *columns, const char *source);
void weights_margin_free(struct weights_margin *);
/* SIZE_MAX: the census has no such category.  parts: n_columns. */
size_t weights_margin_find(const struct weights_margin *, const char *const *parts);
/* A further category; which must not be there yet. */
size_t weights_margin_add(struct weights_margin *, const char *const *parts, double population);

/* COLUMN=FILE, or COLUMN,COLUMN=FILE for crossed variables. */
struct weights_margin *weights_margin_read(const char *columns_and_file, GError **);
/* Appends the margins of one table of many; a struct weights_margin each. */
bool weights_margins_read(const char *file_name, GPtrArray *margins, GError **);

/* The text without case, accents and blanks around, and with one blank for each run of blanks and
 * underscores: what two categories must share to be the same. */
char *weights_plain(const char *text);

#endif
