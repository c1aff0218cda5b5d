/* test_openrosa.c - forms, versions and files as an OpenRosa client is given them, without a socket.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 * Reports are sent by tests/journeys/openrosa.mjs.
 */
#include "collector/store_fixture.h"
#include "app.h"
#include "device.h"
#include "openrosa.h"
#include "routes.h"
#include "site.h"

static const char with_file[] = "| survey |                             |           |        |\n"
				"|        | type                        | name      | label  |\n"
				"|        | text                        | problema  | Qué    |\n"
				"|        | select_one_from_file lu.csv | lugar     | Dónde  |\n"
				"| settings |            |         |         |\n"
				"|          | form_title | form_id | version |\n"
				"|          | Con <lista> & más | lista | 3 |\n";
static const char plain[] =
	"| survey |      |          |       |\n|        | type | name     | label |\n"
	"|        | text | problema | Qué   |\n| settings |            |         |         |\n"
	"|          | form_title | form_id | version |\n|          | Sin lista | lista | 3 |\n";
static const char places[] = "name,label\nx,Equis\ny,Ye\n";

struct room {
	struct app *app;
	char digest[65], key[17], plain_key[17], token[DEVICE_TOKEN_MAX];
};

static bool file_put(struct store_transaction *t, void *data, GError **error)
{
	return store_file_put(t, places, strlen(places), "text/csv", data, error);
}

static void act_on(struct room *r, const char *kind, const char *subject, json_t *body)
{
	g_autoptr(GError) error = NULL;
	if (!app_act_one(r->app, kind, subject, "ana", "", body, &error))
		fail_msg("%s", error->message);
}

static void publish(struct room *r, const char *source, json_t *files, char key[17])
{
	form_key_with(key, source, files);
	json_t *body = json_pack("{s:s}", "source", source);
	if (files != NULL)
		json_object_set(body, "files", files);
	json_decref(files);
	act_on(r, "form.publish", key, body);
}

/* Session AAAAA asks the form with a file, which is not the newest; it is in that state. */
static void enter(struct room *r, struct place *p, const char *state)
{
	g_autoptr(GError) error = NULL;
	*r = (struct room){.app = app_open(p->path, &p->options, &error)};
	if (r->app == NULL)
		fail_msg("%s", error->message);
	assert_true(store_write(r->app->store, file_put, r->digest, &error));
	publish(r, with_file, json_pack("{s:s}", "lu.csv", r->digest), r->key);
	publish(r, plain, NULL, r->plain_key);
	act_on(r, "session.create", "AAAAA",
	       json_pack("{s:s,s:s,s:s,s:s,s:s,s:s,s:i,s:b}", "title", "Una <jornada>", "region", "",
			 "municipality", "", "venue", "", "date", "", "form", r->key, "n_mesas", 0,
			 "is_trial", 1));
	act_on(r, "session.state", "AAAAA", json_pack("{s:s}", "state", state));
	struct catalogue *c = app_catalogue(r->app);
	const struct session *s = catalogue_session(c, "AAAAA");
	device_token(r->app, s, session_poster_device(s), r->token);
	catalogue_unref(c);
}

/* What the path gives; "{t}", "{k}", "{p}" in it stand for the token and the two keys. */
static struct reply *get(struct room *r, const char *pattern, const char *known)
{
	g_autoptr(GString) path = g_string_new(pattern);
	g_string_replace(path, "{t}", r->token, 0);
	g_string_replace(path, "{k}", r->key, 0);
	g_string_replace(path, "{p}", r->plain_key, 0);
	struct request rq = {.method = HTTP_GET,
			     .channel = HTTP_HOTSPOT,
			     .path = path->str,
			     .host = "10.42.0.1:8095",
			     .accept = "",
			     .accept_language = "",
			     .accept_encoding = "",
			     .cookie = "",
			     .if_none_match = known,
			     .content_type = ""};
	struct reply *reply = routes_handle(r->app, &rq);
	request_clear(&rq);
	return reply;
}

static const char *header(const struct reply *reply, const char *name)
{
	for (guint i = 0; i + 1 < reply->headers->len; i += 2)
		if (g_ascii_strcasecmp(reply->headers->pdata[i], name) == 0)
			return reply->headers->pdata[i + 1];
	return NULL;
}

