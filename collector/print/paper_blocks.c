/* paper_blocks - decides what each question of a form looks like on paper, and numbers the questions.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "paper_blocks.h"
#include "expression.h"
#include "page.h"
#include "paper.h"
#include "words.h"

#include <math.h>
#include <string.h>

#define CHOICES_MAX   30 /* a longer list is written in */
#define INSTANCES     2	 /* blank ones of a repeat, unless its count is a number */
#define INSTANCES_MAX 12

struct writer {
	const struct form *form;
	const char *language;
	size_t column;
	GPtrArray *blocks;
	char **numbers; /* by question: the printed number, or NULL */
	unsigned n_questions;
	unsigned instance; /* of the repeat that is being written, 0 outside */
	unsigned depth;
};

static void block_free(void *data)
{
	struct paper_block *b = data;
	g_free(b->number);
	g_free(b->label);
	g_free(b->hint);
	g_free(b->aside);
	g_strfreev(b->choices);
	g_free(b);
}

static const char *number_of(void *data, const struct form_question *q)
{
	const struct writer *w = data;
	return w->numbers[q->number] != NULL ? w->numbers[q->number] : "";
}

static bool is_printed(const struct form_question *q)
{
	switch (q->type) {
	case FORM_CALCULATE:
	case FORM_HIDDEN:
	case FORM_METADATA:
		return false;
	default:
		return true;
	}
}

/* The label in plain words; ${name} as a blank that names the question it comes from. */
static char *words_of(const struct writer *w, const struct form_text *text)
{
	const char *found = form_text_in(w->form, text, w->column);
	if (found == NULL)
		return g_strdup("");
	json_t *parts = page_text_parts(w->form, found), *part;
	g_autoptr(GString) out = g_string_new(NULL);
	size_t i;
	json_array_foreach(parts, i, part)
	{
		size_t n = json_is_integer(part) ? (size_t)json_integer_value(part) : w->form->n_questions;
		if (json_is_string(part))
			g_string_append(out, json_string_value(part));
		else if (n < w->form->n_questions && w->numbers[n] != NULL)
			g_string_append_printf(out, words_say(w->language, "[lo que pusiste en %s]"),
					       w->numbers[n]);
		else
			g_string_append(out, "____");
	}
	if (parts == NULL) {
		g_autofree char *plain = page_text_plain(w->form, found);
		g_string_append(out, plain);
	}
	json_decref(parts);
	return g_string_free(g_steal_pointer(&out), FALSE);
}

static struct paper_block *block_add(struct writer *w, const struct form_question *q)
{
	struct paper_block *b = g_new0(struct paper_block, 1);
	b->depth = w->depth;
	b->number = g_strdup("");
	b->label = words_of(w, &q->label);
	b->hint = words_of(w, &q->hint);
	g_ptr_array_add(w->blocks, b);
	return b;
}

static void aside_add(struct paper_block *b, const char *sentence)
{
	if (sentence == NULL || *sentence == '\0')
		return;
	char *both = b->aside != NULL ? g_strconcat(b->aside, " · ", sentence, NULL) : g_strdup(sentence);
	g_free(b->aside);
	b->aside = both;
}

static double parameter_number(const struct form_question *q, const char *name, double otherwise)
{
	const char *text = form_parameter(q, name);
	double value = text != NULL ? g_ascii_strtod(text, NULL) : otherwise;
	return isfinite(value) ? value : otherwise;
}

/* The choices in words; not of those that are too many, or that depend on another answer and are many. */
static bool choices_take(struct writer *w, struct paper_block *b, const struct form_question *q)
{
	if (q->list == NULL || q->list->n_choices == 0 || q->list->n_choices > CHOICES_MAX)
		return false;
	b->choices = g_new0(char *, q->list->n_choices + 1);
	for (size_t i = 0; i < q->list->n_choices; i++) {
		b->choices[i] = words_of(w, &q->list->choices[i].label);
		if (b->choices[i][0] == '\0') {
			g_free(b->choices[i]);
			b->choices[i] = g_strdup(q->list->choices[i].name);
		}
	}
	return true;
}

