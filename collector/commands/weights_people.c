/* weights_people - puts the rows of each sender together.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "weights_people.h"

#include <math.h>
#include <stdint.h>
#include <string.h>

#include "weights_margins.h"
#include "words.h"

struct weights_people *weights_people_of(const struct cells *cells, size_t sender)
{
	struct weights_people *p = g_new0(struct weights_people, 1);
	g_autoptr(GHashTable) numbers = g_hash_table_new(g_str_hash, g_str_equal);
	g_autofree size_t *at = NULL;

	p->cells = cells;
	p->person_of = g_new(size_t, cells->n_rows + 1);
	p->rows = g_new(size_t, cells->n_rows + 1);
	for (size_t row = 0; row < cells->n_rows; row++) {
		const char *name = cells_text(cells, row, sender);
		gpointer known = *name ? g_hash_table_lookup(numbers, name) : NULL;

		p->person_of[row] = known ? GPOINTER_TO_SIZE(known) - 1 : p->n++;
		if (*name && !known)
			g_hash_table_insert(numbers, (gpointer)(uintptr_t)name,
					    GSIZE_TO_POINTER(p->person_of[row] + 1));
	}
	p->first = g_new0(size_t, p->n + 2);
	for (size_t row = 0; row < cells->n_rows; row++)
		p->first[p->person_of[row] + 1]++;
	for (size_t i = 0; i < p->n; i++)
		p->first[i + 1] += p->first[i];
	at = g_memdup2(p->first, (p->n + 1) * sizeof *at);
	for (size_t row = 0; row < cells->n_rows; row++)
		p->rows[at[p->person_of[row]]++] = row;
	return p;
}

void weights_people_free(struct weights_people *p)
{
	if (!p)
		return;
	g_free(p->person_of);
	g_free(p->first);
	g_free(p->rows);
	g_free(p);
}

const char *weights_people_answer(const struct weights_people *p, size_t person, size_t column,
				  bool *is_contradicted)
{
	const char *answer = "";

	if (is_contradicted)
		*is_contradicted = false;
	for (size_t i = p->first[person]; i < p->first[person + 1]; i++) {
		const char *text = cells_text(p->cells, p->rows[i], column);

		if (!*text || strcmp(text, answer) == 0)
			continue;
		if (*answer) {
			g_autofree char *one = weights_plain(answer), *other = weights_plain(text);

			if (strcmp(one, other) == 0)
				continue;
			if (is_contradicted)
				*is_contradicted = true;
			return "";
		}
		answer = text;
	}
	return answer;
}

bool weights_people_number(const struct weights_people *p, size_t person, size_t column, double *number,
			   GError **error)
{
	double sum = 0, value;
	size_t n = 0;

	for (size_t i = p->first[person]; i < p->first[person + 1]; i++) {
		if (!cells_number(p->cells, p->rows[i], column, &value, error))
			return false;
		if (isnan(value))
			continue;
		sum += value;
		n++;
	}
	*number = n ? sum / (double)n : NAN;
	return true;
}

bool weights_people_weight(const struct weights_people *p, size_t person, size_t column, double *weight,
			   GError **error)
{
	*weight = NAN;
	for (size_t i = p->first[person]; i < p->first[person + 1]; i++) {
		double value;
		const char *wrong = NULL;

		if (!cells_number(p->cells, p->rows[i], column, &value, error))
			return false;
		if (!(value >= 0))
			wrong = _("a weight is a number of 0 or more");
		else if (!isnan(*weight) && fabs(value - *weight) > 1e-9 * fmax(value, *weight))
			wrong = _("another row of the same sender has another weight");
		if (wrong) {
			cells_refuse(p->cells, p->rows[i], column, wrong, error);
			return false;
		}
		*weight = isnan(*weight) ? value : *weight;
	}
	return true;
}

bool weights_is_told(const char *text, const char *column, char *const *told)
{
	g_autofree char *plain = weights_plain(text), *name = weights_plain(column);

	for (; told && *told; told++) {
		const char *sign = strchr(*told, '=');
		g_autofree char *of = sign ? g_strndup(*told, (gsize)(sign - *told)) : g_strdup(column),
				*of_plain = weights_plain(of),
				*answer = weights_plain(sign ? sign + 1 : *told);

		if (strcmp(of_plain, name) == 0 && strcmp(answer, plain) == 0)
			return true;
	}
	return false;
}

bool weights_is_unanswered(const char *text, const char *column, char *const *told)
{
	static const char *const none[] = {"",
					   "no se",
					   "no sabe",
					   "no contesta",
					   "no contesto",
					   "no respondio",
					   "sin respuesta",
					   "prefiero no decir",
					   "prefiero no decirlo",
					   "prefiero no contestar",
					   "no especificado",
					   "na"};
	g_autofree char *plain = weights_plain(text);

	for (size_t i = 0; i < G_N_ELEMENTS(none); i++)
		if (strcmp(plain, none[i]) == 0)
			return true;
	return weights_is_told(text, column, told);
}
