/* review - what the pages of the diagnosis share.
 *
 * Threads: any.  Memory: the caller's references.  Failure: none.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#ifndef REVIEW_H
#define REVIEW_H

#include "decisions.h"
#include "diagnose.h"
#include "handlers.h"
#include "rules.h"

/* What a page of the diagnosis is made from, taken together. */
struct reviewed {
	const char *scope; /* "real" or "prueba" */
	struct diagnosed *diagnosed;
	const json_t *whole; /* its view; NULL: there is none yet */
	struct decisions *decisions;
	struct rules *rules; /* as they stand now */
};
/* As ?ambito, or the field of that name, says.  False with a refusal: this program only acts and never
 * analyses, or the store cannot be read. */
bool reviewed_begin(struct context *, struct reviewed *, struct reply **refusal);
void reviewed_end(struct reviewed *);
/* Is there an order, and may it be shown? */
bool reviewed_is_ranked(const struct reviewed *);
/* Somebody is about to be shown it: the first time is written down.  False with a refusal, ended: it cannot
 * be. */
bool reviewed_opens(struct context *, struct reviewed *, struct reply **refusal);

/* Scope, state and figures of the whole. */
json_t *reviewed_frame(struct context *, const struct reviewed *);
/* {"id","name","title" where it has one,"is_living"}: how an issue is called, living or not. */
json_t *reviewed_called(const struct reviewed *, uint32_t id);
char *reviewed_time(int64_t at);
/* The table as a CSV file of that name to be saved; takes it over. */
struct reply *reviewed_table(GString *, const char *stem);

#endif
