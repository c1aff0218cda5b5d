/* example - puts the invented exercise of demo.h into a new data file.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "example.h"
#include "answers.h"
#include "app.h"
#include "demo.h"
#include "library.h"
#include "rules.h"
#include <sodium.h>
#include <string.h>

static char *session_code(size_t i)
{
	return g_strdup_printf("DM%c%02zu", 'C', i + 1);
}

static int64_t session_at(const struct demo_session *s)
{
	g_autoptr(GDateTime) at = NULL;
	g_autofree char *text = g_strdup_printf("%sT16:00:00Z", s->date);
	at = g_date_time_new_from_iso8601(text, NULL);
	g_assert(at != NULL);
	return g_date_time_to_unix(at);
}

struct stage {
	const struct demo *demo;
	const char *form_key;
};

static bool act_body(struct store_transaction *t, const char *kind, const char *subject, json_t *body,
		     int64_t at, GError **error)
{
	return store_act(t, kind, subject, "demostracion", "", body, at, error) != 0;
}

/* Agreed before anybody sees an order, as it should be: the proposed ranges, and who is heard less. */
static bool rules_run(struct store_transaction *t, void *data, GError **error)
{
	json_t *body = rules_proposed();
	(void)data;
	json_object_set_new(body, "answers",
			    json_pack("[s,s,s,s]", "sobre_ti/lengua=si", "sobre_ti/genero=mujer",
				      "sobre_ti/edad=menos18", "sobre_ti/edad=a60_mas"));
	if (!act_body(t, "places.set", "", json_pack("{s:s}", "table", "coahuila"), now_at(), error)) {
		json_decref(body);
		return false;
	}
	return store_act(t, "criteria.lock", "real", "demostracion",
			 "Acuerdo inventado de la demostración: los rangos propuestos, antes de abrir nada",
			 body, now_at(), error) != 0;
}

static bool sessions_run(struct store_transaction *t, void *data, GError **error)
{
	const struct stage *stage = data;
	json_t *notice = json_pack("{s:s,s:s,s:s,s:s,s:s,s:s,s:s}", "responsible",
				   "Ejercicio inventado de Coahuila (demostración)", "address",
				   "domicilio inventado, Saltillo", "scope",
				   "un diagnóstico inventado en cinco regiones", "recipients",
				   "nadie: es una demostración", "public_address", "demostracion.ejemplo.mx",
				   "telephone", "000 000 0000", "version", "demostración");
	if (!act_body(t, "notice.set", "", notice, now_at(), error))
		return false;
	for (size_t i = 0; i < stage->demo->n_sessions; i++) {
		const struct demo_session *s = &stage->demo->sessions[i];
		g_autofree char *code = session_code(i);
		int64_t at = session_at(s);
		json_t *body =
			json_pack("{s:s,s:s,s:s,s:s,s:s,s:s,s:i,s:b}", "title", s->title, "region", s->region,
				  "municipality", s->municipality, "venue", s->venue, "date", s->date, "form",
				  stage->form_key, "n_mesas", (int)s->n_mesas, "is_trial", 0);
		if (!act_body(t, "session.create", code, body, at, error) ||
		    !act_body(t, "session.state", code, json_pack("{s:s}", "state", "open"), at, error))
			return false;
	}
	return true;
}

static bool closing_run(struct store_transaction *t, void *data, GError **error)
{
	const struct stage *stage = data;
	for (size_t i = 0; i + 1 < stage->demo->n_sessions; i++) {
		g_autofree char *code = session_code(i);
		if (!act_body(t, "session.state", code, json_pack("{s:s}", "state", "closed"),
			      session_at(&stage->demo->sessions[i]) + 3 * 3600, error) ||
		    !store_run(t, "arrival_forget", json_pack("{s:s}", "session", code), error))
			return false;
	}
	return true;
}

/* An ordered UUID whose random part comes from the seed, so that the same demo is the same file to the
 * analysis. */
