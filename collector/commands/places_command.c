/* places_command - numbers what the rows say, leaves the figures to landscape, and lays them out.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "places_command.h"

#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cells.h"
#include "chart.h"
#include "command.h"
#include "landscape.h"
#include "places_options.h"
#include "rank_page.h"
#include "words.h"

/* Texts of a column by name; a row's is SIZE_MAX where it says nothing. */
struct naming {
	GPtrArray *names; /* borrowed */
	size_t *of;	  /* n_rows */
};

struct study {
	const struct places_options *o;
	struct cells *cells;
	struct geography *geography;
	struct naming issue, sender, session, place, period;
	GPtrArray *names; /* of places: those of the geography, then those it does not have */
	size_t *number;	  /* of place.names: into names */
	size_t *shapes;
	bool *is_solved;
	const char **evidence; /* n issues */
	char *geography_digest, digest[65];
	uint64_t seed;
	json_t *view, *inputs;
};

/* --- names ------------------------------------------------------------------------------------------------
 */

static gint by_text(gconstpointer a, gconstpointer b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static size_t found_at(const GPtrArray *names, const char *name)
{
	void **at = names->len ? bsearch(&name, names->pdata, names->len, sizeof name, by_text) : NULL;

	return at ? (size_t)(at - names->pdata) : SIZE_MAX;
}

/* column NULL: nothing is said. */
static bool name_rows(struct naming *naming, const struct cells *cells, const char *column, GError **error)
{
	g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);
	size_t at;

	naming->names = g_ptr_array_new();
	naming->of = g_new(size_t, cells->n_rows + 1);
	if (!cells_column(cells, column, &at, error))
		return false;
	for (size_t i = 0; at != SIZE_MAX && i < cells->n_rows; i++) {
		const char *text = cells_text(cells, i, at);

		if (*text && g_hash_table_add(seen, (gpointer)(uintptr_t)text))
			g_ptr_array_add(naming->names, (gpointer)(uintptr_t)text);
	}
	g_ptr_array_sort(naming->names, by_text);
	for (size_t i = 0; i < cells->n_rows; i++)
		naming->of[i] = at == SIZE_MAX ? SIZE_MAX : found_at(naming->names, cells_text(cells, i, at));
	return true;
}

static void naming_clear(struct naming *naming)
{
	if (naming->names)
		g_ptr_array_unref(naming->names);
	g_free(naming->of);
}

static char *folded(const char *text)
{
	g_autofree char *ascii = g_str_to_ascii(text, "es");

	return g_strstrip(g_ascii_strdown(ascii, -1));
}

/* By key, with the zero that a spreadsheet may have taken, then by the name that one place alone bears. */
static size_t shape_of(const struct geography *g, const char *text)
{
	g_autofree char *zero = g_strconcat("0", text, NULL), *wanted = folded(text);
	size_t found = geography_find(g, text);

	if (found == SIZE_MAX && strlen(text) == 4)
		found = geography_find(g, zero);
	if (found != SIZE_MAX)
		return found;
	for (size_t k = 0; k < g->shapes.n_places; k++) {
		g_autofree char *name = folded(g->names[k]);

		if (!*name || strcmp(name, wanted) != 0)
			continue;
		if (found != SIZE_MAX)
			return SIZE_MAX;
		found = k;
	}
	return found;
}

static void match_places(struct study *s)
{
	const struct geography *g = s->geography;
	size_t n_shapes = g ? g->shapes.n_places : 0, n_most = n_shapes + s->place.names->len;

	s->names = g_ptr_array_new();
	s->number = g_new(size_t, s->place.names->len + 1);
	s->shapes = g_new(size_t, n_most + 1);
	for (size_t k = 0; k < n_shapes; k++) {
		g_ptr_array_add(s->names, *g->names[k] ? g->names[k] : g->keys[k]);
		s->shapes[k] = k;
	}
	for (guint i = 0; i < s->place.names->len; i++) {
		s->number[i] = g ? shape_of(g, s->place.names->pdata[i]) : SIZE_MAX;
		if (s->number[i] != SIZE_MAX)
			continue;
		s->number[i] = s->names->len;
		s->shapes[s->names->len] = SIZE_MAX;
		g_ptr_array_add(s->names, s->place.names->pdata[i]);
	}
}

