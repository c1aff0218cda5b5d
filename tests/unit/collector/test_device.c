/* test_device.c - tokens that open one session until they are revoked, and the code that sets up a telephone.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "collector/store_fixture.h"
#include "app.h"
#include "assets.h"
#include "device.h"
#include "qr.h"
#include <zlib.h>

struct room {
	struct place *place;
	struct app *app;
	struct catalogue *catalogue;
};

static void act_on(struct room *r, const char *kind, const char *subject, json_t *body)
{
	g_autoptr(GError) error = NULL;
	if (!app_act_one(r->app, kind, subject, "ana", "", body, &error))
		fail_msg("%s", error->message);
	catalogue_unref(r->catalogue);
	r->catalogue = app_catalogue(r->app);
}

static void enter(struct room *r, struct place *p)
{
	g_autoptr(GError) error = NULL;
	*r = (struct room){.place = p, .app = app_open(p->path, &p->options, &error)};
	if (r->app == NULL)
		fail_msg("%s", error->message);
	r->catalogue = app_catalogue(r->app);
}

static void leave(struct room *r)
{
	catalogue_unref(r->catalogue);
	app_close(r->app);
}

static void furnish(struct room *r)
{
	const struct asset *form = asset_find("forms/library/diagnostico.md");
	char key[17];
	form_key(key, form->bytes);
	act_on(r, "form.publish", key, json_pack("{s:s}", "source", form->bytes));
	static const char *const codes[] = {"AAAAA", "BBBBB"};
	for (size_t i = 0; i < 2; i++)
		act_on(r, "session.create", codes[i],
		       json_pack("{s:s,s:s,s:s,s:s,s:s,s:s,s:i,s:b}", "title", "Una", "region", "",
				 "municipality", "", "venue", "", "date", "", "form", key, "n_mesas", 0,
				 "is_trial", 0));
}

static void token_of(struct room *r, const char *code, const struct device *device,
		     char token[DEVICE_TOKEN_MAX])
{
	device_token(r->app, catalogue_session(r->catalogue, code), device, token);
}

static bool opens(struct room *r, const char *token, const char *code)
{
	const struct session *session;
	const struct device *device;
	bool is = device_read(r->app, r->catalogue, token, &session, &device);
	assert_true(is == (session != NULL) && is == (device != NULL));
	return is && strcmp(session->code, code) == 0;
}

static void every_session_has_an_address_for_its_poster_from_the_start(void **state)
{
	struct room r;
	char a[DEVICE_TOKEN_MAX], b[DEVICE_TOKEN_MAX];
	enter(&r, *state);
	furnish(&r);
	token_of(&r, "AAAAA", session_poster_device(catalogue_session(r.catalogue, "AAAAA")), a);
	token_of(&r, "BBBBB", session_poster_device(catalogue_session(r.catalogue, "BBBBB")), b);
	assert_true(g_str_has_prefix(a, "AAAAA-0-") && strlen(a) == 8 + 16);
	assert_true(opens(&r, a, "AAAAA") && opens(&r, b, "BBBBB"));
	assert_string_not_equal(a + 6, b + 6);
	g_autofree char *lower = g_ascii_strdown(a, -1);
	assert_true(opens(&r, lower, "AAAAA"));
	leave(&r);
}

static void the_same_token_opens_after_a_restart_and_none_of_another_installation(void **state)
{
	struct room r;
	struct place *p = *state;
	char before[DEVICE_TOKEN_MAX], after[DEVICE_TOKEN_MAX];
	enter(&r, p);
	furnish(&r);
	token_of(&r, "AAAAA", session_poster_device(catalogue_session(r.catalogue, "AAAAA")), before);
	leave(&r);
	enter(&r, p);
	token_of(&r, "AAAAA", session_poster_device(catalogue_session(r.catalogue, "AAAAA")), after);
	assert_string_equal(before, after);
	leave(&r);
	g_unlink(p->path);
	enter(&r, p);
	furnish(&r);
	assert_false(opens(&r, before, "AAAAA"));
	leave(&r);
}

static void whatever_is_changed_in_a_token_shuts_it(void **state)
{
	struct room r;
	char token[DEVICE_TOKEN_MAX];
	enter(&r, *state);
	furnish(&r);
	token_of(&r, "AAAAA", session_poster_device(catalogue_session(r.catalogue, "AAAAA")), token);
	for (size_t i = 0; token[i] != '\0'; i++) {
		char other[DEVICE_TOKEN_MAX];
		memcpy(other, token, sizeof other);
		other[i] = other[i] == 'B' ? 'A' : 'B';
		assert_false(opens(&r, other, "AAAAA"));
		other[i] = '\0';
		assert_false(opens(&r, other, "AAAAA"));
	}
	static const char *const wrong[] = {"",
					    "-",
					    "--",
					    "AAAAA",
					    "AAAAA-0",
					    "AAAAA-0-",
					    "AAAAA--",
					    "AAAAA-99999999999999999999-X",
					    "AAAAA-0-0000000000000000",
					    "ñ-0-x",
					    "AAAAA-0-0000000000000000-more"};
	for (size_t i = 0; i < G_N_ELEMENTS(wrong); i++)
		assert_false(opens(&r, wrong[i], "AAAAA"));
	g_autofree char *longer = g_strconcat(token, "0", NULL), *endless = g_strnfill(5000, 'A');
	assert_false(opens(&r, longer, "AAAAA"));
	assert_false(opens(&r, endless, "AAAAA"));
	leave(&r);
}

static void a_revoked_telephone_is_shut_out_alone_and_stays_so(void **state)
{
	struct room r;
	struct place *p = *state;
	char first[DEVICE_TOKEN_MAX], second[DEVICE_TOKEN_MAX], poster[DEVICE_TOKEN_MAX];
	enter(&r, p);
	furnish(&r);
	act_on(&r, "device.add", "AAAAA", json_pack("{s:s}", "name", "Brigada 1"));
	act_on(&r, "device.add", "AAAAA", json_pack("{s:s}", "name", "Brigada 2"));
	const struct session *s = catalogue_session(r.catalogue, "AAAAA");
	assert_int_equal(s->devices->len, 3);
	token_of(&r, "AAAAA", session_poster_device(s), poster);
	token_of(&r, "AAAAA", s->devices->pdata[1], first);
	token_of(&r, "AAAAA", s->devices->pdata[2], second);
	assert_true(opens(&r, first, "AAAAA") && opens(&r, second, "AAAAA"));
	int64_t number = ((const struct device *)s->devices->pdata[1])->number;
	act_on(&r, "device.revoke", "AAAAA", json_pack("{s:I}", "number", (json_int_t)number));
	leave(&r);
	enter(&r, p);
	assert_false(opens(&r, first, "AAAAA"));
	assert_true(opens(&r, second, "AAAAA") && opens(&r, poster, "AAAAA"));
	leave(&r);
}

static void a_new_address_on_the_poster_ends_the_one_before(void **state)
{
	struct room r;
	char before[DEVICE_TOKEN_MAX], after[DEVICE_TOKEN_MAX];
	enter(&r, *state);
	furnish(&r);
	token_of(&r, "AAAAA", session_poster_device(catalogue_session(r.catalogue, "AAAAA")), before);
	act_on(&r, "device.add", "AAAAA", json_pack("{s:s}", "name", ""));
	token_of(&r, "AAAAA", session_poster_device(catalogue_session(r.catalogue, "AAAAA")), after);
	assert_false(opens(&r, before, "AAAAA"));
	assert_true(opens(&r, after, "AAAAA"));
	int64_t number = session_poster_device(catalogue_session(r.catalogue, "AAAAA"))->number;
	act_on(&r, "device.revoke", "AAAAA", json_pack("{s:I}", "number", (json_int_t)number));
	assert_null(session_poster_device(catalogue_session(r.catalogue, "AAAAA")));
	assert_false(opens(&r, after, "AAAAA"));
	leave(&r);
}

static void actions_on_no_session_or_no_telephone_are_refused_whole(void **state)
{
	struct room r;
	enter(&r, *state);
	furnish(&r);
	static const char *const kinds[] = {"device.add", "device.revoke", "device.revoke"},
				 *const sessions[] = {"CCCCC", "CCCCC", "AAAAA"};
	for (size_t i = 0; i < 3; i++) {
		g_autoptr(GError) error = NULL;
		assert_false(app_act_one(r.app, kinds[i], sessions[i], "ana", "",
					 json_pack("{s:s,s:i}", "name", "x", "number", 77), &error));
		assert_non_null(error);
	}
	leave(&r);
}

/* What Collect does with the scanned text; to be decref'd. */
static json_t *settings_read(const char *text)
{
	gsize length;
	g_autofree guchar *packed = g_base64_decode(text, &length);
	unsigned char plain[4096];
	uLongf n = sizeof plain;
	assert_int_equal(uncompress(plain, &n, packed, (uLong)length), Z_OK);
	json_t *json = json_loadb((const char *)plain, n, 0, NULL);
	assert_non_null(json);
	return json;
}

