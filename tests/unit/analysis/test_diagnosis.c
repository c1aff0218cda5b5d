/* test_diagnosis - the whole study: what it finds, what it refuses, what must not move it.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <glib.h>

#include <math.h>
#include "diagnosis.h"
#include "random.h"

/* Four invented complaints, each told in many ways from a fixed seed. */
static const char *const subjects[][6] = {
	{"agua", "tubería", "fuga", "tinaco", "toma", "presión"},
	{"bache", "pavimento", "calle", "llanta", "asfalto", "hoyo"},
	{"basura", "camión", "recolección", "contenedor", "tiradero", "moscas"},
	{"lámpara", "alumbrado", "poste", "oscuro", "foco", "luminaria"},
};

struct sample {
	GStringChunk *strings;
	struct diagnosis_report *reports;
	size_t n;
};

static struct sample sample_new(size_t n, uint64_t seed)
{
	struct sample s = {g_string_chunk_new(4096), g_new0(struct diagnosis_report, n + 1), n};
	struct random random;

	random_start(&random, seed, RANDOM_STREAM_RANKS);
	for (size_t i = 0; i < n; i++) {
		size_t issue = random_below(&random, 10) < 4 ? 0 : random_below(&random, 4);
		g_autoptr(GString) text = g_string_new(NULL);
		g_autofree char *id = g_strdup_printf("r%05zu", i);

		for (size_t w = 0; w < 5; w++)
			g_string_append_printf(text, "%s vecindad%zu ",
					       subjects[issue][random_below(&random, 6)],
					       random_below(&random, 40));
		s.reports[i] = (struct diagnosis_report){
			.id = g_string_chunk_insert(s.strings, id),
			.pin = -1,
			.before = -1,
			.hour = -1,
			.text = g_string_chunk_insert(s.strings, text->str),
			.sender = (int32_t)(i / 2),
			.session = (int32_t)(i % 7),
			.place = (int32_t)(i % 5),
			.severity = (int8_t)random_below(&random, 4),
		};
	}
	return s;
}

static void sample_free(struct sample *s)
{
	g_string_chunk_free(s->strings);
	g_free(s->reports);
}

/* Sees that the told fraction never falls, and stops after so many times. */
struct watch {
	double last;
	size_t n_told, stop_at;
};

static bool watch(void *data, const char *stage, double fraction)
{
	struct watch *w = data;

	assert_non_null(stage);
	assert_true(fraction >= w->last && fraction <= 1);
	w->last = fraction;
	return ++w->n_told != w->stop_at;
}

static struct diagnosis *run_with(const struct diagnosis_report *reports, size_t n,
				  const struct diagnosis_settings *settings)
{
	g_autoptr(GError) error = NULL;
	struct watch w = {0};
	struct diagnosis *d = diagnosis_make(reports, n, settings, watch, &w, &error);

	assert_null(error);
	assert_non_null(d);
	assert_true(w.last >= 1);
	return d;
}

static struct diagnosis *diagnose(const struct diagnosis_report *reports, size_t n)
{
	struct diagnosis_settings settings;

	diagnosis_settings_default(&settings);
	settings.priority.n_resamples = 60;
	settings.priority.n_draws = 300;
	return run_with(reports, n, &settings);
}

static struct diagnosis *diagnose_wanted(const char *const *texts, size_t n, size_t n_issues)
{
	struct diagnosis_settings settings;
	g_autofree struct diagnosis_report *reports = g_new0(struct diagnosis_report, n + 1);
	g_autoptr(GStringChunk) ids = g_string_chunk_new(1024);

	for (size_t i = 0; i < n; i++) {
		g_autofree char *id = g_strdup_printf("%06zu", i);

		reports[i] = (struct diagnosis_report){.id = g_string_chunk_insert(ids, id),
						       .text = texts[i],
						       .sender = -1,
						       .session = -1,
						       .place = -1,
						       .pin = -1,
						       .before = -1,
						       .hour = -1};
	}
	diagnosis_settings_default(&settings);
	settings.priority.n_resamples = 60;
	settings.priority.n_draws = 300;
	settings.n_issues = n_issues;
	return run_with(reports, n, &settings);
}