/* A range of few steps as circles, a longer one as digits with its limits said. */
static void range_take(struct writer *w, struct paper_block *b, const struct form_question *q)
{
	double start = parameter_number(q, "start", 1), end = parameter_number(q, "end", 10);
	double step = fabs(parameter_number(q, "step", 1)),
	       n = step > 0 ? floor(fabs(end - start) / step + 1e-9) : 0;
	if (n >= 1 && n <= 10) {
		b->entry = PAPER_CIRCLES;
		b->choices = g_new0(char *, (size_t)n + 2);
		for (size_t i = 0; i <= (size_t)n; i++)
			b->choices[i] =
				g_strdup_printf("%g", start + (end < start ? -1 : 1) * step * (double)i);
		return;
	}
	g_autofree char *limits = g_strdup_printf(words_say(w->language, "De %g a %g."), start, end);
	aside_add(b, limits);
	b->entry = PAPER_DIGITS;
	b->n = (unsigned)CLAMP(ceil(log10(MAX(fabs(start), fabs(end)) + 1)), 1, 9);
	b->n_decimals = floor(step) < step ? 2 : 0;
}

static void entry_choose(struct writer *w, struct paper_block *b, const struct form_question *q)
{
	bool is_long = q->appearance != NULL && strstr(q->appearance, "multiline") != NULL;
	switch (q->type) {
	case FORM_TEXT:
		b->entry = PAPER_LINES;
		b->n = is_long || q->role == FORM_ROLE_PROBLEM ? 4 : 1;
		break;
	case FORM_INTEGER:
		b->entry = PAPER_DIGITS;
		b->n = 5;
		break;
	case FORM_DECIMAL:
		b->entry = PAPER_DIGITS;
		b->n = 5;
		b->n_decimals = 2;
		break;
	case FORM_RANGE:
		range_take(w, b, q);
		break;
	case FORM_DATE:
		b->entry = PAPER_DATE;
		break;
	case FORM_TIME:
		b->entry = PAPER_TIME;
		break;
	case FORM_DATETIME:
		b->entry = PAPER_DATETIME;
		break;
	case FORM_SELECT_ONE:
	case FORM_SELECT_MULTIPLE:
	case FORM_RANK:
		b->entry = q->type == FORM_SELECT_ONE ? PAPER_CIRCLES
			   : q->type == FORM_RANK     ? PAPER_RANKS
						      : PAPER_SQUARES;
		if (!choices_take(w, b, q)) {
			b->entry = PAPER_LINES;
			b->n = q->type == FORM_SELECT_ONE ? 1 : 2;
			aside_add(b, words_say(w->language, "Escribe el nombre o la clave."));
		} else if (q->type == FORM_SELECT_MULTIPLE) {
			aside_add(b, words_say(w->language, "Puedes marcar varias."));
		} else if (q->type == FORM_RANK) {
			aside_add(b, words_say(w->language, "Pon 1 en la primera, 2 en la segunda…"));
		}
		break;
	case FORM_ACKNOWLEDGE:
		b->entry = PAPER_SQUARES;
		b->choices = g_new0(char *, 2);
		b->choices[0] = g_strdup(words_say(w->language, "Sí"));
		break;
	case FORM_GEOPOINT:
	case FORM_BARCODE:
		b->entry = PAPER_LINES;
		b->n = 1;
		if (q->type == FORM_GEOPOINT)
			aside_add(b, words_say(w->language, "Escribe latitud y longitud, si las sabes."));
		break;
	case FORM_IMAGE:
	case FORM_AUDIO:
	case FORM_VIDEO:
	case FORM_FILE:
	case FORM_GEOTRACE:
	case FORM_GEOSHAPE:
		aside_add(b, words_say(w->language, "No se contesta en papel."));
		break;
	default:
		break;
	}
}

static void write_questions(struct writer *, const struct form_question *parent);

static void asides_take(struct writer *w, struct paper_block *b, const struct form_question *q)
{
	g_autofree char *condition = paper_condition(w->form, q, w->language, number_of, w);
	aside_add(b, condition);
	if (q->constraint != NULL) {
		g_autofree char *rule = words_of(w, &q->constraint_message);
		aside_add(b, rule);
	}
	if (q->required)
		aside_add(b, words_say(w->language, "Hace falta contestarla."));
}

static void write_group(struct writer *w, const struct form_question *q)
{
	struct paper_block *b = block_add(w, q);
	b->is_heading = true;
	asides_take(w, b, q);
	if (b->label[0] == '\0' && b->aside == NULL)
		g_ptr_array_set_size(w->blocks, (int)w->blocks->len - 1);
	w->depth++;
	write_questions(w, q);
	w->depth--;
}

