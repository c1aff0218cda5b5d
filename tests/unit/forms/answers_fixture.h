/* answers_fixture - a small form around the survey that a test is about, and what is read from its answers.
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * To be included after cmocka.h.
 */
#ifndef ANSWERS_FIXTURE_H
#define ANSWERS_FIXTURE_H

#include "answers.h"
#include "forms/form_fixture.h"

#include <stdlib.h>

#define CHOICES                                                                                              \
	"| choices |\n"                                                                                      \
	"| | list_name | name | label | estado |\n"                                                          \
	"| | estados | coah | Coahuila | |\n"                                                                \
	"| | estados | dgo | Durango | |\n"                                                                  \
	"| | municipios | torreon | Torreón | coah |\n"                                                     \
	"| | municipios | saltillo | Saltillo | coah |\n"                                                    \
	"| | municipios | lerdo | Lerdo | dgo |\n"                                                           \
	"| | letras | a | A | |\n| | letras | b | B | |\n| | letras | c | C | |\n"                           \
	"| | letras | d | D | |\n| | letras | e | E | |\n| | letras | f | F | |\n"                           \
	"| settings |\n| | form_id | version |\n| | modelo | 1 |\n"

static inline struct form *form_of(const char *survey)
{
	g_autofree char *text = g_strconcat("| survey |\n", survey, CHOICES, NULL);
	return form_from(text);
}

#define READ(form, ...)                                                                                      \
	answers_read(form, (const struct answers_pair[]){__VA_ARGS__},                                       \
		     sizeof((const struct answers_pair[]){__VA_ARGS__}) / sizeof(struct answers_pair))

static inline char *canonical(const struct answers *answers)
{
	json_t *json = answers_json(answers);
	char *text = json_dumps(json, JSON_SORT_KEYS | JSON_COMPACT);
	json_decref(json);
	return text;
}

/* Checks what is stored, and frees the answers. */
static inline void assert_stored(struct answers *answers, const char *expected)
{
	g_autofree char *text = canonical(answers);
	assert_string_equal(text, expected);
	answers_free(answers);
}

/* The complaints as "field:fault field:fault". */
static inline void assert_complaints(const struct answers *answers, const char *expected)
{
	g_autoptr(GString) all = g_string_new(NULL);
	for (size_t i = 0; i < answers_n_complaints(answers); i++) {
		const struct answers_complaint *c = answers_complaint(answers, i);
		g_string_append_printf(all, "%s%s:%d", i ? " " : "", c->field, (int)c->fault);
	}
	assert_string_equal(all->str, expected);
}

static inline char *offered(const struct answers *answers, const char *field)
{
	g_autoptr(GPtrArray) choices = answers_choices(answers, field);
	GString *names = g_string_new(NULL);
	for (guint i = 0; i < choices->len; i++)
		g_string_append_printf(names, "%s%s", i ? " " : "",
				       ((const struct form_choice *)choices->pdata[i])->name);
	return g_string_free(names, FALSE);
}

static inline void assert_offered(const struct answers *answers, const char *field, const char *expected)
{
	g_autofree char *names = offered(answers, field);
	assert_string_equal(names, expected);
}

#endif