static bool take_evidence(struct study *s, GError **error)
{
	s->is_solved = g_new0(bool, s->issue.names->len + 1);
	s->evidence = g_new0(const char *, s->issue.names->len + 1);
	for (size_t i = 0; s->o->solved && s->o->solved[i]; i++) {
		const char *at = strchr(s->o->solved[i], '=');
		g_autofree char *name = at ? g_strndup(s->o->solved[i], (gsize)(at - s->o->solved[i])) : NULL;
		size_t issue = name ? found_at(s->issue.names, g_strstrip(name)) : SIZE_MAX;

		if (!at || !at[1] || !g_utf8_validate(s->o->solved[i], -1, NULL)) {
			g_set_error(error, ANALYZE_ERROR, ANALYZE_ERROR_VALUE, "--solved \"%s\": %s",
				    s->o->solved[i],
				    _("write ISSUE=SOURCE; without a source nothing is called solved"));
			return false;
		}
		if (issue == SIZE_MAX) {
			g_set_error(error, ANALYZE_ERROR, ANALYZE_ERROR_VALUE, "--solved \"%s\": %s", name,
				    _("no row names that issue"));
			return false;
		}
		s->is_solved[issue] = true;
		s->evidence[issue] = at + 1;
	}
	return true;
}

/* --- reading ----------------------------------------------------------------------------------------------
 */

static bool read_geography(struct study *s, GError **error)
{
	g_autofree char *bytes = NULL;
	g_autoptr(GError) failure = NULL;
	gsize n_bytes;

	if (!s->o->geojson)
		return true;
	if (!g_file_get_contents(s->o->geojson, &bytes, &n_bytes, &failure)) {
		analyze_file_failed(error, _("Cannot open"), s->o->geojson, failure);
		return false;
	}
	s->geography_digest = g_compute_checksum_for_data(G_CHECKSUM_SHA256, (const guchar *)bytes, n_bytes);
	s->geography = geography_of(bytes, n_bytes, s->o->key, error);
	return s->geography != NULL;
}

static const char *said(const struct naming *naming, size_t row)
{
	return naming->of[row] == SIZE_MAX ? "" : naming->names->pdata[naming->of[row]];
}

/* Over what is said, in an order of its own, so that the order of rows does not matter. */
static void find_seed(struct study *s)
{
	g_autoptr(GPtrArray) lines = g_ptr_array_new_with_free_func(g_free);
	unsigned char hash[32];
	crypto_generichash_state state;

	for (size_t i = 0; i < s->cells->n_rows; i++)
		g_ptr_array_add(lines, g_strjoin("\x1f", said(&s->issue, i), said(&s->sender, i),
						 said(&s->session, i), said(&s->place, i),
						 said(&s->period, i), NULL));
	g_ptr_array_sort(lines, by_text);
	crypto_generichash_init(&state, NULL, 0, sizeof hash);
	for (guint i = 0; i < lines->len; i++)
		crypto_generichash_update(&state, lines->pdata[i], strlen(lines->pdata[i]) + 1);
	if (s->geography_digest)
		crypto_generichash_update(&state, (const unsigned char *)s->geography_digest,
					  strlen(s->geography_digest));
	crypto_generichash_final(&state, hash, sizeof hash);
	sodium_bin2hex(s->digest, sizeof s->digest, hash, sizeof hash);
	for (size_t i = 0; i < 8; i++)
		s->seed = s->seed << 8 | hash[i];
	s->seed = s->o->result.is_seeded ? s->o->result.seed : s->seed & G_MAXINT64;
}

