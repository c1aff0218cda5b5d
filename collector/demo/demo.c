/* demo - the generator: people come to the workshops, and each writes with a hand of their own.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 * What they may say is in demo_phrases.c, demo_regional.c and demo_scene.c.  Every person draws from streams
 * made of the seed and the person's number, so that a change in the texts does not move the answers.
 */
#include <stdbool.h>
#include <string.h>

#include <glib.h>

#include "demo.h"
#include "demo_phrases.h"
#include "places.h"

struct invention {
	struct demo demo; /* first: demo_free finds the rest from it */
	GStringChunk *texts;
	GArray *reports; /* struct demo_report */
	GArray *raws; /* const char *: each report's text before its hand, NULL where it must not be copied */
	struct demo_session *sessions;
};

/* --- dice -------------------------------------------------------------------------------------- */

struct dice {
	uint64_t state;
};

static uint64_t dice_next(struct dice *d)
{
	uint64_t z = d->state += 0x9e3779b97f4a7c15u; /* splitmix64 */
	z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
	z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
	return z ^ (z >> 31);
}

static struct dice dice_of(uint64_t seed, uint64_t purpose, uint64_t number)
{
	struct dice d = {seed};
	d.state = dice_next(&d) ^ (purpose << 48) ^ number;
	d.state = dice_next(&d);
	return d;
}

/* 0..n-1 */
static size_t dice_below(struct dice *d, size_t n)
{
	g_assert(n > 0 && n <= UINT32_MAX);
	return (size_t)(((dice_next(d) >> 32) * n) >> 32);
}

static bool dice_chance(struct dice *d, unsigned percent)
{
	return dice_below(d, 100) < percent;
}

static size_t dice_weighted(struct dice *d, const unsigned *weights, size_t n)
{
	size_t sum = 0;
	for (size_t i = 0; i < n; i++)
		sum += weights[i];
	size_t at = dice_below(d, sum);
	for (size_t i = 0; i < n; i++) {
		if (at < weights[i])
			return i;
		at -= weights[i];
	}
	g_assert_not_reached();
}

static const char *dice_pick(struct dice *d, const char *const *list)
{
	return list[dice_below(d, g_strv_length((char **)(uintptr_t)list))];
}

/* --- people ------------------------------------------------------------------------------------ */

enum hand { CAREFUL, HALF, PLAIN, HURRIED, MISSPELT, SHOUTED, N_HANDS };
static const unsigned hand_weights[N_HANDS] = {20, 24, 34, 11, 6, 5};
static const size_t letters_per_slip[N_HANDS] = {600, 160, 110, 90, 80, 120};

struct person {
	size_t sender, session;
	const struct demo_town *town;
	const char *place; /* as in demo_town */
	unsigned mesa;
	uint32_t minute;
	enum hand hand;
	const char *age, *gender, *indigenous, *resident;
};

static const char *answer(struct dice *d, unsigned missing, const char *const *choices,
			  const unsigned *weights, size_t n)
{
	return dice_chance(d, missing) ? NULL : choices[dice_weighted(d, weights, n)];
}

/* Early birds, the burst after the facilitator's invitation, and those who took their time. */
static uint32_t person_minute(struct dice *d, uint32_t invitation)
{
	if (dice_chance(d, 5))
		return (uint32_t)dice_below(d, invitation);
	if (dice_chance(d, 80))
		return invitation + (uint32_t)(dice_below(d, 31) * dice_below(d, 31) / 30);
	return invitation + 25 + (uint32_t)dice_below(d, 60);
}

static struct person person_invent(uint64_t seed, size_t sender, size_t session)
{
	static const char *const ages[] = {"menos18", "a18_29", "a30_44", "a45_59", "a60_mas"};
	static const char *const genders[] = {"mujer", "hombre", "otro"};
	static const char *const yes_no[] = {"si", "no"};
	const struct demo_workshop *w = &demo_workshops[session];
	struct dice d = dice_of(seed, 1, sender), room = dice_of(seed, 2, session);
	struct person p = {.sender = sender, .session = session};

