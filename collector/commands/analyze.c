/* analyze - options, progress and exit status of `vocalia analyze`.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "analyze.h"

#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "analyze_print.h"
#include "analyze_table.h"
#include "analyze_view.h"
#include "template.h"
#include "words.h"

enum { EXIT_DONE = 0, EXIT_REFUSED = 1, EXIT_USAGE = 2 };
enum { PROGRESS_AFTER = G_USEC_PER_SEC, PROGRESS_EVERY = G_USEC_PER_SEC / 5 };

struct options {
	char *text, *id, *group, *place, *sender, *theme, *severity, *affected, *frequency, *truth, *where,
		*language, *html;
	char *seed;
	double resolution;
	int top, min_label;
	gboolean as_json, with_progress;
	char **files;
};

static int refuse_usage(const char *sentence)
{
	fprintf(stderr, "vocalia analyze: %s\n%s\n", sentence, _("Try: vocalia analyze --help"));
	return EXIT_USAGE;
}

static GOptionContext *context_new(struct options *o)
{
	const char *const column = _("COLUMN");
	const GOptionEntry entries[] = {
		{"text", 't', 0, G_OPTION_ARG_STRING, &o->text,
		 _("column with the citizens' words (several: parted by commas)"), column},
		{"id", 0, 0, G_OPTION_ARG_STRING, &o->id, _("column with an id of its own for each row"),
		 column},
		{"group", 0, 0, G_OPTION_ARG_STRING, &o->group, _("column with the session or group"),
		 column},
		{"place", 0, 0, G_OPTION_ARG_STRING, &o->place, _("column with the place"), column},
		{"sender", 0, 0, G_OPTION_ARG_STRING, &o->sender, _("column that tells senders apart"),
		 column},
		{"theme", 0, 0, G_OPTION_ARG_STRING, &o->theme,
		 _("column with the theme that the person chose"), column},
		{"severity", 0, 0, G_OPTION_ARG_STRING, &o->severity, _("column with the severity, 1 to 3"),
		 column},
		{"affected", 0, 0, G_OPTION_ARG_STRING, &o->affected,
		 _("column with how many it affects, 1 to 4"), column},
		{"frequency", 0, 0, G_OPTION_ARG_STRING, &o->frequency, _("column with how often, 1 to 5"),
		 column},
		{"truth", 0, 0, G_OPTION_ARG_STRING, &o->truth,
		 _("column with known labels, to measure agreement"), column},
		{"min-label", 0, 0, G_OPTION_ARG_INT, &o->min_label,
		 _("leave out rows of labels rarer than N"), "N"},
		{"where", 0, 0, G_OPTION_ARG_STRING, &o->where, _("only rows with this value"),
		 _("COLUMN=VALUE")},
		{"language", 0, 0, G_OPTION_ARG_STRING, &o->language, _("of the texts: es, en or none"),
		 "es"},
		{"seed", 0, 0, G_OPTION_ARG_STRING, &o->seed, _("of everything drawn at random"), "N"},
		{"resolution", 0, 0, G_OPTION_ARG_DOUBLE, &o->resolution,
		 _("higher: more and smaller issues"), "R"},
		{"top", 0, 0, G_OPTION_ARG_INT, &o->top, _("issues to show, 0 for all"), "N"},
		{"json", 0, 0, G_OPTION_ARG_NONE, &o->as_json, _("print the whole result as JSON"), NULL},
		{"html", 0, 0, G_OPTION_ARG_FILENAME, &o->html, _("write a report of one file"), _("FILE")},
		{"progress", 0, 0, G_OPTION_ARG_NONE, &o->with_progress,
		 _("show progress even without a terminal"), NULL},
		{G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &o->files, NULL, NULL},
		{NULL, 0, 0, 0, NULL, NULL, NULL},
	};
	GOptionContext *context =
		g_option_context_new(_("FILE - find and rank the issues in a table of texts"));

	g_option_context_add_main_entries(context, entries, NULL);
	g_option_context_set_description(context, _("FILE is CSV (UTF-8), or TSV when its name ends in .tsv; "
						    "- reads CSV from standard input."));
	return context;
}

static void options_clear(struct options *o)
{
	char **const strings[] = {&o->text,  &o->id,	   &o->group,	 &o->place,	&o->sender,
				  &o->theme, &o->severity, &o->affected, &o->frequency, &o->truth,
				  &o->where, &o->language, &o->html,	 &o->seed};

	for (size_t i = 0; i < G_N_ELEMENTS(strings); i++)
		g_free(*strings[i]);
	g_strfreev(o->files);
}

/* NULL when the options make sense, or the sentence that says why not. */
static const char *complaint(const struct options *o, struct diagnosis_settings *settings)
{
	guint64 seed;

	if (!o->files || !o->files[0] || o->files[1])
		return _("name one file");
	if (!o->text)
		return _("say with --text which column holds the words");
	if (o->where && (!strchr(o->where, '=') || o->where[0] == '='))
		return _("--where needs COLUMN=VALUE");
	if (o->top < 0 || o->min_label < 0)
		return _("--top and --min-label cannot be negative");
	if (o->min_label && !o->truth)
		return _("--min-label needs --truth");
	if (o->seed && !g_ascii_string_to_unsigned(o->seed, 10, 0, G_MAXINT64, &seed, NULL))
		return _("--seed must be a whole number of 0 or more");
	settings->seed = o->seed ? seed : 1;
	settings->resolution = o->resolution;
	if (o->language)
		settings->language = o->language;
	return NULL;
}

