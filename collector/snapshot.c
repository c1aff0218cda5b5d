/* snapshot - the current reports of a scope, as the analysis sees them.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "snapshot.h"
#include "territory.h"
#include <string.h>

static int32_t dense(GHashTable *index, const char *text)
{
	guint i = GPOINTER_TO_UINT(g_hash_table_lookup(index, text));
	if (i == 0) {
		i = g_hash_table_size(index) + 1;
		g_hash_table_insert(index, g_strdup(text), GUINT_TO_POINTER(i));
	}
	return (int32_t)(i - 1);
}

/* Index of the name in the list, to which it is added where it is new; -1: no name. */
static int32_t listed(GPtrArray *list, const char *name)
{
	guint i;
	if (name == NULL || *name == '\0')
		return -1;
	if (!g_ptr_array_find_with_equal_func(list, name, g_str_equal, &i)) {
		i = list->len;
		g_ptr_array_add(list, g_strdup(name));
	}
	return (int32_t)i;
}

static int32_t town_of(const struct snapshot *snap, const char *municipality)
{
	size_t place = 0, other = 0;
	return snap->table != NULL && municipality != NULL &&
			       places_find(snap->table, municipality, SIZE_MAX, &place, &other) ==
				       PLACES_FOUND
		       ? (int32_t)place
		       : -1;
}

static const char *role_text(const struct form *form, enum form_role role, const json_t *answers)
{
	const struct form_question *q = form_with_role(form, role);
	return q != NULL ? json_string_value(json_object_get(answers, q->path)) : NULL;
}

static int8_t role_level(const struct form *form, enum form_role role, const json_t *answers)
{
	const struct form_question *q = form_with_role(form, role);
	const char *name = role_text(form, role, answers);
	const struct form_choice *choice =
		q != NULL && q->list != NULL && name != NULL ? form_choice_named(q->list, name) : NULL;
	return choice != NULL ? (int8_t)choice->level : 0;
}

/* Names of places are typed: case, accents, punctuation and spaces do not make another place. */
static void name_fold(GString *out, const char *name)
{
	g_autofree char *apart = g_utf8_normalize(name, -1, G_NORMALIZE_ALL);
	g_autofree char *folded = g_utf8_casefold(apart, -1);
	bool is_begun = false, has_gap = false;
	for (const char *p = folded; *p != '\0'; p = g_utf8_next_char(p)) {
		gunichar ch = g_utf8_get_char(p);
		if (g_unichar_ismark(ch))
			continue;
		if (g_unichar_isspace(ch) || g_unichar_ispunct(ch)) {
			has_gap = is_begun;
			continue;
		}
		if (has_gap)
			g_string_append_c(out, ' ');
		g_string_append_unichar(out, ch);
		is_begun = true;
		has_gap = false;
	}
}

static char *place_fold(const char *municipality, const char *place)
{
	GString *out = g_string_new(NULL);
	if (municipality != NULL)
		name_fold(out, municipality);
	g_string_append_c(out, '/');
	if (place != NULL)
		name_fold(out, place);
	return g_string_free(out, FALSE);
}

/* "Other" and "I do not know" are no theme that two people could share. */
static int32_t theme_of(struct snapshot *snap, const struct form *form, const json_t *answers)
{
	const char *name = role_text(form, FORM_ROLE_THEME, answers);
	bool says_nothing = name == NULL || strcmp(name, "otro") == 0 || strcmp(name, "no_se") == 0;
	return says_nothing ? -1 : dense(snap->themes, name);
}

static int32_t pin_of(struct snapshot *snap, const char *uuid_hex)
{
	uint32_t fixed = decisions_pin(snap->decisions, uuid_hex);
	guint pin = GPOINTER_TO_UINT(g_hash_table_lookup(snap->pins, GUINT_TO_POINTER(fixed)));
	if (fixed > 0 && pin == 0) {
		pin = g_hash_table_size(snap->pins) + 1;
		g_hash_table_insert(snap->pins, GUINT_TO_POINTER(fixed), GUINT_TO_POINTER(pin));
	}
	return (int32_t)pin - 1;
}

