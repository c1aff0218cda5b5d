/* explain - one sentence a fact, in an order that reads: where it stands, on what, what would change it, what
 * is not known.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "explain.h"

#include <math.h>
#include <string.h>

#include "chart_parts.h"
#include "words.h"

enum { MAX_NAMED = 6 };

struct paragraph {
	const char *language;
	const json_t *facts;
	GString *text;
};

/* A whole sentence, which is freed. */
static void say(struct paragraph *p, char *sentence)
{
	if (p->text->len)
		g_string_append_c(p->text, ' ');
	g_string_append(p->text, sentence);
	g_free(sentence);
}

static size_t fact(const struct paragraph *p, const char *key)
{
	return chart_count_of(p->facts, key, SIZE_MAX);
}

static const json_t *criterion_facts(const struct paragraph *p, const char *key)
{
	return json_object_get(json_object_get(p->facts, "criteria"), key);
}

/* Of a list: ", ", or " y " before the last. */
static void append_item(const struct paragraph *p, GString *list, const char *item, bool is_last)
{
	/* "y" becomes "e" before the sound of i. */
	bool is_i = (g_ascii_tolower(*item) == 'i' || g_str_has_prefix(item, "Í") ||
		     g_str_has_prefix(item, "í") || g_ascii_strncasecmp(item, "hi", 2) == 0) &&
		    g_ascii_strncasecmp(item, "hie", 3) != 0 && g_ascii_strncasecmp(item, "hia", 3) != 0;

	if (list->len)
		g_string_append(list, !is_last ? ", "
				      : is_i   ? words_say(p->language, " e ")
					       : words_say(p->language, " y "));
	g_string_append(list, item);
}

/* --- where it stands --- */

static void say_place(struct paragraph *p)
{
	const char *l = p->language;
	size_t place = fact(p, "place"), low = fact(p, "low"), high = fact(p, "high"),
	       n = fact(p, "n_issues"), n_band = fact(p, "n_band"), n_senders = fact(p, "n_senders"),
	       needed = fact(p, "min_ranked");

	if (json_is_false(json_object_get(p->facts, "is_ranked"))) {
		if (needed == SIZE_MAX)
			return;
		if (n_senders < needed)
			say(p,
			    n_senders == 1
				    ? g_strdup_printf(words_say(l, "No tiene puesto: hay 1 remitente y hacen "
								   "falta %zu para ordenar."),
						      needed)
				    : g_strdup_printf(words_say(l, "No tiene puesto: hay %zu remitentes y "
								   "hacen falta %zu para ordenar."),
						      n_senders, needed));
		else
			say(p,
			    g_strdup_printf(
				    words_say(l,
					      "No tiene puesto: hacen falta %zu formularios para ordenar."),
				    needed));
		return;
	}
	if (!place || place == SIZE_MAX || n == SIZE_MAX)
		return;
	if (!low || low == SIZE_MAX || !high || high == SIZE_MAX)
		say(p, g_strdup_printf(words_say(l, "Ocupa el puesto %zu de %zu."), place, n));
	else if (low == high)
		say(p,
		    g_strdup_printf(words_say(l, "Ocupa el puesto %zu de %zu, y los datos no admiten otro."),
				    place, n));
	else
		say(p,
		    g_strdup_printf(words_say(l, "Ocupa el puesto %zu de %zu; los datos admiten del %zu al "
						 "%zu."),
				    place, n, low, high));
	if (n_band > 1 && n_band != SIZE_MAX)
		say(p,
		    g_strdup_printf(
			    words_say(
				    l,
				    "Está en un grupo de %zu problemáticas sin un corte seguro entre ellas."),
			    n_band));
}

/* --- on what --- */

static void say_senders(struct paragraph *p, size_t n, size_t of)
{
	if (n == 1 && of == 1)
		say(p, g_strdup(words_say(p->language, "La nombra el único remitente.")));
	else if (n == 1)
		say(p, g_strdup_printf(words_say(p->language, "La nombra 1 de %zu remitentes."), of));
	else
		say(p, g_strdup_printf(words_say(p->language, "La nombran %zu de %zu remitentes."), n, of));
}