struct progress {
	bool is_shown, was_shown;
	int64_t next_at;
};

static bool progress_show(void *data, const char *stage, double fraction)
{
	struct progress *progress = data;
	int64_t now = g_get_monotonic_time();

	if (!progress->is_shown || now < progress->next_at)
		return true;
	progress->next_at = now + PROGRESS_EVERY;
	progress->was_shown = true;
	fprintf(stderr, "\r\033[K%3.0f %%  %s", fraction * 100, _(stage));
	(void)fflush(stderr);
	return true;
}

static struct diagnosis *study(const struct analyze_table *table, const struct diagnosis_settings *settings,
			       bool with_progress, GError **error)
{
	int64_t now = g_get_monotonic_time();
	struct progress progress = {.is_shown = with_progress || isatty(STDERR_FILENO),
				    .next_at = now + (with_progress ? 0 : PROGRESS_AFTER)};
	struct diagnosis *d = diagnosis_make(table->reports, table->n_reports, settings, progress_show,
					     &progress, error);

	if (progress.was_shown)
		fprintf(stderr, "\r\033[K");
	return d;
}

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

static size_t terminal_width(void)
{
	const char *columns = g_getenv("COLUMNS");
	struct winsize size = {0};
	guint64 width;

	if (isatty(STDOUT_FILENO) && ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col)
		return MIN(size.ws_col, 120);
	if (columns && g_ascii_string_to_unsigned(columns, 10, 40, 400, &width, NULL))
		return (size_t)width;
	return 100;
}

static bool write_page(const struct options *o, const struct diagnosis *d, const struct analyze_table *table,
		       const struct agreement *truth, size_t n_judged, GError **error)
{
	g_autofree char *title =
		strcmp(o->files[0], "-") == 0 ? g_strdup("") : g_path_get_basename(o->files[0]);
	g_autofree char *valid = g_utf8_make_valid(title, -1);
	struct templates *templates = templates_load(error);
	json_t *view;
	GString *page;
	bool done;

	if (!templates)
		return false;
	view = analyze_page_view(d, table->reports, truth, n_judged, (size_t)o->top, words_of_terminal(),
				 valid);
	page = templates_fill(templates, "analysis", view);
	done = g_file_set_contents(o->html, page->str, (gssize)page->len, error);
	g_string_free(page, TRUE);
	json_decref(view);
	templates_free(templates);
	return done;
}

static bool report(const struct options *o, const struct diagnosis *d, const struct analyze_table *table,
		   GError **error)
{
	struct agreement agreement = {0};
	const struct agreement *truth = table->truth ? &agreement : NULL;
	size_t n_judged = truth ? judge(d, table->truth, &agreement) : 0;

	if (o->html && !write_page(o, d, table, truth, n_judged, error))
		return false;
	if (o->as_json) {
		json_t *view = analyze_view(d, table->reports, truth, n_judged);

		json_dumpf(view, stdout, JSON_INDENT(1) | JSON_REAL_PRECISION(10));
		fputc('\n', stdout);
		json_decref(view);
	} else {
		bool in_colour = isatty(STDOUT_FILENO) && !g_getenv("NO_COLOR");

		analyze_print(stdout, d, table->reports, truth, (size_t)o->top, terminal_width(), in_colour);
	}
	if (fflush(stdout) == 0 && !ferror(stdout))
		return true;
	g_set_error_literal(error, ANALYZE_ERROR, ANALYZE_ERROR_FILE,
			    _("The result could not be written out whole"));
	return false;
}

static int analyze(const struct options *o, const struct diagnosis_settings *settings)
{
	const struct analyze_columns columns = {o->text,      o->id,	o->group,    o->place,
						o->sender,    o->theme, o->severity, o->affected,
						o->frequency, o->truth, o->where,    o->min_label};
	g_autoptr(GError) error = NULL;
	struct analyze_table *table = analyze_table_read(o->files[0], &columns, &error);
	struct diagnosis *d = table ? study(table, settings, o->with_progress, &error) : NULL;
	bool done = d && report(o, d, table, &error);

	if (!done)
		fprintf(stderr, "vocalia analyze: %s\n", _(error->message));
	diagnosis_free(d);
	analyze_table_free(table);
	if (done)
		return EXIT_DONE;
	return g_error_matches(error, DIAGNOSIS_ERROR, DIAGNOSIS_ERROR_SETTINGS) ? EXIT_USAGE : EXIT_REFUSED;
}

int analyze_command(int argc, char **argv)
{
	struct options options = {.top = 10};
	struct diagnosis_settings settings;
	g_autoptr(GError) error = NULL;
	GOptionContext *context = context_new(&options);
	const char *wrong;
	int status;

	diagnosis_settings_default(&settings);
	if (!g_option_context_parse(context, &argc, &argv, &error))
		status = refuse_usage(error->message);
	else if ((wrong = complaint(&options, &settings)))
		status = refuse_usage(wrong);
	else
		status = analyze(&options, &settings);
	g_option_context_free(context);
	options_clear(&options);
	return status;
}
