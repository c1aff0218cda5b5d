/* analyze - leads `vocalia analyze` from the file to what is written, and says how it ended.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "analyze.h"

#include <string.h>
#include <unistd.h>

#include "analyze_open.h"
#include "analyze_options.h"
#include "analyze_print.h"
#include "analyze_progress.h"
#include "analyze_view.h"
#include "page_print.h"
#include "template.h"
#include "vectors.h"
#include "words.h"

enum { EXIT_DONE = 0, EXIT_REFUSED = 1, EXIT_USAGE = 2, EXIT_SIGNAL = 128 };
enum { TOP_TERMINAL = 10, TOP_PAGE = 60 };

/* The outcome of one study, for all that is written about it. */
struct study {
	const struct analyze_options *options;
	const struct analyze_table *table;
	const struct diagnosis *d;
	struct agreement agreement;
	size_t n_judged;
};

/* Against the labels of the rows that have one; what is not grouped is one class. */
static size_t judge(const struct diagnosis *d, const size_t *truth, struct agreement *agreement)
{
	g_autofree size_t *found = g_new(size_t, d->n_reports + 1), *label = g_new(size_t, d->n_reports + 1);
	g_autoptr(GHashTable) numbers = g_hash_table_new(NULL, NULL);
	size_t n = 0;

	for (size_t i = 0; i < d->n_reports; i++) {
		gpointer number;

		if (truth[i] == SIZE_MAX)
			continue;
		number = g_hash_table_lookup(numbers, GSIZE_TO_POINTER(d->issue_of[i] + 1));
		if (!number) {
			number = GSIZE_TO_POINTER((gsize)g_hash_table_size(numbers) + 1);
			g_hash_table_insert(numbers, GSIZE_TO_POINTER(d->issue_of[i] + 1), number);
		}
		found[n] = GPOINTER_TO_SIZE(number) - 1;
		label[n++] = truth[i];
	}
	g_hash_table_remove_all(numbers);
	/* Labels numbered over all rows may exceed the rows judged. */
	for (size_t i = 0; i < n; i++) {
		gpointer number = g_hash_table_lookup(numbers, GSIZE_TO_POINTER(label[i] + 1));

		if (!number) {
			number = GSIZE_TO_POINTER((gsize)g_hash_table_size(numbers) + 1);
			g_hash_table_insert(numbers, GSIZE_TO_POINTER(label[i] + 1), number);
		}
		label[i] = GPOINTER_TO_SIZE(number) - 1;
	}
	*agreement = agreement_measure(found, label, n);
	return n;
}

static const struct agreement *truth_of(const struct study *s)
{
	return s->table->truth ? &s->agreement : NULL;
}

static size_t top_of(const struct study *s, size_t usual)
{
	return s->options->top == ANALYZE_TOP_USUAL ? usual : (size_t)s->options->top;
}

/* Whole or not at all. */
static bool write_file(const char *name, const char *bytes, size_t n_bytes, GError **error)
{
	g_autoptr(GError) failure = NULL;

	if (g_file_set_contents(name, bytes, (gssize)n_bytes, &failure))
		return true;
	analyze_file_failed(error, _("Cannot write"), name, failure);
	return false;
}

static bool write_page(const struct study *s, GError **error)
{
	const char *file = s->options->files[0];
	g_autofree char *title = strcmp(file, "-") == 0 ? g_strdup("") : g_path_get_basename(file);
	g_autofree char *valid = g_utf8_make_valid(title, -1);
	struct templates *templates = templates_load(error);
	json_t *view;
	GString *page;
	bool done;

	if (!templates)
		return false;
	view = analyze_page_view(s->d, s->table, truth_of(s), s->n_judged, top_of(s, TOP_PAGE),
				 words_of_terminal(), valid);
	page = templates_fill(templates, "analysis", view);
	done = write_file(s->options->html, page->str, page->len, error);
	g_string_free(page, TRUE);
	json_decref(view);
	templates_free(templates);
	return done;
}

/* One row a report, as the table has them: its id, the numbers of its issue and theme (from 1; empty: none)
 * and how surely it belongs there. */
static bool write_labels(const struct study *s, GError **error)
{
	static const char *const header[] = {"id", "issue", "theme", "membership"};
	g_autoptr(GString) out = g_string_new(NULL);

	csv_row_write(out, header, G_N_ELEMENTS(header), CSV_FOR_PROGRAMS);
	for (size_t i = 0; i < s->d->n_reports; i++) {
		size_t issue = s->d->issue_of[i],
		       theme = issue == SIZE_MAX ? SIZE_MAX : s->d->issues[issue].theme;
		char issue_text[24] = "", theme_text[24] = "", membership[G_ASCII_DTOSTR_BUF_SIZE];
		const char *const cells[] = {s->table->reports[i].id, issue_text, theme_text, membership};

		if (issue != SIZE_MAX)
			(void)g_snprintf(issue_text, sizeof issue_text, "%zu", issue + 1);
		if (theme != SIZE_MAX)
			(void)g_snprintf(theme_text, sizeof theme_text, "%zu", theme + 1);
		g_ascii_formatd(membership, sizeof membership, "%.3f", (double)s->d->membership[i]);
		csv_row_write(out, cells, G_N_ELEMENTS(cells), CSV_FOR_PROGRAMS);
	}
	return write_file(s->options->labels_out, out->str, out->len, error);
}