static struct diagnosis *diagnose_texts(const char *const *texts, size_t n)
{
	return diagnose_wanted(texts, n, 0);
}

/* Everything that must not depend on the order of arrival, as text. */
static char *printed(const struct diagnosis *d, const struct diagnosis_report *reports)
{
	GString *out = g_string_new(NULL);

	g_string_append_printf(out, "%zu %zu %zu %zu %zu\n", d->n_reports, d->n_texts, d->n_senders,
			       d->n_sessions, d->n_places);
	for (size_t i = 0; i < d->n_issues; i++) {
		const struct diagnosis_issue *issue = &d->issues[i];
		const struct priority_issue *rank = &d->priority->issues[i];

		g_string_append_printf(out, "%zu-%zu %s %zu %zu %zu %zu %a %a %a %a\n", rank->low, rank->high,
				       issue->name, issue->n_forms, issue->n_senders, issue->n_places,
				       issue->n_copies, issue->stability, rank->score, rank->score_low,
				       rank->score_high);
		for (size_t r = 0; r < issue->n_forms; r++)
			g_string_append_printf(out, " %s", reports[issue->reports[r]].id);
		for (size_t e = 0; e < 3; e++)
			if (issue->examples[e] != SIZE_MAX)
				g_string_append_printf(out, " *%s", reports[issue->examples[e]].id);
	}
	for (size_t i = 0; i < d->n_ungrouped; i++)
		g_string_append_printf(out, " -%s", reports[d->ungrouped[i]].id);
	for (size_t i = 0; i < d->n_copies; i++)
		g_string_append_printf(out, " =%zu %s", d->copies[i].n_forms,
				       reports[d->copies[i].reports[0]].id);
	return g_string_free(out, FALSE);
}

static void assert_whole(const struct diagnosis *d)
{
	size_t n_in_issues = 0;

	for (size_t i = 0; i < d->n_issues; i++) {
		const struct diagnosis_issue *issue = &d->issues[i];
		const struct priority_issue *rank = &d->priority->issues[i];

		n_in_issues += issue->n_forms;
		assert_true(issue->n_senders >= 1 && issue->n_senders <= issue->n_forms);
		assert_true(issue->stability >= 0 && issue->stability <= 1);
		assert_true(rank->score >= 0 && rank->score <= 1);
		assert_true(rank->score_low <= rank->score && rank->score <= rank->score_high);
		assert_true(i == 0 || rank[-1].score >= rank->score);
		assert_int_equal(rank->n_said[CRITERION_FREQUENCY], issue->n_senders);
		if (d->priority->is_ranked)
			assert_true(rank->low <= i + 1 && rank->place == i + 1 && i + 1 <= rank->high &&
				    rank->high <= d->n_issues);
		else
			assert_true(!rank->place && !rank->low && !rank->high);
		for (size_t r = 0; r < issue->n_forms; r++)
			assert_int_equal(d->issue_of[issue->reports[r]], i);
	}
	assert_int_equal(n_in_issues + d->n_ungrouped, d->n_reports);
	for (size_t i = 0; i < d->n_reports; i++) {
		assert_int_equal(d->apart[i] == DIAGNOSIS_IN_ISSUE, d->issue_of[i] != SIZE_MAX);
		assert_true(d->membership[i] >= 0 && d->membership[i] <= 1);
	}
	assert_true(d->plausible_low <= d->n_issues && d->n_issues <= d->plausible_high);
	for (size_t t = 0; t < d->n_themes; t++)
		for (size_t i = 0; i < d->themes[t].n_issues; i++)
			assert_int_equal(d->issues[d->themes[t].issues[i]].theme, t);
}

static size_t subject_of(const char *text)
{
	for (size_t k = 0; k < 4; k++)
		for (size_t w = 0; w < 6; w++)
			if (g_str_has_prefix(text, subjects[k][w]))
				return k;
	g_assert_not_reached();
}

