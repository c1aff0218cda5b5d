/* test_pages.c - the citizen's pages filled with views: what must be in them, and what
 * never.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "assets.h"
#include "template.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <zlib.h>
#include <cmocka.h>

#define UUID "ffffffff-ffff-7fff-bfff-ffffffffffff"
#define EVIL "\"><script>alert('x')</script>&"

static struct templates *templates;

/* A question as page_view makes it; the rest is merged into it. */
static json_t *question(const char *name, const char *label, const char *kind, json_t *rest)
{
	json_t *view = json_pack("{s:s, s:s, s:b, s:i, s:s, s:b}", "name", name, "label", label, kind, 1,
				 "max_length", 2000, "id", name, "required", 0);

	if (rest) {
		json_object_update(view, rest);
		json_decref(rest);
	}
	return view;
}

static json_t *choices(size_t n)
{
	json_t *array = json_array();

	for (size_t i = 0; i < n; i++) {
		g_autofree char *value = g_strdup_printf("c%zu", i),
				*label = g_strdup_printf("Una respuesta posible número %zu", i);
		json_array_append_new(array, json_pack("{s:s, s:s, s:s, s:b}", "value", value, "label", label,
						       "id", value, "checked", i == 1));
	}
	return json_pack("{s:o}", "choices", array);
}

/* Ten questions in the shape of the default form. */
static json_t *form_view(void)
{
	json_t *questions = json_pack(
		"[o, o, o, o, o, o, o]",
		question("problema", "¿Qué problema hay en tu comunidad?", "is_multiline",
			 json_pack("{s:s, s:b, s:b, s:s}", "hint", "Un problema por reporte", "is_text", 1,
				   "required", 1, "described_by", "problema-hint")),
		question("tema", "¿De qué se trata?", "is_select_one", choices(14)),
		question("donde", "¿Dónde pasa?", "is_group",
			 json_pack(
				 "{s:s, s:[o, o]}", "hint", "PISTA DEL GRUPO", "questions",
				 question("municipio", "Municipio", "is_select_one",
					  json_pack("{s:b, s:[{s:s, s:s, s:s, s:b}]}", "is_minimal", 1,
						    "choices", "value", "05035", "label", "Torreón", "id",
						    "m1", "checked", 1)),
				 question("lugar", "Colonia", "is_text", json_pack("{s:s}", "value", EVIL)))),
		question("gravedad", "¿Qué tan grave es?", "is_select_one", choices(4)),
		question("afecta", "¿A quiénes afecta?", "is_select_multiple", choices(5)),
		question("cada", "¿Cada cuándo pasa?", "is_select_one", choices(6)),
		question("sobre", "Sobre ti", "is_group",
			 json_pack("{s:[o, o, o, o]}", "questions",
				   question("edad", "Edad", "is_select_one", choices(5)),
				   question("eres", "Eres", "is_select_one", choices(3)),
				   question("lengua", "¿Hablas una lengua indígena?", "is_select_one",
					    choices(2)),
				   question("vives", "¿Vives en ese municipio?", "is_select_one",
					    choices(2)))));

	return json_pack("{s:s, s:s, s:{s:s, s:s, s:s, s:s, s:b}, s:{s:s, s:s, s:s, s:s, s:b}, s:{s:s, s:o}, "
			 "s:s, s:s, s:b, s:i}",
			 "lang", "es", "title", "Diagnóstico", "session", "code", "K7PM", "title",
			 "Región Laguna", "place", "Torreón", "date", "2026-03-14", "is_trial", 1, "notice",
			 "responsible", "Secretaría Técnica Local", "scope", "Coahuila", "recipients",
			 "la Secretaría", "version", "1", "is_example", 1, "form", "title", "Cuéntanos",
			 "questions", questions, "uuid", UUID, "issued",
			 "1773500000.aabbccddeeff001122334455", "has_complaints", 0, "n_complaints", 0);
}

static GString *fill(const char *page, json_t *view)
{
	GString *html = templates_fill(templates, page, view);

	json_decref(view);
	return html;
}

static size_t n_of(const char *text, const char *part)
{
	size_t n = 0;

	for (; (text = strstr(text, part)); text += strlen(part))
		n++;
	return n;
}