static void a_telephone_reads_from_the_code_where_to_send_and_whose_project_it_is(void **state)
{
	(void)state;
	g_autofree char *text =
		device_settings("http://10.42.0.1:8095/or/AAAAA-0-0123456789ABCDEF", "Diagnóstico ñ");
	json_t *json = settings_read(text);
	const json_t *general = json_object_get(json, "general");
	assert_string_equal(json_string_value(json_object_get(general, "server_url")),
			    "http://10.42.0.1:8095/or/AAAAA-0-0123456789ABCDEF");
	assert_string_equal(json_string_value(json_object_get(general, "form_update_mode")), "match_exactly");
	assert_true(json_is_object(json_object_get(json, "admin")));
	assert_string_equal(json_string_value(json_object_get(json_object_get(json, "project"), "name")),
			    "Diagnóstico ñ");
	assert_null(json_object_get(general, "password"));
	json_decref(json);
	for (const char *p = text; *p != '\0'; p++)
		assert_true(g_ascii_isalnum(*p) || strchr("+/=", *p) != NULL);
}

static void a_name_of_any_length_and_letters_gives_a_code_that_can_be_printed(void **state)
{
	(void)state;
	g_autofree char *endless = g_strnfill(5000, 'x'), *text = device_settings("http://a/or/b", endless);
	g_autoptr(GError) error = NULL;
	unsigned width;
	g_autofree char *path = qr_path(text, &width, &error),
			*odd = device_settings("http://a/or/b", "日本😀\"\\");
	assert_non_null(path);
	assert_true(width <= 85);
	json_t *json = settings_read(odd);
	assert_string_equal(json_string_value(json_object_get(json_object_get(json, "project"), "name")),
			    "日本😀\"\\");
	json_decref(json);
}