static bool read_study(struct study *s, GError **error)
{
	const struct places_options *o = s->o;

	s->cells = cells_read(o->files[0], error);
	if (!s->cells || !name_rows(&s->issue, s->cells, o->issue, error) ||
	    !name_rows(&s->place, s->cells, o->place, error) ||
	    !name_rows(&s->sender, s->cells, o->sender, error) ||
	    !name_rows(&s->session, s->cells, o->session, error) ||
	    !name_rows(&s->period, s->cells, o->period, error) || !read_geography(s, error))
		return false;
	if (s->issue.names->len == 0 || s->place.names->len == 0) {
		g_set_error(error, ANALYZE_ERROR, ANALYZE_ERROR_EMPTY, "%s: %s", o->files[0],
			    _("no row names an issue, or none a place"));
		return false;
	}
	if (s->issue.names->len > 2000 || s->place.names->len > GEOGRAPHY_MAX_PLACES) {
		g_set_error(
			error, ANALYZE_ERROR, ANALYZE_ERROR_VALUE, "%s: %s", o->files[0],
			_("there are more than 2000 issues or 5000 places; are these the right columns?"));
		return false;
	}
	match_places(s);
	if (!take_evidence(s, error))
		return false;
	find_seed(s);
	return true;
}

static void calculate(struct study *s)
{
	size_t n = s->cells->n_rows, n_periods = s->period.names->len, i;
	g_autofree struct landscape_row *rows = g_new(struct landscape_row, n + 1);
	struct landscape_input input = {.rows = rows,
					.n_rows = n,
					.n_issues = s->issue.names->len,
					.n_places = s->names->len,
					.names = (const char *const *)s->names->pdata,
					.geography = s->geography,
					.shapes = s->shapes,
					.is_solved = s->is_solved,
					.earlier = n_periods > 1 ? 0 : SIZE_MAX,
					.later = n_periods > 1 ? n_periods - 1 : SIZE_MAX,
					.seed = s->seed};
	json_t *issue;

	for (size_t r = 0; r < n; r++)
		rows[r] = (struct landscape_row){
			s->issue.of[r], s->sender.of[r] != SIZE_MAX ? s->sender.of[r] : SIZE_MAX / 2 + r,
			s->session.of[r], s->place.of[r] != SIZE_MAX ? s->number[s->place.of[r]] : SIZE_MAX,
			s->period.of[r]};
	s->view = landscape_view(&input);
	json_array_foreach(json_object_get(s->view, "issues"), i, issue)
	{
		json_object_set_new(issue, "name", json_string(s->issue.names->pdata[i]));
		json_object_set_new(issue, "evidence",
				    s->evidence[i] ? json_string(s->evidence[i]) : json_null());
	}
}

/* --- what is written --------------------------------------------------------------------------------------
 */

static json_t *unmatched_of(const struct study *s)
{
	json_t *list = json_array();

	for (guint i = s->geography ? (guint)s->geography->shapes.n_places : s->names->len; i < s->names->len;
	     i++)
		json_array_append_new(list, json_string(s->names->pdata[i]));
	return list;
}

static void complete_view(struct study *s)
{
	guint n = s->period.names->len;

	s->inputs = json_pack("[{s:s, s:s}]", "file", s->o->files[0], "sha256", s->cells->digest);
	if (s->geography_digest)
		json_array_append_new(s->inputs, json_pack("{s:s, s:s}", "file", s->o->geojson, "sha256",
							   s->geography_digest));
	json_object_set(s->view, "inputs", s->inputs);
	json_object_set_new(s->view, "digest", json_string(s->digest));
	json_object_set_new(s->view, "seed", json_integer((json_int_t)s->seed));
	json_object_set_new(
		s->view, "periods",
		n > 1 ? json_pack("[s, s]", s->period.names->pdata[0], s->period.names->pdata[n - 1])
		      : json_null());
	json_object_set_new(s->view, "unmatched", unmatched_of(s));
}

static void add_sentence(json_t *sentences, char *sentence)
{
	if (sentence)
		json_array_append_new(sentences, json_string(sentence));
	g_free(sentence);
}

/* The drawing where there is something to draw it from, else its words and its table. */
static void add_issue(const struct study *s, json_t *page, const json_t *issue, bool is_drawn)
{
	const char *language = words_of_terminal(),
		   *source = json_string_value(json_object_get(issue, "evidence"));
	json_t *data = landscape_map(s->view, issue, s->geography, s->shapes),
	       *view = chart_view("map", data, CHART_WIDE, language), *sentences = json_array();

	if (source)
		add_sentence(sentences, g_strdup_printf("%s %s", _("Solved, according to:"), source));
	if (!is_drawn)
		json_array_append(sentences, json_object_get(view, "alt"));
	add_sentence(sentences, landscape_say_neighbours(s->view, issue, language));
	add_sentence(sentences, landscape_say_change(issue, language));
	rank_page_section(page, json_string_value(json_object_get(issue, "name")), sentences,
			  is_drawn ? NULL : json_incref(json_object_get(view, "table")),
			  is_drawn ? rank_page_chart("map", json_incref(data)) : NULL);
	json_decref(view);
	json_decref(data);
}

