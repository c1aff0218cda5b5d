/* places - municipalities with their region and population, and which of them a person means.
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The table is any CSV that names a municipality a row, INEGI's own among them: the catalogue of areas
 * (AGEEML: CVE_ENT, NOM_ENT, CVE_MUN, NOM_MUN, NOM_CAB, POB_TOTAL...), the census' results by locality
 * (ITER: ENTIDAD, MUN, LOC, POBTOT...; its rows of totals of municipalities are taken) or one's own (cvegeo,
 * nom_mun, region, pob_2020).  Codes that a spreadsheet robbed of their zeros get them back.
 *
 * A place is recognised by its code, its name, its seat or another name of its own, without regard to case,
 * accents, blanks and what is put before or shortened (Cd., Mpio. de, Fco., Sta.); a state may be said beside
 * it ("Saltillo, Coah.").  What fits two places is said to be so, and never guessed.
 *
 * Threads: constant once read.  Memory: places_free.  Failure: PLACES_ERROR, CSV_ERROR or ANALYZE_ERROR with
 * the row and what to do, in the language of the terminal.
 */
#ifndef PLACES_H
#define PLACES_H

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>

#define PLACES_ERROR (places_error_quark())
GQuark places_error_quark(void);
enum places_error { PLACES_ERROR_COLUMN, PLACES_ERROR_VALUE, PLACES_ERROR_EMPTY };

struct place {
	char *key;		       /* "05030" */
	char *name, *seat;	       /* seat: "" not known */
	char *region;		       /* "" none */
	size_t state, region_number;   /* into states; into regions, SIZE_MAX none */
	double population, women, men; /* NaN: not known */
	size_t row;		       /* of the file */
};
struct places_state {
	char *key, *name; /* "05", "Coahuila de Zaragoza" */
	char *short_name; /* "" none */
};

struct places_names;
struct places {
	struct place *all; /* by key */
	size_t n;
	struct places_state *states; /* by key */
	size_t n_states;
	char **regions; /* in order of the keys of their first municipality; NULL-terminated */
	size_t n_regions;
	struct places_names *names;
};

/* "-" is standard input. */
struct places *places_read(const char *file_name, GError **);
/* The same from bytes. */
struct places *places_of(const char *bytes, size_t n_bytes, GError **);
/* Coahuila's 38 municipalities and five regions, which come with the program. */
struct places *places_coahuila(void);
void places_free(struct places *);

/* The state of that key or name; SIZE_MAX: none or several. */
size_t places_state_find(const struct places *, const char *text);

enum places_match { PLACES_EMPTY, PLACES_FOUND, PLACES_UNKNOWN, PLACES_AMBIGUOUS };
/* What is meant by the text within a state (SIZE_MAX: any).  When found, *place; when ambiguous, one of those
 * it may be, and *other another. */
enum places_match places_find(const struct places *, const char *text, size_t state, size_t *place,
			      size_t *other);
/* The place whose name is nearest to an unknown text, SIZE_MAX none near. */
size_t places_nearest(const struct places *, const char *text, size_t state);

/* The text in lower case without accents, each run of blanks and underscores one blank, and none around; of
 * letters and digits only, unless signs are kept. */
char *places_plain(const char *text, bool keeps_signs);

#endif
