/* rank_page - what the pages of all shapes of `vocalia rank` share: numbers as text, rows, bands in words.
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Threads: pure.  Memory: the caller's references and strings.  Failure: none.
 */
#ifndef RANK_PAGE_H
#define RANK_PAGE_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <glib.h>

/* "35.0 %", "0.512", "—" for NaN; to be freed. */
char *rank_page_percent(double share);
char *rank_page_number(double value);
/* "3" or "2–5"; "—" for 0: nothing is ranked. */
char *rank_page_places(size_t low, size_t high);
/* null for NaN. */
json_t *rank_page_real(double value);

/* Appends a row of texts, ended by NULL; they are freed. */
void rank_page_row(json_t *rows, ...) G_GNUC_NULL_TERMINATED;
/* {"columns":[…],"rows"}: names of columns, ended by NULL; takes the rows. */
json_t *rank_page_table(json_t *rows, ...) G_GNUC_NULL_TERMINATED;
/* Appends {"heading","sentences","table","chart"}; what is NULL is left out, what is not is taken. */
void rank_page_section(json_t *page, const char *heading, json_t *sentences, json_t *table, json_t *chart);
void rank_page_setting(json_t *page, const char *name, const char *value);
/* {"kind","data"}, taking the data. */
json_t *rank_page_chart(const char *kind, json_t *data);

/* A matrix of n * n as rows in the order of issues; columns are places, or issues in order too. */
json_t *rank_page_matrix(const double *matrix, const size_t *order, size_t n, bool is_places);
/* One sentence a band of issues without a sure cut among them, by issues in order with "name", "place" and
 * "band".
 */
json_t *rank_page_bands(const json_t *issues);
/* Data of the chart of places. */
json_t *rank_page_ranks(const json_t *issues);
/* Data of the chart of acceptability: the first sixty issues and places. */
json_t *rank_page_heat(const json_t *issues, const json_t *acceptability);
/* [{"file","sha256"}] of names and digests by turns, and their settings in the page. */
json_t *rank_page_inputs(json_t *page, const GPtrArray *inputs);

#endif
