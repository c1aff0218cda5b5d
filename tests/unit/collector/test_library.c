/* The forms that come with the program: read without a remark, in both languages, short enough for paper.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "assets.h"
#include "paper.h"
#include "words.h"
#include "xlsform.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static const struct {
	const char *name;
	size_t n_pages;		 /* at most, of one sheet */
	enum form_role roles[3]; /* that the analysis needs */
} library[] = {
	{"diagnostico", 2, {FORM_ROLE_PROBLEM, FORM_ROLE_THEME, FORM_ROLE_SEVERITY}},
	{"seguimiento", 2, {FORM_ROLE_PROBLEM, FORM_ROLE_THEME, FORM_ROLE_SEVERITY}},
	{"convocatoria", 2, {FORM_ROLE_MUNICIPALITY, FORM_ROLE_PLACE, FORM_ROLE_DEMOGRAPHIC}},
	{"preparacion", 3, {FORM_ROLE_PROBLEM, FORM_ROLE_MUNICIPALITY, FORM_ROLE_PLACE}},
	{"priorizacion", 1, {FORM_ROLE_PROBLEM, FORM_ROLE_MUNICIPALITY, FORM_ROLE_DEMOGRAPHIC}},
	{"evaluacion", 2, {FORM_ROLE_PROBLEM, FORM_ROLE_MUNICIPALITY, FORM_ROLE_DEMOGRAPHIC}},
};

/* fontconfig keeps its tables until the process ends; everything else must be freed. */
const char *__lsan_default_suppressions(void);
const char *__lsan_default_suppressions(void)
{
	return "leak:libfontconfig\n";
}

static struct form *form_named(const char *name, GPtrArray *problems)
{
	g_autofree char *path = g_strconcat("forms/library/", name, ".md", NULL);
	const struct asset *file = asset_find(path);
	if (file == NULL)
		fail_msg("%s is not in the program", path);
	GError *error = NULL;
	struct form *form = xlsform_read_bytes(file->bytes, strlen(file->bytes), problems, &error);
	if (form == NULL)
		fail_msg("%s: %s", path, error->message);
	return form;
}

static void every_form_is_read_without_a_remark(void **state)
{
	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(library); i++) {
		g_autoptr(GPtrArray) problems =
			g_ptr_array_new_with_free_func((GDestroyNotify)form_problem_free);
		struct form *form = form_named(library[i].name, problems);
		if (problems->len > 0)
			fail_msg("%s: %s", library[i].name,
				 ((struct form_problem *)problems->pdata[0])->sentence_en);
		assert_string_equal(form->id, library[i].name);
		for (size_t k = 0; k < G_N_ELEMENTS(library[i].roles); k++)
			assert_non_null(form_with_role(form, library[i].roles[k]));
		form_free(form);
	}
}

static void every_text_is_there_in_spanish_and_in_english(void **state)
{
	(void)state;
	for (size_t i = 0; i < G_N_ELEMENTS(library); i++) {
		struct form *form = form_named(library[i].name, NULL);
		assert_int_equal(form->n_languages, 2);
		for (size_t k = 0; k < form->n_questions; k++) {
			const struct form_question *q = form->questions[k];
			const struct form_text *texts[] = {&q->label, &q->hint, &q->constraint_message,
							   &q->required_message};
			for (size_t t = 0; t < G_N_ELEMENTS(texts); t++)
				if (texts[t]->by_language != NULL &&
				    !(texts[t]->by_language[0] && texts[t]->by_language[1]))
					fail_msg("%s: %s lacks a text in one language", library[i].name,
						 q->name);
			if (q->constraint != NULL)
				assert_non_null(q->constraint_message.by_language);
		}
		for (size_t l = 0; l < form->n_lists; l++)
			for (size_t k = 0; k < form->lists[l].n_choices; k++)
				assert_true(form->lists[l].choices[k].label.by_language[0] &&
					    form->lists[l].choices[k].label.by_language[1]);
		form_free(form);
	}
}

static void every_form_fits_on_few_pages(void **state)
{
	(void)state;
	for (size_t i = 0; i < 2 * G_N_ELEMENTS(library); i++) {
		struct form *form = form_named(library[i / 2].name, NULL);
		struct paper paper = {form,
				      i % 2 ? "en" : "es",
				      "Jornada de la colonia Centro",
				      "Casa de la Cultura, Saltillo · 22 de noviembre de 2026",
				      "Secretaría que convoca al ejercicio local de gobierno abierto",
				      "el Plan de Acción Local",
				      "la Secretaría Técnica Local",
				      "1",
				      true};
		struct paper_sheet sheet = {"Q3VG-G000-001F-6WYH-33Y2-QF",
					    "http://10.42.0.1:8095/f/Q3VG-G000-001F-6WYH-33Y2-QF"};
		size_t n_pages;
		GError *error = NULL;
		GBytes *pdf = paper_pdf(&paper, POSTER_LETTER, &sheet, 1, &n_pages, &error);
		assert_non_null(pdf);
		if (n_pages > library[i / 2].n_pages)
			fail_msg("%s takes %zu pages", library[i / 2].name, n_pages);
		g_bytes_unref(pdf);
		form_free(form);
	}
}

int main(void)
{
	words_load();
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_form_is_read_without_a_remark),
		cmocka_unit_test(every_text_is_there_in_spanish_and_in_english),
		cmocka_unit_test(every_form_fits_on_few_pages),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
