/* votes_command - leads `vocalia votes` from the file to what is written.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "votes_command.h"

#include <stdio.h>

#include "analyze_progress.h"
#include "command.h"
#include "result.h"
#include "votes_study.h"
#include "words.h"

enum { STATUS_SIGNAL = 128 };

static int count(const struct votes_options *o)
{
	g_autoptr(GError) error = NULL;
	struct votes *votes = votes_read(o, &error);
	struct analyze_progress progress;
	struct votes_result result = {NULL, NULL};
	struct work *work = work_new((size_t)o->result.n_threads, analyze_progress_watch, &progress);
	int status = COMMAND_DONE, caught = 0;

	if (votes) {
		analyze_progress_start(&progress, o->result.with_progress);
		work_stage(work, "votes", 0, 1);
		(void)votes_study(votes, o, work, &result);
		caught = analyze_progress_end(&progress);
	}
	work_free(work);
	if (votes && !result.view) {
		fprintf(stderr, "vocalia votes: %s\n", _("interrupted; nothing was written"));
		status = STATUS_SIGNAL + caught;
	} else if (!votes || !result_write(result.view, result.page, NULL, &o->result, &error)) {
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