static void different_complaints_become_different_issues(void **state)
{
	size_t n_pure = 0;
	(void)state;
	struct sample s = sample_new(240, 1);
	struct diagnosis *d = diagnose(s.reports, s.n);

	assert_whole(d);
	assert_true(d->priority->is_ranked);
	assert_int_equal(d->n_senders, 120);
	assert_int_equal(d->n_sessions, 7);
	assert_int_equal(d->n_places, 5);
	assert_true(d->n_issues >= 4 && d->n_issues <= 16);
	for (size_t i = 0; i < d->n_issues; i++) {
		size_t n_of[4] = {0}, most = 0;

		for (size_t r = 0; r < d->issues[i].n_forms; r++)
			n_of[subject_of(s.reports[d->issues[i].reports[r]].text)]++;
		for (size_t k = 0; k < 4; k++)
			most = MAX(most, n_of[k]);
		n_pure += most;
	}
	/* By chance 55 in 100. */
	assert_true(n_pure >= 204);
	diagnosis_free(d);
	sample_free(&s);
}

/* Share of pairs of one issue whose reports are of different kinds. */
static double mixed_share(struct diagnosis_report *reports, size_t n, const size_t *kind)
{
	struct diagnosis *d;
	size_t n_pairs = 0, n_mixed = 0;

	d = diagnose(reports, n);
	for (size_t i = 0; i < n; i++)
		for (size_t j = 0; j < i; j++)
			if (d->issue_of[i] != SIZE_MAX && d->issue_of[i] == d->issue_of[j]) {
				n_pairs++;
				n_mixed += kind[i] != kind[j];
			}
	diagnosis_free(d);
	return n_pairs ? (double)n_mixed / (double)n_pairs : 0;
}

static void themes_part_what_words_alone_confuse(void **state)
{
	(void)state;
	static const char *const when[] = {"hoy",   "ayer",  "siempre", "diario",
					   "noche", "lunes", "martes",	"mayo"};
	static const char *const where[] = {"plaza",  "puente", "mercado", "templo",
					    "arroyo", "kiosco", "panteon"};
	enum { N = 80 };
	struct diagnosis_report reports[N];
	g_autoptr(GPtrArray) texts = g_ptr_array_new_with_free_func(g_free);
	size_t kind[N];
	double without, with;

	for (size_t i = 0; i < N; i++) {
		kind[i] = i % 2;
		g_ptr_array_add(texts, g_strdup_printf("%s por la %s no pasa el camion %s %s",
						       when[i * 5 % 8], where[i * 3 % 7],
						       i % 3	 ? ""
						       : kind[i] ? "urbano"
								 : "recolector",
						       when[i * 3 % 8]));
		g_ptr_array_add(texts, g_strdup_printf("%03zu", i));
		reports[i] = (struct diagnosis_report){.id = texts->pdata[2 * i + 1],
						       .text = texts->pdata[2 * i],
						       .sender = (int32_t)i,
						       .session = -1,
						       .place = -1,
						       .pin = -1,
						       .before = -1,
						       .hour = -1,
						       .theme = -1};
	}
	without = mixed_share(reports, N, kind);
	for (size_t i = 0; i < N; i++)
		reports[i].theme = i % 5 ? (int32_t)kind[i] : -1;
	with = mixed_share(reports, N, kind);
	assert_true(without > 0.3);
	assert_true(with < without / 2);
}

static void the_order_of_arrival_changes_not_a_bit(void **state)
{
	(void)state;
	struct sample s = sample_new(150, 2);
	struct diagnosis *d = diagnose(s.reports, s.n);
	g_autofree char *before = printed(d, s.reports);
	struct random random;

	random_start(&random, 77, RANDOM_STREAM_RANKS);
	for (size_t round = 0; round < 3; round++) {
		g_autofree char *after = NULL;

		for (size_t i = s.n - 1; i > 0; i--) {
			size_t j = random_below(&random, i + 1);
			struct diagnosis_report keep = s.reports[i];

			s.reports[i] = s.reports[j];
			s.reports[j] = keep;
		}
		diagnosis_free(d);
		d = diagnose(s.reports, s.n);
		after = printed(d, s.reports);
		assert_string_equal(before, after);
	}
	diagnosis_free(d);
	sample_free(&s);
}

