/* diagnosis - from reports to issues in order, with how sure we may be: the whole study of one exercise.
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * texts -> normalise -> near-duplicates -> TF-IDF of stems -> k-nearest-neighbour graph -> Leiden -> names ->
 * counts -> priority score -> rank ranges by resampling sessions and senders.  Numbers in, numbers out: no
 * files, no SQL, no HTTP, no clock, no globals.
 *
 * Threads: one diagnosis a thread, and only one thread of the process at a time (libigraph).  Memory: the
 * reports are borrowed until diagnosis_free; everything handed out belongs to the diagnosis.  Failure:
 * DIAGNOSIS_ERROR. Same reports, settings and seed: same result to the last bit.  Reports are put in order of
 * text and id first, so the order of arrival does not matter.
 */
#ifndef DIAGNOSIS_H
#define DIAGNOSIS_H

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define DIAGNOSIS_ERROR (diagnosis_error_quark())
GQuark diagnosis_error_quark(void);
enum diagnosis_error { DIAGNOSIS_ERROR_INPUT, DIAGNOSIS_ERROR_SETTINGS };

/* One report as the analysis sees it. */
struct diagnosis_report {
	const char *id;	  /* unique, not NULL; ties are broken by it */
	const char *text; /* UTF-8, the citizen's words; may be empty */
	int32_t sender; /* dense index of the sender, 0..; -1 unknown: counted as a sender of its own, but the
			 * unknown senders of one long copied text together as one */
	int32_t session;  /* dense index of the session or group; -1 unknown */
	int32_t theme;	  /* dense index of the everyday theme the person chose; -1 none or "I do not know" */
	int32_t place;	  /* dense index of the place; -1 unknown */
	int8_t severity;  /* 1 annoys, 2 daily life, 3 endangers; 0 unknown */
	int8_t affected;  /* 1 my house .. 4 the municipality; 0 unknown */
	int8_t frequency; /* 1 once .. 5 always; 0 unknown */
};

/* The stated criteria of the priority score, each scaled to 0..1 over the issues' possible range (not over
 * the issues present, so that adding an issue moves no other's score). */
enum diagnosis_criterion {
	CRITERION_SENDERS,   /* square root of the share of senders who report it (*) */
	CRITERION_PLACES,    /* square root of the share of places that report it (*) */
	CRITERION_SEVERITY,  /* mean severity of those who said */
	CRITERION_AFFECTED,  /* mean reach of those who said */
	CRITERION_FREQUENCY, /* mean frequency of those who said */
	CRITERION_MAX
};
/* (*) Shares of one issue among many are small numbers, so that severity alone would decide; the square root,
 * which stabilises the variance of a count (Bartlett 1936), spreads them over the scale and keeps its noise
 * even. */

struct diagnosis_settings {
	const char *language; /* "es", "en" or "none" */
	uint64_t seed;
	size_t n_neighbours;	       /* of the graph; 30 */
	double resolution;	       /* of the Leiden modularity; 2 */
	size_t n_resamples;	       /* for ranks and stability; 200 */
	double confidence;	       /* of rank ranges; 0.9 */
	size_t min_ranked;	       /* under this many reports nothing is ranked; 20 */
	double weights[CRITERION_MAX]; /* >= 0, sum > 0; normalised inside */
};
/* The settings a published result would use, seed 1. */
void diagnosis_settings_default(struct diagnosis_settings *);

struct diagnosis_issue {
	char *name;   /* its most telling terms, in the people's own surface forms; "" when unstable */
	char **terms; /* n_terms of them, most telling first */
	size_t n_terms;
	const size_t *reports; /* n_forms indices into the reports, most central first */
	size_t n_forms, n_senders, n_sessions, n_places;
	size_t n_copies;    /* forms that are near-copies of another form of the issue */
	size_t examples[3]; /* indices into the reports: the medoid, then the two most diverse; SIZE_MAX: none
			     */
	size_t severity[4], affected[5], frequency[6]; /* counts by level; [0] unknown */
	double stability; /* bootstrap Jaccard mean, 0..1; stable from 0.75, doubtful from 0.5 */
	double criteria[CRITERION_MAX];	  /* 0..1; NaN where nobody said */
	double score;			  /* weighted mean of the criteria that are known, 0..1 */
	double score_low, score_high;	  /* percentile range over the resamples */
	size_t rank, rank_low, rank_high; /* 1-based; all 0 when nothing is ranked */
};

/* Several reports with the same or nearly the same text. */
struct diagnosis_copies {
	const size_t *reports; /* indices, by id */
	size_t n_forms, n_senders, n_sessions;
	bool is_short;	  /* equal because short ("falta agua"): texto igual, never called a campaign */
	bool is_campaign; /* long and from several senders: shown as a possible copy-paste campaign */
};

struct diagnosis {
	struct diagnosis_settings settings;
	size_t n_reports, n_texts /* not empty */, n_senders, n_sessions, n_places;
	struct diagnosis_issue *issues; /* by score, highest first; ties by smallest id */
	size_t n_issues;
	const size_t *issue_of;	 /* n_reports entries: index of the issue, SIZE_MAX: sin agrupar */
	const size_t *ungrouped; /* n_ungrouped indices */
	size_t n_ungrouped;
	struct diagnosis_copies *copies; /* largest first */
	size_t n_copies;
	bool is_ranked; /* false under settings.min_ranked reports */
};

/* Work in steps, so that the caller can show progress, keep a time budget, or stop:
 *   run = diagnosis_start(...); while (diagnosis_step(run, &stage, &fraction)) ...; d =
 * diagnosis_finish(run); */
struct diagnosis_run;
struct diagnosis_run *diagnosis_start(const struct diagnosis_report *, size_t n_reports,
				      const struct diagnosis_settings *, GError **);
/* False when there is nothing left to do.  stage: an English noun ("neighbours"); fraction: of the whole,
 * 0..1. */
bool diagnosis_step(struct diagnosis_run *, const char **stage, double *fraction);
void diagnosis_cancel(struct diagnosis_run *);		    /* frees it; NULL is fine */
struct diagnosis *diagnosis_finish(struct diagnosis_run *); /* frees the run; asserts that no step is left */
void diagnosis_free(struct diagnosis *);

#endif