static void say_spread(struct paragraph *p, const json_t *facts)
{
	const char *l = p->language;
	size_t places = chart_count_of(facts, "places", SIZE_MAX),
	       of_places = chart_count_of(facts, "of_places", 0),
	       sessions = chart_count_of(facts, "sessions", SIZE_MAX),
	       of_sessions = chart_count_of(facts, "of_sessions", 0);
	g_autofree char *where =
		of_places == 1 ? g_strdup_printf(words_say(l, "%zu de 1 lugar"), places)
			       : g_strdup_printf(words_say(l, "%zu de %zu lugares"), places, of_places);
	g_autofree char *when = of_sessions == 1 ? g_strdup_printf(words_say(l, "%zu de 1 sesión"), sessions)
						 : g_strdup_printf(words_say(l, "%zu de %zu sesiones"),
								   sessions, of_sessions);
	bool has_places = places != SIZE_MAX && of_places, has_sessions = sessions != SIZE_MAX && of_sessions;

	if (has_places && has_sessions)
		say(p, g_strdup_printf(words_say(l, "Se nombra en %s y en %s."), where, when));
	else if (has_places || has_sessions)
		say(p, g_strdup_printf(words_say(l, "Se nombra en %s."), has_places ? where : when));
}

static void say_counts(struct paragraph *p)
{
	const char *l = p->language;

	for (enum criterion c = 0; c < CRITERION_MAX; c++) {
		const json_t *facts = criterion_facts(p, criteria_catalogue[c].key);
		size_t n = chart_count_of(facts, "n", SIZE_MAX), of = chart_count_of(facts, "of", 0);
		char *sentence = NULL;

		if (c == CRITERION_SPREAD)
			say_spread(p, facts);
		if (c == CRITERION_SPREAD || n > of || !of)
			continue;
		switch (c) {
		case CRITERION_FREQUENCY:
			say_senders(p, n, of);
			break;
		case CRITERION_SEVERITY:
			sentence =
				of == 1 ? g_strdup_printf(
						  words_say(l, "Pone en riesgo la salud, la seguridad o el "
							       "sustento según %zu de 1 que dijo qué tan "
							       "grave es."),
						  n)
					: g_strdup_printf(
						  words_say(l,
							    "Pone en riesgo la salud, la seguridad o el "
							    "sustento según %zu de %zu que dijeron qué tan "
							    "grave es."),
						  n, of);
			break;
		case CRITERION_REACH:
			sentence =
				of == 1 ? g_strdup_printf(
						  words_say(l,
							    "Afecta a toda la colonia o localidad, o a más, "
							    "según %zu de 1 que dijo a quiénes afecta."),
						  n)
					: g_strdup_printf(
						  words_say(l,
							    "Afecta a toda la colonia o localidad, o a más, "
							    "según %zu de %zu que dijeron a quiénes afecta."),
						  n, of);
			break;
		case CRITERION_PERSISTENCE:
			sentence =
				of == 1 ? g_strdup_printf(
						  words_say(l,
							    "Pasa casi diario o todo el tiempo según %zu de "
							    "1 que dijo cada cuándo."),
						  n)
					: g_strdup_printf(
						  words_say(l,
							    "Pasa casi diario o todo el tiempo según %zu de "
							    "%zu que dijeron cada cuándo."),
						  n, of);
			break;
		case CRITERION_EQUITY:
			sentence = g_strdup_printf(
				words_say(l,
					  "Remitentes de grupos menos escuchados: %zu de %zu con ese dato."),
				n, of);
			break;
		case CRITERION_SUPPORT:
			sentence = g_strdup_printf(words_say(l, "Votos a favor: %zu de %zu."), n, of);
			break;
		case CRITERION_SPREAD:
		case CRITERION_MAX:
			break;
		}
		if (sentence)
			say(p, sentence);
	}
}

/* A criterion's name as it stands within a sentence. */
static char *criterion_name(const struct paragraph *p, enum criterion c)
{
	const char *name = words_say(p->language, criteria_catalogue[c].name);
	g_autofree char *first = g_utf8_strdown(name, g_utf8_next_char(name) - name);

	return g_strconcat(first, g_utf8_next_char(name), NULL);
}

/* Criteria by which more issues are lower than higher, or the other way. */
static size_t list_criteria(const struct paragraph *p, bool is_lifting, GString *list)
{
	g_autoptr(GPtrArray) items = g_ptr_array_new_with_free_func(g_free);

	for (enum criterion c = 0; c < CRITERION_MAX; c++) {
		const json_t *facts = criterion_facts(p, criteria_catalogue[c].key);
		size_t order = chart_count_of(facts, "order", 0), n = chart_count_of(facts, "n_ordered", 0),
		       above = order - 1, below = chart_count_of(facts, "n_below", 0);
		g_autofree char *name = criterion_name(p, c);

		if (!order || n < 2 || order > n || (is_lifting ? 2 * below < n : 2 * above < n))
			continue;
		g_ptr_array_add(items, g_strdup_printf(words_say(p->language, "%s (puesto %zu de %zu)"), name,
						       order, n));
	}
	for (guint i = 0; i < items->len; i++)
		append_item(p, list, items->pdata[i], i + 1 == items->len);
	return items->len;
}