	p.town = &demo_towns[dice_chance(&d, w->n_visitors) ? w->neighbour : w->town];
	p.place = dice_pick(&d, p.town->places);
	p.mesa = w->n_mesas ? 1 + (unsigned)dice_below(&d, w->n_mesas) : 0;
	p.minute = person_minute(&d, 22 + (uint32_t)dice_below(&room, 20) + p.mesa);
	p.hand = (enum hand)dice_weighted(&d, hand_weights, N_HANDS);
	p.age = answer(&d, 12, ages, (const unsigned[]){5, 20, 28, 26, 21}, 5);
	p.gender = answer(&d, 14, genders, (const unsigned[]){57, 41, 2}, 3);
	p.indigenous = answer(&d, 22, yes_no, (const unsigned[]){5, 95}, 2);
	p.resident = answer(&d, 15, yes_no, (const unsigned[]){93, 7}, 2);
	return p;
}

/* --- texts ------------------------------------------------------------------------------------- */

struct voice {
	struct dice *dice;
	const struct person *person;
	const struct demo_issue *issue; /* NULL: {c} and {r} may not occur */
};

/* A colonia with its article: "la colonia X", "el fracc. X", "el ejido X"; "de el" and "a el" become one
 * word. */
static void place_write(GString *out, struct dice *d, const char *place)
{
	const char *name = place + 2, *kind = "";
	bool is_barrio = g_str_has_prefix(name, "Barrio") || g_str_equal(name, "Centro");
	if (is_barrio)
		kind = "el ";
	else if (*place == 'c')
		kind = dice_chance(d, 60) ? "la colonia " : "la col. ";
	else if (*place == 'f')
		kind = dice_chance(d, 60) ? "el fraccionamiento " : "el fracc. ";
	else
		kind = "el ejido ";
	bool is_of = g_str_has_suffix(out->str, " de ") || g_str_has_suffix(out->str, " a ") ||
		     g_str_equal(out->str, "De ");
	if (is_of && kind[0] == 'e') {
		g_string_truncate(out, out->len - 1);
		if (g_str_has_suffix(out->str, "a"))
			kind++; /* a + el: al */
		else
			g_string_truncate(out, out->len - 1); /* de + el: del */
	}
	g_string_append_printf(out, "%s%s", kind, name);
}

static void contact_write(GString *out, struct dice *d, char what)
{
	static const char *const areas[] = {"844", "866", "861", "871", "878", "877"};
	static const char *const names[] = {"lupita", "chuy.r", "norma_sal", "beto81", "la.guera", "jmtz"};
	if (what == 'm') {
		g_string_append_printf(out, "%s%zu@correo.example", names[dice_below(d, G_N_ELEMENTS(names))],
				       dice_below(d, 90) + 10);
		return;
	}
	const char *area = areas[dice_below(d, G_N_ELEMENTS(areas))];
	unsigned line = (unsigned)dice_below(d, 10000);
	switch (dice_below(d, 4)) {
	case 0:
		g_string_append_printf(out, "%s000%04u", area, line);
		break;
	case 1:
		g_string_append_printf(out, "%s 000 %04u", area, line);
		break;
	case 2:
		g_string_append_printf(out, "(%s) 000-%04u", area, line);
		break;
	default:
		g_string_append_printf(out, "+52 %s 000 %04u", area, line);
	}
}

static void phrase_write(GString *out, const char *phrase, size_t length, const struct voice *v);

