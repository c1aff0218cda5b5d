/* formpage - the citizen's page, made once and given a fresh UUID each time.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "formpage.h"
#include "complaint.h"
#include "login.h"
#include "page.h"
#include "paper_blocks.h"
#include "uuid.h"
#include "words.h"
#include <sodium.h>
#include <string.h>
#include <zlib.h>

#define LANGUAGE_MAX 60 /* bytes of a language's name in an address */
#define UUID_LENGTH  (UUID_TEXT - 1)
#define LONG_PAGE    ((size_t)128 << 10) /* bytes from which on the last per cent costs too much time */
static const char mark_uuid[] =
	"ffffffff-ffff-7fff-bfff-ffffffffffff"; /* stands in the cached page for the real one */

/* ---- views */

char *date_in_words(const char *iso, const char *language)
{
	static const char *const months[] = {"enero",	   "febrero", "marzo",	   "abril",
					     "mayo",	   "junio",   "julio",	   "agosto",
					     "septiembre", "octubre", "noviembre", "diciembre"};
	guint64 month = strlen(iso) == 10 ? g_ascii_strtoull(iso + 5, NULL, 10) : 0;
	if (month < 1 || month > 12)
		return g_strdup(iso);
	return g_strdup_printf(words_say(language, "%d de %s de %.4s"),
			       (int)g_ascii_strtoull(iso + 8, NULL, 10),
			       words_say(language, months[month - 1]), iso);
}

json_t *session_brief(const struct session *s, const char *language)
{
	g_autofree char *place = s->venue[0] != '\0' && s->municipality[0] != '\0'
					 ? g_strconcat(s->venue, ", ", s->municipality, NULL)
					 : g_strdup(s->venue[0] != '\0' ? s->venue : s->municipality);
	json_t *view = json_pack("{s:s,s:s,s:s,s:s,s:s,s:s,s:s,s:b,s:i}", "code", s->code, "title", s->title,
				 "place", place, "venue", s->venue, "region", s->region, "municipality",
				 s->municipality, "date", s->date, "is_trial", s->is_trial, "n_mesas",
				 (int)s->n_mesas);
	char flag[16];
	g_snprintf(flag, sizeof flag, "is_%s", session_state_name(s->state));
	json_object_set_new(view, flag, json_true());
	json_object_set_new(view, "state", json_string(session_state_name(s->state)));
	g_autofree char *day = date_in_words(s->date, language);
	json_object_set_new(view, "day", json_string(day));
	return view;
}

json_t *notice_view(const struct notice *n)
{
	return json_pack("{s:s,s:s,s:s,s:s,s:s,s:s,s:s,s:b,s:b}", "responsible", n->responsible, "address",
			 n->address, "scope", n->scope, "recipients", n->recipients, "public_address",
			 n->public_address, "telephone", n->telephone, "version", n->version, "is_example",
			 n->is_example, "is_complete", n->is_complete);
}

const char *formpage_language(const struct context *c)
{
	const char *asked = request_query(c->request, "lang");
	return asked != NULL ? asked : c->language;
}

char *formpage_language_tail(const struct context *c)
{
	const char *asked = request_query(c->request, "lang");
	g_autofree char *escaped = asked != NULL && strlen(asked) <= LANGUAGE_MAX
					   ? g_uri_escape_string(asked, NULL, FALSE)
					   : NULL;
	return escaped != NULL ? g_strconcat("?lang=", escaped, NULL) : g_strdup("");
}

void formpage_issued(const struct app *app, const struct session *session, int64_t opened, char token[40])
{
	unsigned char mark[12];
	char hex[25];
	g_autofree char *text = g_strdup_printf("%s:%" G_GINT64_FORMAT, session->code, opened);
	app_mark(app, "issued", text, mark, sizeof mark);
	sodium_bin2hex(hex, sizeof hex, mark, sizeof mark);
	g_snprintf(token, 40, "%" G_GINT64_FORMAT ".%s", opened, hex);
}