static void say_lifting(struct paragraph *p)
{
	const char *l = p->language;
	g_autoptr(GString) lifting = g_string_new(NULL), lowering = g_string_new(NULL);
	size_t n_lifting = list_criteria(p, true, lifting), n_lowering = list_criteria(p, false, lowering);

	if (n_lifting)
		say(p, g_strdup_printf(
			       n_lifting == 1 ? words_say(l, "La sube, por quedar arriba de la mitad de las "
							     "problemáticas: %s.")
					      : words_say(l, "La suben, por quedar arriba de la mitad de las "
							     "problemáticas: %s."),
			       lifting->str));
	if (n_lowering)
		say(p, g_strdup_printf(n_lowering == 1
					       ? words_say(l, "La baja, por quedar abajo de la mitad de las "
							      "problemáticas: %s.")
					       : words_say(l, "La bajan, por quedar abajo de la mitad de las "
							      "problemáticas: %s."),
				       lowering->str));
}

/* --- what would change it --- */

/* Two weights with as many decimals as tell them apart; false where four do not. */
static bool weights_say(double now, double then, char **from, char **to)
{
	for (int decimals = 0; decimals <= 4; decimals++) {
		char format[8], a[32], b[32];

		(void)g_snprintf(format, sizeof format, "%%.%df", decimals);
		g_ascii_formatd(a, sizeof a, format, now * 100);
		g_ascii_formatd(b, sizeof b, format, then * 100);
		if (strcmp(a, b) != 0) {
			*from = g_strdup_printf("%s\u00a0%%", a);
			*to = g_strdup_printf("%s\u00a0%%", b);
			return true;
		}
	}
	return false;
}

static void say_change(struct paragraph *p)
{
	const char *l = p->language;
	const json_t *change = json_object_get(p->facts, "change"),
		     *key = json_object_get(change, "criterion");
	double now = chart_share_of(change, "now"), weight = chart_share_of(change, "weight");
	bool is_first = fact(p, "place") == 1;
	g_autofree char *other = chart_text_of(change, "name"), *from = NULL, *to = NULL;
	enum criterion c = json_is_string(key) ? criterion_of(json_string_value(key)) : CRITERION_MAX;

	if (!json_is_object(change) || fact(p, "place") == SIZE_MAX)
		return;
	if (json_is_null(key)) {
		say(p,
		    g_strdup(is_first ? words_say(l, "Ningún cambio de un solo peso la quita del puesto 1.")
				      : words_say(l, "Ningún cambio de un solo peso la lleva al puesto 1.")));
		return;
	}
	if (c == CRITERION_MAX || isnan(now) || isnan(weight) || !weights_say(now, weight, &from, &to))
		return;
	g_autofree char *name = criterion_name(p, c);

	if (is_first && *other)
		say(p, g_strdup_printf(
			       words_say(l, "Dejaría el puesto 1 a «%s» si el peso de «%s» pasara de %s a "
					    "%s y los demás guardaran su proporción."),
			       other, name, from, to));
	else if (is_first)
		say(p,
		    g_strdup_printf(words_say(l, "Dejaría el puesto 1 si el peso de «%s» pasara de %s a %s y "
						 "los demás guardaran su proporción."),
				    name, from, to));
	else
		say(p, g_strdup_printf(
			       words_say(l, "Llegaría al puesto 1 si el peso de «%s» pasara de %s a %s y "
					    "los demás guardaran su proporción."),
			       name, from, to));
}

static void say_first(struct paragraph *p)
{
	double first = chart_share_of(p->facts, "first");
	long percent = isnan(first) ? 0 : lround(first * 100);

	if (isnan(first))
		return;
	if (first <= 0)
		say(p, g_strdup(words_say(p->language,
					  "Con ninguno de los pesos acordados ocupa el puesto 1.")));
	else if (percent == 0)
		say(p, g_strdup(words_say(p->language,
					  "Con menos de 1 % de los pesos acordados ocupa el puesto 1.")));
	else
		say(p, g_strdup_printf(
			       words_say(p->language, "Con %ld %% de los pesos acordados ocupa el puesto 1."),
			       percent));
}

static void say_doubts(struct paragraph *p)
{
	const char *l = p->language;
	const struct {
		const char *key, *words;
	} doubts[] = {
		{"people", words_say(l, "quiénes vinieron")},
		{"weights", words_say(l, "los pesos")},
		{"groupings", words_say(l, "otra forma de agrupar los textos")},
		{"mentions", words_say(l, "contar solo remitentes")},
	};
	g_autoptr(GString) list = g_string_new(NULL);

	for (size_t i = 0; i < G_N_ELEMENTS(doubts); i++) {
		const json_t *places = json_object_get(json_object_get(p->facts, "doubts"), doubts[i].key);
		size_t low = chart_count_of(places, "low", 0), high = chart_count_of(places, "high", 0);
		g_autofree char *range = chart_range(low, high);

		if (low && high >= low)
			g_string_append_printf(list, "%s%s, %s", list->len ? "; " : "", doubts[i].words,
					       range);
	}
	if (list->len)
		say(p, g_strdup_printf(words_say(l, "Puestos que admite cada cosa por separado: %s."),
				       list->str));
}