static void write_repeat(struct writer *w, const struct form_question *q)
{
	struct paper_block *b = block_add(w, q);
	b->is_heading = true;
	asides_take(w, b, q);
	char *end = NULL;
	const char *count = q->count != NULL ? expression_text(q->count) : "";
	guint64 fixed = g_ascii_strtoull(count, &end, 10);
	bool is_fixed = *count != '\0' && *end == '\0' && fixed > 0;
	unsigned n = is_fixed ? (unsigned)MIN(fixed, INSTANCES_MAX) : INSTANCES, outer = w->instance;
	if (outer > 0)
		n = 1; /* a repeat inside a repeat: one block each, more on another sheet */
	if (!is_fixed || n < fixed)
		aside_add(b, words_say(w->language, "Si no alcanzan los espacios, sigue en otra hoja."));
	unsigned first = w->n_questions;
	w->depth++;
	for (unsigned i = 1; i <= n; i++) {
		w->instance = outer > 0 ? outer : i;
		w->n_questions = first;
		if (n > 1) {
			struct paper_block *one = g_new0(struct paper_block, 1);
			one->depth = w->depth;
			one->is_heading = true;
			one->number = g_strdup("");
			one->label = g_strdup_printf(words_say(w->language, "%u de %u"), i, n);
			one->hint = g_strdup("");
			g_ptr_array_add(w->blocks, one);
		}
		write_questions(w, q);
	}
	w->depth--;
	w->instance = outer;
}

static void write_question(struct writer *w, const struct form_question *q)
{
	struct paper_block *b = block_add(w, q);
	b->is_note = q->type == FORM_NOTE;
	if (!b->is_note) {
		w->n_questions++;
		g_free(w->numbers[q->number]);
		w->numbers[q->number] = g_strdup_printf("%u", w->n_questions);
		g_free(b->number);
		b->number = g_strdup(w->numbers[q->number]);
		if (b->label[0] == '\0') { /* a hint alone is allowed */
			g_free(b->label);
			b->label = g_steal_pointer(&b->hint);
			b->hint = g_strdup("");
		}
	}
	asides_take(w, b, q);
	entry_choose(w, b, q);
}

static void write_questions(struct writer *w, const struct form_question *parent)
{
	for (size_t i = 0; i < parent->n_children; i++) {
		const struct form_question *q = parent->children[i];
		if (!is_printed(q))
			continue;
		if (q->type == FORM_GROUP)
			write_group(w, q);
		else if (q->type == FORM_REPEAT)
			write_repeat(w, q);
		else
			write_question(w, q);
	}
}

static void writer_start(struct writer *w, const struct form *form, const char *language)
{
	*w = (struct writer){.form = form,
			     .language = language,
			     .column = form_language(form, language),
			     .blocks = g_ptr_array_new_with_free_func(block_free),
			     .numbers = g_new0(char *, form->n_questions + 1)};
	write_questions(w, form->root);
}

static void writer_end(struct writer *w)
{
	for (size_t i = 0; i < w->form->n_questions; i++)
		g_free(w->numbers[i]);
	g_free(w->numbers);
}

GPtrArray *paper_blocks(const struct form *form, const char *language)
{
	struct writer w;
	writer_start(&w, form, language);
	writer_end(&w);
	return w.blocks;
}

static void number_questions(const struct writer *w, json_t *questions)
{
	size_t i;
	json_t *view;
	json_array_foreach(questions, i, view)
	{
		json_int_t number = json_integer_value(json_object_get(view, "number"));
		const char *label = json_string_value(json_object_get(view, "label"));
		const char *printed =
			number >= 0 && (size_t)number < w->form->n_questions ? w->numbers[number] : NULL;
		if (printed != NULL && label != NULL) {
			g_autofree char *both = g_strdup_printf("%s. %s", printed, label);
			json_object_set_new(view, "label", json_string(both));
		}
		number_questions(w, json_object_get(view, "questions"));
	}
}

void paper_number(const struct form *form, json_t *view)
{
	struct writer w;
	writer_start(&w, form, "es");
	number_questions(&w, json_object_get(view, "questions"));
	g_ptr_array_unref(w.blocks);
	writer_end(&w);
}