bool formpage_issued_check(const struct app *app, const struct session *session, const char *token)
{
	char *end;
	int64_t opened = g_ascii_strtoll(token, &end, 10);
	char expected[40];
	if (opened <= 0 || *end != '.' || opened > session->opened)
		return false;
	formpage_issued(app, session, opened, expected);
	return login_token_equal(token, expected);
}

static json_t *questions_fill(struct context *c, const struct formpage *page, size_t *n_new)
{
	const struct session *s = page->session;
	const struct form_version *form = page->form != NULL ? page->form : s->form;
	const char *defaults[FORM_ROLE_MAX] = {NULL};
	defaults[FORM_ROLE_MUNICIPALITY] = s->municipality[0] != '\0' ? s->municipality : NULL;
	struct page_wish wish = {.language = formpage_language(c),
				 .answers = page->answers,
				 .defaults = defaults,
				 .skip_demographics = page->previous_folio != NULL,
				 .is_step = page->is_step};
	json_t *view = page_view_of(form->form, &wish);
	bool is_compared = page->seen != NULL && strcmp(page->seen, "live") != 0 && page_is_alive(form->form);
	*n_new = is_compared ? page_mark_new(view, page->seen) : 0;
	if (page->sheet != NULL)
		paper_number(form->form, view);
	return view;
}

size_t formpage_n_new(struct context *c, const struct formpage *page)
{
	size_t n_new;
	if (page->seen == NULL || strcmp(page->seen, "live") == 0)
		return 0;
	json_decref(questions_fill(c, page, &n_new));
	return n_new;
}

/* The form for the page's script, with the sentences that it needs; NULL when there is nothing alive. */
static json_t *model_fill(struct context *c, const struct form *form)
{
	json_t *model = page_model(form, formpage_language(c));
	if (model == NULL)
		return NULL;
	json_t *texts =
		json_pack("{s:s,s:s,s:s}", "add", words_say(c->language, "Agregar otro"), "remove",
			  words_say(c->language, "Quitar"), "choose", words_say(c->language, "Elige…"));
	for (int i = 0; i < ANSWERS_FAULT_MAX; i++) {
		enum answers_fault fault = (enum answers_fault)i;
		json_object_set_new(texts, page_fault_key(fault),
				    json_string(complaint_sentence(fault, c->language)));
	}
	json_object_set_new(model, "texts", texts);
	json_object_set_new(model, "limit", json_integer(ANSWERS_REPEAT_MAX));
	return model;
}