static char *text_of(struct reply *reply)
{
	gsize length = 0;
	const char *bytes = reply->body[0] != NULL ? g_bytes_get_data(reply->body[0], &length) : "";
	char *text = g_strndup(bytes, length);
	reply_unref(reply);
	return text;
}

static void assert_status(struct room *r, const char *pattern, unsigned status)
{
	struct reply *reply = get(r, pattern, NULL);
	if (reply->status != status)
		fail_msg("%s: %u", pattern, reply->status);
	if (g_str_has_prefix(pattern, "/or/")) {
		assert_string_equal(header(reply, "X-OpenRosa-Version"), "1.0");
		assert_non_null(header(reply, "X-OpenRosa-Accept-Content-Length"));
	}
	reply_unref(reply);
}

static void the_list_leads_to_the_form_and_its_files_and_each_has_its_hash(void **state)
{
	struct room r;
	enter(&r, *state, "open");
	g_autofree char *list = text_of(get(&r, "/or/{t}/formList", NULL));
	g_autofree char *form = text_of(get(&r, "/or/{t}/formularios/{k}.xml", NULL));
	g_autofree char *manifest = text_of(get(&r, "/or/{t}/formularios/{k}/manifest", NULL));
	g_autofree char *file = text_of(get(&r, "/or/{t}/archivos/{k}/lu.csv", NULL));
	g_autofree char *form_hash = g_compute_checksum_for_string(G_CHECKSUM_MD5, form, -1),
			*file_hash = g_compute_checksum_for_string(G_CHECKSUM_MD5, places, -1);
	g_autofree char *announced = g_strdup_printf("<hash>md5:%s</hash>", form_hash),
			*announced_file =
				g_strdup_printf("<filename>lu.csv</filename><hash>md5:%s</hash>", file_hash);
	g_autofree char *address = g_strdup_printf(
		"<manifestUrl>http://10.42.0.1:8095/or/%s/formularios/%s/manifest</manifestUrl>", r.token,
		r.key);
	g_autofree char *file_address = g_strdup_printf(
		"<downloadUrl>http://10.42.0.1:8095/or/%s/archivos/%s/lu.csv</downloadUrl>", r.token, r.key);
	assert_non_null(strstr(list, "<formID>lista</formID><name>Con &lt;lista&gt; &amp; más</name>"));
	assert_non_null(strstr(list, announced));
	assert_non_null(strstr(list, address));
	assert_non_null(strstr(manifest, announced_file));
	assert_non_null(strstr(manifest, file_address));
	assert_string_equal(file, places);
	app_close(r.app);
}

static void two_versions_that_their_author_called_the_same_are_told_apart(void **state)
{
	struct room r;
	enter(&r, *state, "open");
	struct catalogue *c = app_catalogue(r.app);
	const struct session *s = catalogue_session(c, "AAAAA");
	const struct form_version *one = catalogue_form(c, r.key), *other = catalogue_form(c, r.plain_key);
	g_autofree char *a = openrosa_version(one), *b = openrosa_version(other);
	assert_string_not_equal(a, b);
	assert_ptr_equal(openrosa_form_version(c, s, a), one);
	assert_ptr_equal(openrosa_form_version(c, s, b), other);
	assert_ptr_equal(openrosa_form_version(c, s, "3"), other); /* the newest */
	assert_null(openrosa_form_version(c, s, "4"));
	assert_null(openrosa_form_version(c, s, ""));
	g_autofree char *form = text_of(get(&r, "/or/{t}/formularios/{k}.xml", NULL));
	g_autofree char *said = g_strdup_printf("version=\"%s\"", a);
	assert_non_null(strstr(form, said));
	catalogue_unref(c);
	app_close(r.app);
}