static void numbers_of_senders_and_sessions_are_names_only(void **state)
{
	(void)state;
	struct sample s = sample_new(150, 3);
	struct diagnosis *d = diagnose(s.reports, s.n);
	g_autofree char *before = printed(d, s.reports), *after = NULL;

	diagnosis_free(d);
	for (size_t i = 0; i < s.n; i++) {
		s.reports[i].sender = 1000000 - s.reports[i].sender;
		s.reports[i].session = 500 - s.reports[i].session;
	}
	d = diagnose(s.reports, s.n);
	after = printed(d, s.reports);
	assert_string_equal(before, after);
	diagnosis_free(d);
	sample_free(&s);
}

static void fewer_than_twenty_reports_are_not_ranked(void **state)
{
	(void)state;
	struct sample s = sample_new(20, 4);
	struct diagnosis *d = diagnose(s.reports, 19);

	assert_false(d->priority->is_ranked);
	assert_whole(d);
	diagnosis_free(d);
	d = diagnose(s.reports, 20);
	assert_true(d->priority->is_ranked);
	assert_whole(d);
	diagnosis_free(d);
	sample_free(&s);
}

static void nothing_one_report_and_empty_texts_are_no_trouble(void **state)
{
	(void)state;
	const char *const one[] = {"no hay agua"}, *const empty[] = {"", "   ", "¡¡!!", "\xf0\x9f\x98\xa1",
								     "👍🏽"};
	struct diagnosis *d = diagnose_texts(NULL, 0);

	assert_whole(d);
	assert_int_equal(d->n_issues, 0);
	diagnosis_free(d);
	d = diagnose_texts(one, 1);
	assert_whole(d);
	assert_int_equal(d->n_ungrouped, 1);
	diagnosis_free(d);
	d = diagnose_texts(empty, 5);
	assert_whole(d);
	assert_int_equal(d->n_texts, 0);
	assert_int_equal(d->n_ungrouped, 5);
	assert_int_equal(d->n_copies, 0);
	diagnosis_free(d);
	for (size_t n = 0; n <= 5; n++) {
		d = diagnose_wanted(empty, n, 3);
		assert_whole(d);
		assert_int_equal(d->n_issues, 0);
		diagnosis_free(d);
		d = diagnose_wanted(one, MIN(n, 1), 3);
		assert_whole(d);
		diagnosis_free(d);
	}
}

static void ten_thousand_equal_short_texts_are_one_issue_and_no_campaign(void **state)
{
	(void)state;
	enum { N = 10000 };
	g_autofree const char **texts = g_new(const char *, N);
	struct diagnosis *d;

	for (size_t i = 0; i < N; i++)
		texts[i] = "Falta agua";
	d = diagnose_texts(texts, N);
	assert_whole(d);
	assert_int_equal(d->n_issues, 1);
	assert_int_equal(d->issues[0].n_forms, N);
	assert_int_equal(d->issues[0].n_senders, N);
	assert_int_equal(d->n_copies, 1);
	assert_true(d->copies[0].is_short);
	assert_false(d->copies[0].is_campaign);
	diagnosis_free(d);
}

static const char *const leaflet =
	"Exigimos que se construya de inmediato el puente peatonal frente a la escuela primaria "
	"porque los niños cruzan corriendo entre los camiones";

static void a_campaign_is_flagged_and_does_not_count_as_many_senders(void **state)
{
	(void)state;
	struct sample s = sample_new(60, 6);
	struct diagnosis *d;
	size_t issue;

	for (size_t i = 0; i < 40; i++) {
		s.reports[i].text = leaflet;
		s.reports[i].sender = -1;
	}
	d = diagnose(s.reports, s.n);
	assert_whole(d);
	assert_int_equal(d->n_copies, 1);
	assert_int_equal(d->copies[0].n_forms, 40);
	assert_true(d->copies[0].is_campaign);
	assert_false(d->copies[0].is_short);
	issue = d->issue_of[0];
	assert_true(issue != SIZE_MAX);
	assert_true(d->issues[issue].n_forms >= 40);
	assert_int_equal(d->issues[issue].n_forms - d->issues[issue].n_copies + 39, d->issues[issue].n_forms);
	assert_true(d->issues[issue].n_senders <= d->issues[issue].n_forms - 39);
	diagnosis_free(d);
	sample_free(&s);
}

