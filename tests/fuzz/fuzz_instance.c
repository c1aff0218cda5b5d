/* fuzz_instance - any bytes as a submission of a form that has every type: what is taken without complaint
 * comes back the same from JSON and from XML. SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "instance.h"
#include "xlsform.h"

#include <stdint.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char text[] =
	"| survey |\n"
	"| | type | name | label | relevant | constraint | calculation | repeat_count | choice_filter | "
	"default | "
	"trigger |\n"
	"| | start | inicio | | | | | | | | |\n"
	"| | today | hoy | | | | | | | | |\n"
	"| | deviceid | aparato | | | | | | | | |\n"
	"| | text | t | T | | string-length(.) < 50 | | | | x | |\n"
	"| | decimal | d | D | ${t} != 'no' | | | | | | |\n"
	"| | date | f | F | | | | | | | |\n"
	"| | time | h | H | | | | | | | |\n"
	"| | dateTime | fh | FH | | | | | | | |\n"
	"| | select_one l | u | U | | | | | | a | |\n"
	"| | select_multiple l | m | M | | | | | name != ${u} | | |\n"
	"| | rank l | o | O | | | | | | | |\n"
	"| | range | e | E | | | | | | | |\n"
	"| | acknowledge | ok | OK | | | | | | | |\n"
	"| | image | i | I | | | | | | | |\n"
	"| | geopoint | p | P | | | | | | | |\n"
	"| | geotrace | z | Z | | | | | | | |\n"
	"| | geoshape | s | S | | | | | | | |\n"
	"| | integer | n | N | | . < 300 | | | | | |\n"
	"| | begin_repeat | r | R | | | | ${n} | | | |\n"
	"| | text | x | X | | | | | | | |\n"
	"| | begin_repeat | q | Q | ../x != 'no' | | | | | | |\n"
	"| | integer | y | Y | | | | | | 1 | |\n"
	"| | calculate | k | | | | concat(${y}, position(..), ../../x) | | | | |\n"
	"| | end_repeat | | | | | | | | | |\n"
	"| | calculate | j | | | | count(../q[y > 1]) | | | | |\n"
	"| | end_repeat | | | | | | | | | |\n"
	"| | calculate | v | | | | concat(${t}, '!') | | | | ${d} |\n"
	"| choices |\n| | list_name | name | label |\n| | l | a | A |\n| | l | b | B |\n| | l | c | C |\n"
	"| settings |\n| | form_id | version |\n| | f | 1 |\n";

static char *text_of(const struct answers *answers)
{
	json_t *json = answers_json(answers);
	char *dumped = json_dumps(json, JSON_SORT_KEYS | JSON_COMPACT);
	json_decref(json);
	return dumped;
}

/* The answers of a submission; NULL when it is none of this form. */
static struct answers *answers_of(const struct form *form, const char *xml, size_t length)
{
	GError *error = NULL;
	struct instance *instance = instance_parse(xml, length, &error);
	g_assert((instance == NULL) == (error != NULL));
	size_t n = 0;
	struct answers_pair *pairs = instance ? instance_pairs(instance, form, &n, &error) : NULL;
	g_assert((pairs == NULL) == (error != NULL));
	struct answers *answers = pairs ? answers_read(form, pairs, n) : NULL;
	instance_pairs_free(pairs, n);
	instance_free(instance);
	g_clear_error(&error);
	return answers;
}

static void look(const struct answers *answers)
{
	static const char *const fields[] = {"t", "m", "r[1]/q[2]/y", "r[9]/x", "r", "r[1]", "v"};
	for (size_t i = 0; i < G_N_ELEMENTS(fields); i++) {
		answers_is_relevant(answers, fields[i]);
		answers_value(answers, fields[i]);
		answers_count(answers, fields[i]);
		g_ptr_array_unref(answers_choices(answers, fields[i]));
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct form *form;
	if (!form)
		form = xlsform_read_bytes(text, strlen(text), NULL, NULL);
	g_assert(form);
	struct answers *answers = answers_of(form, (const char *)data, size);
	if (!answers)
		return 0;
	look(answers);
	g_autofree char *before = text_of(answers);
	if (!answers_n_complaints(answers)) {
		json_t *json = answers_json(answers);
		struct answers *stored = answers_from_json(form, json);
		g_assert(stored);
		g_autofree char *again = text_of(stored);
		g_assert(!strcmp(before, again));
		g_autofree char *xml = instance_write(form, json, "uuid:1", NULL);
		json_decref(json);
		answers_free(stored);
		if (strlen(xml) <= (size_t)1 << 20) {
			struct answers *sent = answers_of(form, xml, strlen(xml));
			g_assert(sent);
			g_autofree char *after = text_of(sent);
			g_assert(!strcmp(before, after));
			answers_free(sent);
		}
	}
	answers_free(answers);
	return 0;
}
