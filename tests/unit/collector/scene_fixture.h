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

#endif