static json_t *page_fill(struct context *c, const struct formpage *page, const char *uuid)
{
	const struct session *s = page->session;
	const struct form_version *form = page->form != NULL ? page->form : s->form;
	char issued[40];
	size_t n_new;
	bool is_skipped = page->previous_folio != NULL;
	formpage_issued(c->app, s, s->opened, issued);
	json_t *view = json_pack("{s:s,s:o,s:o,s:o,s:s,s:s,s:b}", "lang", c->language, "session",
				 session_brief(s, c->language), "notice",
				 notice_view(catalogue_notice(c->catalogue, s->is_trial)), "form",
				 questions_fill(c, page, &n_new), "uuid", uuid, "issued", issued,
				 "is_demographics_skipped", is_skipped);
	json_object_set_new(view, "form_key", json_string(form->key));
	json_object_set_new(view, "title", json_string(form->form->title));
	if (page->mesa > 0)
		json_object_set_new(view, "mesa", json_integer(page->mesa));
	if (page->previous_folio != NULL)
		json_object_set_new(view, "previous_folio", json_string(page->previous_folio));
	if (page->corrects_folio != NULL)
		json_object_set_new(view, "corrects_folio", json_string(page->corrects_folio));
	if (page->previous_folio != NULL || page->corrects_folio != NULL) {
		g_autofree char *tail = formpage_language_tail(c);
		g_autofree char *action = page->mesa > 0
						  ? g_strdup_printf("/j/%s/%d%s", s->code, page->mesa, tail)
						  : g_strdup_printf("/j/%s%s", s->code, tail);
		json_object_set_new(view, "action", json_string(action));
	}
	if (page->sheet != NULL) {
		g_autofree char *action = g_strdup_printf("/sesiones/%s/papel/%s", s->code, page->sheet);
		json_object_set_new(view, "action", json_string(action));
		json_object_set_new(view, "sheet", json_string(page->sheet));
	}
	size_t n = page->answers != NULL && !page->is_step ? answers_n_complaints(page->answers) : 0;
	json_object_set_new(view, "n_complaints", json_integer((json_int_t)n));
	/* Where the script did not run, it would not run on what comes back either. */
	bool is_scripted = page->seen == NULL || strcmp(page->seen, "live") == 0;
	json_t *model = is_scripted ? model_fill(c, form->form) : NULL;
	if (model != NULL) {
		json_object_set_new(view, "model", model);
		json_object_set_new(view, "has_model", json_true());
		json_object_set_new(view, "has_more",
				    json_boolean(json_is_true(json_object_get(model, "more"))));
	}
	g_autofree char *files = g_strdup_printf("/j/%s/archivos/", s->code);
	json_object_set_new(view, "files",
			    json_string(page->preview_files != NULL ? page->preview_files : files));
	if (model != NULL)
		json_object_set(model, "files", json_object_get(view, "files"));
	json_object_set_new(view, "is_preview", json_boolean(page->preview_files != NULL));
	json_object_set_new(view, "has_new", json_boolean(n_new > 0));
	json_object_set_new(view, "is_whole", json_boolean(page->is_step && n_new == 0));
	json_object_set_new(view, "is_answered", json_boolean(n > 0 || n_new > 0 || page->is_step));
	json_object_set_new(view, "is_conflict", json_boolean(page->is_conflict));
	json_object_set_new(view, "has_complaints", json_boolean(n > 0));
	return view;
}

struct reply *formpage_own(struct context *c, unsigned status, const struct formpage *page)
{
	char fresh[UUID_TEXT];
	if (page->uuid == NULL) {
		unsigned char uuid[16];
		store_mint_uuid(c->app->store, uuid);
		uuid_write(uuid, fresh);
	}
	json_t *view = page_fill(c, page, page->uuid != NULL ? page->uuid : fresh);
	return context_reply(c, status, "form", view);
}

/* ---- the cached page */

struct halves {
	GBytes *plain[2];
	GBytes *packed[2]; /* deflated, no header or trailer in the second */
	uLong checksum[2];
	size_t length[2];
};

static void halves_free(void *data)
{
	struct halves *h = data;
	for (size_t i = 0; i < 2; i++) {
		g_bytes_unref(h->plain[i]);
		g_bytes_unref(h->packed[i]);
	}
	g_free(h);
}

/* Raw deflate; the first half ends on a byte boundary without a final block. */
static GBytes *half_pack(const char *text, size_t length, bool is_first)
{
	static const unsigned char header[10] = {0x1f, 0x8b, 8, 0, 0,
						 0,    0,    0, 2, 255}; /* no time, no system */
	z_stream z = {0};
	int rc = deflateInit2(&z, length > LONG_PAGE ? 6 : 9, Z_DEFLATED, -15, 9, Z_DEFAULT_STRATEGY);
	g_assert(rc == Z_OK);
	size_t room = deflateBound(&z, (uLong)length) + 64;
	unsigned char *out = g_malloc(room);
	size_t used = 0;
	if (is_first) {
		memcpy(out, header, sizeof header);
		used = sizeof header;
	}
	z.next_in = (Bytef *)(uintptr_t)text;
	z.avail_in = (uInt)length;
	z.next_out = out + used;
	z.avail_out = (uInt)(room - used);
	rc = deflate(&z, is_first ? Z_FULL_FLUSH : Z_FINISH);
	g_assert(rc == (is_first ? Z_OK : Z_STREAM_END) && z.avail_in == 0);
	used = room - z.avail_out;
	deflateEnd(&z);
	return g_bytes_new_take(out, used);
}

struct making {
	struct context *context;
	const struct formpage *page;
};

