/* paper_page - printing sheets of a session's form, and typing in what was written on them.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "folio.h"
#include "formpage.h"
#include "handlers.h"
#include "paper.h"
#include "sheets.h"
#include "uuid.h"
#include "words.h"

#include <string.h>

/* ---- the page of a session's sheets */

static json_t *printing_view(struct context *c, const struct sheets *p)
{
	char first[FOLIO_TEXT_MAX], last[FOLIO_TEXT_MAX];
	struct folio folio;
	unsigned n_typed = 0;
	for (unsigned i = 0; i < p->n; i++)
		n_typed += sheet_row(c->app->store, p->first + i) != 0;
	sheet_folio(c->app->store, p->first, &folio);
	folio_write(&folio, first);
	sheet_folio(c->app->store, p->first + p->n - 1, &folio);
	folio_write(&folio, last);
	g_autoptr(GDateTime) at = g_date_time_new_from_unix_local(p->printed_at);
	g_autofree char *day = g_date_time_format(at, "%Y-%m-%d");
	g_autofree char *words = date_in_words(day, c->language);
	return json_pack("{s:I,s:i,s:i,s:i,s:s,s:s,s:s,s:s,s:s,s:s}", "first", (json_int_t)p->first, "n",
			 (int)p->n, "n_typed", (int)n_typed, "n_left", (int)(p->n - n_typed), "day", words,
			 "author", p->author, "first_folio", first, "last_folio", last, "form",
			 p->form->form->title, "version", p->form->form->version);
}

static json_t *show_view(struct context *c, const struct session *s)
{
	json_t *printings = json_array(), *languages = json_array();
	const GPtrArray *all = catalogue_sheets(c->catalogue);
	for (guint i = 0; i < all->len; i++) {
		const struct sheets *p = all->pdata[i];
		if (strcmp(p->session, s->code) == 0 && p->device == store_device(c->app->store))
			json_array_insert_new(printings, 0, printing_view(c, p));
	}
	const struct form *form = s->form->form;
	for (size_t i = 0; i < form->n_languages; i++)
		json_array_append_new(languages, json_pack("{s:s,s:b}", "name", form->languages[i],
							   "is_current", i == form->default_language));
	bool has = json_array_size(printings) > 0, is_choice = form->n_languages > 1;
	return json_pack("{s:o,s:o,s:b,s:o,s:b,s:s,s:s,s:i}", "session", session_brief(s, c->language),
			 "printings", printings, "has_printings", has, "languages", languages,
			 "has_languages", is_choice, "form", form->title, "version", form->version, "max",
			 PAPER_SHEETS_MAX);
}

/* The number of the sheet of that folio, if it is one that was printed for the session; else the refusal. */
static const struct sheets *sheet_here(struct context *c, const struct session *s, const char *text,
				       struct folio *folio, int64_t *number, struct reply **refusal)
{
	const struct sheets *printing = NULL;
	if (folio_read(folio, text) && sheet_read(c->app->store, folio, number))
		printing = catalogue_sheet(c->catalogue, store_device(c->app->store), *number);
	if (printing != NULL && strcmp(printing->session, s->code) == 0)
		return printing;
	*refusal = context_refuse(
		c, 404,
		printing != NULL ? words_say(c->language, "Esa hoja es de otra jornada: captúrala allá.")
				 : words_say(c->language,
					     "Ninguna hoja impresa aquí tiene ese folio. Revisa letra por "
					     "letra lo que dice la hoja."));
	return NULL;
}

struct reply *paper_show(struct context *c)
{
	struct reply *refusal;
	const struct session *s = context_session(c, &refusal);
	if (s == NULL)
		return refusal;
	const char *asked = request_query(c->request, "folio"), *done = request_query(c->request, "hecha");
	if (asked != NULL && *asked != '\0') {
		struct folio folio;
		char text[FOLIO_TEXT_MAX];
		int64_t number;
		/* a scanner types the whole address */
		const char *last = strrchr(asked, '/');
		if (sheet_here(c, s, last != NULL ? last + 1 : asked, &folio, &number, &refusal) == NULL)
			return refusal;
		folio_write(&folio, text);
		g_autofree char *location = g_strdup_printf("/sesiones/%s/papel/%s", s->code, text);
		return reply_redirect(location);
	}
	json_t *view = show_view(c, s);
	struct folio folio;
	if (done != NULL && folio_read(&folio, done)) {
		char text[FOLIO_TEXT_MAX];
		folio_write(&folio, text);
		json_object_set_new(view, "done", json_string(text));
	}
	return context_reply(c, 200, "paper", view);
}

