/* formlife - the life of a form: uploaded, checked, tried, published or discarded; its versions and what
 * changed between them.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "formlife.h"
#include "difference.h"
#include "formpage.h"
#include "formstage.h"
#include "handlers.h"
#include "library.h"
#include "paper.h"
#include "words.h"
#include "xform.h"
#include "xlsform.h"
#include <string.h>

#define FOLDER "/administracion/formularios/"

/* What an address names: a published version, or an uploaded form that waits. */
struct subject {
	const struct form_version *version; /* of either */
	struct formfile *staged;	    /* a reference, or NULL */
	struct form_version own;	    /* of the staged one */
};

static bool subject_find(struct context *c, const char *key, struct subject *subject)
{
	*subject = (struct subject){.version = catalogue_form(c->catalogue, key)};
	if (subject->version != NULL)
		return true;
	subject->staged = formstage_find(key);
	if (subject->staged == NULL)
		return false;
	subject->own = (struct form_version){.key = (char *)(uintptr_t)key,
					     .source = subject->staged->source,
					     .form = subject->staged->form,
					     .files = subject->staged->digests,
					     .author = (char *)(uintptr_t) "",
					     .published_at = 0};
	subject->version = &subject->own;
	return true;
}

static void subject_clear(struct subject *subject)
{
	formfile_unref(subject->staged);
}

static struct reply *refuse_unknown(struct context *c)
{
	return context_refuse(c, 404,
			      words_say(c->language,
					"No hay ningún formulario con esa clave. Si lo acababas de "
					"subir, súbelo otra vez."));
}

/* ---- views */

static void problem_append(json_t *list, const struct form_problem *p, const char *language)
{
	const char *sentence = strcmp(language, "es") == 0 ? p->sentence_es : p->sentence_en;
	json_array_append_new(list, json_pack("{s:s,s:i,s:b,s:s,s:s,s:b}", "sheet",
					      p->sheet != NULL ? p->sheet : "", "row", (int)p->row, "has_row",
					      p->row > 0, "column", p->column != NULL ? p->column : "",
					      "sentence", sentence, "is_warning", p->is_warning));
}

json_t *formlife_problems(const GPtrArray *problems, const char *language)
{
	json_t *list = json_array();
	for (int warnings = 0; warnings < 2; warnings++)
		for (guint i = 0; i < problems->len; i++) {
			const struct form_problem *p = problems->pdata[i];
			if (p->is_warning == (warnings == 1))
				problem_append(list, p, language);
		}
	return list;
}

json_t *formlife_changes(const struct form *before, const struct form *after, const char *language)
{
	g_autoptr(GPtrArray) changes = difference_between(before, after);
	json_t *list = json_array();
	for (guint i = 0; i < changes->len; i++) {
		const struct form_change *change = changes->pdata[i];
		json_array_append_new(list, json_pack("{s:s,s:s}", "sheet", change->sheet, "sentence",
						      strcmp(language, "es") == 0 ? change->sentence_es
										  : change->sentence_en));
	}
	return list;
}

/* id, title, version, what the page does in its own way, what nobody keeps. */
static json_t *form_json(const struct form *form, const char *language)
{
	json_t *languages = json_array(), *fallbacks = json_array();
	for (size_t i = 0; i < form->n_languages; i++)
		if (form->n_languages > 1 || strcmp(form->languages[i], "default") != 0)
			json_array_append_new(languages, json_string(form->languages[i]));
	g_autofree struct formfile_fallback *found = formfile_fallbacks(form);
	for (size_t i = 0; found[i].n > 0; i++)
		json_array_append_new(fallbacks,
				      json_pack("{s:s,s:I,s:s}", "type",
						difference_type(found[i].type, strcmp(language, "es") == 0),
						"n", (json_int_t)found[i].n, "instead",
						formfile_fallback_words(found[i].type, language)));
	g_autofree char *names = formfile_private_names(form);
	return json_pack("{s:s,s:s,s:s,s:I,s:I,s:o,s:o,s:s}", "id", form->id, "title", form->title, "version",
			 form->version, "n_questions", (json_int_t)formfile_n_answered(form), "n_lists",
			 (json_int_t)form->n_lists, "languages", languages, "fallbacks", fallbacks,
			 "not_kept", names);
}