static void the_citizens_page_is_small(void **state)
{
	GString *html = fill("form", form_view());
	g_autofree unsigned char *packed = g_malloc(compressBound((uLong)html->len));
	uLongf length = compressBound((uLong)html->len);

	(void)state;
	assert_int_equal(compress2(packed, &length, (const Bytef *)html->str, (uLong)html->len, 9), Z_OK);
	print_message("# the citizen's page: %zu bytes, %lu compressed\n", html->len, length);
	assert_true(length < 14 * 1024);
	/* Nothing to fetch: no style sheet, script or picture of its own. */
	assert_null(strstr(html->str, "<link rel=\"stylesheet\""));
	assert_null(strstr(html->str, " src="));
	g_string_free(html, TRUE);
}

static void the_citizens_page_carries_its_identifier_once(void **state)
{
	GString *html = fill("form", form_view());

	(void)state;
	assert_int_equal(n_of(html->str, UUID), 1);
	assert_int_equal(n_of(html->str, "<form "), 1);
	assert_non_null(strstr(html->str, "method=\"post\""));
	assert_non_null(strstr(html->str, "Acepto el aviso y envío"));
	assert_non_null(strstr(html->str, "911"));
	assert_non_null(strstr(html->str, "DE PRUEBA"));
	g_string_free(html, TRUE);
}

static void every_question_is_there_with_what_was_answered(void **state)
{
	static const char *const names[] = {"problema", "tema", "municipio", "lugar",  "gravedad", "afecta",
					    "cada",	"edad", "eres",	     "lengua", "vives"};
	GString *html = fill("form", form_view());

	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
		g_autofree char *field = g_strdup_printf("data-field=\"%s\"", names[i]),
				*input = g_strdup_printf(" name=\"%s\"", names[i]);
		assert_int_equal(n_of(html->str, field), 1);
		assert_true(n_of(html->str, input) >= 1);
	}
	assert_int_equal(n_of(html->str, "<textarea "), 1);
	assert_int_equal(n_of(html->str, " id=\"problema\""), 1);
	assert_int_equal(n_of(html->str, " checked>"), 8);
	assert_int_equal(n_of(html->str, " selected>"), 1);
	assert_int_equal(n_of(html->str, " required"), 1);
	g_string_free(html, TRUE);
}

static void a_question_in_a_group_does_not_inherit_the_groups_hint(void **state)
{
	GString *html = fill("form", form_view());

	(void)state;
	assert_int_equal(n_of(html->str, "PISTA DEL GRUPO"), 1);
	g_string_free(html, TRUE);
}

static void what_a_citizen_typed_brings_no_markup_back(void **state)
{
	GString *html = fill("form", form_view());

	(void)state;
	assert_null(strstr(html->str, "alert('x')"));
	assert_non_null(strstr(html->str,
			       "value=\"&quot;&gt;&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&amp;\""));
	g_string_free(html, TRUE);
}

static void a_complaint_stands_beside_its_field_only(void **state)
{
	json_t *view = form_view();
	json_t *first = json_array_get(json_object_get(json_object_get(view, "form"), "questions"), 0);

	(void)state;
	json_object_set_new(first, "complaint",
			    json_pack("{s:b, s:s}", "missing", 0, "message", "Muy <largo>"));
	json_object_set_new(view, "has_complaints", json_true());
	json_object_set_new(view, "is_answered", json_true());
	GString *html = fill("form", view);
	assert_int_equal(n_of(html->str, "Muy &lt;largo&gt;"), 1);
	assert_int_equal(n_of(html->str, "aria-invalid=\"true\""), 1);
	assert_int_equal(n_of(html->str, "role=\"alert\""), 1);
	assert_int_equal(n_of(html->str, "data-answered=\"true\""), 1);
	g_string_free(html, TRUE);
}

static void a_further_report_and_a_correction_say_so(void **state)
{
	json_t *view = form_view();

	(void)state;
	json_object_set_new(view, "previous_folio", json_string("A1-77"));
	GString *html = fill("form", view);
	assert_non_null(strstr(html->str, "<input type=\"hidden\" name=\"previous_folio\" value=\"A1-77\">"));
	assert_null(strstr(html->str, "name=\"corrects_folio\""));
	g_string_free(html, TRUE);
}