static void zbarimg_reads_the_printed_code_as_it_was(void **state)
{
	const struct place *p = *state;
	g_autofree char *zbarimg = g_find_program_in_path("zbarimg");
	if (zbarimg == NULL) {
		print_message("# skipped: zbarimg (zbar-tools) is not installed\n");
		skip();
	}
	g_autofree char *text = device_settings("http://10.42.0.1:8095/or/AAAAA-12-0123456789ABCDEF",
						"Diagnóstico de la Región Laguna");
	g_autofree char *file = g_build_filename(p->folder, "c.png", NULL), *read = NULL;
	g_autoptr(GBytes) png = qr_png(text, 3, NULL);
	assert_true(
		g_file_set_contents(file, g_bytes_get_data(png, NULL), (gssize)g_bytes_get_size(png), NULL));
	char *argv[] = {
		zbarimg, (char *)"--raw", (char *)"-q", (char *)"-Sdisable", (char *)"-Sqrcode.enable", file,
		NULL};
	assert_true(g_spawn_sync(NULL, argv, NULL, G_SPAWN_STDERR_TO_DEV_NULL, NULL, NULL, &read, NULL, NULL,
				 NULL));
	assert_string_equal(g_strchomp(read), text);
	json_t *json = settings_read(read);
	assert_true(json_is_object(json));
	json_decref(json);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		T(every_session_has_an_address_for_its_poster_from_the_start),
		T(the_same_token_opens_after_a_restart_and_none_of_another_installation),
		T(whatever_is_changed_in_a_token_shuts_it),
		T(a_revoked_telephone_is_shut_out_alone_and_stays_so),
		T(a_new_address_on_the_poster_ends_the_one_before),
		T(actions_on_no_session_or_no_telephone_are_refused_whole),
		cmocka_unit_test(a_telephone_reads_from_the_code_where_to_send_and_whose_project_it_is),
		cmocka_unit_test(a_name_of_any_length_and_letters_gives_a_code_that_can_be_printed),
		T(zbarimg_reads_the_printed_code_as_it_was),
	};
	faulty_install();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