static json_t *files_json(const json_t *digests)
{
	json_t *list = json_array();
	const char *name;
	json_t *digest;
	json_object_foreach((json_t *)(uintptr_t)digests, name, digest)
		json_array_append_new(list, json_string(name));
	return list;
}

/* How many reports stand under each session and form version: [{"session","form","n"}]. */
static json_t *counts_read(struct context *c)
{
	json_t *counts = store_read(c->app->store, "submission_by_form", json_object(), NULL);
	return counts != NULL ? counts : json_array();
}

static json_int_t reports_of(const json_t *counts, const char *key, const char *session)
{
	json_int_t sum = 0;
	size_t i;
	json_t *row;
	json_array_foreach((json_t *)(uintptr_t)counts, i, row)
	{
		const char *form = json_string_value(json_object_get(row, "form")),
			   *code = json_string_value(json_object_get(row, "session"));
		if (form != NULL && strcmp(form, key) == 0 &&
		    (session == NULL || g_strcmp0(code, session) == 0))
			sum += json_integer_value(json_object_get(row, "n"));
	}
	return sum;
}

static json_t *sessions_json(struct context *c, const struct form_version *version, const json_t *counts)
{
	const GPtrArray *sessions = catalogue_sessions(c->catalogue);
	json_t *list = json_array();
	for (guint i = 0; i < sessions->len; i++) {
		const struct session *s = sessions->pdata[i];
		json_int_t n = reports_of(counts, version->key, s->code);
		if (s->form != version && n == 0)
			continue;
		json_t *view = session_brief(s, c->language);
		json_object_set_new(view, "n_reports", json_integer(n));
		json_object_set_new(view, "is_using", json_boolean(s->form == version));
		json_array_append_new(list, view);
	}
	return list;
}

/* The version before or the newest of the same form, or NULL. */
static const struct form_version *version_before(struct context *c, const struct form_version *version)
{
	const GPtrArray *forms = catalogue_forms(c->catalogue); /* the newest first */
	bool is_later = catalogue_form(c->catalogue, version->key) == NULL;
	for (guint i = 0; i < forms->len; i++) {
		const struct form_version *v = forms->pdata[i];
		if (is_later && v != version && strcmp(v->form->id, version->form->id) == 0)
			return v;
		is_later |= v == version;
	}
	return NULL;
}

static json_t *version_json(struct context *c, const struct form_version *v, const json_t *counts)
{
	json_t *sessions = sessions_json(c, v, counts), *view = form_json(v->form, c->language);
	g_autoptr(GDateTime) at = g_date_time_new_from_unix_local(v->published_at);
	g_autofree char *iso = g_date_time_format(at, "%Y-%m-%d");
	g_autofree char *day = date_in_words(iso, c->language);
	json_object_set_new(view, "key", json_string(v->key));
	json_object_set_new(view, "author", json_string(v->author));
	json_object_set_new(view, "published", json_string(iso));
	json_object_set_new(view, "day", json_string(day));
	json_object_set_new(view, "n_sessions", json_integer((json_int_t)json_array_size(sessions)));
	json_object_set_new(view, "n_reports", json_integer(reports_of(counts, v->key, NULL)));
	json_object_set_new(view, "sessions", sessions);
	json_object_set_new(view, "has_sessions", json_boolean(json_array_size(sessions) > 0));
	json_object_set_new(view, "files", files_json(v->files));
	json_object_set_new(view, "has_files", json_boolean(json_object_size(v->files) > 0));
	const struct form_version *before = version_before(c, v);
	if (before != NULL)
		json_object_set_new(view, "before", json_string(before->key));
	return view;
}

