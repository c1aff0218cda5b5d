/* forms.c - the speed of forms: reading, judging and writing, each beside the parsing that nobody can do
 * without.
 *
 * forms WORKBOOK REPORT_FORM: medians of 9 rounds.  Reading a workbook is told as a ratio to taking its cells
 * out of the zip, judging a report as a ratio to parsing its canonical JSON, an XForm as a ratio to parsing
 * it as XML. SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "answers.h"
#include "document.h"
#include "page.h"
#include "xform.h"
#include "xlsform.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define ROUNDS 9

struct bench {
	const char *bytes;
	size_t length;
	const struct workbook *book;
	const struct form *form;
	const struct answers_pair *pairs;
	size_t n_pairs;
	char *text;
	size_t n; /* repetitions of a round */
};

static int ascending(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;
	return (x > y) - (x < y);
}

/* Microseconds of one repetition: the median round. */
static double measure(void (*run)(const struct bench *), const struct bench *b)
{
	double rounds[ROUNDS];
	for (size_t i = 0; i < ROUNDS; i++) {
		gint64 start = g_get_monotonic_time();
		for (size_t k = 0; k < b->n; k++)
			run(b);
		rounds[i] = (double)(g_get_monotonic_time() - start) / (double)b->n;
	}
	qsort(rounds, ROUNDS, sizeof rounds[0], ascending);
	return rounds[ROUNDS / 2];
}

static void run_workbook(const struct bench *b)
{
	workbook_free(workbook_read(b->bytes, b->length, NULL));
}

static void run_read(const struct bench *b)
{
	form_free(xlsform_read(b->book, NULL, NULL));
}

static void run_xform(const struct bench *b)
{
	g_free(xform_write(b->form, NULL));
}

static void run_document(const struct bench *b)
{
	document_free(document_parse(b->text, strlen(b->text), NULL));
}

static void run_page(const struct bench *b)
{
	json_decref(page_view(b->form, NULL, NULL, NULL, false));
}

static void run_model(const struct bench *b)
{
	json_decref(page_model(b->form, NULL));
}

static void run_answers(const struct bench *b)
{
	struct answers *answers = answers_read(b->form, b->pairs, b->n_pairs);
	json_t *json = answers_json(answers);
	free(json_dumps(json, JSON_COMPACT | JSON_SORT_KEYS));
	json_decref(json);
	answers_free(answers);
}

static void run_json(const struct bench *b)
{
	json_t *json = json_loads(b->text, 0, NULL);
	free(json_dumps(json, JSON_COMPACT | JSON_SORT_KEYS));
	json_decref(json);
}

static void large(const char *path)
{
	g_autofree char *bytes = NULL;
	struct bench b = {.n = 3};
	GError *error = NULL;
	if (!g_file_get_contents(path, &bytes, &b.length, NULL)) {
		printf("%s is not here: the figures of a large form are left out\n", path);
		return;
	}
	b.bytes = bytes;
	struct workbook *book = workbook_read(bytes, b.length, &error);
	struct form *form = book ? xlsform_read(book, NULL, &error) : NULL;
	if (!form) {
		printf("%s: %s\n", path, error->message);
		exit(1);
	}
	b.book = book;
	b.form = form;
	b.text = xform_write(form, NULL);
	double cells = measure(run_workbook, &b), read = measure(run_read, &b),
	       xform = measure(run_xform, &b);
	double parse = measure(run_document, &b), page = measure(run_page, &b),
	       model = measure(run_model, &b);
	printf("a form of %zu rows: cells %.1f ms, form %.1f ms (%.2f of the cells)\n", form->n_questions,
	       cells / 1000, read / 1000, read / cells);
	printf("  its XForm of %zu bytes %.1f ms (%.2f of parsing it as XML), view of its page %.1f ms, "
	       "model %.1f ms\n",
	       strlen(b.text), xform / 1000, xform / parse, page / 1000, model / 1000);
	g_free(b.text);
	form_free(form);
	workbook_free(book);
}

static void small(const char *path)
{
	static const struct answers_pair pairs[] = {
		{"problema", "Falta agua desde hace tres semanas en toda la calle y nadie responde"},
		{"tema", "agua"},
		{"lugar/municipio", "Saltillo"},
		{"lugar/colonia", "Las Lomas"},
		{"gravedad", "riesgo"},
		{"afecta", "colonia"},
		{"frecuencia", "diario"},
		{"sobre_ti/edad", "a30_44"},
		{"sobre_ti/genero", "mujer"},
	};
	g_autofree char *source = NULL;
	GError *error = NULL;
	struct bench b = {.n = 20000, .pairs = pairs, .n_pairs = G_N_ELEMENTS(pairs)};
	struct form *form = NULL;
	if (g_file_get_contents(path, &source, NULL, &error))
		form = xlsform_read_bytes(source, strlen(source), NULL, &error);
	if (!form) {
		printf("%s: %s\n", path, error->message);
		exit(1);
	}
	b.form = form;
	struct answers *answers = answers_read(form, pairs, G_N_ELEMENTS(pairs));
	g_assert(answers_n_complaints(answers) == 0);
	json_t *json = answers_json(answers);
	b.text = json_dumps(json, JSON_COMPACT | JSON_SORT_KEYS);
	double judge = measure(run_answers, &b), floor = measure(run_json, &b);
	printf("a report: judged and written %.2f us, %.2f of reading and writing its JSON alone\n", judge,
	       judge / floor);
	free(b.text);
	json_decref(json);
	answers_free(answers);
	form_free(form);
}

int main(int n, char **arguments)
{
	if (n != 3) {
		fputs("forms WORKBOOK REPORT_FORM\n", stderr);
		return 2;
	}
	small(arguments[2]);
	large(arguments[1]);
	return 0;
}