static void what_is_not_there_or_of_another_form_is_404_with_the_headers(void **state)
{
	struct room r;
	enter(&r, *state, "open");
	static const char *const wrong[] = {"/or/{t}",
					    "/or/{t}/",
					    "/or/{t}/formlist",
					    "/or/x/formList",
					    "/or/{t}/formularios/.xml",
					    "/or/{t}/formularios/{k}",
					    "/or/{t}/formularios/{k}.xmlx",
					    "/or/{t}/formularios/0000000000000000.xml",
					    "/or/{t}/formularios/x/manifest",
					    "/or/{t}/archivos/{k}/otra.csv",
					    "/or/{t}/archivos/{p}/lu.csv",
					    "/or/{t}/archivos/{k}/",
					    "/or/{t}/archivos/lu.csv",
					    "/or/"};
	for (size_t i = 0; i < G_N_ELEMENTS(wrong); i++)
		assert_status(&r, wrong[i], 404);
	assert_status(&r, "/or/{t}/formularios/{p}.xml", 200); /* an older or newer one of the same form */
	app_close(r.app);
}

static void what_a_client_has_already_is_not_sent_again(void **state)
{
	struct room r;
	enter(&r, *state, "open");
	static const char *const paths[] = {"/or/{t}/formularios/{k}.xml", "/or/{t}/archivos/{k}/lu.csv",
					    "/j/AAAAA/archivos/lu.csv"};
	for (size_t i = 0; i < G_N_ELEMENTS(paths); i++) {
		struct reply *first = get(&r, paths[i], NULL);
		assert_int_equal(first->status, 200);
		struct reply *again = get(&r, paths[i], header(first, "ETag")),
			     *other = get(&r, paths[i], "\"0\"");
		assert_int_equal(again->status, 304);
		assert_int_equal(other->status, 200);
		reply_unref(first);
		reply_unref(again);
		reply_unref(other);
	}
	app_close(r.app);
}

static void the_page_gets_its_forms_files_while_the_session_exists_for_citizens(void **state)
{
	struct room r;
	enter(&r, *state, "draft");
	assert_status(&r, "/j/AAAAA/archivos/lu.csv", 404);
	assert_status(&r, "/or/{t}/formList", 404);
	act_on(&r, "session.state", "AAAAA", json_pack("{s:s}", "state", "open"));
	struct reply *reply = get(&r, "/j/aaaaa/archivos/lu.csv", NULL);
	assert_int_equal(reply->status, 200);
	assert_true(
		g_str_has_prefix(header(reply, "Content-Disposition"), "attachment; filename=\"lu.csv\""));
	assert_non_null(strstr(header(reply, "Content-Security-Policy"), "sandbox"));
	reply_unref(reply);
	assert_status(&r, "/j/AAAAA/archivos/otra.csv", 404);
	assert_status(&r, "/j/BBBBB/archivos/lu.csv", 404);
	app_close(r.app);
}

static void a_closed_session_offers_no_form_and_a_refusal_is_a_sentence(void **state)
{
	struct room r;
	enter(&r, *state, "open");
	act_on(&r, "session.state", "AAAAA", json_pack("{s:s}", "state", "closed"));
	g_autofree char *list = text_of(get(&r, "/or/{t}/formList", NULL)),
			*refusal = text_of(get(&r, "/or/x/formList", NULL));
	assert_non_null(strstr(list, "<xforms"));
	assert_null(strstr(list, "<xform>"));
	assert_non_null(strstr(refusal, "<OpenRosaResponse xmlns=\"http://openrosa.org/http/response\">"));
	assert_non_null(strstr(refusal, "Pide a quien facilita"));
	struct request rq = {.path = "/or/x/submission", .host = "", .accept_language = ""},
		       early = {.path = NULL};
	struct reply *large = routes_refuse(r.app, &rq, 413), *odd = routes_refuse(r.app, &early, 400);
	assert_string_equal(header(large, "X-OpenRosa-Version"), "1.0");
	assert_null(header(odd, "X-OpenRosa-Version"));
	assert_int_equal(odd->status, 400);
	g_autofree char *words = text_of(large);
	assert_non_null(strstr(words, "demasiado grande"));
	reply_unref(odd);
	app_close(r.app);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		T(the_list_leads_to_the_form_and_its_files_and_each_has_its_hash),
		T(two_versions_that_their_author_called_the_same_are_told_apart),
		T(what_is_not_there_or_of_another_form_is_404_with_the_headers),
		T(what_a_client_has_already_is_not_sent_again),
		T(the_page_gets_its_forms_files_while_the_session_exists_for_citizens),
		T(a_closed_session_offers_no_form_and_a_refusal_is_a_sentence),
	};
	faulty_install();
	site_load();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