static void a_receipt_offers_only_what_is_allowed(void **state)
{
	GString *html = fill("receipt", json_pack("{s:s, s:s, s:{s:b}}", "lang", "es", "folio", "A1-77",
						  "state", "is_withdrawn", 1));

	(void)state;
	assert_non_null(strstr(html->str, ">A1-77<"));
	assert_non_null(strstr(html->str, "Retirado."));
	assert_null(strstr(html->str, "<form"));
	assert_null(strstr(html->str, "name=\"contact\""));
	assert_null(strstr(html->str, "Contar otro problema"));
	assert_null(strstr(html->str, "<svg"));
	g_string_free(html, TRUE);
	html = fill("receipt", json_pack("{s:s, s:s, s:{s:b}, s:b, s:b}", "lang", "es", "folio", "A1-77",
					 "state", "is_received", 1, "can_contact", 1, "can_withdraw", 1));
	assert_non_null(strstr(html->str, "action=\"/f/A1-77/contacto\""));
	assert_non_null(strstr(html->str, "action=\"/f/A1-77/retirar\""));
	assert_non_null(strstr(html->str, "name=\"confirm\""));
	g_string_free(html, TRUE);
}

static void every_kind_of_complaint_has_its_sentence(void **state)
{
	static const char *const kinds[] = {"missing",	   "not_a_number", "not_a_date",  "not_a_choice",
					    "constraint",  "too_long",	   "too_many",	  "not_acknowledged",
					    "not_a_time",  "not_a_place",  "not_offered", "not_a_file",
					    "out_of_range"};

	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(kinds); i++) {
		json_t *view = form_view();
		json_t *first =
			json_array_get(json_object_get(json_object_get(view, "form"), "questions"), 0);

		json_object_set_new(first, "complaint", json_pack("{s:b}", kinds[i], 1));
		GString *html = fill("form", view);
		assert_int_equal(n_of(html->str, "id=\"problema-complaint\""), 1);
		assert_null(strstr(html->str, "id=\"problema-complaint\"></p>"));
		g_string_free(html, TRUE);
	}
}

static void an_error_says_what_to_do_next(void **state)
{
	static const int statuses[] = {400, 401, 403, 404, 405, 409, 410, 411,
				       413, 415, 421, 422, 429, 500, 503, 507};

	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(statuses); i++) {
		char flag[16];

		g_snprintf(flag, sizeof flag, "is_%d", statuses[i]);
		GString *html = fill(
			"error", json_pack("{s:s, s:i, s:b}", "lang", "es", "status", statuses[i], flag, 1));
		/* A heading, and a sentence besides the number. */
		assert_null(strstr(html->str, "<h1 id=\"what\"></h1>"));
		assert_true(n_of(html->str, "<p>") >= 4);
		g_string_free(html, TRUE);
	}
}

static void no_page_has_style_attributes_or_inline_handlers(void **state)
{
	g_autoptr(GRegex) regex =
		g_regex_new("<[^>]*\\s(style|on[a-z]+)\\s*=|javascript:|<base|https?://(?!www\\.w3\\.org/)",
			    G_REGEX_CASELESS, 0, NULL);

	(void)state;
	for (size_t i = 0; i < n_assets; i++)
		if (g_str_has_prefix(assets[i].name, "collector/pages/") &&
		    g_str_has_suffix(assets[i].name, ".html") &&
		    g_regex_match(regex, assets[i].bytes, 0, NULL))
			fail_msg("%s breaks the security policy or asks for something from elsewhere",
				 assets[i].name);
}

static int pages_load(void **state)
{
	(void)state;
	templates = templates_load(NULL);
	return templates ? 0 : -1;
}

static int pages_free(void **state)
{
	(void)state;
	templates_free(templates);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_citizens_page_is_small),
		cmocka_unit_test(the_citizens_page_carries_its_identifier_once),
		cmocka_unit_test(every_question_is_there_with_what_was_answered),
		cmocka_unit_test(a_question_in_a_group_does_not_inherit_the_groups_hint),
		cmocka_unit_test(what_a_citizen_typed_brings_no_markup_back),
		cmocka_unit_test(a_complaint_stands_beside_its_field_only),
		cmocka_unit_test(a_further_report_and_a_correction_say_so),
		cmocka_unit_test(a_receipt_offers_only_what_is_allowed),
		cmocka_unit_test(every_kind_of_complaint_has_its_sentence),
		cmocka_unit_test(an_error_says_what_to_do_next),
		cmocka_unit_test(no_page_has_style_attributes_or_inline_handlers),
	};

	return cmocka_run_group_tests(tests, pages_load, pages_free);
}
