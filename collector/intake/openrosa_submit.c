/* openrosa_submit - a report as OpenRosa clients send it: its XML and its files, maybe in several posts.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 * Each post carries the whole XML: the first one stores the report, the others add the files that were
 * missing.
 */
#include "complaint.h"
#include "folio.h"
#include "handlers.h"
#include "instance.h"
#include "openrosa.h"
#include "photo.h"
#include "uuid.h"
#include "words.h"
#include <sodium.h>
#include <string.h>

#define PART_XML       "xml_submission_file"
#define COMPLAINTS_MAX 5 /* told at once: a telephone shows them in a small box */
#define LABEL_MAX      80

/* What one post turns into. */
struct post {
	struct context *context;
	const struct session *session;
	const struct form_version *form;
	struct instance *instance;
	struct answers *answers;
	GArray *files;	    /* struct submission_file */
	GPtrArray *bytes;   /* GBytes * that the files borrow */
	GHashTable *named;  /* names that files has */
	char *refused_file; /* a picture that cannot be read, or NULL */
	struct submission submission;
};

static const char *say(const struct post *p, const char *sentence)
{
	return words_say(p->context->language, sentence);
}

/* ---- identifiers */

/* The report's UUID; what is none becomes one (RFC 9562 version 8), always the same. */
static void identifier_read(unsigned char uuid[16], const char *form_id, const char *instance_id)
{
	if (g_ascii_strncasecmp(instance_id, "uuid:", 5) == 0 && uuid_read(uuid, instance_id))
		return;
	static const char purpose[] = "openrosa instanceID";
	crypto_generichash_state state;
	crypto_generichash_init(&state, NULL, 0, 16);
	crypto_generichash_update(&state, (const unsigned char *)purpose, sizeof purpose);
	crypto_generichash_update(&state, (const unsigned char *)form_id, strlen(form_id) + 1);
	crypto_generichash_update(&state, (const unsigned char *)instance_id, strlen(instance_id) + 1);
	crypto_generichash_final(&state, uuid, 16);
	uuid[6] = (unsigned char)(0x80 | (uuid[6] & 0x0f));
	uuid[8] = (unsigned char)(0x80 | (uuid[8] & 0x3f));
}

/* Fills in what the new version replaces; the refusal when it may not, else NULL. */
static struct reply *lineage_fill(struct post *p)
{
	struct submission *in = &p->submission;
	if (p->instance->deprecated_id == NULL)
		return NULL;
	char own[33], replaced[33];
	identifier_read(in->replaces, p->instance->form_id, p->instance->deprecated_id);
	uuid_hex(in->uuid, own);
	uuid_hex(in->replaces, replaced);
	json_t *row = store_read_one(p->context->app->store, "submission_edited",
				     json_pack("{s:s,s:s}", "uuid#", replaced, "own#", own), NULL);
	const char *session = json_string_value(json_object_get(row, "session")),
		   *key = json_string_value(json_object_get(row, "form")),
		   *sender = json_string_value(json_object_get(row, "sender"));
	const struct form_version *form = key != NULL ? catalogue_form(p->context->catalogue, key) : NULL;
	const char *problem = NULL;
	if (form == NULL || strcmp(own, replaced) == 0 || strcmp(session, p->session->code) != 0 ||
	    strcmp(form->form->id, p->form->form->id) != 0)
		problem = say(p, "El reporte que se corrige no está en esta jornada.");
	else if (json_integer_value(json_object_get(row, "is_erased")) != 0)
		problem = say(p, "El reporte que se corrige fue retirado.");
	else if (json_integer_value(json_object_get(row, "is_replaced")) != 0)
		problem = say(
			p, "El reporte ya fue corregido desde otro lugar: esta corrección es de una versión "
			   "anterior.");
	if (problem == NULL) {
		in->has_replaces = in->has_sender = true;
		in->mesa = (int)json_integer_value(json_object_get(row, "mesa"));
		sodium_hex2bin(in->sender, sizeof in->sender, sender, strlen(sender), NULL, NULL, NULL);
	}
	json_decref(row);
	return problem != NULL ? openrosa_refuse(p->context, 409, problem) : NULL;
}

/* ---- answers */

static struct reply *complain(const struct post *p)
{
	const struct form *form = p->form->form;
	size_t language = form_language(form, p->context->language), n = answers_n_complaints(p->answers);
	GString *text = g_string_new(say(p, "No se recibió. Corrige el formulario y envíalo de nuevo:"));
	for (size_t i = 0; i < MIN(n, COMPLAINTS_MAX); i++) {
		const struct answers_complaint *complaint = answers_complaint(p->answers, i);
		const char *label = form_text_in(form, &complaint->question->label, language);
		g_autofree char *shown = g_utf8_substring(
			label != NULL ? label : complaint->question->name, 0,
			MIN(g_utf8_strlen(label != NULL ? label : complaint->question->name, -1), LABEL_MAX));
		g_string_append_printf(text, " «%s»: %s", shown,
				       complaint_say(complaint, form, language, p->context->language));
	}
	if (n > COMPLAINTS_MAX)
		g_string_append(text, " …");
	g_autofree char *message = g_string_free(text, FALSE);
	return openrosa_refuse(p->context, 422, message);
}