static void slot_write(GString *out, const char *slot, const struct voice *v)
{
	const char *inner = NULL;
	if (g_str_has_prefix(slot, "{p}"))
		place_write(out, v->dice, v->person->place);
	else if (g_str_has_prefix(slot, "{m}"))
		g_string_append(out, v->person->town->municipality);
	else if (g_str_has_prefix(slot, "{tel}") || g_str_has_prefix(slot, "{mail}"))
		contact_write(out, v->dice, slot[1]);
	else if (g_str_has_prefix(slot, "{t}"))
		inner = dice_pick(v->dice, demo_since);
	else if (g_str_has_prefix(slot, "{who}"))
		inner = dice_pick(v->dice, demo_people);
	else if (g_str_has_prefix(slot, "{c}"))
		inner = dice_pick(v->dice, v->issue->voice->consequences);
	else if (g_str_has_prefix(slot, "{r}"))
		inner = dice_pick(v->dice, v->issue->voice->requests);
	else
		g_assert_not_reached();
	if (inner)
		phrase_write(out, inner, strlen(inner), v);
}

/* One of "a|b|c", which ends at the bracket. */
static void choice_write(GString *out, const char *from, const char *end, const struct voice *v)
{
	size_t n = 1;
	for (const char *c = from; c < end; c++)
		n += *c == '|';
	for (size_t skip = dice_below(v->dice, n); skip; from++)
		skip -= *from == '|';
	const char *bar = memchr(from, '|', (size_t)(end - from));
	phrase_write(out, from, (size_t)((bar ? bar : end) - from), v);
}

static void phrase_write(GString *out, const char *phrase, size_t length, const struct voice *v)
{
	const char *end = phrase + length;
	for (const char *c = phrase; c < end; c++) {
		if (*c == '[') {
			const char *close = memchr(c, ']', (size_t)(end - c));
			g_assert(close);
			choice_write(out, c + 1, close, v);
			c = close;
		} else if (*c == '{') {
			slot_write(out, c, v);
			c = memchr(c, '}', (size_t)(end - c));
			g_assert(c);
		} else {
			g_string_append_c(out, *c);
		}
	}
}

static void ending_write(GString *out, const char *ending, const struct voice *v)
{
	if (g_str_has_suffix(out->str, ".") && !g_str_has_suffix(out->str, ".."))
		g_string_truncate(out, out->len - 1);
	else if (g_str_has_suffix(out->str, "?") && strchr(".,", *ending))
		ending++;
	phrase_write(out, ending, strlen(ending), v);
}

/* Two to four words; the first of the list come to everybody's mind. */
static const char *short_pick(const struct voice *v)
{
	const char *const *shorts = v->issue->voice->shorts;
	size_t n = g_strv_length((char **)(uintptr_t)shorts);
	size_t a = dice_below(v->dice, n), b = dice_below(v->dice, n);
	return shorts[MIN(a, b)];
}

/* A few words and one thing more. */
static void terse_write(GString *out, const struct voice *v)
{
	static const char *const more[] = {" en {p}", " en {p}", ", {c}", " y {c}",
					   ". {c}",   ", {r}",	 ". {r}", NULL};
	g_string_append(out, short_pick(v));
	ending_write(out, dice_pick(v->dice, more), v);
}

/* A whole text, carefully spelt. */
static void text_write(GString *out, const struct voice *v)
{
	struct dice *d = v->dice;
	const char *skeleton = dice_pick(d, v->issue->voice->skeletons);
	bool speaks = v->person->indigenous && g_str_equal(v->person->indigenous, "si");
	const char *opening = NULL;
	if (speaks && dice_chance(d, 40))
		opening = dice_pick(d, demo_greetings);
	else if (dice_chance(d, 14))
		opening = dice_pick(d, demo_openings);
	if (opening && !(strstr(opening, "{p}") && strstr(skeleton, "{p}")))
		phrase_write(out, opening, strlen(opening), v);
	size_t joint = out->len;
	phrase_write(out, skeleton, strlen(skeleton), v);
	if (g_str_has_prefix(out->str + joint, "¿"))
		joint += strlen("¿");
	if (opening && !g_str_has_suffix(opening, ". ") && !g_str_has_suffix(opening, ": "))
		out->str[joint] = g_ascii_tolower(out->str[joint]);
	if (!strstr(skeleton, "{r}") && !strstr(skeleton, "{c}") && !g_str_has_suffix(out->str, "?") &&
	    dice_chance(d, 22))
		ending_write(out,
			     "[. |. |, |\n|. Y ][pedimos|queremos|lo que ocupamos es|hace falta|ojalá] {r}",
			     v);
	if (dice_chance(d, 15))
		ending_write(out, dice_pick(d, demo_closings), v);
}