static void say_sessions(struct paragraph *p)
{
	size_t n = fact(p, "n_sessions"), needed = fact(p, "min_sessions");

	if (n == SIZE_MAX || !n || needed == SIZE_MAX || n >= needed)
		return;
	if (n == 1)
		say(p, g_strdup_printf(words_say(p->language, "Hubo 1 sesión: hasta reunir %zu, esto solo "
							      "describe a quienes asistieron."),
				       needed));
	else
		say(p,
		    g_strdup_printf(words_say(p->language, "Hubo %zu sesiones: hasta reunir %zu, esto solo "
							   "describe a quienes asistieron."),
				    n, needed));
}

/* --- what is not known --- */

static void say_unknown(struct paragraph *p)
{
	const char *l = p->language;
	const struct {
		enum criterion criterion;
		const char *words;
	} unknown[] = {
		{CRITERION_SEVERITY, words_say(l, "Nadie dijo qué tan grave es.")},
		{CRITERION_REACH, words_say(l, "Nadie dijo a quiénes afecta.")},
		{CRITERION_PERSISTENCE, words_say(l, "Nadie dijo cada cuándo pasa.")},
		{CRITERION_SPREAD, words_say(l, "No se sabe de más de 1 lugar y sesión.")},
		{CRITERION_EQUITY, words_say(l, "De nadie se sabe si es de un grupo menos escuchado.")},
		{CRITERION_SUPPORT, words_say(l, "No se votó.")},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(unknown); i++) {
		const json_t *facts = criterion_facts(p, criteria_catalogue[unknown[i].criterion].key);

		if (json_is_null(json_object_get(facts, "value")) && !chart_count_of(facts, "of_places", 0) &&
		    !chart_count_of(facts, "of_sessions", 0))
			say(p, g_strdup(unknown[i].words));
	}
}

static void say_stability(struct paragraph *p)
{
	const json_t *stability = json_object_get(p->facts, "stability");
	double share = chart_share_of(p->facts, "stability");

	if (json_is_null(stability))
		say(p,
		    g_strdup(words_say(p->language, "No se midió qué tan estable es su grupo de textos.")));
	else if (!isnan(share))
		say(p,
		    g_strdup_printf(words_say(p->language, "Al repetir el análisis con muestras, su grupo de "
							   "textos se conserva en %ld %%."),
				    lround(share * 100)));
}

static void say_regions(struct paragraph *p)
{
	const char *l = p->language;
	const json_t *regions = json_object_get(p->facts, "regions"),
		     *silent = json_object_get(regions, "silent"), *region;
	size_t n = chart_count_of(regions, "n", 0), n_silent = json_array_size(silent),
	       shown = n_silent <= MAX_NAMED + 1 ? n_silent : MAX_NAMED, i;
	g_autoptr(GString) list = g_string_new(NULL);

	if (!n_silent || n < n_silent)
		return;
	json_array_foreach(silent, i, region)
	{
		g_autofree char *name =
			lettering_clean(json_is_string(region) ? json_string_value(region) : "");

		if (i < shown && *name)
			append_item(p, list, name, i + 1 == n_silent);
	}
	if (n_silent > shown) {
		g_autofree char *rest = g_strdup_printf(words_say(l, "%zu más"), n_silent - shown);

		append_item(p, list, rest, true);
	}
	if (list->len)
		say(p,
		    n == 1 ? g_strdup_printf(words_say(l, "No hay formularios de la única región: %s."),
					     list->str)
			   : g_strdup_printf(words_say(l, "No hay formularios de %zu de %zu regiones: %s."),
					     n_silent, n, list->str));
	else
		say(p, g_strdup_printf(words_say(l, "Regiones sin ningún formulario: %zu de %zu."), n_silent,
				       n));
}

char *explain_paragraph(const json_t *facts, const char *language)
{
	struct paragraph p = {language, facts, g_string_new(NULL)};

	say_place(&p);
	say_counts(&p);
	say_lifting(&p);
	say_change(&p);
	say_first(&p);
	say_doubts(&p);
	say_sessions(&p);
	say_unknown(&p);
	say_stability(&p);
	say_regions(&p);
	if (!p.text->len)
		say(&p, g_strdup(words_say(language, "No hay números con qué explicarla.")));
	return g_string_free(p.text, FALSE);
}
