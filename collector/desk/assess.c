/* assess - feasibility and competence by sector, as pages show them.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "assess.h"
#include "words.h"

static const char *feasibility_text(const char *language, json_int_t level)
{
	switch (level) {
	case 1:
		return words_say(language, "No se puede en este plan");
	case 2:
		return words_say(language, "Difícil: falta casi todo");
	case 3:
		return words_say(language, "Se puede con apoyo o presupuesto");
	case 4:
		return words_say(language, "Se puede con lo que hay");
	default:
		return words_say(language, "No lo dijo");
	}
}

static const char *competence_text(const char *language, json_int_t level)
{
	switch (level) {
	case 1:
		return words_say(language, "Le toca a otra autoridad");
	case 2:
		return words_say(language, "Es compartida");
	case 3:
		return words_say(language, "Nos toca");
	default:
		return words_say(language, "No lo dijo");
	}
}

static json_int_t level_in(const struct decision *d, const char *key, json_int_t most)
{
	return CLAMP(json_integer_value(json_object_get(d->body, key)), 0, most);
}

void assess_levels(json_t *view, const struct decision *d, const char *language)
{
	json_int_t feasibility = level_in(d, "feasibility", ASSESS_FEASIBILITY_MAX),
		   competence = level_in(d, "competence", ASSESS_COMPETENCE_MAX);
	json_object_set(view, "sector", json_object_get(d->body, "sector"));
	json_object_set_new(view, "feasibility", json_integer(feasibility));
	json_object_set_new(view, "competence", json_integer(competence));
	json_object_set_new(view, "feasibility_text", json_string(feasibility_text(language, feasibility)));
	json_object_set_new(view, "competence_text", json_string(competence_text(language, competence)));
}

static json_t *levels_view(const char *(*text)(const char *, json_int_t), const char *language, int most)
{
	json_t *list = json_array();
	for (int level = 1; level <= most; level++)
		json_array_append_new(list,
				      json_pack("{s:i,s:s}", "level", level, "text", text(language, level)));
	return list;
}

/* 0..1, half way between the middle two; null when nobody said. */
static json_t *median(const size_t n_at[ASSESS_FEASIBILITY_MAX + 1])
{
	size_t n = 0, seen = 0;
	double low = 0, high = 0;
	for (size_t level = 1; level <= ASSESS_FEASIBILITY_MAX; level++)
		n += n_at[level];
	if (n == 0)
		return json_null();
	for (size_t level = 1; level <= ASSESS_FEASIBILITY_MAX; level++) {
		size_t before = seen;
		seen += n_at[level];
		if (before <= (n - 1) / 2 && (n - 1) / 2 < seen)
			low = (double)level;
		if (before <= n / 2 && n / 2 < seen)
			high = (double)level;
	}
	return json_real(((low + high) / 2 - 1) / (ASSESS_FEASIBILITY_MAX - 1));
}

json_t *assess_view(const struct reviewed *r, uint32_t issue, const char *language)
{
	json_t *sectors = json_array(), *name;
	size_t i, n_at[ASSESS_FEASIBILITY_MAX + 1] = {0};
	json_int_t least = ASSESS_FEASIBILITY_MAX, most = 0;
	bool has_any = false;
	json_array_foreach(rules_sectors(r->rules), i, name)
	{
		const struct decision *d = decisions_assessment(r->decisions, issue, json_string_value(name));
		json_t *sector = json_pack("{s:O}", "name", name);
		json_int_t level = d != NULL ? level_in(d, "feasibility", ASSESS_FEASIBILITY_MAX) : 0,
			   competence = d != NULL ? level_in(d, "competence", ASSESS_COMPETENCE_MAX) : 0;
		if (level > 0) {
			n_at[level]++;
			least = MIN(least, level);
			most = MAX(most, level);
		}
		if (level > 0 || competence > 0) {
			g_autofree char *at = reviewed_time(d->at);
			json_t *said = json_pack("{s:s,s:s,s:s}", "author", d->author, "at_text", at,
						 "reason", d->reason);
			assess_levels(said, d, language);
			json_object_del(said, "sector");
			json_object_set_new(sector, "said", said);
			has_any = true;
		}
		json_array_append_new(sectors, sector);
	}
	return json_pack("{s:o,s:b,s:o,s:b,s:o,s:o}", "sectors", sectors, "has_any", has_any, "feasibility",
			 median(n_at), "is_split", most - least >= 2, "feasibilities",
			 levels_view(feasibility_text, language, ASSESS_FEASIBILITY_MAX), "competences",
			 levels_view(competence_text, language, ASSESS_COMPETENCE_MAX));
}