/* Every form with its versions, the newest first. */
static json_t *list_view(struct context *c)
{
	const GPtrArray *versions = catalogue_forms(c->catalogue);
	json_t *counts = counts_read(c), *forms = json_array();
	g_autoptr(GHashTable) by_id = g_hash_table_new(g_str_hash, g_str_equal);
	for (guint i = 0; i < versions->len; i++) {
		const struct form_version *v = versions->pdata[i];
		json_t *list = g_hash_table_lookup(by_id, v->form->id);
		if (list == NULL) {
			list = json_array();
			g_hash_table_insert(by_id, v->form->id, list);
			json_array_append_new(forms, json_pack("{s:s,s:s,s:o}", "id", v->form->id, "title",
							       v->form->title, "versions", list));
		}
		json_array_append_new(list, version_json(c, v, counts));
	}
	json_decref(counts);
	return json_pack("{s:o,s:b,s:o}", "forms", forms, "has_forms", versions->len > 0, "library",
			 library_list());
}

/* With ?listo=NAME the text of that form of the library stands ready to be adapted. */
struct reply *formlife_list(struct context *c)
{
	json_t *view = list_view(c);
	const char *name = request_query(c->request, "listo");
	const struct asset *ready = name != NULL ? library_form(name) : NULL;
	if (ready != NULL)
		json_object_set_new(view, "source", json_string(ready->bytes));
	return context_reply(c, 200, "forms", view);
}

/* ---- uploading */

static const struct http_field *file_given(const struct request *rq, const char *name)
{
	for (size_t i = 0; i < rq->n_fields; i++) {
		const struct http_field *f = &rq->fields[i];
		if (f->is_file && strcmp(f->name, name) == 0 && f->length > 0)
			return f;
	}
	return NULL;
}

/* The files beside the form; NULL and the sentence when one of them cannot come with it. */
static GPtrArray *parts_given(struct context *c, const char **problem)
{
	g_autoptr(GPtrArray) parts = formfile_parts_new();
	const struct request *rq = c->request;
	const char *es, *en, *name;
	bool is_good = true;
	for (size_t i = 0; i < rq->n_fields && is_good; i++) {
		const struct http_field *f = &rq->fields[i];
		if (f->is_file && strcmp(f->name, "files") == 0 && f->length > 0)
			is_good = formfile_part_add(parts, f->file_name, f->value, f->length, &es, &en);
	}
	/* from the command line, whose fields are text: {name: base64} */
	const char *packed = request_field(rq, "attached");
	json_t *attached = packed != NULL ? json_loads(packed, 0, NULL) : NULL, *text;
	json_object_foreach(attached, name, text)
	{
		gsize length = 0;
		g_autofree guchar *bytes =
			json_is_string(text) ? g_base64_decode(json_string_value(text), &length) : NULL;
		is_good = is_good && bytes != NULL && formfile_part_add(parts, name, bytes, length, &es, &en);
		if (!is_good)
			break;
	}
	json_decref(attached);
	if (is_good)
		return g_steal_pointer(&parts);
	*problem = strcmp(c->language, "es") == 0 ? es : en;
	return NULL;
}

static struct reply *upload_refuse(struct context *c, const char *problem)
{
	json_t *view = list_view(c);
	json_object_set_new(view, "problem", json_string(problem));
	return context_reply(c, 422, "forms", view);
}

