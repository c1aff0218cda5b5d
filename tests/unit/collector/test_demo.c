/* test_demo - the invented exercise is reproducible, well formed, various, and as dirty as real reports.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>
#include <glib.h>

#include "demo.h"
#include "demo_phrases.h"
#include "places.h"

#define N_SEEDS 8

#define CHOICES(...) ((const char *const[]){__VA_ARGS__, NULL})

static GString *demo_print(uint64_t seed)
{
	struct demo *d = demo_invent(seed);
	GString *out = g_string_new(NULL);
	for (size_t i = 0; i < d->n_sessions; i++)
		g_string_append_printf(out, "%s|%s|%u\n", d->sessions[i].title, d->sessions[i].date,
				       d->sessions[i].attendance);
	for (size_t i = 0; i < d->n_reports; i++) {
		const struct demo_report *r = &d->reports[i];
		g_string_append_printf(out, "%zu|%zu|%u|%u|%s|%s|%s|%s|%s|%s|%s|%s|%s|%s|%s|%s\n", r->session,
				       r->sender, r->mesa, r->minute, r->problem, r->place ? r->place : "",
				       r->municipality, r->theme ? r->theme : "",
				       r->severity ? r->severity : "", r->affected ? r->affected : "",
				       r->frequency ? r->frequency : "", r->age ? r->age : "",
				       r->gender ? r->gender : "", r->indigenous ? r->indigenous : "",
				       r->resident ? r->resident : "", r->truth ? r->truth : "");
	}
	demo_free(d);
	return out;
}

static void the_same_seed_gives_the_same_bytes(void **state)
{
	(void)state;
	for (uint64_t seed = 0; seed < 3; seed++) {
		g_autofree char *a = g_string_free(demo_print(seed), FALSE);
		g_autofree char *b = g_string_free(demo_print(seed), FALSE);
		assert_string_equal(a, b);
	}
}

static void another_seed_gives_another_demo(void **state)
{
	(void)state;
	g_autofree char *a = g_string_free(demo_print(1), FALSE);
	g_autofree char *b = g_string_free(demo_print(2), FALSE);
	assert_string_not_equal(a, b);
	struct demo *x = demo_invent(1), *y = demo_invent(2);
	size_t n_equal = 0, n = MIN(x->n_reports, y->n_reports);
	for (size_t i = 0; i < n; i++)
		n_equal += g_str_equal(x->reports[i].problem, y->reports[i].problem);
	assert_true(n_equal < n / 4);
	demo_free(x);
	demo_free(y);
}

static void counts_stay_in_range_for_every_seed(void **state)
{
	(void)state;
	for (uint64_t seed = 0; seed < N_SEEDS; seed++) {
		struct demo *d = demo_invent(seed);
		assert_in_range(d->n_sessions, 8, 10);
		assert_in_range(d->n_reports, 380, 460);
		g_autoptr(GHashTable) senders = g_hash_table_new(NULL, NULL);
		for (size_t i = 0; i < d->n_reports; i++)
			g_hash_table_add(senders, GSIZE_TO_POINTER(d->reports[i].sender + 1));
		assert_in_range(g_hash_table_size(senders), 310, 350);
		demo_free(d);
	}
}

static void every_region_and_every_workshop_has_reports(void **state)
{
	struct places *places = places_coahuila();

	(void)state;
	assert_int_equal(places->n_regions, DEMO_N_REGIONS);
	for (uint64_t seed = 0; seed < N_SEEDS; seed++) {
		struct demo *d = demo_invent(seed);
		size_t by_region[DEMO_N_REGIONS] = {0};
		g_autofree size_t *by_session = g_new0(size_t, d->n_sessions);
		for (size_t i = 0; i < d->n_reports; i++) {
			by_session[d->reports[i].session]++;
			for (size_t r = 0; r < DEMO_N_REGIONS; r++)
				by_region[r] += g_str_equal(d->sessions[d->reports[i].session].region,
							    places->regions[r]);
		}
		for (size_t r = 0; r < DEMO_N_REGIONS; r++)
			assert_true(by_region[r] >= 40);
		for (size_t s = 0; s < d->n_sessions; s++)
			assert_true(by_session[s] >= 8);
		demo_free(d);
	}
	places_free(places);
}

static void workshops_are_in_autumn_and_never_emptier_than_their_senders(void **state)
{
	(void)state;
	struct demo *d = demo_invent(1);
	for (size_t s = 0; s < d->n_sessions; s++) {
		const struct demo_session *w = &d->sessions[s];
		assert_true(strcmp(w->date, "2026-09-22") >= 0 && strcmp(w->date, "2026-12-20") <= 0);
		g_autoptr(GDateTime) date = NULL;
		g_autofree char *midnight = g_strconcat(w->date, "T00:00:00Z", NULL);
		date = g_date_time_new_from_iso8601(midnight, NULL);
		assert_non_null(date);
		g_autoptr(GHashTable) senders = g_hash_table_new(NULL, NULL);
		for (size_t i = 0; i < d->n_reports; i++)
			if (d->reports[i].session == s) {
				g_hash_table_add(senders, GSIZE_TO_POINTER(d->reports[i].sender + 1));
				assert_true(d->reports[i].mesa <= w->n_mesas);
				assert_true((d->reports[i].mesa == 0) == (w->n_mesas == 0));
				assert_true(d->reports[i].minute < 180);
			}
		assert_true(w->attendance >= g_hash_table_size(senders));
	}
	demo_free(d);
}

static void a_sender_stays_in_one_workshop_and_sends_at_most_three(void **state)
{
	(void)state;
	struct demo *d = demo_invent(3);
	for (size_t i = 0; i < d->n_reports; i++) {
		size_t n = 0;
		for (size_t j = 0; j < d->n_reports; j++)
			if (d->reports[j].sender == d->reports[i].sender) {
				assert_int_equal(d->reports[j].session, d->reports[i].session);
				n++;
			}
		assert_in_range(n, 1, 3);
	}
	demo_free(d);
}

static void texts_are_valid_utf8_of_five_to_1500_characters(void **state)
{
	(void)state;
	for (uint64_t seed = 0; seed < N_SEEDS; seed++) {
		struct demo *d = demo_invent(seed);
		for (size_t i = 0; i < d->n_reports; i++) {
			const struct demo_report *r = &d->reports[i];
			assert_true(g_utf8_validate(r->problem, -1, NULL));
			assert_in_range(g_utf8_strlen(r->problem, -1), 5, 1500);
			assert_true(!r->place || (g_utf8_validate(r->place, -1, NULL) && *r->place));
			assert_null(strpbrk(r->problem, "{}[]|"));
		}
		demo_free(d);
	}
}

static void assert_choice(const char *name, const char *const *choices)
{
	if (name && !g_strv_contains(choices, name))
		fail_msg("%s is no choice of the form", name);
}

static void answers_are_choice_names_of_the_form(void **state)
{
	(void)state;
	for (uint64_t seed = 0; seed < N_SEEDS; seed++) {
		struct demo *d = demo_invent(seed);
		for (size_t i = 0; i < d->n_reports; i++) {
			const struct demo_report *r = &d->reports[i];
			assert_choice(r->theme, CHOICES("agua", "calles", "basura", "salud", "escuelas",
							"seguridad", "transporte", "trabajo", "apoyos",
							"tramites", "dinero", "internet", "otro", "no_se"));
			assert_choice(r->severity, CHOICES("molesta", "diaria", "riesgo", "no_se"));
			assert_choice(r->affected,
				      CHOICES("casa", "vecinos", "colonia", "municipio", "no_se"));
			assert_choice(r->frequency,
				      CHOICES("siempre", "diario", "mes", "anio", "una_vez", "no_se"));
			assert_choice(r->age, CHOICES("menos18", "a18_29", "a30_44", "a45_59", "a60_mas"));
			assert_choice(r->gender, CHOICES("mujer", "hombre", "otro"));
			assert_choice(r->indigenous, CHOICES("si", "no"));
			assert_choice(r->resident, CHOICES("si", "no"));
		}
		demo_free(d);
	}
}

static void some_of_every_answer_is_missing_and_most_is_there(void **state)
{
	(void)state;
	struct demo *d = demo_invent(1);
	for (size_t q = 0; q < 8; q++) {
		size_t n_missing = 0;
		for (size_t i = 0; i < d->n_reports; i++) {
			const struct demo_report *r = &d->reports[i];
			const char *const answers[] = {r->theme, r->severity, r->affected,   r->frequency,
						       r->age,	 r->gender,   r->indigenous, r->resident};
			n_missing += !answers[q];
		}
		assert_in_range(n_missing * 100 / d->n_reports, 8, 45);
	}
	demo_free(d);
}

static void the_campaign_is_one_text_of_many_senders_within_minutes(void **state)
{
	(void)state;
	for (uint64_t seed = 0; seed < N_SEEDS; seed++) {
		struct demo *d = demo_invent(seed);
		size_t n = 0, n_sessions = 0;
		for (size_t s = 0; s < d->n_sessions; s++) {
			uint32_t first = UINT32_MAX, last = 0;
			for (size_t i = 0; i < d->n_reports; i++) {
				const struct demo_report *r = &d->reports[i];
				if (r->session != s || !strstr(r->problem, demo_campaign_text))
					continue;
				assert_string_equal(r->truth, demo_campaign_issue);
				first = MIN(first, r->minute);
				last = MAX(last, r->minute);
				n++;
			}
			if (first == UINT32_MAX)
				continue;
			n_sessions++;
			assert_true(last - first <= 6);
		}
		assert_in_range(n, 20, 30);
		assert_int_equal(n_sessions, 2);
		demo_free(d);
	}
}

static void texts_vary_and_short_ones_repeat(void **state)
{
	(void)state;
	for (uint64_t seed = 0; seed < N_SEEDS; seed++) {
		struct demo *d = demo_invent(seed);
		g_autoptr(GHashTable) distinct = g_hash_table_new(g_str_hash, g_str_equal);
		size_t n_repeated_short = 0;
		for (size_t i = 0; i < d->n_reports; i++)
			if (!g_hash_table_add(distinct, (char *)(uintptr_t)d->reports[i].problem))
				n_repeated_short += strlen(d->reports[i].problem) < 30;
		assert_true(g_hash_table_size(distinct) >= 300);
		assert_true(n_repeated_short >= 3);
		demo_free(d);
	}
}

static bool any_text(const struct demo *d, const char *needle)
{
	for (size_t i = 0; i < d->n_reports; i++)
		if (strstr(d->reports[i].problem, needle))
			return true;
	return false;
}

static bool any_start(const struct demo *d, char c)
{
	for (size_t i = 0; i < d->n_reports; i++)
		if (d->reports[i].problem[0] == c)
			return true;
	return false;
}

static void every_demo_has_what_careless_programs_trip_over(void **state)
{
	(void)state;
	for (uint64_t seed = 0; seed < N_SEEDS; seed++) {
		struct demo *d = demo_invent(seed);
		assert_true(any_text(d, "<b>") && any_text(d, "\n") && any_text(d, "\"") &&
			    any_text(d, "&") && any_text(d, "'"));
		assert_true(any_start(d, '=') && any_start(d, '-') && any_start(d, '+') && any_start(d, '@'));
		assert_true(any_text(d, " 000 ") && any_text(d, "@correo.example") && any_text(d, "Sra. "));
		assert_true(any_text(d, "the bridge") && any_text(d, "Kuira ba"));
		demo_free(d);
	}
}

static void issues_are_about_sixteen_and_very_unequal(void **state)
{
	(void)state;
	assert_in_range(demo_n_issues, 14, 20);
	for (uint64_t seed = 0; seed < N_SEEDS; seed++) {
		struct demo *d = demo_invent(seed);
		size_t largest = 0, smallest = SIZE_MAX, n_odd = 0;
		for (size_t k = 0; k < demo_n_issues; k++) {
			size_t n = 0;
			for (size_t i = 0; i < d->n_reports; i++)
				n += d->reports[i].truth &&
				     g_str_equal(d->reports[i].truth, demo_issues[k].name);
			largest = MAX(largest, n);
			smallest = MIN(smallest, n);
		}
		for (size_t i = 0; i < d->n_reports; i++)
			n_odd += !d->reports[i].truth;
		assert_true(largest >= 30 && largest >= 4 * smallest);
		assert_in_range(n_odd, 15, 40);
		demo_free(d);
	}
}

static void an_issue_is_heard_only_where_its_table_says(void **state)
{
	(void)state;
	struct demo *d = demo_invent(5);
	for (size_t i = 0; i < d->n_reports; i++)
		for (size_t k = 0; k < demo_n_issues && d->reports[i].truth; k++)
			if (g_str_equal(d->reports[i].truth, demo_issues[k].name))
				assert_true(
					demo_issues[k].region[demo_workshops[d->reports[i].session].region] >
					0);
	demo_free(d);
}

static void every_issue_has_twelve_skeletons_and_none_is_shared(void **state)
{
	(void)state;
	g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);
	for (size_t k = 0; k < demo_n_issues; k++) {
		size_t n = 0;
		for (const char *const *s = demo_issues[k].voice->skeletons; *s; s++, n++)
			if (!g_hash_table_add(seen, (char *)(uintptr_t)*s))
				fail_msg("%s repeats: %s", demo_issues[k].name, *s);
		assert_true(n >= 12);
		for (const char *const *s = demo_issues[k].voice->shorts; *s; s++)
			if (!g_hash_table_add(seen, (char *)(uintptr_t)*s))
				fail_msg("%s repeats: %s", demo_issues[k].name, *s);
	}
}

/* Brackets do not nest, every slot is known, and a colonia's name comes with its kind. */
static void assert_phrases(const char *const *phrases)
{
	static const char *const slots[] = {"{p}", "{m}", "{t}", "{c}", "{r}", "{tel}", "{mail}", "{who}"};
	for (; *phrases; phrases++) {
		bool open = false;
		for (const char *c = *phrases; *c; c++) {
			if (*c == '[' || *c == ']') {
				assert_int_equal(open, *c == ']');
				open = !open;
			}
			assert_true(*c != '|' || open);
			size_t n_known = 0;
			for (size_t i = 0; *c == '{' && i < G_N_ELEMENTS(slots); i++)
				n_known += g_str_has_prefix(c, slots[i]) ? 1 : 0;
			assert_true(*c != '{' || n_known == 1);
		}
		assert_false(open);
	}
}

