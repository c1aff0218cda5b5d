/* rank_command - leads `vocalia rank` from the file to what is written.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "rank_command.h"

#include <stdio.h>

#include "analyze_progress.h"
#include "command.h"
#include "rank_study.h"
#include "result.h"
#include "words.h"

enum { STATUS_SIGNAL = 128 };

static bool study(const struct rank_options *o, struct work *work, struct rank_result *result, GError **error)
{
	switch (o->shape) {
	case RANK_SHAPE_MENTIONS:
		return rank_study_mentions(o, work, result, error);
	case RANK_SHAPE_COUNTS:
		return rank_study_counts(o, work, result, error);
	default:
		return rank_study_criteria(o, work, result, error);
	}
}

static int rank(const struct rank_options *o)
{
	struct analyze_progress progress;
	struct work *work = work_new((size_t)o->result.n_threads, analyze_progress_watch, &progress);
	struct rank_result result = {NULL, NULL};
	g_autoptr(GError) error = NULL;
	int status = COMMAND_DONE, caught;
	bool is_done;

	analyze_progress_start(&progress, o->result.with_progress);
	work_stage(work, "order", 0, 1);
	is_done = study(o, work, &result, &error);
	caught = analyze_progress_end(&progress);
	work_free(work);
	if (!is_done && !error) {
		fprintf(stderr, "vocalia rank: %s\n", _("interrupted; nothing was written"));
		status = STATUS_SIGNAL + caught;
	} else if (!is_done || !result_write(result.view, result.page, NULL, &o->result, &error)) {
		fprintf(stderr, "vocalia rank: %s\n", error->message);
		status = COMMAND_FAILED;
	}
	json_decref(result.view);
	json_decref(result.page);
	return status;
}

int rank_command(int argc, char **argv)
{
	struct rank_options options;
	g_autofree char *wrong = rank_options_read(&options, &argc, &argv);
	int status = COMMAND_USAGE;

	if (wrong)
		fprintf(stderr, "vocalia rank: %s\n%s\n", wrong, _("Try: vocalia rank --help"));
	else
		status = rank(&options);
	rank_options_clear(&options);
	return status;
}
