/* xlsform_bind - gives every expression its questions, refuses cycles and sets the order of evaluation.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "xlsform_reader.h"
#include "nearest.h"

#include <string.h>

struct binder {
	struct reader *r;
	GHashTable *by_name; /* name -> GPtrArray of struct form_question */
	GArray **needed_by;  /* by question number: numbers (size_t) of those that depend on it */
	size_t *n_needs;     /* by question number */
};

static struct place place_of(const struct pending *p)
{
	return (struct place){"survey", p->question->row, p->column};
}

/* --- numbering */
static void number_questions(struct form_question *parent, struct form_question *container, GPtrArray *all)
{
	for (size_t i = 0; i < parent->n_children; i++) {
		struct form_question *q = parent->children[i];
		q->number = all->len;
		q->container = container;
		q->slot = container->n_slots++;
		g_ptr_array_add(all, q);
		number_questions(q, q->type == FORM_REPEAT ? q : container, all);
	}
}

/* --- names */
static void refuse_name(struct binder *b, const struct pending *p, const char *name)
{
	if (g_hash_table_contains(b->r->metadata, name)) {
		reader_problem(b->r, place_of(p), false,
			       "\"%s\" es un dato del aparato o de la hora, que no se guarda; para la fecha "
			       "use today().",
			       "\"%s\" is about the device or the hour, which is not kept; for the date use "
			       "today().",
			       name);
		return;
	}
	struct nearest nearest = nearest_begin(name);
	for (size_t i = 0; reader_is_patient(b->r) && i < MIN(b->r->form->n_questions, CANDIDATES_MAX); i++)
		nearest_try(&nearest, b->r->form->questions[i]->name);
	if (nearest.found)
		reader_problem(b->r, place_of(p), false,
			       "No hay ninguna pregunta con el nombre \"%s\". ¿Quiso decir ${%s}?",
			       "There is no question with the name \"%s\". Did you mean ${%s}?", name,
			       nearest.found);
	else
		reader_problem(b->r, place_of(p), false, "No hay ninguna pregunta con el nombre \"%s\".",
			       "There is no question with the name \"%s\".", name);
}

static struct form_question *question_named(struct binder *b, const struct pending *p, const char *name)
{
	GPtrArray *all = g_hash_table_lookup(b->by_name, name);
	if (!all)
		refuse_name(b, p, name);
	else if (all->len > 1)
		reader_problem(b->r, place_of(p), false,
			       "Hay varias preguntas con el nombre \"%s\"; para usar ${%s} dé a cada una un "
			       "nombre propio.",
			       "Several questions have the name \"%s\"; to use ${%s} give each its own name.",
			       name, name);
	else
		return all->pdata[0];
	return NULL;
}

static struct form_question *child_named(const struct form_question *q, const char *name)
{
	for (size_t i = 0; i < q->n_children; i++)
		if (!strcmp(q->children[i]->name, name))
			return q->children[i];
	return NULL;
}

/* What a path means from that question; NULL when it leads nowhere. */
static struct form_question *question_at(const struct form *form, struct form_question *from,
					 const char *path)
{
	g_auto(GStrv) steps = g_strsplit(path, "/", -1);
	struct form_question *at = from;
	size_t i = 0;
	if (*path == '/') { /* "", the root's name, then children */
		at = form->root;
		i = steps[1] ? 2 : 1;
	}
	for (; at && steps[i]; i++) {
		if (!strcmp(steps[i], ".."))
			at = at->parent;
		else if (strcmp(steps[i], ".") != 0)
			at = child_named(at, steps[i]);
	}
	return at == form->root ? NULL : at;
}

/* --- dependencies */
static void depend(struct binder *b, const struct form_question *q, const struct form_question *on)
{
	GArray **list = &b->needed_by[on->number];
	if (!*list)
		*list = g_array_new(FALSE, FALSE, sizeof(size_t));
	g_array_append_val(*list, q->number);
	b->n_needs[q->number]++;
}

static void bind_expression(struct binder *b, const struct pending *p)
{
	size_t n;
	const struct expression_reference *references = expression_dependencies(p->expression, &n);
	for (size_t i = 0; i < n; i++) {
		const char *text = references[i].text;
		struct form_question *target;
		if (references[i].is_name) {
			target = question_named(b, p, text);
		} else {
			target = question_at(b->r->form, p->question, text);
			if (!target && !strchr(text, '/') && *text != '.')
				reader_problem(b->r, place_of(p), false,
					       "\"%s\" va suelto: para usar una respuesta escriba ${%s}; "
					       "para un texto, '%s'.",
					       "\"%s\" stands alone: to use an answer write ${%s}; for a "
					       "text, '%s'.",
					       text, text, text);
			else if (!target)
				reader_problem(b->r, place_of(p), false,
					       "La ruta \"%s\" no lleva a ninguna pregunta.",
					       "The path \"%s\" leads to no question.", text);
		}
		if (!target)
			continue;
		expression_bind(p->expression, i, target);
		bool orders = p->kind == COLUMN_RELEVANT || p->kind == COLUMN_CALCULATION;
		bool self = p->kind == COLUMN_CALCULATION && target == p->question && !references[i].is_name;
		if (orders && !self)
			depend(b, p->question, target);
	}
}