/* ---- printing */

struct printing {
	struct context *context;
	const struct session *session;
	const char *language;
	unsigned n;
	int64_t first;
};

static bool print_run(struct store_transaction *t, void *data, GError **error)
{
	struct printing *p = data;
	struct context *c = p->context;
	/* numbers follow those of the catalogue that stands now: one action at a time changes it */
	struct catalogue *now = catalogue_load_in(t, error);
	if (now == NULL)
		return false;
	const GPtrArray *all = catalogue_sheets(now);
	p->first = 1;
	for (guint i = 0; i < all->len; i++) {
		const struct sheets *other = all->pdata[i];
		if (other->device == store_device(c->app->store))
			p->first = MAX(p->first, other->first + other->n);
	}
	catalogue_unref(now);
	return store_act(t, "sheets.print", p->session->code, c->account, "",
			 json_pack("{s:s,s:s,s:I,s:i}", "form", p->session->form->key, "language",
				   p->language, "first", (json_int_t)p->first, "count", (int)p->n),
			 now_at(), error) != 0;
}

struct reply *paper_print(struct context *c)
{
	struct reply *refusal;
	const struct session *s = context_session(c, &refusal);
	if (s == NULL)
		return refusal;
	const char *typed = request_field(c->request, "n"), *language = request_field(c->request, "language");
	char *end = NULL;
	guint64 n = typed != NULL ? g_ascii_strtoull(typed, &end, 10) : 0;
	if (n < 1 || n > PAPER_SHEETS_MAX || *end != '\0')
		return context_refuse(c, 422, words_say(c->language, "Escribe cuántas hojas: de 1 a 200."));
	struct printing p = {.context = c,
			     .session = s,
			     .language =
				     language != NULL && g_utf8_strlen(language, -1) <= 60 ? language : "es",
			     .n = (unsigned)n};
	GError *error = NULL;
	if (!app_act(c->app, print_run, &p, &error))
		return context_fail(c, error);
	const char *size = request_field(c->request, "papel");
	g_autofree char *location =
		g_strdup_printf("/sesiones/%s/hojas/%" G_GINT64_FORMAT "?papel=%s", s->code, p.first,
				size != NULL && g_ascii_strcasecmp(size, "a4") == 0 ? "a4" : "carta");
	return context_done(c, location,
			    json_pack("{s:I,s:I,s:s}", "first", (json_int_t)p.first, "n", (json_int_t)n,
				      "location", location));
}

static GBytes *sheets_pdf(struct context *c, const struct session *s, const struct sheets *p,
			  enum poster_paper size, GError **error)
{
	const struct notice *notice = catalogue_notice(c->catalogue, s->is_trial);
	g_autofree char *language = form_language_code(p->language);
	g_autofree char *base = app_base(c->app, c->catalogue), *day = date_in_words(s->date, language);
	g_autofree char *venue = g_strjoin(s->venue[0] != '\0' && s->municipality[0] != '\0' ? ", " : "",
					   s->venue, s->municipality, NULL);
	g_autofree char *place = g_strjoin(*venue != '\0' && *day != '\0' ? " · " : "", venue, day, NULL);
	struct paper paper = {.form = p->form->form,
			      .language = language,
			      .session = s->title,
			      .place = place,
			      .responsible = notice->responsible,
			      .scope = notice->scope,
			      .recipients = notice->recipients,
			      .version = notice->version,
			      .is_trial = s->is_trial};
	g_autofree struct paper_sheet *list = g_new0(struct paper_sheet, p->n);
	for (unsigned i = 0; i < p->n; i++) {
		char text[FOLIO_TEXT_MAX];
		struct folio folio;
		sheet_folio(c->app->store, p->first + i, &folio);
		folio_write(&folio, text);
		list[i].folio = request_keep(c->request, g_strdup(text), g_free);
		list[i].url = request_keep(c->request, g_strdup_printf("%s/f/%s", base, text), g_free);
	}
	return paper_pdf(&paper, size, list, p->n, NULL, error);
}

