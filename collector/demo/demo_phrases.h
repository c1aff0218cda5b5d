/* demo_phrases - what the invented citizens say, and where: the tables behind demo.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 * A phrase is plain text with two marks.  [a|b|] takes one alternative.  {x} takes one of:
 *   {p} the sender's place, with its article   {m} the municipality    {t} since when
 *   {c} a consequence and {r} a request ("que…") of the issue
 *   {tel} {mail} {who} an invented telephone, address or name, to prove masking
 * Lists end with NULL.  Phrases are written carefully; demo.c takes their accents away as a hurried thumb
 * would.
 */
#ifndef DEMO_PHRASES_H
#define DEMO_PHRASES_H

#include <stdbool.h>
#include <stddef.h>

enum demo_region { DEMO_NORTE, DEMO_CENTRO, DEMO_CARBONIFERA, DEMO_LAGUNA, DEMO_SURESTE, DEMO_N_REGIONS };
#define DEMO_ANYWHERE DEMO_N_REGIONS

/* How people speak of one issue.  Skeletons are whole texts; shorts are two to four words. */
struct demo_voice {
	const char *const *skeletons, *const *shorts, *const *consequences, *const *requests;
};
extern const struct demo_voice demo_agua_tandeo, demo_basura, demo_agua_arsenico, demo_medicinas,
	demo_drenaje, demo_baches, demo_transporte_urbano, demo_polvo_carbon, demo_empleo,
	demo_transporte_obrero, demo_alumbrado, demo_pension_minero, demo_puente_filas, demo_migrantes,
	demo_sequia_campo, demo_apagones_calor, demo_trafico, demo_minas_seguridad;

struct demo_issue {
	const char *name, *theme, *other_theme; /* themes are choice names of the default form */
	unsigned region[DEMO_N_REGIONS];	/* how often each region speaks of it */
	unsigned severity[3], affected[4],
		frequency[5]; /* weights, in the order of the form's choices, without no_se */
	const struct demo_voice *voice;
	bool is_rural; /* rarely heard from people of a colonia */
};
extern const struct demo_issue demo_issues[];
extern const size_t demo_n_issues;

/* A text used exactly once, untouched.  issue: a demo_issue name, or NULL when it belongs to none. */
struct demo_single {
	const char *text;
	enum demo_region region; /* DEMO_ANYWHERE: wherever its issue is heard */
	const char *issue;
};
extern const struct demo_single demo_singles[];
extern const size_t demo_n_singles;

struct demo_town {
	const char *municipality;
	const char *const *places; /* "c Name" colonia, "f Name" fraccionamiento, "e Name" ejido */
};
extern const struct demo_town demo_towns[];
extern const size_t demo_n_towns;

struct demo_workshop {
	const char *title, *venue, *date;
	enum demo_region region;
	size_t town, neighbour; /* indices into demo_towns */
	unsigned n_visitors;	/* per cent of the people who come from the neighbour */
	unsigned n_mesas, n_senders,
		n_campaign; /* n_campaign: senders of the copied text, beside the others */
	unsigned n_silent;  /* in the room, sent nothing */
};
extern const struct demo_workshop demo_workshops[];
extern const size_t demo_n_workshops;

extern const char demo_campaign_text[], demo_campaign_issue[];
extern const char *const demo_since[];	    /* {t} */
extern const char *const demo_openings[];   /* before a text, with its space */
extern const char *const demo_closings[];   /* after a text, with its punctuation */
extern const char *const demo_contacts[];   /* the same, with something to mask */
extern const char *const demo_greetings[];  /* of those who speak an indigenous language */
extern const char *const demo_people[];	    /* {who} */
extern const char *const demo_shorthand[];  /* pairs: word, as typed in a hurry */
extern const char *const demo_misspelled[]; /* pairs: word, as often written */

#endif