/* --- hands: what a thumb makes of a text ------------------------------------------------------- */

static gunichar bare(gunichar c)
{
	static const gunichar pairs[][2] = {{0xe1, 'a'}, {0xe9, 'e'}, {0xed, 'i'}, {0xf3, 'o'}, {0xfa, 'u'},
					    {0xc1, 'A'}, {0xc9, 'E'}, {0xcd, 'I'}, {0xd3, 'O'}, {0xda, 'U'}};
	for (size_t i = 0; i < G_N_ELEMENTS(pairs); i++)
		if (pairs[i][0] == c)
			return pairs[i][1];
	return c;
}

/* Writes the word [from, to) as the table has it, or as it is. */
static void word_write(GString *out, struct dice *d, const char *from, const char *to,
		       const char *const *pairs)
{
	size_t length = (size_t)(to - from);
	for (; pairs[0]; pairs += 2)
		if (strlen(pairs[0]) == length && !strncmp(pairs[0], from, length) && dice_chance(d, 70)) {
			g_string_append(out, pairs[1]);
			return;
		}
	g_string_append_len(out, from, (gssize)length);
}

static void words_replace(GString *text, struct dice *d, const char *const *pairs)
{
	g_autoptr(GString) out = g_string_new(NULL);
	for (const char *c = text->str; *c;) {
		const char *to = c;
		while (g_unichar_isalpha(g_utf8_get_char(to)))
			to = g_utf8_next_char(to);
		if (to > c) {
			word_write(out, d, c, to, pairs);
		} else {
			to = g_utf8_next_char(c);
			g_string_append_len(out, c, to - c);
		}
		c = to;
	}
	g_string_assign(text, out->str);
}

/* Accents, capitals and commas as the hand writes them. */
static void letters_retouch(GString *text, struct dice *d, enum hand hand)
{
	g_autoptr(GString) out = g_string_new(NULL);
	bool has_accents = hand == CAREFUL, has_commas = hand <= HALF || dice_chance(d, 40), is_start = true;
	for (const char *c = text->str; *c; c = g_utf8_next_char(c)) {
		gunichar letter = g_utf8_get_char(c);
		if (!has_accents && (letter == 0xbf || letter == 0xa1)) /* ¿ ¡ */
			continue;
		if (!has_commas && letter == ',')
			continue;
		if (!has_accents && !(hand == HALF && dice_chance(d, 40)))
			letter = bare(letter);
		if (hand == SHOUTED || (hand <= HALF && is_start))
			letter = g_unichar_toupper(letter);
		else if (hand > HALF)
			letter = g_unichar_tolower(letter);
		if (g_unichar_isalnum(letter))
			is_start = false;
		else if (letter == '?' || letter == '!' || letter == '\n' ||
			 (letter == '.' && c[1] == ' ' && !g_str_has_suffix(out->str, "col") &&
			  !g_str_has_suffix(out->str, "fracc")))
			is_start = true;
		g_string_append_unichar(out, letter);
	}
	g_string_assign(text, out->str);
}

/* Swapped, doubled and lost letters, inside words only. */
static void letters_slip(GString *text, struct dice *d, size_t per_slip)
{
	for (size_t i = 1; i + 1 < text->len; i++) {
		char *s = text->str + i;
		if (!g_ascii_isalpha(s[-1]) || !g_ascii_isalpha(s[0]) || !g_ascii_isalpha(s[1]) ||
		    dice_below(d, per_slip))
			continue;
		char here = s[0];
		switch (dice_below(d, 3)) {
		case 0:
			s[0] = s[1];
			s[1] = here;
			break;
		case 1:
			g_string_insert_c(text, (gssize)i, here);
			break;
		default:
			g_string_erase(text, (gssize)i, 1);
		}
		i++;
	}
}

