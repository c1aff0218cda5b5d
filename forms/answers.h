/* answers - what one person answered, checked once, at the door.
 *
 * Pairs as a browser sends them become answers and complaints.  An answer is good, bad (with a complaint) or
 * absent.  A complaint is data for the page, not an error.  Irrelevant questions lose their answers;
 * calculations are made here; the canonical JSON is what is digested, stored and analysed. Threads: none
 * shared.  Memory: a struct answers owns everything below it.  Failure: none (bounds below).
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#ifndef ANSWERS_H
#define ANSWERS_H

#include "form.h"
#include <jansson.h>

#define ANSWERS_TEXT_MAX   4000 /* characters of one text answer */
#define ANSWERS_REPEAT_MAX 200	/* instances of one repeat; of all together 4,000 */

/* One name=value of a submitted page.  name: the question's path; inside repeats "rep[2]/name" (1-based).
 * A select_multiple comes as several pairs of one name, or as one value of names separated by spaces. */
struct answers_pair {
	const char *name;
	const char *value; /* NUL-terminated; valid UTF-8 without NUL was checked by the caller */
};

enum answers_fault {
	ANSWERS_MISSING, /* required and absent */
	ANSWERS_NOT_A_NUMBER,
	ANSWERS_NOT_A_DATE,
	ANSWERS_NOT_A_CHOICE,
	ANSWERS_CONSTRAINT, /* the form's own rule; see the question's constraint_message */
	ANSWERS_TOO_LONG,
	ANSWERS_TOO_MANY, /* repeats */
	ANSWERS_NOT_ACKNOWLEDGED,
	ANSWERS_NOT_A_TIME,
	ANSWERS_NOT_A_PLACE,  /* no geopoint, or a trace or shape of too few */
	ANSWERS_OUT_OF_RANGE, /* of a range question, or not on one of its steps */
	ANSWERS_NOT_OFFERED,  /* a choice that the filter leaves out */
	ANSWERS_NOT_A_FILE,   /* no name of a file: with slashes, or too long */
	ANSWERS_FAULT_MAX
};

struct answers_complaint {
	const struct form_question *question;
	char *field; /* the pair's name, with repeat indices */
	enum answers_fault fault;
};

struct answers;

/* Reads the pairs that belong to the form; pairs of other names are left alone (the page has its own). */
struct answers *answers_read(const struct form *, const struct answers_pair *pairs, size_t n_pairs);
/* From canonical JSON, as stored; NULL when it does not fit the form. */
struct answers *answers_from_json(const struct form *, const json_t *);
/* What a fresh page begins with: literal and dynamic defaults (defaults: NULL, or values by role, NULL where
 * none), formulas made, instances of counted repeats there; nothing judged. */
struct answers *answers_begin(const struct form *, const char *const defaults[FORM_ROLE_MAX]);
void answers_free(struct answers *);

size_t answers_n_complaints(const struct answers *);
const struct answers_complaint *answers_complaint(const struct answers *, size_t i);

/* Canonical: an object of path -> string (trimmed, NFC; numbers and dates in canonical lexical form), or ->
 * array of choice names in list order (select_multiple; answers of a repeat as given), or -> array of objects
 * (repeat, keys relative to it).  Absent answers have no key; dumped with sorted keys and compact it is the
 * digest's input.  New reference. */
json_t *answers_json(const struct answers *);
/* What was typed for that field, even if bad, for filling the page again; NULL when absent. */
const char *answers_typed(const struct answers *, const char *field);
/* The highest number of an instance of the repeat that came filled, 0 when none: "rep", "outer[1]/inner". */
size_t answers_n_instances(const struct answers *, const char *field);
/* The good answer of a top-level or grouped question as text (select_multiple: names joined by spaces), or
 * NULL. */
const char *answers_text(const struct answers *, const struct form_question *);
/* Whether the question of that field (a pair's name) is relevant now, as everything above it. */
bool answers_is_relevant(const struct answers *, const char *field);
/* What a formula or a reader would see there: the good answer, the made formula; "" when there is none. */
const char *answers_value(const struct answers *, const char *field);
/* The same for a question that is named from that field, as ${name} in its label: the nearest one. */
const char *answers_value_from(const struct answers *, const char *field, const struct form_question *);
/* The choices that the field's filter offers now, in the list's order (or shuffled as parameters ask, with
 * the seed given there): an array of const struct form_choice *, to be freed with g_ptr_array_unref. */
GPtrArray *answers_choices(const struct answers *, const char *field);
/* How many instances the repeat must have, from repeat_count; -1 where people decide. */
int answers_count(const struct answers *, const char *field);
/* Names of the files that the good answers speak of: calls take(data, field, name) for each. */
void answers_each_file(const struct answers *, void (*take)(void *data, const char *field, const char *name),
		       void *data);
/* What instance_name gives, or NULL; to be freed. */
char *answers_instance_name(const struct answers *);

#endif
