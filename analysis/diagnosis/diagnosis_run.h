/* diagnosis_run - what the rooms of a running diagnosis share; private to diagnosis*.c.
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * "Position" is a report's number in order of text and id; "document" is a distinct text, numbered by its
 * first position; everything handed out at the end is turned back into the caller's indices.
 */
#ifndef DIAGNOSIS_RUN_H
#define DIAGNOSIS_RUN_H

#include "corpus.h"
#include "diagnosis.h"
#include "grouping.h"

struct diagnosis_run {
	const struct diagnosis_report *reports; /* borrowed */
	size_t n;
	struct diagnosis_settings settings;
	enum text_language language;
	struct work *work;

	size_t *report_at; /* n: report of each position */
	size_t *id_rank;   /* n: order by id of each report */
	GPtrArray *normal; /* n: normal form of the text at each position */
	uint32_t *leader;  /* n: position of the first text of its copies */

	size_t n_documents;
	size_t *document_of; /* n: by position; SIZE_MAX: empty text */
	GPtrArray *texts;    /* n_documents: normal forms, borrowed from normal */
	struct corpus *corpus;
	struct grouping *grouping;

	size_t n_issues;
	size_t *group_of_issue;	   /* n_issues: as numbered, and once they are placed as placed */
	size_t *issue_of_document; /* n_documents; SIZE_MAX: not grouped */
	char ***terms;		   /* n_issues */

	size_t n_senders, n_sessions, n_places;
	struct criteria_row *counted; /* n, by position */
	struct priority *priority;
};

/* Checks what came in: false and *error when it cannot be studied. */
bool diagnosis_check(const struct diagnosis_report *, size_t n, const struct diagnosis_settings *,
		     enum text_language *, GError **);
/* Puts the reports in order: report_at and id_rank. */
void diagnosis_order(struct diagnosis_run *);
/* Documents from positions: copies are one, unless reviewers parted them. */
void diagnosis_documents(struct diagnosis_run *);
/* Issues from documents; nothing when the work was stopped.  Takes from..to of the whole work. */
void diagnosis_group(struct diagnosis_run *, double from, double to);
/* The theme chosen most often for each document (the smallest of several); -1: none.  To be freed. */
int32_t *diagnosis_themes(const struct diagnosis_run *);
/* Numbers senders, sessions and places densely into counted; needs leader and issue_of_document. */
void diagnosis_count(struct diagnosis_run *);
/* Items by key: those of key k are items[first[k]]..items[first[k + 1] - 1], ascending; key SIZE_MAX: left
 * out. */
struct diagnosis_buckets {
	size_t *first, *items;
};
struct diagnosis_buckets diagnosis_buckets_of(const size_t *key, size_t n, size_t n_keys);
void diagnosis_buckets_clear(struct diagnosis_buckets *);
/* Gives the first issues of a result their x and y; needs their themes. */
void diagnosis_place(const struct diagnosis_run *, struct diagnosis *);
/* The result from a run that has passed its last stage. */
struct diagnosis *diagnosis_collect(struct diagnosis_run *);

#endif
