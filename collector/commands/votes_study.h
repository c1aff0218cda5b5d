/* votes_study - from votes to what `vocalia votes` shows: all of them, and beside it without those flagged.
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * view is what --json prints (what is not known is null), page what chart_page and page_print take, in the
 * language of the terminal.  Neither depends on the order of rows or on the number of threads.
 *
 * view: {"kind","shape","inputs":[{"file","sha256"}],"digest","seed","confidence","columns_left_out":[name],
 *  "n_voters","n_items","result":{…},"styles":{"n_flagged","agree","straight","alternate","burst","copy",
 *  "burst":{"n","second","usual"} or null,"n_copies","voters":[{"voter","flags":[word]}]},
 *  "without_flagged": a result like the other, or null when nobody is flagged}
 * result of ballots, of pairs and of opinions: see votes_ballots.c, votes_pairs.c and votes_opinions.c; each
 * has "items" in order with "number" (in the file), "name", "place", "low", "high", "band" (null: not ranked)
 * and "support".
 *
 * Threads: over the given work.  Memory: the caller's references.  Failure: false without error: stopped.
 */
#ifndef VOTES_STUDY_H
#define VOTES_STUDY_H

#include <jansson.h>
#include <stdbool.h>

#include "votes_read.h"
#include "work.h"

struct votes_result {
	json_t *view, *page;
};
bool votes_study(const struct votes *, const struct votes_options *, struct work *, struct votes_result *);

/* What the kinds share. */
struct votes_count {
	const struct votes *votes;
	const bool *counts; /* n_voters; NULL: all */
	double confidence;
	uint64_t seed;
	struct work *work;
};
/* The result of one kind; NULL: stopped. */
json_t *votes_ballots_result(const struct votes_count *);
json_t *votes_pairs_result(const struct votes_count *);
json_t *votes_opinions_result(const struct votes_count *);
/* Notices and sections of a page from a result of that kind. */
void votes_ballots_page(const struct votes *, const json_t *result, json_t *page);
void votes_pairs_page(const struct votes *, const json_t *result, json_t *page);
void votes_opinions_page(const struct votes *, const json_t *result, json_t *page);

/* null for NaN and infinity; ten digits. */
json_t *votes_real(double value);
json_t *votes_whole(size_t n);
/* Places of an item that is ranked, else nulls: "place","low","high","band". */
void votes_set_places(json_t *item, bool is_ranked, size_t place, size_t low, size_t high, size_t band);
/* "names: A, B and so many more", of a list of texts; to be freed. */
char *votes_listed(const char *before, const GPtrArray *names);
/* A sentence for each run of items in order of which no two are told apart, longest runs only. */
json_t *votes_ties(const json_t *result);
double votes_number_of(const json_t *object, const char *key); /* NaN: null */
size_t votes_whole_of(const json_t *object, const char *key);
const char *votes_text_of(const json_t *object, const char *key);
void votes_notice(json_t *page, const char *sentence);

#endif