static void *halves_make(void *data)
{
	struct making *making = data;
	json_t *view = page_fill(making->context, making->page, mark_uuid);
	GString *text = templates_fill(making->context->app->templates, "form", view);
	json_decref(view);
	char *at = strstr(text->str, mark_uuid);
	g_assert(at != NULL && strstr(at + 1, mark_uuid) == NULL);
	struct halves *h = g_new0(struct halves, 1);
	const char *parts[2] = {text->str, at + UUID_LENGTH};
	h->length[0] = (size_t)(at - text->str);
	h->length[1] = text->len - h->length[0] - UUID_LENGTH;
	for (size_t i = 0; i < 2; i++) {
		h->plain[i] = g_bytes_new(parts[i], h->length[i]);
		h->packed[i] = half_pack(parts[i], h->length[i], i == 0);
		h->checksum[i] = crc32(0, (const Bytef *)parts[i], (uInt)h->length[i]);
	}
	g_string_free(text, TRUE);
	return h;
}

static void put32(unsigned char *at, uLong value)
{
	for (int i = 0; i < 4; i++)
		at[i] = (unsigned char)(value >> (8 * i));
}

static void reply_packed(struct reply *reply, const struct halves *h, const char *uuid)
{
	unsigned char *middle = g_malloc(5 + UUID_LENGTH);
	static const unsigned char stored[5] = {0, UUID_LENGTH, 0, 0xff & ~UUID_LENGTH, 0xff};
	memcpy(middle, stored, sizeof stored);
	memcpy(middle + sizeof stored, uuid, UUID_LENGTH);
	uLong sum = crc32_combine(h->checksum[0], crc32(0, (const Bytef *)uuid, UUID_LENGTH), UUID_LENGTH);
	sum = crc32_combine(sum, h->checksum[1], (z_off_t)h->length[1]);
	size_t tail_length;
	const void *tail = g_bytes_get_data(h->packed[1], &tail_length);
	unsigned char *end = g_malloc(tail_length + 8);
	memcpy(end, tail, tail_length);
	put32(end + tail_length, sum);
	put32(end + tail_length + 4, (uLong)(h->length[0] + UUID_LENGTH + h->length[1]));
	reply->body[0] = g_bytes_ref(h->packed[0]);
	reply->body[1] = g_bytes_new_take(middle, 5 + UUID_LENGTH);
	reply->body[2] = g_bytes_new_take(end, tail_length + 8);
	reply_header(reply, "Content-Encoding", "gzip");
}

struct reply *formpage_clean(struct context *c, const struct session *session, int mesa)
{
	struct formpage page = {.session = session, .mesa = mesa};
	struct making making = {c, &page};
	char key[96], uuid_text[UUID_TEXT];
	unsigned char uuid[16];
	bool is_kept = page_is_same_for_all(session->form->form);
	char today[40] = "";
	if (session->form->form->uses_clock) {
		g_autoptr(GDateTime) now = g_date_time_new_now_local();
		g_snprintf(today, sizeof today, "%d-%d", g_date_time_get_year(now),
			   g_date_time_get_day_of_year(now));
	}
	g_snprintf(key, sizeof key, "form %s %d %s %zu %s", session->code, mesa, c->language,
		   form_language(session->form->form, formpage_language(c)), today);
	struct halves *own = is_kept ? NULL : halves_make(&making);
	const struct halves *h =
		is_kept ? catalogue_made(c->catalogue, key, halves_make, &making, halves_free) : own;
	store_mint_uuid(c->app->store, uuid);
	uuid_write(uuid, uuid_text);
	struct reply *reply = reply_new(200, "text/html; charset=utf-8", NULL);
	reply_header(reply, "Vary", "Accept, Accept-Encoding, Accept-Language");
	if (strstr(c->request->accept_encoding, "gzip") != NULL) {
		reply_packed(reply, h, uuid_text);
	} else {
		reply->body[0] = g_bytes_ref(h->plain[0]);
		reply->body[1] = g_bytes_new(uuid_text, UUID_LENGTH);
		reply->body[2] = g_bytes_ref(h->plain[1]);
	}
	if (own != NULL)
		halves_free(own);
	return reply;
}
