/* joiner - how fast a late report joins, and how often where a whole new diagnosis puts it.
 *
 * Arguments: a file with a text a line, and every how many lines one is held out.  A diagnosis of the rest,
 * then the held out ones join one by one; the issues of a diagnosis of all are matched to those of the first.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <glib.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "diagnosis.h"
#include "follow.h"
#include "joiner.h"

static struct diagnosis *diagnose(GPtrArray *texts, size_t every, size_t *n)
{
	struct diagnosis_report *reports = g_new0(struct diagnosis_report, texts->len);
	struct diagnosis_settings settings;
	g_autoptr(GError) error = NULL;

	*n = 0;
	for (size_t i = 0; i < texts->len; i++) {
		if (every && i % every == 0)
			continue;
		reports[(*n)++] = (struct diagnosis_report){.id = g_strdup_printf("%08zu", i),
							    .text = texts->pdata[i],
							    .sender = (int32_t)i,
							    .session = -1,
							    .theme = -1,
							    .place = -1,
							    .pin = -1,
							    .before = -1,
							    .hour = -1};
	}
	diagnosis_settings_default(&settings);
	settings.priority.n_resamples = 1;
	struct diagnosis *d = diagnosis_make(reports, *n, &settings, NULL, NULL, &error);
	if (!d)
		g_error("%s", error ? error->message : "stopped");
	return d; /* this program ends soon: the reports stay */
}

static int by_size(const void *a, const void *b)
{
	gint64 x = *(const gint64 *)a, y = *(const gint64 *)b;

	return (x > y) - (x < y);
}

static int32_t issue_at(const struct diagnosis *d, size_t i)
{
	return d->issue_of[i] == SIZE_MAX ? FOLLOW_UNGROUPED : (int32_t)d->issue_of[i];
}

int main(int argc, char **argv)
{
	size_t every = argc > 2 ? strtoul(argv[2], NULL, 10) : 10, n_known, n_all, n_held = 0, n_joined = 0;
	size_t n_agreed = 0, n_due = 0, at = 0;
	g_autofree char *bytes = NULL;
	g_autoptr(GPtrArray) texts = g_ptr_array_new();
	gint64 begun;

	if (argc < 2 || every < 2 || !g_file_get_contents(argv[1], &bytes, NULL, NULL) || !*bytes)
		return fprintf(stderr, "joiner FILE EVERY\n"), 2;
	for (char *line = bytes, *end; *line; line = end) {
		end = line + strcspn(line, "\n");
		if (*end)
			*end++ = '\0';
		g_ptr_array_add(texts, line);
	}
	struct diagnosis *known = diagnose(texts, every, &n_known);
	begun = g_get_monotonic_time();
	struct diagnosis *all = diagnose(texts, 0, &n_all);
	gint64 whole = g_get_monotonic_time() - begun, together = 0;
	g_autofree const char **text = g_new(const char *, n_known);
	g_autofree int32_t *before = g_new(int32_t, n_all), *now = g_new(int32_t, n_all);
	g_autofree int32_t *issue = g_new(int32_t, n_known);
	g_autofree uint32_t *id = g_new(uint32_t, known->n_issues + 1), *id_all = NULL;
	g_autofree struct follow_change *changes = NULL;
	for (size_t i = 0; i < n_all; i++) {
		now[i] = issue_at(all, i);
		before[i] = i % every ? issue_at(known, at) : FOLLOW_ABSENT;
		if (i % every) {
			issue[at] = before[i];
			text[at++] = texts->pdata[i];
		}
	}
	for (size_t i = 0; i < known->n_issues; i++)
		id[i] = (uint32_t)i + 1;
	struct follow_input in = {n_all, before, now, known->n_issues, all->n_issues, id, NULL, 1};
	size_t n_changes;
	uint32_t next;
	begun = g_get_monotonic_time();
	id_all = follow_issues(&in, &changes, &n_changes, &next);
	gint64 followed = g_get_monotonic_time() - begun;
	begun = g_get_monotonic_time();
	struct joiner *j = joiner_new(text, issue, n_known, TEXT_SPANISH, NULL);
	gint64 made = g_get_monotonic_time() - begun;
	g_autofree gint64 *took = g_new(gint64, n_all);
	for (size_t i = 0; i < n_all; i += every, n_held++) {
		begun = g_get_monotonic_time();
		struct joiner_answer answer = joiner_add(j, texts->pdata[i]);
		took[n_held] = g_get_monotonic_time() - begun;
		together += took[n_held];
		n_due += joiner_is_due(j);
		n_joined += answer.issue >= 0;
		n_agreed += answer.issue >= 0 && now[i] >= 0 && id_all[now[i]] == id[answer.issue];
	}
	qsort(took, n_held, sizeof *took, by_size);
	printf("%zu texts, %zu held out: %.1f %% join, of these %.1f %% as in a full run; a report takes "
	       "%.2f ms "
	       "(99 %%: %.2f ms); making the joiner %.2f s, following %.3f s; %zu and %zu issues; due after "
	       "%zu\nall held out: %.2f %% of a full run, with the joiner made anew %.2f %%\n",
	       n_all, n_held, 100.0 * (double)n_joined / (double)n_held,
	       n_joined ? 100.0 * (double)n_agreed / (double)n_joined : 0, (double)took[n_held / 2] / 1e3,
	       (double)took[n_held * 99 / 100] / 1e3, (double)made / 1e6, (double)followed / 1e6,
	       known->n_issues, all->n_issues, n_held - n_due, 100.0 * (double)together / (double)whole,
	       100.0 * (double)(together + made) / (double)whole);
	joiner_free(j);
	diagnosis_free(known);
	diagnosis_free(all);
	return 0;
}