static void phrases_are_well_formed(void **state)
{
	(void)state;
	for (size_t k = 0; k < demo_n_issues; k++) {
		assert_phrases(demo_issues[k].voice->skeletons);
		assert_phrases(demo_issues[k].voice->shorts);
		assert_phrases(demo_issues[k].voice->consequences);
		assert_phrases(demo_issues[k].voice->requests);
	}
	assert_phrases(demo_since);
	assert_phrases(demo_openings);
	assert_phrases(demo_closings);
	assert_phrases(demo_contacts);
	assert_phrases(demo_people);
	for (size_t t = 0; t < demo_n_towns; t++)
		for (const char *const *p = demo_towns[t].places; *p; p++)
			assert_true(strchr("cfe", (*p)[0]) && (*p)[1] == ' ' && (*p)[2]);
	size_t n = 0;
	for (const char *const *w = demo_shorthand; *w; w++)
		n++;
	for (const char *const *w = demo_misspelled; *w; w++)
		n++;
	assert_int_equal(n % 2, 0);
}

static void no_telephone_could_be_somebodys(void **state)
{
	(void)state;
	/* Any run of ten digits or more, however written, has 000 as its local exchange. */
	for (uint64_t seed = 0; seed < N_SEEDS; seed++) {
		struct demo *d = demo_invent(seed);
		for (size_t i = 0; i < d->n_reports; i++) {
			g_autoptr(GString) digits = g_string_new(NULL);
			for (const char *c = d->reports[i].problem;; c++) {
				if (g_ascii_isdigit(*c)) {
					g_string_append_c(digits, *c);
				} else if (!*c || !strchr(" ()-", *c)) {
					if (digits->len >= 10)
						assert_memory_equal(digits->str + digits->len - 7, "000", 3);
					g_string_truncate(digits, 0);
				}
				if (!*c)
					break;
			}
		}
		demo_free(d);
	}
}