/* What was found in an uploaded form, valid or not. */
static json_t *check_view(struct context *c, const struct formfile *file)
{
	json_t *view =
		json_pack("{s:o,s:o,s:b,s:s}", "form_problems",
			  formlife_problems(file->problems, c->language), "files", files_json(file->digests),
			  "has_files", json_object_size(file->digests) > 0, "key", file->key);
	size_t n_errors = 0;
	for (guint i = 0; i < file->problems->len; i++)
		n_errors += !((const struct form_problem *)file->problems->pdata[i])->is_warning;
	json_object_set_new(view, "n_errors", json_integer((json_int_t)n_errors));
	json_object_set_new(view, "n_warnings", json_integer((json_int_t)(file->problems->len - n_errors)));
	json_object_set_new(view, "has_problems", json_boolean(file->problems->len > 0));
	json_object_set_new(view, "is_valid", json_boolean(file->form != NULL));
	if (file->form != NULL)
		json_object_set_new(view, "form", form_json(file->form, c->language));
	return view;
}

static json_t *staged_view(struct context *c, const char *token, const struct subject *subject)
{
	json_t *view = check_view(c, subject->staged);
	const struct form_version *same = catalogue_form(c->catalogue, subject->staged->key),
				  *before = same == NULL ? version_before(c, subject->version) : NULL;
	json_object_set_new(view, "token", json_string(token));
	json_object_set_new(view, "is_published", json_boolean(same != NULL));
	json_object_set_new(view, "is_new", json_boolean(same == NULL && before == NULL));
	if (before != NULL) {
		json_t *changes = formlife_changes(before->form, subject->version->form, c->language);
		json_object_set_new(
			view, "before",
			json_pack("{s:s,s:s,s:b}", "version", before->form->version, "key", before->key,
				  "is_same_version",
				  strcmp(before->form->version, subject->version->form->version) == 0));
		json_object_set_new(view, "has_changes", json_boolean(json_array_size(changes) > 0));
		json_object_set_new(view, "changes", changes);
	}
	return view;
}

struct publishing {
	const struct formfile *file;
	const char *author;
};

static bool publish_run(struct store_transaction *t, void *data, GError **error)
{
	const struct publishing *p = data;
	for (guint i = 0; i < p->file->parts->len; i++) {
		const struct formfile_part *part = p->file->parts->pdata[i];
		char digest[65];
		size_t length;
		const void *bytes = g_bytes_get_data(part->bytes, &length);
		if (!store_file_put(t, bytes, length, part->type, digest, error))
			return false;
	}
	json_t *body = json_pack("{s:s}", "source", p->file->source);
	if (p->file->parts->len > 0)
		json_object_set(body, "files", p->file->digests);
	return store_act(t, "form.publish", p->file->key, p->author, "", body, now_at(), error) != 0;
}

/* The same text and files are published once. */
static struct reply *publish(struct context *c, const struct formfile *file)
{
	struct publishing publishing = {file, c->account};
	GError *error = NULL;
	if (catalogue_form(c->catalogue, file->key) == NULL &&
	    !app_act(c->app, publish_run, &publishing, &error))
		return context_fail(c, error);
	g_autofree char *location = g_strconcat(FOLDER, file->key, NULL);
	return context_done(c, location,
			    json_pack("{s:s,s:s,s:o}", "key", file->key, "id", file->form->id, "warnings",
				      formlife_problems(file->problems, c->language)));
}

struct reply *formlife_upload(struct context *c)
{
	const struct http_field *given = file_given(c->request, "file");
	const char *typed = request_field(c->request, "source"), *problem = NULL;
	if (given == NULL && (typed == NULL || *typed == '\0'))
		return upload_refuse(c, words_say(c->language, "Elige el archivo del formulario."));
	GPtrArray *parts = parts_given(c, &problem);
	if (parts == NULL)
		return upload_refuse(c, problem);
	struct formfile *file = given != NULL ? formfile_read(given->value, given->length, parts)
					      : formfile_read(typed, strlen(typed), parts);
	struct reply *reply;
	if (file->form == NULL) {
		json_t *view = check_view(c, file);
		if (given == NULL)
			json_object_set_new(view, "source",
					    json_string(typed)); /* to be corrected in place */
		reply = context_reply(c, 422, "form_check", view);
	} else if (request_field(c->request, "confirm") != NULL) {
		reply = publish(c, file);
	} else {
		char token[FORMSTAGE_TOKEN];
		formstage_put(formfile_ref(file), token);
		g_autofree char *location = g_strconcat(FOLDER, token, NULL);
		reply = context_done(c, location,
				     json_pack("{s:s,s:s,s:o}", "token", token, "location", location,
					       "form_problems",
					       formlife_problems(file->problems, c->language)));
	}
	formfile_unref(file);
	return reply;
}