static void one_sender_who_pastes_is_one_sender_and_no_campaign(void **state)
{
	(void)state;
	struct sample s = sample_new(60, 8);
	struct diagnosis *d;

	for (size_t i = 0; i < 30; i++) {
		s.reports[i].text = leaflet;
		s.reports[i].sender = 5;
	}
	d = diagnose(s.reports, s.n);
	assert_int_equal(d->copies[0].n_senders, 1);
	assert_false(d->copies[0].is_campaign);
	assert_true(d->issues[d->issue_of[0]].n_senders <= d->issues[d->issue_of[0]].n_forms - 29);
	diagnosis_free(d);
	sample_free(&s);
}

static void any_script_and_broken_bytes_are_taken(void **state)
{
	(void)state;
	const char *const texts[] = {"水道水がない",
				     "нет воды",
				     "לא מים",
				     "agua \xff\xfe",
				     "\xc3",
				     "ñandú ñandú",
				     "a",
				     "😡😡 agua",
				     "nohayaguanohayaguanohayaguanohayagua"};
	struct diagnosis *d = diagnose_texts(texts, G_N_ELEMENTS(texts));

	assert_whole(d);
	diagnosis_free(d);
}

static void weights_and_seed_may_change_order_but_not_groups(void **state)
{
	(void)state;
	struct sample s = sample_new(120, 9);
	struct diagnosis_settings settings;
	struct diagnosis *a = diagnose(s.reports, s.n), *b;

	diagnosis_settings_default(&settings);
	settings.priority.n_resamples = 60;
	settings.priority.n_draws = 300;
	settings.priority.low[CRITERION_FREQUENCY] = settings.priority.high[CRITERION_FREQUENCY] = 0;
	settings.priority.high[CRITERION_SEVERITY] = 1;
	b = run_with(s.reports, s.n, &settings);
	assert_whole(b);
	assert_int_equal(a->n_issues, b->n_issues);
	for (size_t i = 0; i < s.n; i++)
		for (size_t j = 0; j < i; j++)
			assert_int_equal(a->issue_of[i] == a->issue_of[j], b->issue_of[i] == b->issue_of[j]);
	diagnosis_free(a);
	diagnosis_free(b);
	sample_free(&s);
}

static void one_grouping_has_no_cohesion_to_tell(void **state)
{
	(void)state;
	struct sample s = sample_new(120, 9);
	struct diagnosis_settings settings;
	struct diagnosis *whole = diagnose(s.reports, s.n), *quick;

	diagnosis_settings_default(&settings);
	settings.is_quick = true;
	quick = run_with(s.reports, s.n, &settings);
	assert_whole(quick);
	assert_true(whole->n_issues > 0 && quick->n_issues > 0);
	for (size_t i = 0; i < whole->n_issues; i++)
		assert_true(whole->issues[i].cohesion >= -1 && whole->issues[i].cohesion <= 1);
	for (size_t i = 0; i < quick->n_issues; i++)
		assert_true(isnan(quick->issues[i].cohesion));
	diagnosis_free(whole);
	diagnosis_free(quick);
	sample_free(&s);
}

static void a_run_can_be_given_up_at_any_time(void **state)
{
	(void)state;
	struct sample s = sample_new(80, 10);
	struct diagnosis_settings settings;
	struct watch whole = {0};

	diagnosis_settings_default(&settings);
	settings.priority.n_resamples = 10;
	settings.priority.n_draws = 50;
	settings.n_threads = 1; /* on more, how often the watcher is told depends on who draws which block */
	diagnosis_free(diagnosis_make(s.reports, s.n, &settings, watch, &whole, NULL));
	for (size_t at = 1; at <= whole.n_told; at += 1 + at / 20) {
		struct watch w = {.stop_at = at};
		g_autoptr(GError) error = NULL;

		assert_null(diagnosis_make(s.reports, s.n, &settings, watch, &w, &error));
		assert_null(error);
		assert_int_equal(w.n_told, at);
	}
	diagnosis_free(NULL);
	sample_free(&s);
}

