/* scene_fixture - the program over a data file in a folder of its own.
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Threads: one.  Memory: scene_end.  Failure: the test's.
 */
#ifndef SCENE_FIXTURE_H
#define SCENE_FIXTURE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <glib/gstdio.h>
#include <string.h>

#include "app.h"
#include "example.h"
#include "library.h"

struct scene {
	char *folder, *path;
	struct app *app;
};

/* With the form of a diagnosis and nothing else, or with the invented exercise. */
static inline void scene_begin(struct scene *s, bool is_demo)
{
	struct store_options options;
	struct example_counts counts;
	s->folder = g_dir_make_tmp("vocalia-XXXXXX", NULL);
	s->path = g_build_filename(s->folder, "t.db", NULL);
	if (is_demo)
		assert_true(example_fill(s->path, 1, &counts, NULL));
	store_options_default(&options);
	options.reserve_bytes = 0;
	s->app = app_open(s->path, &options, NULL);
	assert_non_null(s->app);
	assert_true(library_publish(s->app, "diagnostico", NULL));
}

static inline void scene_end(struct scene *s)
{
	static const char *const ends[] = {"", ".lock", "-wal", "-shm"};
	app_close(s->app);
	for (size_t i = 0; i < G_N_ELEMENTS(ends); i++) {
		g_autofree char *file = g_strconcat(s->path, ends[i], NULL);
		g_remove(file);
	}
	g_rmdir(s->folder);
	g_free(s->path);
	g_free(s->folder);
}

/* A session of that region and municipality ("": none), not yet open. */
static inline void scene_session(struct scene *s, const char *code, const char *region,
				 const char *municipality, bool is_trial)
{
	struct catalogue *c = app_catalogue(s->app);
	json_t *body =
		json_pack("{s:s,s:s,s:s,s:s,s:s,s:s,s:i,s:b}", "title", "T", "region", region, "municipality",
			  municipality, "venue", "", "date", "", "form",
			  catalogue_form_named(c, "diagnostico")->key, "n_mesas", 0, "is_trial", is_trial);
	assert_true(app_act_one(s->app, "session.create", code, "ana", "", body, NULL));
	catalogue_unref(c);
}

/* A report under a UUID of its own, with the sender of an earlier one and in place of another (NULL: none).
 */
static inline void scene_report(struct scene *s, const char *code, const char *channel, const char *answers,
				const unsigned char *sender, const unsigned char *replaces,
				unsigned char uuid[16])
{
	struct catalogue *c = app_catalogue(s->app);
	struct submission in = {.session = code,
				.form = catalogue_form_named(c, "diagnostico")->key,
				.channel = channel,
				.language = "es",
				.notice = "1",
				.answers = answers,
				.at = 1790000000};
	struct submission_receipt receipt;
	store_mint_uuid(s->app->store, uuid);
	memcpy(in.uuid, uuid, 16);
	if (sender != NULL) {
		in.has_sender = true;
		memcpy(in.sender, sender, 16);
	}
	if (replaces != NULL) {
		in.has_replaces = true;
		memcpy(in.replaces, replaces, 16);
	}
	assert_int_equal(store_submit(s->app->store, &in, &receipt, NULL), SUBMISSION_STORED);
	catalogue_unref(c);
}

static inline json_int_t number(const json_t *view, const char *key)
{
	return json_integer_value(json_object_get(view, key));
}

#endif