static void uuid_derive(unsigned char uuid[16], uint64_t seed, size_t i, int64_t at)
{
	uint64_t in[2] = {GUINT64_TO_LE(seed), GUINT64_TO_LE((uint64_t)i)};
	crypto_generichash(uuid, 16, (const unsigned char *)in, sizeof in, NULL, 0);
	uint64_t ms = (uint64_t)(at - at % 3600) * 1000;
	for (int b = 0; b < 6; b++)
		uuid[b] = (unsigned char)(ms >> (40 - 8 * b));
	uuid[6] = (unsigned char)(0x70 | (i >> 8 & 0x0f));
	uuid[7] = (unsigned char)i;
	uuid[8] = (unsigned char)(0x80 | (uuid[8] & 0x3f));
}

static char *answers_make(const struct form *form, const struct demo_report *r)
{
	const struct answers_pair all[] = {
		{"problema", r->problem},
		{"tema", r->theme},
		{"lugar/municipio", r->municipality},
		{"lugar/colonia", r->place},
		{"gravedad", r->severity},
		{"afecta", r->affected},
		{"frecuencia", r->frequency},
		{"sobre_ti/edad", r->age},
		{"sobre_ti/genero", r->gender},
		{"sobre_ti/lengua", r->indigenous},
		{"sobre_ti/residente", r->resident},
	};
	struct answers_pair given[G_N_ELEMENTS(all)];
	size_t n = 0;
	for (size_t i = 0; i < G_N_ELEMENTS(all); i++)
		if (all[i].value != NULL)
			given[n++] = all[i];
	struct answers *answers = answers_read(form, given, n);
	g_assert(answers_n_complaints(answers) == 0);
	json_t *json = answers_json(answers);
	char *dumped = json_dumps(json, JSON_COMPACT | JSON_SORT_KEYS), *text = g_strdup(dumped);
	free(dumped);
	json_decref(json);
	answers_free(answers);
	return text;
}

static bool reports_submit(struct app *app, const struct demo *demo, uint64_t seed, size_t *n_senders,
			   GError **error)
{
	struct catalogue *c = app_catalogue(app);
	const struct form_version *form = catalogue_form_named(c, "diagnostico");
	g_autoptr(GHashTable) first = g_hash_table_new_full(g_direct_hash, g_direct_equal, NULL, g_free);
	bool is_good = true;
	for (size_t i = 0; i < demo->n_reports && is_good; i++) {
		const struct demo_report *r = &demo->reports[i];
		g_autofree char *code = session_code(r->session), *answers = answers_make(form->form, r);
		struct submission in = {
			.session = code,
			.form = form->key,
			.channel = "web",
			.language = "es",
			.notice = "demostración",
			.mesa = (int)r->mesa,
			.answers = answers,
			.at = session_at(&demo->sessions[r->session]) + (int64_t)r->minute * 60,
		};
		uuid_derive(in.uuid, seed, i, in.at);
		const unsigned char *sender = g_hash_table_lookup(first, GSIZE_TO_POINTER(r->sender + 1));
		in.has_sender = sender != NULL;
		if (sender != NULL)
			memcpy(in.sender, sender, 16);
		else
			g_hash_table_insert(first, GSIZE_TO_POINTER(r->sender + 1), g_memdup2(in.uuid, 16));
		struct submission_receipt receipt;
		is_good = store_submit(app->store, &in, &receipt, error) == SUBMISSION_STORED;
	}
	*n_senders = g_hash_table_size(first);
	catalogue_unref(c);
	return is_good;
}

bool example_fill(const char *path, uint64_t seed, struct example_counts *counts, GError **error)
{
	struct store_options options;
	store_options_default(&options);
	struct app *app = app_open(path, &options, error);
	if (app == NULL)
		return false;
	struct demo *demo = demo_invent(seed);
	bool is_good = library_publish(app, "diagnostico", error);
	struct catalogue *c = app_catalogue(app);
	struct stage stage = {demo, is_good ? catalogue_form_named(c, "diagnostico")->key : NULL};
	is_good = is_good && app_act(app, rules_run, NULL, error) &&
		  app_act(app, sessions_run, &stage, error) &&
		  reports_submit(app, demo, seed, &counts->n_senders, error) &&
		  app_act(app, closing_run, &stage, error);
	*counts = (struct example_counts){demo->n_sessions, demo->n_reports, counts->n_senders};
	catalogue_unref(c);
	demo_free(demo);
	app_close(app);
	return is_good;
}