static void hand_write(GString *text, struct dice *d, enum hand hand)
{
	if (hand == HURRIED)
		words_replace(text, d, demo_shorthand);
	if (hand == MISSPELT)
		words_replace(text, d, demo_misspelled);
	letters_retouch(text, d, hand);
	letters_slip(text, d, letters_per_slip[hand]);
	if (hand > CAREFUL && dice_chance(d, 50) && g_str_has_suffix(text->str, ".") &&
	    !g_str_has_suffix(text->str, ".."))
		g_string_truncate(text, text->len - 1);
}

/* --- reports ----------------------------------------------------------------------------------- */

/* The place as it is typed into its own field. */
static const char *place_answer(struct invention *v, struct dice *d, const struct person *p)
{
	if (dice_chance(d, 28))
		return NULL;
	g_autoptr(GString) text = g_string_new(NULL);
	if (p->place[0] == 'e' || dice_chance(d, 25))
		g_string_append(text, p->place[0] == 'e'   ? "Ejido "
				      : p->place[0] == 'f' ? "Fracc. "
							   : "Col. ");
	g_string_append(text, p->place + 2);
	letters_retouch(text, d, p->hand == SHOUTED ? SHOUTED : p->hand == PLAIN ? PLAIN : CAREFUL);
	return g_string_chunk_insert_const(v->texts, text->str);
}

static void choices_answer(struct demo_report *r, struct dice *d, const struct demo_issue *issue)
{
	static const char *const themes[] = {"agua",	 "calles",    "basura",	    "salud",
					     "escuelas", "seguridad", "trabajo",    "apoyos",
					     "tramites", "dinero",    "transporte", "internet"};
	static const char *const severities[] = {"molesta", "diaria", "riesgo"};
	static const char *const affected[] = {"casa", "vecinos", "colonia", "municipio"};
	static const char *const frequencies[] = {"siempre", "diario", "mes", "anio", "una_vez"};
	static const unsigned any[] = {2, 3, 3, 2, 1};
	const char *stray = themes[dice_below(d, G_N_ELEMENTS(themes))];
	const char *const options[] = {issue ? issue->theme : "otro", issue ? issue->other_theme : stray,
				       "otro", "no_se", stray};
	r->theme = answer(d, 15, options, (const unsigned[]){70, 17, 6, 4, 3}, 5);
	r->severity = answer(d, 18, severities, issue ? issue->severity : any, 3);
	r->affected = answer(d, 25, affected, issue ? issue->affected : any, 4);
	r->frequency = answer(d, 30, frequencies, issue ? issue->frequency : any, 5);
	if (dice_chance(d, 12)) /* noise: what this person thinks of it */
		r->severity = answer(d, 18, severities, any, 3);
	if (dice_chance(d, 5))
		r->affected = "no_se";
	if (dice_chance(d, 6))
		r->frequency = "no_se";
	if (dice_chance(d, 4))
		r->severity = "no_se";
}

/* nth: 0 for a person's first report; the form does not ask again who they are. */
static void report_add(struct invention *v, uint64_t seed, const struct person *p, size_t nth,
		       const char *text, const char *raw, const struct demo_issue *issue)
{
	struct dice d = dice_of(seed, 3, p->sender * 4 + nth);
	struct demo_report r = {.session = p->session,
				.sender = p->sender,
				.mesa = p->mesa,
				.minute = p->minute + (uint32_t)(nth * (2 + dice_below(&d, 5))),
				.problem = g_string_chunk_insert(v->texts, text),
				.place = place_answer(v, &d, p),
				.municipality = p->town->municipality,
				.truth = issue ? issue->name : NULL};
	choices_answer(&r, &d, issue);
	if (nth == 0) {
		r.age = p->age;
		r.gender = p->gender;
		r.indigenous = p->indigenous;
		r.resident = p->resident;
	}
	raw = raw ? g_string_chunk_insert(v->texts, raw) : NULL;
	g_array_append_val(v->reports, r);
	g_array_append_val(v->raws, raw);
}