static bool snapshot_row(void *data, const struct store_row *row)
{
	struct snapshot *snap = data;
	snap->last = MAX(snap->last, store_row_int(row, "id"));
	const struct session *session =
		catalogue_session(snap->catalogue, store_row_text(row, "session", NULL));
	const struct form_version *form = catalogue_form(snap->catalogue, store_row_text(row, "form", NULL));
	if (session == NULL || form == NULL || session->is_trial != snap->is_trial)
		return true;
	json_t *answers = json_loads(store_row_text(row, "answers", NULL), 0, NULL);
	char id[33], sender[33];
	sodium_bin2hex(id, sizeof id, store_row_blob(row, "uuid", NULL), 16);
	sodium_bin2hex(sender, sizeof sender, store_row_blob(row, "sender", NULL), 16);
	const char *text = role_text(form->form, FORM_ROLE_PROBLEM, answers);
	const char *municipality = role_text(form->form, FORM_ROLE_MUNICIPALITY, answers);
	const char *place = role_text(form->form, FORM_ROLE_PLACE, answers);
	const char *region = territory_region(snap->table, session);
	g_autofree char *where = place_fold(municipality, place);
	struct diagnosis_report report = {
		.id = g_strdup(id),
		.text = g_strdup(text != NULL ? text : ""),
		.sender = dense(snap->senders, sender),
		.session = dense(snap->sessions, session->code),
		.theme = theme_of(snap, form->form, answers),
		.place = municipality != NULL || place != NULL ? dense(snap->places, where) : -1,
		.severity = role_level(form->form, FORM_ROLE_SEVERITY, answers),
		.affected = role_level(form->form, FORM_ROLE_AFFECTED, answers),
		.frequency = role_level(form->form, FORM_ROLE_FREQUENCY, answers),
		.heard = snap->rules != NULL
				 ? rules_heard(snap->rules, form->form, answers, region != NULL ? region : "")
				 : -1,
		.pin = pin_of(snap, id),
		.before = -1,
		.hour = store_row_int(row, "hour") / 3600,
	};
	g_ptr_array_add(snap->texts, (char *)(uintptr_t)report.id);
	g_ptr_array_add(snap->texts, (char *)(uintptr_t)report.text);
	struct snapshot_origin origin = {
		.region = listed(snap->regions, region),
		.channel = listed(snap->channels, store_row_text(row, "channel", NULL)),
		.town = town_of(snap, municipality),
	};
	g_array_append_val(snap->reports, report);
	g_array_append_val(snap->origins, origin);
	crypto_generichash_update(&snap->origin_state, (const unsigned char *)&origin, sizeof origin);
	crypto_generichash_update(&snap->origin_state, (const unsigned char *)session->municipality,
				  strlen(session->municipality) + 1);
	crypto_generichash_update(&snap->origin_state, (const unsigned char *)session->date,
				  strlen(session->date) + 1);
	crypto_generichash_update(&snap->state, store_row_blob(row, "digest", NULL), 32);
	uint32_t fixed = decisions_pin(snap->decisions, id);
	uint64_t bytes = GUINT64_TO_LE((uint64_t)fixed);
	if (fixed > 0)
		crypto_generichash_update(&snap->state, (const unsigned char *)&bytes, sizeof bytes);
	json_decref(answers);
	return true;
}

bool snapshot_take(struct snapshot *snap, struct app *app, const char *scope,
		   const struct decisions *decisions, const struct rules *rules, int64_t after,
		   GError **error)
{
	*snap = (struct snapshot){
		.catalogue = app_catalogue(app),
		.is_trial = strcmp(scope, "prueba") == 0,
		.texts = g_ptr_array_new_with_free_func(g_free),
		.reports = g_array_new(FALSE, FALSE, sizeof(struct diagnosis_report)),
		.origins = g_array_new(FALSE, FALSE, sizeof(struct snapshot_origin)),
		.regions = g_ptr_array_new_with_free_func(g_free),
		.channels = g_ptr_array_new_with_free_func(g_free),
		.senders = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL),
		.places = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL),
		.sessions = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL),
		.themes = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL),
		.decisions = decisions,
		.rules = rules,
		.pins = g_hash_table_new(NULL, NULL),
	};
	snap->table = territory_places(app, snap->catalogue);
	for (size_t i = 0; snap->table != NULL && i < snap->table->n_regions; i++)
		listed(snap->regions, snap->table->regions[i]);
	crypto_generichash_init(&snap->state, NULL, 0, 32);
	crypto_generichash_init(&snap->origin_state, NULL, 0, 32);
	unsigned char digest[32];
	bool is_good = store_scan(app->store, after > 0 ? "submission_since" : "submission_current",
				  after > 0 ? json_pack("{s:I}", "id", (json_int_t)after) : json_object(),
				  snapshot_row, snap, error);
	crypto_generichash_final(&snap->state, digest, sizeof digest);
	sodium_bin2hex(snap->input, sizeof snap->input, digest, sizeof digest);
	for (guint i = 0; i < snap->regions->len; i++)
		crypto_generichash_update(&snap->origin_state, snap->regions->pdata[i],
					  strlen(snap->regions->pdata[i]) + 1);
	g_autofree char *outlines =
		json_dumps(catalogue_geography(snap->catalogue), JSON_SORT_KEYS | JSON_COMPACT);
	if (outlines != NULL)
		crypto_generichash_update(&snap->origin_state, (const unsigned char *)outlines,
					  strlen(outlines));
	crypto_generichash_final(&snap->origin_state, digest, sizeof digest);
	sodium_bin2hex(snap->context, sizeof snap->context, digest, sizeof digest);
	return is_good;
}

void snapshot_clear(struct snapshot *snap)
{
	catalogue_unref(snap->catalogue);
	g_array_unref(snap->reports);
	g_array_unref(snap->origins);
	g_ptr_array_unref(snap->regions);
	g_ptr_array_unref(snap->channels);
	g_ptr_array_unref(snap->texts);
	g_hash_table_unref(snap->senders);
	g_hash_table_unref(snap->places);
	g_hash_table_unref(snap->sessions);
	g_hash_table_unref(snap->themes);
	g_hash_table_unref(snap->pins);
}

const struct diagnosis_report *snapshot_reports(const struct snapshot *snap)
{
	return (const struct diagnosis_report *)(void *)snap->reports->data;
}