/* ---- files */

static const char *base_name(const char *name)
{
	const char *slash = strrchr(name, '/');
	return slash != NULL ? slash + 1 : name;
}

static bool names_are_equal(const char *a, const char *b)
{
	g_autofree char *one = g_utf8_normalize(a, -1, G_NORMALIZE_NFC),
			*other = g_utf8_normalize(b, -1, G_NORMALIZE_NFC);
	return one != NULL && other != NULL && strcmp(one, other) == 0;
}

/* The part that carries the file of that name: clients give it as the part's name and as its file name. */
static const struct http_field *part_of(const struct request *rq, const char *name)
{
	for (size_t i = 0; i < rq->n_fields; i++) {
		const struct http_field *field = &rq->fields[i];
		if (field->is_file && (names_are_equal(field->name, name) ||
				       names_are_equal(base_name(field->file_name), name)))
			return field;
	}
	return NULL;
}

static void file_take(void *data, const char *field, const char *name)
{
	(void)field;
	struct post *p = data;
	if (g_hash_table_contains(p->named, name))
		return;
	g_hash_table_add(p->named, g_strdup(name));
	struct submission_file file = {.name = request_keep(p->context->request, g_strdup(name), g_free)};
	const struct http_field *part = part_of(p->context->request, name);
	if (part != NULL) {
		GBytes *bytes = photo_clean(part->value, part->length, &file.type);
		if (bytes == NULL) {
			if (p->refused_file == NULL)
				p->refused_file = g_strdup(name);
			return;
		}
		g_ptr_array_add(p->bytes, bytes);
		file.bytes = g_bytes_get_data(bytes, &file.length);
		if (file.bytes == NULL) /* no bytes are a file too */
			file.bytes = "";
	}
	g_array_append_val(p->files, file);
}

/* ---- storing */

/* The answers without what formulas made of them. */
static json_t *answers_given(const struct form *form, const json_t *answers, const char *prefix)
{
	json_t *given = json_object(), *value;
	const char *key;
	json_object_foreach((json_t *)(uintptr_t)answers, key, value)
	{
		g_autofree char *path = g_strconcat(prefix, key, NULL);
		const struct form_question *question = form_find(form, path);
		if (question != NULL && question->calculation != NULL)
			continue;
		if (question == NULL || question->type != FORM_REPEAT) {
			json_object_set(given, key, value);
			continue;
		}
		g_autofree char *inner = g_strconcat(path, "/", NULL);
		json_t *instances = json_array(), *instance;
		size_t i;
		json_array_foreach(value, i, instance)
			json_array_append_new(instances, answers_given(form, instance, inner));
		json_object_set_new(given, key, instances);
	}
	return given;
}

/* A formula that asks for the clock gives something else when the same report comes again: then what is
 * stored counts.  Returns the stored answers if only formulas differ, to be freed; else NULL. */
static char *stored_answers(const struct post *p, const json_t *answers)
{
	char own[33];
	uuid_hex(p->submission.uuid, own);
	json_t *row = store_read_one(p->context->app->store, "submission_by_uuid",
				     json_pack("{s:s}", "uuid#", own), NULL);
	const char *text = json_string_value(json_object_get(row, "answers"));
	json_t *stored = text != NULL ? json_loads(text, 0, NULL) : NULL;
	char *found = NULL;
	if (stored != NULL) {
		json_t *one = answers_given(p->form->form, answers, ""),
		       *other = answers_given(p->form->form, stored, "");
		if (json_equal(one, other))
			found = g_strdup(text);
		json_decref(one);
		json_decref(other);
	}
	json_decref(stored);
	json_decref(row);
	return found;
}

static enum submission_outcome post_store(struct post *p, struct submission_receipt *receipt, GError **error)
{
	json_t *json = answers_json(p->answers);
	char *text = json_dumps(json, JSON_COMPACT | JSON_SORT_KEYS);
	g_autofree char *stored = NULL;
	p->submission.answers = text;
	enum submission_outcome outcome =
		store_submit(p->context->app->store, &p->submission, receipt, error);
	if (outcome == SUBMISSION_CONFLICT && p->form->form->uses_clock &&
	    (stored = stored_answers(p, json)) != NULL) {
		p->submission.answers = stored;
		outcome = store_submit(p->context->app->store, &p->submission, receipt, error);
	}
	p->submission.answers = NULL;
	free(text);
	json_decref(json);
	return outcome;
}

static struct reply *received(const struct post *p, const struct submission_receipt *receipt)
{
	struct folio folio;
	char text[FOLIO_TEXT_MAX];
	folio_make(&folio, receipt->id, store_secret(p->context->app->store), p->submission.uuid);
	folio_write(&folio, text);
	g_autofree char *message = g_strdup_printf("%s %s", say(p, "Recibido. Folio:"), text);
	return openrosa_say(p->context, 201, "submit_success", message);
}

