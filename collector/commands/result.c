/* result - the page first: when it cannot be written, nothing is said.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "result.h"

#include <stdio.h>
#include <unistd.h>

#include "analyze_source.h"
#include "chart.h"
#include "page_print.h"
#include "words.h"

static bool write_page(const json_t *page, const char *file, GError **error)
{
	g_autofree char *html = chart_page(page, words_of_terminal());
	g_autoptr(GError) failure = NULL;

	if (g_file_set_contents(file, html, -1, &failure))
		return true;
	analyze_file_failed(error, _("Cannot write"), file, failure);
	return false;
}

char *result_options_read(struct result_options *o, GOptionContext *context, bool is_long, int *argc,
			  char ***argv)
{
	const GOptionEntry entries[] = {
		{"seed", 0, 0, G_OPTION_ARG_STRING, &o->seed_word,
		 _("to repeat a stored result; without it, from the digest of data and settings"), "N"},
		{"html", 0, 0, G_OPTION_ARG_FILENAME, &o->html, _("write a report of one file"), _("FILE")},
		{"json", 0, 0, G_OPTION_ARG_NONE, &o->as_json, _("print the whole result as JSON"), NULL},
		{NULL, 0, 0, 0, NULL, NULL, NULL},
	};
	const GOptionEntry of_long[] = {
		{"threads", 0, 0, G_OPTION_ARG_INT, &o->n_threads,
		 _("how many cores to use; the result is the same"), "N"},
		{"progress", 0, 0, G_OPTION_ARG_NONE, &o->with_progress,
		 _("show progress even without a terminal"), NULL},
		{NULL, 0, 0, 0, NULL, NULL, NULL},
	};
	g_autoptr(GError) error = NULL;
	char *wrong = NULL;

	g_option_context_add_main_entries(context, entries, NULL);
	if (is_long)
		g_option_context_add_main_entries(context, of_long, NULL);
	if (!g_option_context_parse(context, argc, argv, &error))
		wrong = g_strdup(error->message);
	else if (o->n_threads < 0)
		wrong = g_strdup(_("--threads cannot be negative"));
	else if (o->seed_word && !g_ascii_string_to_unsigned(o->seed_word, 10, 0, G_MAXINT64, &o->seed, NULL))
		wrong = g_strdup(_("--seed must be a whole number of 0 or more"));
	o->is_seeded = o->seed_word != NULL;
	g_option_context_free(context);
	return wrong;
}

void result_options_clear(struct result_options *o)
{
	g_clear_pointer(&o->html, g_free);
	g_clear_pointer(&o->seed_word, g_free);
}

bool result_write(const json_t *view, const json_t *page, const json_t *drawn, const struct result_options *o,
		  GError **error)
{
	if (o->html && !write_page(drawn ? drawn : page, o->html, error))
		return false;
	if (o->as_json) {
		json_dumpf(view, stdout, JSON_INDENT(1) | JSON_REAL_PRECISION(15));
		fputc('\n', stdout);
	} else {
		page_print(stdout, page, words_of_terminal(), page_print_width(),
			   isatty(STDOUT_FILENO) && !g_getenv("NO_COLOR"));
	}
	if (fflush(stdout) == 0 && !ferror(stdout))
		return true;
	g_set_error_literal(error, ANALYZE_ERROR, ANALYZE_ERROR_FILE,
			    _("The result could not be written out whole"));
	return false;
}