static void assert_refused(const struct diagnosis_report *reports, size_t n,
			   const struct diagnosis_settings *settings, int code)
{
	g_autoptr(GError) error = NULL;

	assert_null(diagnosis_make(reports, n, settings, NULL, NULL, &error));
	assert_true(g_error_matches(error, DIAGNOSIS_ERROR, code));
	assert_true(strlen(error->message) > 10);
}

static void wrong_reports_are_refused(void **state)
{
	(void)state;
	struct diagnosis_report reports[2] = {{.id = "a", .text = "x"}, {.id = "b", .text = "y"}};
	struct diagnosis_report good = reports[1];
	struct diagnosis_settings settings;

	diagnosis_settings_default(&settings);
	reports[1].id = "a";
	assert_refused(reports, 2, &settings, DIAGNOSIS_ERROR_INPUT);
	reports[1] = good;
	reports[1].severity = 4;
	assert_refused(reports, 2, &settings, DIAGNOSIS_ERROR_INPUT);
	reports[1] = good;
	reports[1].frequency = -1;
	assert_refused(reports, 2, &settings, DIAGNOSIS_ERROR_INPUT);
	reports[1] = good;
	reports[1].heard = 2;
	assert_refused(reports, 2, &settings, DIAGNOSIS_ERROR_INPUT);
	reports[1] = good;
	reports[1].n_favour = 1;
	assert_refused(reports, 2, &settings, DIAGNOSIS_ERROR_INPUT);
	reports[1] = good;
	reports[1].sender = -2;
	assert_refused(reports, 2, &settings, DIAGNOSIS_ERROR_INPUT);
}

static void wrong_settings_are_refused(void **state)
{
	(void)state;
	struct diagnosis_settings good, wrong;

	diagnosis_settings_default(&good);
#define REFUSED(change)                                                                                      \
	wrong = good;                                                                                        \
	wrong.change;                                                                                        \
	assert_refused(NULL, 0, &wrong, DIAGNOSIS_ERROR_SETTINGS)
	REFUSED(language = "tlh");
	REFUSED(language = NULL);
	REFUSED(n_neighbours = 0);
	REFUSED(resolution = -1);
	REFUSED(n_threads = 1000);
	REFUSED(resolution = NAN);
	REFUSED(priority.n_resamples = 0);
	REFUSED(priority.confidence = 1);
	REFUSED(priority.low[0] = -1);
	REFUSED(priority.high[CRITERION_SPREAD] = INFINITY);
	REFUSED(priority.low[CRITERION_SPREAD] = 1);
#undef REFUSED
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(different_complaints_become_different_issues),
		cmocka_unit_test(themes_part_what_words_alone_confuse),
		cmocka_unit_test(the_order_of_arrival_changes_not_a_bit),
		cmocka_unit_test(numbers_of_senders_and_sessions_are_names_only),
		cmocka_unit_test(fewer_than_twenty_reports_are_not_ranked),
		cmocka_unit_test(nothing_one_report_and_empty_texts_are_no_trouble),
		cmocka_unit_test(ten_thousand_equal_short_texts_are_one_issue_and_no_campaign),
		cmocka_unit_test(a_campaign_is_flagged_and_does_not_count_as_many_senders),
		cmocka_unit_test(one_sender_who_pastes_is_one_sender_and_no_campaign),
		cmocka_unit_test(any_script_and_broken_bytes_are_taken),
		cmocka_unit_test(weights_and_seed_may_change_order_but_not_groups),
		cmocka_unit_test(one_grouping_has_no_cohesion_to_tell),
		cmocka_unit_test(a_run_can_be_given_up_at_any_time),
		cmocka_unit_test(wrong_reports_are_refused),
		cmocka_unit_test(wrong_settings_are_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