static json_t *notices_of(const struct study *s)
{
	json_t *notices = json_array(), *unmatched = json_object_get(s->view, "unmatched"), *name;
	g_autoptr(GString) names = g_string_new(NULL);
	size_t i;

	add_sentence(notices, g_strdup(_("Shares are of the senders of a place, never of its inhabitants.")));
	if (!json_is_true(json_object_get(s->view, "is_tested")))
		add_sentence(notices,
			     g_strdup(_("Fewer than 20 senders, or one place: nothing is compared.")));
	else if (!json_is_true(json_object_get(s->view, "are_rooms_known")))
		add_sentence(
			notices,
			g_strdup(_("No place has two sessions: what differs may be the place or the room.")));
	if (!s->o->sender)
		add_sentence(notices,
			     g_strdup(_("Without --sender each row counts as a person of its own; who "
					"wrote twice counts twice.")));
	json_array_foreach(unmatched, i, name)
		g_string_append_printf(names, "%s%s", i ? ", " : "", json_string_value(name));
	if (names->len)
		add_sentence(notices,
			     g_strdup_printf("%s %s", _("Not in the GeoJSON, and therefore off the map:"),
					     names->str));
	return notices;
}

static json_t *page_of(const struct study *s, bool is_html)
{
	json_t *page = json_pack("{s:s, s:o}", "title", _("Where and when it is mentioned"), "notices",
				 notices_of(s)),
	       *issue, *input;
	g_autofree char *seed = g_strdup_printf(
		"%" G_GUINT64_FORMAT " (%s)", s->seed,
		s->o->result.is_seeded ? _("given by hand") : _("from the digest; nobody chose it"));
	size_t i;

	json_array_foreach(json_object_get(s->view, "issues"), i, issue)
		add_issue(s, page, issue, is_html && s->geography);
	json_array_foreach(s->inputs, i, input)
		rank_page_setting(page, json_string_value(json_object_get(input, "file")),
				  json_string_value(json_object_get(input, "sha256")));
	rank_page_setting(page, _("Seed"), seed);
	rank_page_setting(page, _("Digest of data and settings (BLAKE2b)"), s->digest);
	return page;
}

static bool report(const struct study *s, GError **error)
{
	json_t *page = page_of(s, false), *drawn = s->o->result.html ? page_of(s, true) : NULL;
	bool is_written = result_write(s->view, page, drawn, &s->o->result, error);

	json_decref(page);
	json_decref(drawn);
	return is_written;
}

static void study_clear(struct study *s)
{
	struct naming *namings[] = {&s->issue, &s->sender, &s->session, &s->place, &s->period};

	for (size_t i = 0; i < G_N_ELEMENTS(namings); i++)
		naming_clear(namings[i]);
	if (s->names)
		g_ptr_array_unref(s->names);
	g_free(s->number);
	g_free(s->shapes);
	g_free(s->is_solved);
	g_free(s->evidence);
	g_free(s->geography_digest);
	geography_free(s->geography);
	cells_free(s->cells);
	json_decref(s->view);
	json_decref(s->inputs);
}

int places_command(int argc, char **argv)
{
	struct places_options options;
	g_autofree char *wrong = places_options_read(&options, &argc, &argv);
	struct study study = {.o = &options};
	g_autoptr(GError) error = NULL;
	int status = COMMAND_USAGE;

	if (wrong) {
		fprintf(stderr, "vocalia places: %s\n%s\n", wrong, _("Try: vocalia places --help"));
	} else {
		status = COMMAND_FAILED;
		if (read_study(&study, &error)) {
			calculate(&study);
			complete_view(&study);
			if (report(&study, &error))
				status = COMMAND_DONE;
		}
		if (error)
			fprintf(stderr, "vocalia places: %s\n", error->message);
	}
	study_clear(&study);
	places_options_clear(&options);
	return status;
}