/* Checks the names of ${ } in a label or message. */
static void check_text(struct binder *b, const struct pending *p)
{
	for (const char *at = p->text; (at = strstr(at, "${"));) {
		const char *end = strchr(at, '}');
		if (!end) {
			reader_problem(b->r, place_of(p), false, "En el texto falta cerrar ${ con }.%s",
				       "The text does not close ${ with }.%s", "");
			return;
		}
		g_autofree char *name = g_strstrip(g_strndup(at + 2, (gsize)(end - at - 2)));
		question_named(b, p, name);
		at = end;
	}
}

/* --- order */
static bool is_conditional(const struct form_question *q)
{
	for (; q; q = q->parent)
		if (q->relevant)
			return true;
	return false;
}

/* Names one cycle among the questions that were left over. */
static void refuse_cycle(struct binder *b)
{
	struct form *form = b->r->form;
	size_t *needs = g_new0(size_t, form->n_questions); /* one left-over need of each */
	bool *seen = g_new0(bool, form->n_questions);
	size_t at = 0;
	for (size_t i = 0; i < form->n_questions; i++) {
		if (!b->n_needs[i])
			continue;
		for (guint k = 0; b->needed_by[i] && k < b->needed_by[i]->len; k++)
			needs[g_array_index(b->needed_by[i], size_t, k)] = i;
	}
	while (!b->n_needs[at])
		at++;
	for (; !seen[at]; at = needs[at])
		seen[at] = true;
	g_autoptr(GString) names = g_string_new(form->questions[at]->name);
	size_t step = at, n = 0;
	do {
		step = needs[step];
		if (n++ < 10)
			g_string_append_printf(names, " → %s", form->questions[step]->name);
	} while (step != at);
	g_free(needs);
	g_free(seen);
	reader_problem(b->r, (struct place){"survey", form->questions[at]->row, NULL}, false,
		       "Estas preguntas dependen una de otra en círculo: %s. Quite una de las condiciones o "
		       "fórmulas.",
		       "These questions depend on each other in a circle: %s. Remove one of the conditions "
		       "or formulas.",
		       names->str);
}

/* Kahn's algorithm, in sheet order among those that are ready. */
static void order(struct binder *b)
{
	struct form *form = b->r->form;
	size_t *queue = g_new(size_t, form->n_questions + 1);
	size_t n_queue = 0;
	for (size_t i = 0; i < form->n_questions; i++)
		if (form->questions[i]->parent != form->root)
			depend(b, form->questions[i], form->questions[i]->parent);
	for (size_t i = 0; i < form->n_questions; i++)
		if (!b->n_needs[i])
			queue[n_queue++] = i;
	form->evaluation = g_new(struct form_question *, form->n_questions + 1);
	for (size_t done = 0; done < n_queue; done++) {
		struct form_question *q = form->questions[queue[done]];
		if (q->calculation || is_conditional(q))
			form->evaluation[form->n_evaluation++] = q;
		GArray *list = b->needed_by[q->number];
		for (guint k = 0; list && k < list->len; k++) {
			size_t next = g_array_index(list, size_t, k);
			if (!--b->n_needs[next])
				queue[n_queue++] = next;
		}
	}
	g_free(queue);
	if (n_queue < form->n_questions)
		refuse_cycle(b);
}

void reader_bind(struct reader *r)
{
	struct form *form = r->form;
	g_autoptr(GPtrArray) all = g_ptr_array_new();
	number_questions(form->root, form->root, all);
	form->n_questions = all->len;
	form->root->contents = g_new(struct form_question *, form->root->n_slots + 1);
	for (size_t i = 0; i < all->len; i++) {
		struct form_question *q = all->pdata[i];
		if (q->type == FORM_REPEAT)
			q->contents = g_new(struct form_question *, q->n_slots + 1);
	}
	for (size_t i = 0; i < all->len; i++) {
		struct form_question *q = all->pdata[i];
		q->container->contents[q->slot] = q;
	}
	form->questions = (struct form_question **)g_ptr_array_free(g_steal_pointer(&all), FALSE);

	struct binder b = {.r = r};
	b.by_name = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, (GDestroyNotify)g_ptr_array_unref);
	b.needed_by = g_new0(GArray *, form->n_questions + 1);
	b.n_needs = g_new0(size_t, form->n_questions + 1);
	for (size_t i = 0; i < form->n_questions; i++) {
		GPtrArray *same = g_hash_table_lookup(b.by_name, form->questions[i]->name);
		if (!same) {
			same = g_ptr_array_new();
			g_hash_table_insert(b.by_name, form->questions[i]->name, same);
		}
		g_ptr_array_add(same, form->questions[i]);
	}
	for (guint i = 0; i < r->pending->len; i++) {
		const struct pending *p = &g_array_index(r->pending, struct pending, i);
		if (p->expression)
			bind_expression(&b, p);
		else
			check_text(&b, p);
	}
	order(&b);
	for (size_t i = 0; i < form->n_questions; i++)
		if (b.needed_by[i])
			g_array_unref(b.needed_by[i]);
	g_free(b.needed_by);
	g_free(b.n_needs);
	g_hash_table_unref(b.by_name);
}