static struct reply *outcome_reply(struct post *p)
{
	struct submission_receipt receipt;
	GError *error = NULL;
	switch (post_store(p, &receipt, &error)) {
	case SUBMISSION_STORED:
	case SUBMISSION_REPEATED:
		return received(p, &receipt);
	case SUBMISSION_CONFLICT:
		return openrosa_refuse(p->context, 409, NULL);
	case SUBMISSION_RETIRED:
		return openrosa_refuse(
			p->context, 409,
			say(p, "retirado: este reporte fue retirado por quien lo envió y ya no se puede "
			       "volver a enviar."));
	default:
		return context_fail(p->context, error);
	}
}

/* ---- the way of a post */

static struct reply *unreadable(const struct post *p, unsigned status, GError *error)
{
	g_autofree char *message =
		g_strdup_printf("%s %s", say(p, "El servidor no pudo leer el formulario:"), error->message);
	g_error_free(error);
	return openrosa_refuse(p->context, status, message);
}

static struct reply *instance_read(struct post *p)
{
	const struct http_field *xml = NULL;
	const struct request *rq = p->context->request;
	size_t n = 0;
	for (size_t i = 0; i < rq->n_fields; i++)
		if (strcmp(rq->fields[i].name, PART_XML) == 0) {
			xml = &rq->fields[i];
			n++;
		}
	if (n != 1)
		return openrosa_refuse(p->context, 400,
				       say(p, "Al envío le falta el formulario "
					      "(xml_submission_file), o lo trae dos veces."));
	GError *error = NULL;
	p->instance = instance_parse(xml->value, xml->length, &error);
	if (p->instance == NULL)
		return unreadable(p, 400, error);
	if (strcmp(p->instance->form_id, p->session->form->form->id) != 0)
		return openrosa_refuse(p->context, 404, say(p, "Ese formulario no es el de esta jornada."));
	p->form = openrosa_form_version(p->context->catalogue, p->session, p->instance->version);
	if (p->form == NULL)
		return openrosa_refuse(
			p->context, 404,
			say(p,
			    "Esa versión del formulario no es de este servidor: actualiza los formularios."));
	return NULL;
}

static struct reply *answers_take(struct post *p)
{
	GError *error = NULL;
	size_t n;
	struct answers_pair *pairs = instance_pairs(p->instance, p->form->form, &n, &error);
	if (pairs == NULL)
		return unreadable(p, 422, error);
	p->answers = answers_read(p->form->form, pairs, n);
	instance_pairs_free(pairs, n);
	if (answers_n_complaints(p->answers) > 0)
		return complain(p);
	answers_each_file(p->answers, file_take, p);
	if (p->refused_file == NULL)
		return NULL;
	g_autofree char *message = g_strdup_printf(
		"%s %s", say(p, "No se puede leer esta fotografía; tómala de nuevo:"), p->refused_file);
	return openrosa_refuse(p->context, 422, message);
}

static struct reply *post_take(struct post *p)
{
	struct context *c = p->context;
	struct reply *refusal = instance_read(p);
	if (refusal != NULL)
		return refusal;
	g_assert(p->form != NULL);
	bool is_late = p->session->state != SESSION_OPEN;
	p->submission = (struct submission){
		.session = p->session->code,
		.form = p->form->key,
		.channel = "openrosa",
		.language = c->language,
		.notice = catalogue_notice(c->catalogue, p->session->is_trial)->version,
		.is_late = is_late,
		/* once a session is closed only hours are kept */
		.at = is_late ? now_at() / 3600 * 3600 : now_at(),
	};
	identifier_read(p->submission.uuid, p->instance->form_id, p->instance->instance_id);
	if ((refusal = answers_take(p)) != NULL || (refusal = lineage_fill(p)) != NULL)
		return refusal;
	p->submission.files = (const struct submission_file *)(void *)p->files->data;
	p->submission.n_files = p->files->len;
	return outcome_reply(p);
}

struct reply *openrosa_submit(struct context *c)
{
	struct reply *reply;
	struct post p = {.context = c, .session = openrosa_session(c, &reply)};
	if (p.session == NULL)
		return reply;
	/* No page of another site can make a browser send this header without asking first. */
	if (c->request->openrosa_version == NULL)
		return openrosa_refuse(c, 400, say(&p, "Falta el encabezado X-OpenRosa-Version."));
	p.files = g_array_new(FALSE, TRUE, sizeof(struct submission_file));
	p.bytes = g_ptr_array_new_with_free_func((GDestroyNotify)g_bytes_unref);
	p.named = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	reply = post_take(&p);
	answers_free(p.answers);
	instance_free(p.instance);
	g_array_unref(p.files);
	g_ptr_array_unref(p.bytes);
	g_hash_table_unref(p.named);
	g_free(p.refused_file);
	return reply;
}