/* Somebody else's text of the same workshop, or NULL: people read over shoulders. */
static size_t report_to_copy(const struct invention *v, struct dice *d, const struct person *p)
{
	for (int tries = 0; v->reports->len && tries < 20; tries++) {
		size_t i = dice_below(d, v->reports->len);
		const struct demo_report *r = &g_array_index(v->reports, struct demo_report, i);
		if (r->session == p->session && r->sender != p->sender &&
		    g_array_index(v->raws, const char *, i))
			return i;
	}
	return SIZE_MAX;
}

static const struct demo_issue *issue_by_name(const char *name)
{
	for (size_t i = 0; i < demo_n_issues; i++)
		if (g_str_equal(demo_issues[i].name, name))
			return &demo_issues[i];
	g_assert_not_reached();
}

static size_t issue_draw(struct dice *d, const struct person *p)
{
	enum demo_region region = demo_workshops[p->session].region;
	g_autofree unsigned *weights = g_new(unsigned, demo_n_issues);
	for (size_t i = 0; i < demo_n_issues; i++)
		weights[i] = demo_issues[i].region[region] /
			     (demo_issues[i].is_rural && p->place[0] != 'e' ? 8 : 1);
	return dice_weighted(d, weights, demo_n_issues);
}

static void neighbours_report(struct invention *v, uint64_t seed, const struct person *p)
{
	struct dice d = dice_of(seed, 4, p->sender);
	size_t n = 1 + dice_weighted(&d, (const unsigned[]){72, 22, 6}, 3);
	uint64_t said = 0; /* one bit an issue */
	g_assert(demo_n_issues <= 64);
	for (size_t nth = 0; nth < n; nth++) {
		size_t i;
		do
			i = issue_draw(&d, p);
		while (said >> i & 1);
		said |= (uint64_t)1 << i;
		const struct voice voice = {&d, p, &demo_issues[i]};
		g_autoptr(GString) text = g_string_new(NULL);
		g_autofree char *raw = NULL;
		size_t other = dice_chance(&d, 6) && nth == 0 ? report_to_copy(v, &d, p) : SIZE_MAX;
		if (other != SIZE_MAX) {
			i = (size_t)(issue_by_name(
					     g_array_index(v->reports, struct demo_report, other).truth) -
				     demo_issues);
			said = (uint64_t)1 << i;
			g_string_assign(text, g_array_index(v->raws, const char *, other));
		} else if (dice_chance(&d, 16)) {
			g_string_assign(text, short_pick(&voice));
		} else {
			if (dice_chance(&d, 14))
				terse_write(text, &voice);
			else
				text_write(text, &voice);
			raw = g_strdup(text->str);
		}
		hand_write(text, &d, p->hand);
		if (raw && dice_chance(&d, 4))
			ending_write(text, dice_pick(&d, demo_contacts), &voice);
		report_add(v, seed, p, nth, text->str, raw, &demo_issues[i]);
	}
}

/* One long text, sent around beforehand; most paste it, a few add a word. */
static void campaign_report(struct invention *v, uint64_t seed, struct person *p)
{
	struct dice d = dice_of(seed, 5, p->sender), room = dice_of(seed, 6, p->session);
	p->minute = 50 + (uint32_t)(dice_below(&room, 15) + dice_below(&d, 6));
	static const char *const before[] = {
		"", "", "", "", "", "Buenas tardes. ", "Me sumo: ", "*Reenviado*\n", NULL};
	static const char *const after[] = {"", "", "", "", "", " 👍", " gracias", NULL};
	g_autofree char *text =
		g_strconcat(dice_pick(&d, before), demo_campaign_text, dice_pick(&d, after), NULL);
	report_add(v, seed, p, 0, text, NULL, issue_by_name(demo_campaign_issue));
}