struct reply *paper_sheets(struct context *c)
{
	struct reply *refusal;
	const struct session *s = context_session(c, &refusal);
	if (s == NULL)
		return refusal;
	char *end;
	gint64 first = g_ascii_strtoll(c->parameters[1], &end, 10);
	const struct sheets *p =
		*end == '\0' ? catalogue_sheet(c->catalogue, store_device(c->app->store), first) : NULL;
	if (p == NULL || p->first != first || strcmp(p->session, s->code) != 0)
		return context_refuse(c, 404, NULL);
	const char *papel = request_query(c->request, "papel");
	enum poster_paper size =
		papel != NULL && g_ascii_strcasecmp(papel, "a4") == 0 ? POSTER_A4 : POSTER_LETTER;
	GError *error = NULL;
	GBytes *pdf = sheets_pdf(c, s, p, size, &error);
	if (pdf == NULL) {
		g_warning("hojas de %s: %s", s->code, error->message);
		g_error_free(error);
		return context_refuse(c, 500, NULL);
	}
	struct reply *reply = reply_new(200, "application/pdf", pdf);
	g_bytes_unref(pdf);
	g_autofree char *disposition =
		g_strdup_printf("inline; filename=\"hojas-%s-%" G_GINT64_FORMAT ".pdf\"", s->code, first);
	reply_header(reply, "Content-Disposition", disposition);
	return reply;
}

/* ---- typing in */

/* What a sheet's page needs of its folio, or the refusal.  folio: of FOLIO_TEXT_MAX, lives as long as the
 * page. */
static bool sheet_open(struct context *c, struct formpage *page, char *folio_text, unsigned char uuid[16],
		       char uuid_text[UUID_TEXT], struct reply **refusal)
{
	struct folio folio;
	int64_t number;
	const struct session *s = context_session(c, refusal);
	const struct sheets *p =
		s != NULL ? sheet_here(c, s, c->parameters[1], &folio, &number, refusal) : NULL;
	if (p == NULL)
		return false;
	if (s->opened == 0) {
		*refusal = context_refuse(
			c, 403,
			words_say(c->language, "La jornada no se ha abierto: todavía no recibe reportes."));
		return false;
	}
	folio_write(&folio, folio_text);
	sheet_uuid(c->app->store, number, uuid);
	uuid_write(uuid, uuid_text);
	c->language = request_keep(c->request, form_language_code(p->language),
				   g_free); /* of the sheet, so that both say the same */
	*page = (struct formpage){.session = s, .form = p->form, .uuid = uuid_text, .sheet = folio_text};
	return true;
}

struct reply *paper_sheet(struct context *c)
{
	struct reply *refusal;
	struct formpage page;
	char folio[FOLIO_TEXT_MAX], text[UUID_TEXT], hex[33];
	unsigned char uuid[16];
	if (!sheet_open(c, &page, folio, uuid, text, &refusal))
		return refusal;
	uuid_hex(uuid, hex);
	page.is_conflict = store_row_of(c->app->store, hex) != 0;
	return formpage_own(c, 200, &page);
}

struct reply *paper_type(struct context *c)
{
	struct reply *refusal;
	struct formpage page;
	char folio[FOLIO_TEXT_MAX], text[UUID_TEXT];
	struct submission in = {.channel = "paper"};
	if (!sheet_open(c, &page, folio, in.uuid, text, &refusal))
		return refusal;
	in.session = page.session->code;
	in.form = page.form->key;
	in.language = c->language;
	in.notice = catalogue_notice(c->catalogue, page.session->is_trial)->version;
	in.is_late = page.session->state == SESSION_CLOSED;
	in.at = in.is_late ? now_at() / 3600 * 3600 : now_at();
	return citizen_receive(c, &in, &page);
}