struct reply *formlife_show(struct context *c)
{
	struct subject subject;
	if (!subject_find(c, c->parameters[0], &subject))
		return refuse_unknown(c);
	struct reply *reply;
	if (subject.staged != NULL) {
		reply = context_reply(c, 200, "form_check", staged_view(c, c->parameters[0], &subject));
	} else {
		json_t *counts = counts_read(c), *view = version_json(c, subject.version, counts),
		       *others = json_array();
		const GPtrArray *forms = catalogue_forms(c->catalogue);
		for (guint i = 0; i < forms->len; i++) {
			const struct form_version *v = forms->pdata[i];
			if (v != subject.version && strcmp(v->form->id, subject.version->form->id) == 0)
				json_array_append_new(others, json_pack("{s:s,s:s}", "key", v->key, "version",
									v->form->version));
		}
		json_decref(counts);
		json_object_set_new(view, "has_others", json_boolean(json_array_size(others) > 0));
		json_object_set_new(view, "others", others);
		reply = context_reply(c, 200, "form_version", view);
	}
	subject_clear(&subject);
	return reply;
}

struct reply *formlife_decide(struct context *c)
{
	struct formfile *file = formstage_find(c->parameters[0]);
	const char *decision = request_field(c->request, "decision");
	struct reply *reply;
	if (file == NULL)
		return refuse_unknown(c);
	if (g_strcmp0(decision, "publish") == 0) {
		reply = publish(c, file);
		if (reply->status < 400)
			formstage_drop(c->parameters[0]);
	} else if (g_strcmp0(decision, "discard") == 0) {
		formstage_drop(c->parameters[0]);
		reply = context_done(c, "/administracion/formularios", json_pack("{s:s}", "done", "discard"));
	} else {
		reply = context_refuse(c, 422, words_say(c->language, "Elige publicar o descartar."));
	}
	formfile_unref(file);
	return reply;
}

/* ---- looking at one */

struct reply *formlife_preview(struct context *c)
{
	struct subject subject;
	if (!subject_find(c, c->parameters[0], &subject))
		return refuse_unknown(c);
	g_autofree char *files = g_strconcat(FOLDER, c->parameters[0], "/archivos/", NULL);
	char empty[] = "", code[] = "VISTA";
	char *title = (char *)(uintptr_t)words_say(c->language, "Vista previa");
	struct session session = {.code = code,
				  .title = title,
				  .region = empty,
				  .municipality = empty,
				  .venue = empty,
				  .date = empty,
				  .state = SESSION_OPEN,
				  .form = subject.version,
				  .author = empty};
	struct formpage page = {.session = &session, .preview_files = files};
	struct reply *reply = formpage_own(c, 200, &page);
	subject_clear(&subject);
	return reply;
}

static struct reply *download(const char *type, GBytes *bytes, const char *name)
{
	struct reply *reply = reply_new(200, type, bytes);
	g_autofree char *disposition = g_strdup_printf("attachment; filename=\"%s\"", name);
	reply_header(reply, "Content-Disposition", disposition);
	g_bytes_unref(bytes);
	return reply;
}

struct reply *formlife_source(struct context *c)
{
	struct subject subject;
	if (!subject_find(c, c->parameters[0], &subject))
		return refuse_unknown(c);
	const char *source = subject.version->source;
	g_autofree char *name = g_strconcat(c->parameters[0], ".md", NULL);
	struct reply *reply =
		download("text/markdown; charset=utf-8", g_bytes_new(source, strlen(source)), name);
	subject_clear(&subject);
	return reply;
}

