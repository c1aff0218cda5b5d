/* votes_command - leads `vocalia votes` from the file to what is written.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "votes_command.h"

#include <stdio.h>
#include <unistd.h>

#include "analyze_progress.h"
#include "chart.h"
#include "command.h"
#include "page_print.h"
#include "votes_study.h"
#include "words.h"

enum { STATUS_SIGNAL = 128 };

static bool write_page(const struct votes_options *o, const json_t *page, GError **error)
{
	g_autofree char *html = chart_page(page, words_of_terminal());
	g_autoptr(GError) failure = NULL;

	if (g_file_set_contents(o->html, html, -1, &failure))
		return true;
	analyze_file_failed(error, _("Cannot write"), o->html, failure);
	return false;
}

static bool report(const struct votes_options *o, const struct votes_result *result, GError **error)
{
	if (o->html && !write_page(o, result->page, error))
		return false;
	if (o->as_json) {
		json_dumpf(result->view, stdout, JSON_INDENT(1) | JSON_REAL_PRECISION(12));
		fputc('\n', stdout);
	} else {
		page_print(stdout, result->page, words_of_terminal(), page_print_width(),
			   isatty(STDOUT_FILENO) && !g_getenv("NO_COLOR"));
	}
	if (fflush(stdout) == 0 && !ferror(stdout))
		return true;
	g_set_error_literal(error, ANALYZE_ERROR, ANALYZE_ERROR_FILE,
			    _("The result could not be written out whole"));
	return false;
}

static int count(const struct votes_options *o)
{
	g_autoptr(GError) error = NULL;
	struct votes *votes = votes_read(o, &error);
	struct analyze_progress progress;
	struct votes_result result = {NULL, NULL};
	struct work *work = work_new((size_t)o->n_threads, analyze_progress_watch, &progress);
	int status = COMMAND_DONE, caught = 0;

	if (votes) {
		analyze_progress_start(&progress, o->with_progress);
		work_stage(work, "votes", 0, 1);
		(void)votes_study(votes, o, work, &result);
		caught = analyze_progress_end(&progress);
	}
	work_free(work);
	if (votes && !result.view) {
		fprintf(stderr, "vocalia votes: %s\n", _("interrupted; nothing was written"));
		status = STATUS_SIGNAL + caught;
	} else if (!votes || !report(o, &result, &error)) {
		fprintf(stderr, "vocalia votes: %s\n", error->message);
		status = COMMAND_FAILED;
	}
	json_decref(result.view);
	json_decref(result.page);
	votes_free(votes);
	return status;
}

int votes_command(int argc, char **argv)
{
	struct votes_options options;
	g_autofree char *wrong = votes_options_read(&options, &argc, &argv);
	int status = COMMAND_USAGE;

	if (wrong)
		fprintf(stderr, "vocalia votes: %s\n%s\n", wrong, _("Try: vocalia votes --help"));
	else
		status = count(&options);
	votes_options_clear(&options);
	return status;
}
