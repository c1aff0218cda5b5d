/* xlsform - reads a workbook as an XLSForm (xlsform.org) and says what is wrong with it in words an author
 * can act on.
 *
 * Threads: none shared.  Memory: the caller owns the form and the problems.  Failure: FORM_ERROR_REFUSED with
 * the first problem as message; every problem found is in the list.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#ifndef XLSFORM_H
#define XLSFORM_H

#include "form.h"
#include "workbook.h"

/* One thing an author must change (or, for a warning, may want to). */
struct form_problem {
	char *sheet;			 /* "survey" */
	unsigned row;			 /* 1-based row of the file; 0: the whole sheet */
	char *column;			 /* header as written, or NULL */
	char *sentence_es, *sentence_en; /* what is wrong and what to do */
	bool is_warning;
};
void form_problem_free(struct form_problem *);

/* A file that came with a form: choices as CSV, a picture of a label. */
struct form_file {
	const char *name; /* without folders */
	const char *bytes;
	size_t length;
};

/* NULL and *error when the workbook is no valid form.  problems: NULL, or a GPtrArray of struct form_problem
 * that is appended to (its free function should be form_problem_free).  The files that the form speaks of are
 * not at hand: each list and table that is in one is empty, with a warning that names it. */
struct form *xlsform_read(const struct workbook *, GPtrArray *problems, GError **error);
/* The same with all the files that came with it, perhaps none: choices and tables that are missing among
 * them are an error, missing pictures a warning. */
struct form *xlsform_read_with(const struct workbook *, const struct form_file *files, size_t n_files,
			       GPtrArray *problems, GError **error);
/* Both steps at once. */
struct form *xlsform_read_bytes(const char *bytes, size_t length, GPtrArray *problems, GError **error);

#endif