struct reply *formlife_xform(struct context *c)
{
	struct subject subject;
	if (!subject_find(c, c->parameters[0], &subject))
		return refuse_unknown(c);
	char *xml = xform_write(subject.version->form, NULL);
	g_autofree char *name = g_strconcat(c->parameters[0], ".xml", NULL);
	struct reply *reply = download("text/xml; charset=utf-8", g_bytes_new_take(xml, strlen(xml)), name);
	subject_clear(&subject);
	return reply;
}

/* One sheet as it would be printed, with a folio that is none. */
struct reply *formlife_paper(struct context *c)
{
	struct subject subject;
	if (!subject_find(c, c->parameters[0], &subject))
		return refuse_unknown(c);
	g_autofree char *base = app_base(c->app, c->catalogue), *url = g_strconcat(base, "/f/MUESTRA", NULL);
	const struct notice *notice = catalogue_notice(c->catalogue, false);
	const char *size = request_query(c->request, "papel");
	struct paper_sheet sheet = {"MUESTRA", url};
	struct paper paper = {.form = subject.version->form,
			      .language = c->language,
			      .session = words_say(c->language, "Vista previa"),
			      .place = "",
			      .responsible = notice->responsible,
			      .scope = notice->scope,
			      .recipients = notice->recipients,
			      .version = notice->version,
			      .is_trial = true};
	g_autoptr(GError) error = NULL;
	GBytes *bytes = paper_pdf(
		&paper, size != NULL && g_ascii_strcasecmp(size, "a4") == 0 ? POSTER_A4 : POSTER_LETTER,
		&sheet, 1, NULL, &error);
	subject_clear(&subject);
	if (bytes == NULL) {
		g_warning("%s", error->message);
		return context_refuse(c, 500, NULL);
	}
	struct reply *reply = reply_new(200, "application/pdf", bytes);
	g_bytes_unref(bytes);
	return reply;
}

struct reply *formlife_file(struct context *c)
{
	struct subject subject;
	if (!subject_find(c, c->parameters[0], &subject))
		return refuse_unknown(c);
	struct reply *reply = NULL;
	const char *digest = json_string_value(json_object_get(subject.version->files, c->parameters[1]));
	if (subject.staged != NULL) {
		const struct formfile_part *part = formfile_part(subject.staged, c->parameters[1]);
		reply = part != NULL ? reply_new(200, part->type, part->bytes) : NULL;
	} else if (digest != NULL) {
		GError *error = NULL;
		g_autofree char *type = NULL;
		GBytes *bytes = store_file_read(c->app->store, digest, &type, &error);
		reply = error != NULL	? context_fail(c, error)
			: bytes != NULL ? reply_new(200, type, bytes)
					: NULL;
		g_bytes_unref(bytes);
	}
	subject_clear(&subject);
	return reply != NULL ? reply : context_refuse(c, 404, NULL);
}

struct reply *formlife_difference(struct context *c)
{
	struct subject before, after;
	const char *other = request_query(c->request, "con");
	if (other == NULL || !subject_find(c, other, &before))
		return refuse_unknown(c);
	if (!subject_find(c, c->parameters[0], &after)) {
		subject_clear(&before);
		return refuse_unknown(c);
	}
	json_t *changes = formlife_changes(before.version->form, after.version->form, c->language);
	json_t *view = json_pack("{s:{s:s,s:s,s:s},s:{s:s,s:s,s:s},s:b,s:o}", "before", "key", other, "title",
				 before.version->form->title, "version", before.version->form->version,
				 "after", "key", c->parameters[0], "title", after.version->form->title,
				 "version", after.version->form->version, "has_changes",
				 json_array_size(changes) > 0, "changes", changes);
	subject_clear(&before);
	subject_clear(&after);
	return context_reply(c, 200, "form_difference", view);
}