/* Where a single text was written: a workshop of its region, or one where its issue is heard. */
static size_t single_session(struct dice *d, const struct demo_single *s, const struct demo_issue *issue)
{
	g_autofree unsigned *weights = g_new(unsigned, demo_n_workshops);
	for (size_t i = 0; i < demo_n_workshops; i++) {
		enum demo_region region = demo_workshops[i].region;
		weights[i] = demo_workshops[i].n_senders * (issue ? issue->region[region] : 1);
		if (s->region != DEMO_ANYWHERE)
			weights[i] = s->region == region;
	}
	return dice_weighted(d, weights, demo_n_workshops);
}

static gint report_compare(gconstpointer a, gconstpointer b)
{
	const struct demo_report *x = a, *y = b;
	if (x->session != y->session)
		return x->session < y->session ? -1 : 1;
	if (x->minute != y->minute)
		return x->minute < y->minute ? -1 : 1;
	if (x->sender != y->sender)
		return x->sender < y->sender ? -1 : 1;
	return 0; /* g_array_sort is stable: a person's reports stay in their order */
}

/* As the demo's table of places has it. */
static const char *region_of(struct invention *v, const struct places *places, const char *municipality)
{
	size_t place;
	enum places_match match = places_find(places, municipality, SIZE_MAX, &place, NULL);

	g_assert(match == PLACES_FOUND);
	return g_string_chunk_insert_const(v->texts, places->all[place].region);
}

static void reports_invent(struct invention *v, uint64_t seed)
{
	size_t sender = 0;
	struct places *places = places_coahuila();
	for (size_t s = 0; s < demo_n_workshops; s++) {
		const struct demo_workshop *w = &demo_workshops[s];
		struct demo_session *session = &v->sessions[s];
		*session = (struct demo_session){w->title,
						 region_of(v, places, demo_towns[w->town].municipality),
						 demo_towns[w->town].municipality,
						 w->venue,
						 w->date,
						 w->n_mesas,
						 w->n_senders + w->n_campaign + w->n_silent};
		for (size_t i = 0; i < w->n_senders + w->n_campaign; i++, sender++) {
			struct person p = person_invent(seed, sender, s);
			if (i < w->n_senders)
				neighbours_report(v, seed, &p);
			else
				campaign_report(v, seed, &p);
		}
	}
	for (size_t i = 0; i < demo_n_singles; i++, sender++) {
		const struct demo_issue *issue =
			demo_singles[i].issue ? issue_by_name(demo_singles[i].issue) : NULL;
		struct dice d = dice_of(seed, 7, i);
		struct person p = person_invent(seed, sender, single_session(&d, &demo_singles[i], issue));
		v->sessions[p.session].attendance++;
		report_add(v, seed, &p, 0, demo_singles[i].text, NULL, issue);
	}
	g_array_sort(v->reports, report_compare);
	places_free(places);
}

struct demo *demo_invent(uint64_t seed)
{
	struct invention *v = g_new0(struct invention, 1);
	v->texts = g_string_chunk_new(16384);
	v->reports = g_array_new(FALSE, FALSE, sizeof(struct demo_report));
	v->raws = g_array_new(FALSE, FALSE, sizeof(const char *));
	v->sessions = g_new0(struct demo_session, demo_n_workshops);
	reports_invent(v, seed);
	v->demo = (struct demo){v->sessions, demo_n_workshops,
				(const struct demo_report *)(const void *)v->reports->data, v->reports->len};
	return &v->demo;
}

void demo_free(struct demo *demo)
{
	if (!demo)
		return;
	struct invention *v = (struct invention *)demo; /* the first member */
	g_string_chunk_free(v->texts);
	g_array_free(v->reports, TRUE);
	g_array_free(v->raws, TRUE);
	g_free(v->sessions);
	g_free(v);
}
