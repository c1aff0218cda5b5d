/* weights - leads `vocalia weights` from the tables to what is written, and says how it ended.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "weights.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "chart.h"
#include "command.h"
#include "page_print.h"
#include "weights_options.h"
#include "weights_view.h"
#include "words.h"

static bool write_file(const char *name, const char *bytes, GError **error)
{
	g_autoptr(GError) failure = NULL;

	if (g_file_set_contents(name, bytes, -1, &failure))
		return true;
	analyze_file_failed(error, _("Cannot write"), name, failure);
	return false;
}

static bool write_page(const struct weights_study *s, const char *title, GError **error)
{
	json_t *page = weights_page(s, title, true);
	g_autofree char *html = chart_page(page, words_of_terminal());

	json_decref(page);
	return write_file(s->options->html, html, error);
}

static bool write_weights(const struct weights_study *s, GError **error)
{
	g_autofree char *csv = weights_csv(s, error);

	return csv && write_file(s->options->out, csv, error);
}

/* The reasons go to standard error, where a terminal shows them too. */
static void print(const struct weights_study *s, const char *title)
{
	json_t *view = s->options->as_json ? weights_view(s) : weights_page(s, title, false);

	if (s->options->as_json) {
		json_dumpf(view, stdout, JSON_INDENT(1) | JSON_REAL_PRECISION(15));
		fputc('\n', stdout);
	} else {
		page_print(stdout, view, words_of_terminal(), page_print_width(),
			   isatty(STDOUT_FILENO) && !g_getenv("NO_COLOR"));
	}
	json_decref(view);
}

static bool report(const struct weights_study *s, GError **error)
{
	const char *file = s->options->files[0];
	g_autofree char *base = strcmp(file, "-") == 0 ? g_strdup("-") : g_path_get_basename(file),
			*name = g_utf8_make_valid(base, -1),
			*title = g_strdup_printf(_("Representativeness: %s"), name);

	if ((s->options->html && !write_page(s, title, error)) ||
	    (s->options->out && s->raking->n_problems == 0 && !write_weights(s, error)))
		return false;
	print(s, title);
	if (fflush(stdout) == 0 && !ferror(stdout))
		return true;
	g_set_error_literal(error, ANALYZE_ERROR, ANALYZE_ERROR_FILE,
			    _("The result could not be written out whole"));
	return false;
}

static int weigh(const struct weights_options *o)
{
	g_autoptr(GError) error = NULL;
	struct weights_study *s = weights_study_make(o, &error);
	int status = s && report(s, &error) ? COMMAND_DONE : COMMAND_FAILED;

	if (error)
		fprintf(stderr, "vocalia weights: %s\n", error->message);
	for (size_t i = 0; s && !error && i < s->raking->n_problems; i++) {
		g_autofree char *sentence = weights_problem_sentence(s, &s->raking->problems[i]);

		fprintf(stderr, "vocalia weights: %s\n", sentence);
		status = COMMAND_FAILED;
	}
	weights_study_free(s);
	return status;
}

int weights_command(int argc, char **argv)
{
	struct weights_options options;
	g_autofree char *wrong = weights_options_read(&options, &argc, &argv);
	int status = COMMAND_USAGE;

	if (wrong)
		fprintf(stderr, "vocalia weights: %s\n%s\n", wrong, _("Try: vocalia weights --help"));
	else
		status = weigh(&options);
	weights_options_clear(&options);
	return status;
}