static void freeing_nothing_is_allowed(void **state)
{
	(void)state;
	demo_free(NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_same_seed_gives_the_same_bytes),
		cmocka_unit_test(another_seed_gives_another_demo),
		cmocka_unit_test(counts_stay_in_range_for_every_seed),
		cmocka_unit_test(every_region_and_every_workshop_has_reports),
		cmocka_unit_test(workshops_are_in_autumn_and_never_emptier_than_their_senders),
		cmocka_unit_test(a_sender_stays_in_one_workshop_and_sends_at_most_three),
		cmocka_unit_test(texts_are_valid_utf8_of_five_to_1500_characters),
		cmocka_unit_test(answers_are_choice_names_of_the_form),
		cmocka_unit_test(some_of_every_answer_is_missing_and_most_is_there),
		cmocka_unit_test(the_campaign_is_one_text_of_many_senders_within_minutes),
		cmocka_unit_test(texts_vary_and_short_ones_repeat),
		cmocka_unit_test(every_demo_has_what_careless_programs_trip_over),
		cmocka_unit_test(issues_are_about_sixteen_and_very_unequal),
		cmocka_unit_test(an_issue_is_heard_only_where_its_table_says),
		cmocka_unit_test(every_issue_has_twelve_skeletons_and_none_is_shared),
		cmocka_unit_test(phrases_are_well_formed),
		cmocka_unit_test(no_telephone_could_be_somebodys),
		cmocka_unit_test(freeing_nothing_is_allowed),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
