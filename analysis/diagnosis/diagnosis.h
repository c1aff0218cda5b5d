/* diagnosis - from reports to issues in order, with how sure we may be: the whole study of one exercise.
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * texts -> normal form -> near-copies -> words -> groups and themes (grouping.h) -> names -> counts ->
 * criteria and priority (priority.h).  Numbers in, numbers out: no files, no SQL, no HTTP, no clock, no
 * globals.
 *
 * Threads: settings.n_threads of its own; several diagnoses at once are fine.  Memory: the reports are
 * borrowed until diagnosis_free; everything handed out belongs to the diagnosis.  Failure: DIAGNOSIS_ERROR.
 * Same reports, settings and seed: same result to the last bit, on any number of threads.  Reports are put in
 * order of text and id first, so the order of arrival does not matter.
 */
#ifndef DIAGNOSIS_H
#define DIAGNOSIS_H

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "priority.h"
#include "work.h"

struct vectors; /* vectors.h */

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
	int8_t heard;	  /* its sender belongs to a group heard less: 1, does not: 0; -1 unknown */
	uint32_t n_votes, n_favour; /* on it, or on the issue it stands for, and those of them in favour */
	int32_t pin;	/* dense index of the issue in which reviewers fixed it: reports of one pin are always
			 * together, those of different pins never; -1 free */
	int32_t before; /* dense index of its issue in an earlier run, where a quick run begins; -1 none */
	int64_t hour;	/* when it came, in hours since 1970; -1 unknown.  Only for bursts of copies */
};

struct diagnosis_settings {
	const char *language; /* "es", "en" or "none" */
	uint64_t seed;
	size_t n_threads; /* 0: all cores.  Changes nothing in the result */
	bool is_quick;	  /* one partition instead of a consensus: while reports still come in */
	size_t n_issues;  /* how many issues to find; 0: as many as the texts give evidence for */
	const struct vectors *vectors;	   /* of words, borrowed; NULL: none */
	size_t n_neighbours;		   /* of the graph; 30 */
	double resolution;		   /* of the Leiden modularity; 0: chosen by evidence */
	struct priority_settings priority; /* its seed is the one above */
};
/* The settings a published result would use, seed 1. */
void diagnosis_settings_default(struct diagnosis_settings *);

struct diagnosis_issue {
	char *name; /* its phrase, else its most telling terms, in the people's own words; "" when unstable */
	char **terms; /* n_terms of them, most telling first */
	size_t n_terms;
	const size_t *reports; /* n_forms indices into the reports, most central first */
	size_t n_forms, n_senders, n_sessions, n_places;
	size_t n_copies;    /* forms that are near-copies of another form of the issue */
	size_t examples[3]; /* indices into the reports: the medoid, then the two most diverse; SIZE_MAX: none
			     */
	double stability;   /* bootstrap Jaccard mean, 0..1; stable from 0.75, doubtful from 0.5 */
	double cohesion; /* mean co-association of its inside edges less that of its boundary, -1..1; NaN: not
			  * measured */
	char *phrase;	 /* its most telling run of two to four words as most people write it; "" when none or
			  * unstable */
	size_t theme;	 /* index of the theme it belongs to; SIZE_MAX: none */
	double x, y; /* on the map, where alike issues stand near; unit: as far apart as two without a common
		      * word is the square root of 2.  NaN: after the first 200 issues */
};

/* Several reports with the same or nearly the same text. */
struct diagnosis_copies {
	const size_t *reports; /* indices, by id */
	size_t n_forms, n_senders, n_sessions;
	bool is_short;	    /* equal because short ("falta agua"): texto igual, never called a campaign */
	bool is_campaign;   /* long and from several senders: shown as a possible copy-paste campaign */
	size_t burst_forms; /* the most of them that came within burst_hours; 0: times unknown or no burst */
	size_t burst_hours;
};

/* Issues that stand close to each other: the level above. */
struct diagnosis_theme {
	char *name;	      /* the terms that its issues share; "" when none of them is stable */
	char **terms;	      /* NULL-terminated */
	const size_t *issues; /* n_issues indices, largest first */
	size_t n_issues, n_forms;
};

/* One level of detail that was considered. */
struct diagnosis_level {
	double resolution;
	size_t n_issues;
	double evidence; /* log marginal likelihood per word, higher is better; NaN: not measured */
};

/* Why a report is in no issue. */
enum diagnosis_apart {
	DIAGNOSIS_IN_ISSUE,
	DIAGNOSIS_NO_WORDS, /* nothing was written */
	DIAGNOSIS_ALONE,    /* like no other */
	DIAGNOSIS_FEW,	    /* with others, but too few for an issue */
	DIAGNOSIS_BETWEEN,  /* the partitions do not agree on where it belongs */
	DIAGNOSIS_APART_MAX
};

struct diagnosis {
	struct diagnosis_settings settings;
	size_t n_reports, n_texts /* not empty */, n_senders, n_sessions, n_places;
	struct diagnosis_issue *issues; /* by score, highest first; ties by first text */
	struct priority *priority;	/* of the issues in the same order: sorted */
	size_t n_issues;
	const size_t *issue_of;	 /* n_reports entries: index of the issue, SIZE_MAX: sin agrupar */
	const size_t *ungrouped; /* n_ungrouped indices */
	size_t n_ungrouped;
	const uint8_t *apart;		 /* n_reports entries: enum diagnosis_apart */
	struct diagnosis_copies *copies; /* largest first */
	size_t n_copies;
	const float *membership; /* n_reports entries: how surely the report belongs to its issue, 0..1 */
	struct diagnosis_theme *themes; /* largest first */
	size_t n_themes;
	struct diagnosis_level *levels; /* by n_issues */
	size_t n_levels;
	size_t plausible_low, plausible_high; /* numbers of issues that explain the texts about as well */
	bool is_proposal; /* fewer than 30 texts: a proposal to talk about, not a result */
};

/* The whole study.  The watcher (NULL: none) is told the stage and the fraction of the whole and may stop it.
 * NULL with *error: the input cannot be studied; NULL without: stopped. */
struct diagnosis *diagnosis_make(const struct diagnosis_report *, size_t n_reports,
				 const struct diagnosis_settings *, work_watch, void *data, GError **);
void diagnosis_free(struct diagnosis *);

#endif
