/* library - the ready forms that come with the program, and the trial session.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "library.h"
#include "xlsform.h"
#include <string.h>

#define FOLDER "forms/library/"

const struct asset *library_form(const char *name)
{
	g_autofree char *path = g_strconcat(FOLDER, name, ".md", NULL);
	return asset_find(path);
}

json_t *library_list(void)
{
	json_t *list = json_array();
	for (size_t i = 0; i < n_assets; i++) {
		const char *name = assets[i].name, *text = assets[i].bytes;
		if (!g_str_has_prefix(name, FOLDER))
			continue;
		struct form *form = xlsform_read_bytes(text, assets[i].length, NULL, NULL);
		g_assert(form != NULL);
		g_autofree char *bare = g_strndup(name + strlen(FOLDER), strlen(name) - strlen(FOLDER ".md"));
		g_autofree char *about =
			g_strstrip(g_strndup(text + strspn(text, "# "), strcspn(text + 1, "\n")));
		json_array_append_new(
			list, json_pack("{s:s,s:s,s:s}", "name", bare, "title", form->title, "about", about));
		form_free(form);
	}
	return list;
}

bool library_publish(struct app *app, const char *name, GError **error)
{
	const struct asset *file = library_form(name);
	g_assert(file != NULL);
	char key[17];
	form_key(key, file->bytes);
	struct catalogue *c = app_catalogue(app);
	bool is_known = catalogue_form(c, key) != NULL;
	catalogue_unref(c);
	return is_known || app_act_one(app, "form.publish", key, "sistema", "",
				       json_pack("{s:s}", "source", file->bytes), error);
}

static bool trial_run(struct store_transaction *t, void *data, GError **error)
{
	static const char code[] = "PRB24"; /* one trial a file: a code that is easy to type */
	json_t *body = json_pack("{s:s,s:s,s:s,s:s,s:s,s:s,s:i,s:b}", "title", "Jornada de prueba", "region",
				 "", "municipality", "Saltillo", "venue", "Esta computadora", "date", "",
				 "form", (const char *)data, "n_mesas", 0, "is_trial", 1);
	return store_act(t, "session.create", code, "sistema", "", body, now_at(), error) != 0 &&
	       store_act(t, "session.state", code, "sistema", "", json_pack("{s:s}", "state", "open"),
			 now_at(), error) != 0;
}

bool library_trial(struct app *app, GError **error)
{
	struct catalogue *c = app_catalogue(app);
	const struct form_version *form = catalogue_form_named(c, "diagnostico");
	bool is_good = app_act(app, trial_run, form->key, error);
	catalogue_unref(c);
	return is_good;
}
