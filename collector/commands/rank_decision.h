/* rank_decision - issues with a number for each criterion, and what is agreed about weights, from tables.
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Either one table with one row an issue, or stored draws, so that others can check the figures: wide (draw,
 * issue, a column for each criterion) or long (draw, issue, criterion, value; of weights draw, criterion,
 * weight).  Draws of values and of weights go together by what they are called; values of one draw serve all.
 * Issues and criteria are kept by name, so that the order of rows and columns does not matter.
 *
 * Threads: pure.  Memory: rank_decision_free.  Failure: ANALYZE_ERROR or CSV_ERROR, in the language of the
 * terminal, with the row and what to do.
 */
#ifndef RANK_DECISION_H
#define RANK_DECISION_H

#include <stdbool.h>
#include <stddef.h>

#include "rank_options.h"

enum { RANK_MAX_ISSUES = 2000, RANK_MAX_CRITERIA = 100 };

struct rank_decision {
	size_t n_issues, n_criteria, n_variants;
	const char **issues, **criteria; /* by name */
	size_t *shown;			 /* n_criteria: as the file has them */
	double *values;	     /* n_variants * n_issues * n_criteria: more comes first, NaN not known */
	double *feasibility; /* n_issues, NaN not known; NULL: none */
	size_t n_stored;     /* draws of weights that were stored; 0: they are to be drawn */
	double *stored;	     /* n_stored * n_criteria */
	double *low, *high;  /* n_criteria */
	unsigned *order;     /* n_criteria */
	bool has_preferences;
	GPtrArray *inputs; /* file names and their SHA-256, by turns */
	GString *text;	   /* data and settings: what the seed is made from; never the feasibility */
	GStringChunk *strings;
};

struct rank_decision *rank_decision_read(const struct rank_options *, GError **);
void rank_decision_free(struct rank_decision *);

#endif