/* The tables of open data that are wanted. */
static bool write_open(const struct study *s, GError **error)
{
	g_autoptr(GString) issues = NULL, criteria = NULL;

	if (s->options->issues_out) {
		issues = analyze_open_issues(s->d);
		if (!write_file(s->options->issues_out, issues->str, issues->len, error))
			return false;
	}
	if (!s->options->criteria_out)
		return true;
	criteria = analyze_open_criteria(s->d->priority, words_of_terminal());
	return write_file(s->options->criteria_out, criteria->str, criteria->len, error);
}

static bool report(const struct study *s, GError **error)
{
	if (!write_open(s, error))
		return false;
	if (s->options->html && !write_page(s, error))
		return false;
	if (s->options->labels_out && !write_labels(s, error))
		return false;
	if (s->options->as_json) {
		json_t *view = analyze_view(s->d, s->table->reports, truth_of(s), s->n_judged);

		json_object_set_new(view, "input", analyze_input_view(s->table));
		json_dumpf(view, stdout, JSON_INDENT(1) | JSON_REAL_PRECISION(10));
		fputc('\n', stdout);
		json_decref(view);
	} else {
		bool in_colour = isatty(STDOUT_FILENO) && !g_getenv("NO_COLOR");

		analyze_print(stdout, s->d, s->table, truth_of(s), top_of(s, TOP_TERMINAL),
			      page_print_width(), in_colour);
	}
	if (fflush(stdout) == 0 && !ferror(stdout))
		return true;
	g_set_error_literal(error, ANALYZE_ERROR, ANALYZE_ERROR_FILE,
			    _("The result could not be written out whole"));
	return false;
}

/* The file of word vectors, mapped for as long as it is used. */
struct words_file {
	GMappedFile *file;
	struct vectors *vectors;
};

static bool words_file_open(struct words_file *words, const struct analyze_options *o, GError **error)
{
	g_autoptr(GBytes) compact = NULL;
	g_autoptr(GError) failure = NULL;

	if (!o->vectors)
		return true;
	words->file = g_mapped_file_new(o->vectors, FALSE, &failure);
	if (!words->file) {
		analyze_file_failed(error, _("Cannot open"), o->vectors, failure);
		return false;
	}
	words->vectors = vectors_read(g_mapped_file_get_contents(words->file),
				      g_mapped_file_get_length(words->file), error);
	if (!words->vectors || !o->vectors_out)
		return words->vectors != NULL;
	compact = vectors_compact(words->vectors);
	return write_file(o->vectors_out, g_bytes_get_data(compact, NULL), g_bytes_get_size(compact), error);
}

static void words_file_close(struct words_file *words)
{
	vectors_free(words->vectors);
	g_clear_pointer(&words->file, g_mapped_file_unref);
}

/* NULL with *error: refused; NULL without: *caught is the signal that stopped it. */
static struct diagnosis *study_table(const struct analyze_options *o, const struct analyze_table *table,
				     struct diagnosis_settings *settings, int *caught, GError **error)
{
	struct words_file words = {0};
	struct analyze_progress progress;
	struct diagnosis *d = NULL;

	if (words_file_open(&words, o, error)) {
		settings->vectors = words.vectors;
		analyze_progress_start(&progress, o->with_progress);
		d = diagnosis_make(table->reports, table->n_reports, settings, analyze_progress_watch,
				   &progress, error);
		*caught = analyze_progress_end(&progress);
	}
	words_file_close(&words);
	return d;
}

static int analyze(const struct analyze_options *o, const struct analyze_columns *columns,
		   struct diagnosis_settings *settings)
{
	g_autoptr(GError) error = NULL;
	struct analyze_table *table = analyze_table_read(o->files[0], columns, &error);
	int status = EXIT_REFUSED, caught = 0;
	struct diagnosis *d;

	if (table && !o->seed)
		settings->seed = table->seed;
	d = table ? study_table(o, table, settings, &caught, &error) : NULL;

	if (d) {
		struct study study = {.options = o, .table = table, .d = d};

		if (table->truth)
			study.n_judged = judge(d, table->truth, &study.agreement);
		if (report(&study, &error))
			status = EXIT_DONE;
	}
	if (error) {
		fprintf(stderr, "vocalia analyze: %s\n", _(error->message));
		if (g_error_matches(error, DIAGNOSIS_ERROR, DIAGNOSIS_ERROR_SETTINGS))
			status = EXIT_USAGE;
	} else if (!d) {
		fprintf(stderr, "vocalia analyze: %s\n", _("interrupted; nothing was written"));
		status = EXIT_SIGNAL + caught;
	}
	diagnosis_free(d);
	analyze_table_free(table);
	return status;
}

int analyze_command(int argc, char **argv)
{
	struct analyze_options options;
	struct analyze_columns columns;
	struct diagnosis_settings settings;
	g_autofree char *wrong = analyze_options_read(&options, &argc, &argv, &columns, &settings);
	int status = EXIT_USAGE;

	if (wrong)
		fprintf(stderr, "vocalia analyze: %s\n%s\n", wrong, _("Try: vocalia analyze --help"));
	else
		status = analyze(&options, &columns, &settings);
	analyze_options_clear(&options);
	return status;
}
