/* xlsform_bind - gives every expression and text its questions, and says which questions each one reads.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "xlsform_reader.h"
#include "nearest.h"

#include <string.h>

#define LAST_SAVED "last-saved#" /* ${last-saved#x}: what the last form sent had in x */

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

static void number_all(struct form *form)
{
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
	form->by_name = g_hash_table_new(g_str_hash, g_str_equal);
	for (size_t i = 0; i < form->n_questions; i++)
		if (!g_hash_table_contains(form->by_name, form->questions[i]->name))
			g_hash_table_insert(form->by_name, form->questions[i]->name, form->questions[i]);
}

/* --- names */
static void refuse_name(struct binder *b, const struct pending *p, const char *name)
{
	struct nearest nearest = nearest_begin(name);
	for (size_t i = 0; reader_is_patient(b->r) && i < MIN(b->r->form->n_questions, CANDIDATES_MAX); i++)
		nearest_try(&nearest, b->r->form->questions[i]->name);
	if (nearest.found)
		reader_problem(b->r, p->place, false,
			       "No hay ninguna pregunta con el nombre \"%s\". ¿Quiso decir ${%s}?",
			       "There is no question with the name \"%s\". Did you mean ${%s}?", name,
			       nearest.found);
	else
		reader_problem(b->r, p->place, false, "No hay ninguna pregunta con el nombre \"%s\".",
			       "There is no question with the name \"%s\".", name);
}

/* Of questions of one name, the one that shares most groups with q, if it is the only one of those. */
static struct form_question *nearest_of(const GPtrArray *all, const struct form_question *q)
{
	for (; q; q = q->parent) {
		struct form_question *found = NULL;
		size_t n = 0;
		for (size_t i = 0; i < all->len; i++) {
			struct form_question *at = all->pdata[i];
			while (at && at != q)
				at = at->parent;
			if (at && n++ == 0)
				found = all->pdata[i];
		}
		if (n)
			return n == 1 ? found : NULL;
	}
	return NULL;
}

static bool is_in_loop(const struct form_question *q, const struct form_question *other)
{
	return q && q != other && q->row == other->row;
}

static struct form_question *question_named(struct binder *b, const struct pending *p, const char *name)
{
	bool is_of_last = g_str_has_prefix(name, LAST_SAVED);
	GPtrArray *all = g_hash_table_lookup(b->by_name, is_of_last ? name + strlen(LAST_SAVED) : name);
	if (!all) {
		refuse_name(b, p, name);
		return NULL;
	}
	if (is_of_last) {
		reader_problem(
			b->r, p->place, true,
			"Aquí no se recuerda el formulario anterior: ${%s} estará vacío en nuestra página.",
			"The form before is not remembered here: ${%s} will be empty on our page.", name);
		return NULL;
	}
	if (all->len == 1)
		return all->pdata[0];
	/* the copies that a loop makes of one row are told apart by where they are named from */
	struct form_question *found =
		is_in_loop(all->pdata[1], all->pdata[0]) ? nearest_of(all, p->question) : NULL;
	if (!found)
		reader_problem(b->r, p->place, false,
			       "Hay varias preguntas con el nombre \"%s\"; para usar ${%s} dé a cada una un "
			       "nombre propio.",
			       "Several questions have the name \"%s\"; to use ${%s} give each its own name.",
			       name, name);
	return found;
}

/* --- paths */
/* A set of places that a path may lead to; each question once. */
struct places {
	GPtrArray *questions; /* the root among them */
	bool leaves;	      /* it may also lead out of the form, or it is not followed further */
};

static void add_place(GPtrArray *set, GHashTable *seen, struct form_question *q)
{
	if (q && g_hash_table_add(seen, q))
		g_ptr_array_add(set, q);
}

static void add_subtree(GPtrArray *set, GHashTable *seen, struct form_question *q)
{
	add_place(set, seen, q);
	for (size_t i = 0; i < q->n_children; i++)
		add_subtree(set, seen, q->children[i]);
}

/* One step from all of them.  "" (of //), axes and what is no name lead to the whole subtree, or, upwards and
 * sideways, to the whole form. */
static GPtrArray *step_from(struct binder *b, const GPtrArray *from, const char *step)
{
	struct form *form = b->r->form;
	GPtrArray *set = g_ptr_array_new();
	g_autoptr(GHashTable) seen = g_hash_table_new(NULL, NULL);
	bool is_axis = strstr(step, "::") != NULL;
	bool is_down = !*step || g_str_has_prefix(step, "descendant") || g_str_has_prefix(step, "self::") ||
		       strchr(step, '(');
	bool is_any_child = !strcmp(step, "*") || !strcmp(step, "node()") || !strcmp(step, "child::*");
	const char *name = g_str_has_prefix(step, "child::") ? step + 7 : step;
	b->n_edges += from->len;
	for (size_t i = 0; i < from->len && b->n_edges < EDGES_MAX; i++) {
		struct form_question *at = from->pdata[i];
		if (!strcmp(step, ".")) {
			add_place(set, seen, at);
		} else if (!strcmp(step, "..") || !strcmp(step, "parent::*") ||
			   !strcmp(step, "parent::node()")) {
			add_place(set, seen, at->parent);
		} else if (name == step && !is_any_child && is_axis && !is_down) {
			add_subtree(set, seen, form->root);
		} else if (is_down && !is_any_child) {
			add_subtree(set, seen, at);
		} else if (*step != '@') {
			for (size_t k = 0; k < at->n_children; k++)
				if (is_any_child || !strcmp(at->children[k]->name, name))
					add_place(set, seen, at->children[k]);
			b->n_edges += at->n_children / 16;
		}
	}
	b->n_edges += set->len;
	return set;
}

/* Where the text of a reference leads from that question; NULL when it is not about this form's answers. */
static GPtrArray *places_of(struct binder *b, const struct pending *p, const char *path)
{
	struct form *form = b->r->form;
	struct form_question *at = p->question;
	GPtrArray *set = g_ptr_array_new();
	if (g_str_has_prefix(path, "instance(")) {
		g_ptr_array_unref(set);
		return NULL;
	}
	if (g_str_has_prefix(path, "//")) {
		g_autoptr(GHashTable) seen = g_hash_table_new(NULL, NULL);
		add_subtree(set, seen, form->root);
		b->n_edges += set->len;
		return set;
	}
	if (g_str_has_prefix(path, "current()")) {
		path += strlen("current()");
		path += *path == '/';
	} else if (g_str_has_prefix(path, "${")) {
		const char *end = strchr(path, '}');
		g_autofree char *name = g_strstrip(g_strndup(path + 2, (gsize)(end - path - 2)));
		GPtrArray *all = g_hash_table_lookup(b->by_name, name);
		at = all ? all->pdata[0] : NULL; /* the name is a reference of its own, and refused there */
		path = end + 1;
		path += *path == '/';
	} else if (*path == '/') { /* the root's name comes next */
		at = form->root;
		path++;
		path += strcspn(path, "/");
		path += *path == '/';
	}
	if (!at) {
		g_ptr_array_unref(set);
		return NULL;
	}
	g_ptr_array_add(set, at);
	g_auto(GStrv) steps = g_strsplit(path, "/", -1);
	for (size_t i = 0; steps[i] && set->len; i++) {
		if (!*steps[i] && !steps[i + 1])
			break;
		GPtrArray *next = step_from(b, set, g_strstrip(steps[i]));
		g_ptr_array_unref(set);
		set = next;
	}
	return set;
}

/* --- dependencies */
static void append(GArray **list, size_t number)
{
	if (!*list)
		*list = g_array_new(FALSE, FALSE, sizeof(size_t));
	g_array_append_val(*list, number);
}

static void read_by(struct binder *b, const struct pending *p, const struct form_question *on)
{
	if (p->question && p->question != b->r->form->root)
		append(&b->needs[p->question->number], on->number);
	if (p->list_number)
		append(&b->read_by_list[p->list_number - 1], on->number);
}

static bool orders(enum column kind)
{
	return kind == COLUMN_RELEVANT || kind == COLUMN_CALCULATION || kind == COLUMN_REPEAT_COUNT;
}

static void depend(struct binder *b, const struct pending *p, const struct form_question *on, bool softly)
{
	const struct form_question *q = p->question;
	if (!orders(p->kind) || !q || q == b->r->form->root || (softly && on == q))
		return;
	append(softly ? &b->softly_needed_by[on->number] : &b->needed_by[on->number], q->number);
	(softly ? b->n_softly : b->n_needs)[q->number]++;
}

/* What is below a group that is read whole is read too. */
static void depend_below(struct binder *b, const struct pending *p, const struct form_question *group)
{
	for (size_t i = 0; i < group->n_children && b->n_edges < EDGES_MAX; i++) {
		const struct form_question *q = group->children[i];
		b->n_edges++;
		read_by(b, p, q);
		depend(b, p, q, true);
		depend_below(b, p, q);
	}
}

static void depend_on_places(struct binder *b, const struct pending *p, const GPtrArray *places, bool softly)
{
	for (size_t i = 0; i < places->len && b->n_edges < EDGES_MAX; i++) {
		const struct form_question *q = places->pdata[i];
		b->n_edges++;
		if (q != b->r->form->root) {
			read_by(b, p, q);
			depend(b, p, q, softly);
		}
		if (q->n_children && softly)
			depend_below(b, p, q);
	}
}

static bool is_bare_name(const char *text)
{
	return !strpbrk(text, "/.") && name_is_valid(text);
}

/* Where the choices are answers, it is a question beside the one that they answer. */
static void check_beside(struct binder *b, const struct pending *p, const char *name)
{
	const struct form_question *source = p->question->list->source;
	struct nearest nearest = nearest_begin(name);
	for (size_t i = 0; source && i < source->parent->n_children; i++) {
		if (!strcmp(source->parent->children[i]->name, name))
			return;
		nearest_try(&nearest, source->parent->children[i]->name);
	}
	g_autofree char *es = NULL, *en = NULL;
	reader_suggest(nearest.found, &es, &en);
	if (source)
		reader_problem(b->r, p->place, false,
			       "Junto a %s no hay ninguna pregunta \"%s\" como la que este filtro usa.%s%.0s",
			       "Beside %s there is no question \"%s\" as this filter uses.%.0s%s",
			       p->question->list->name, name, es, en);
}

/* A name that stands alone in a choice filter is a column of the list. */
static void check_column(struct binder *b, const struct pending *p, const char *name)
{
	const struct form_list *list = p->question->list;
	if (list->kind == FORM_LIST_REPEAT) {
		if (is_bare_name(name))
			check_beside(b, p, name);
		return;
	}
	if (!is_bare_name(name) || list_has_column(list, name) || (list->file && !list->instance))
		return;
	struct nearest nearest = nearest_begin(name);
	nearest_try(&nearest, list->value_column);
	nearest_try(&nearest, list->label_column);
	for (size_t i = 0; i < list->n_columns; i++)
		nearest_try(&nearest, list->columns[i]);
	g_autofree char *es = NULL, *en = NULL;
	reader_suggest(nearest.found, &es, &en);
	bool is_elsewhere = !list->file && g_hash_table_contains(b->r->own_columns, name);
	if (is_elsewhere)
		reader_problem(b->r, p->place, true,
			       "La lista \"%s\" tiene vacía la columna \"%s\"; este filtro la verá vacía.",
			       "The list \"%s\" has the column \"%s\" empty; this filter will see it empty.",
			       list->name, name);
	else
		reader_problem(b->r, p->place, false,
			       "La lista \"%s\" no tiene la columna \"%s\" que este filtro usa.%s%.0s",
			       "The list \"%s\" has no column \"%s\" that this filter uses.%.0s%s",
			       list->name, name, es, en);
}

/* A path to nowhere.  A word alone that is no question's name is what XPath takes it for, nothing: forms
 * write null so. */
static void refuse_path(struct binder *b, const struct pending *p, const char *text)
{
	bool is_forgotten = g_hash_table_contains(b->by_name, text);
	if (is_bare_name(text) && is_forgotten)
		reader_problem(
			b->r, p->place, false,
			"\"%s\" va suelto: para usar una respuesta escriba ${%s}; para un texto, '%s'.",
			"\"%s\" stands alone: to use an answer write ${%s}; for a text, '%s'.", text, text,
			text);
	else if (is_bare_name(text))
		reader_problem(
			b->r, p->place, true,
			"\"%s\" va suelto y no es ninguna pregunta: se toma por vacío. Para un texto "
			"escriba '%s'.",
			"\"%s\" stands alone and is no question: it is taken for empty. For a text write "
			"'%s'.",
			text, text);
	else
		reader_problem(b->r, p->place, false, "La ruta \"%s\" no lleva a ninguna pregunta.",
			       "The path \"%s\" leads to no question.", text);
}

static void check_instance(struct binder *b, const struct pending *p, const char *text)
{
	const char *id = text + strlen("instance('");
	const char *end = strchr(id, '\'');
	if (!end)
		return;
	g_autofree char *name = g_strndup(id, (gsize)(end - id));
	struct form *form = b->r->form;
	struct nearest nearest = nearest_begin(name);
	for (size_t i = 0; i < form->n_lists; i++) {
		if (form->lists[i].kind == FORM_LIST_REPEAT)
			continue;
		if (!strcmp(form->lists[i].name, name))
			return;
		if (i < CANDIDATES_MAX)
			nearest_try(&nearest, form->lists[i].name);
	}
	for (size_t i = 0; i < b->r->externals->len; i++) {
		const char *other = g_array_index(b->r->externals, struct form_external, i).name;
		if (!strcmp(other, name))
			return;
		nearest_try(&nearest, other);
	}
	g_autofree char *es = NULL, *en = NULL;
	reader_suggest(nearest.found, &es, &en);
	reader_problem(b->r, p->place, false,
		       "instance('%s') no es ninguna lista ni tabla de este formulario.%s%.0s",
		       "instance('%s') is no list or table of this form.%.0s%s", name, es, en);
}

/* The names of tables that pulldata() reads. */
static void take_pulldata(struct binder *b, const struct pending *p, const char *text)
{
	for (const char *at = text; (at = strstr(at, "pulldata"));) {
		at += strlen("pulldata");
		at += strspn(at, " ");
		if (*at != '(')
			continue;
		at++;
		at += strspn(at, " ");
		const char *end = *at == '\'' || *at == '"' ? strchr(at + 1, *at) : NULL;
		if (!end)
			continue;
		g_autofree char *name = g_strndup(at + 1, (gsize)(end - at - 1));
		size_t n = strlen(name);
		if (n > 4 && !g_ascii_strcasecmp(name + n - 4, ".csv"))
			name[n - 4] = '\0';
		reader_external(b->r, name, ".csv", p->place);
		at = end;
	}
}

static void bind_path(struct binder *b, const struct pending *p, const struct expression_reference *reference,
		      size_t i)
{
	const char *text = reference->text;
	bool is_of_list = p->kind == COLUMN_CHOICE_FILTER && *text != '/' && !strchr(text, '(') &&
			  !g_str_has_prefix(text, "${");
	if (reference->is_of_item)
		return; /* what it starts from is read whole */
	if (is_of_list) {
		if (p->question->list)
			check_column(b, p, text);
		return;
	}
	if (g_str_has_prefix(text, "instance('")) {
		check_instance(b, p, text);
		return;
	}
	g_autoptr(GPtrArray) places = places_of(b, p, text);
	if (!places)
		return;
	bool softly = reference->is_pattern || p->has_indexed_repeat;
	/* names are of the instance that offers the choice, paths of the one that asks: these are walked */
	bool is_of_answers = p->kind == COLUMN_CHOICE_FILTER && p->question->list &&
			     p->question->list->kind == FORM_LIST_REPEAT;
	bool self = p->kind == COLUMN_CALCULATION && places->len == 1 && places->pdata[0] == p->question;
	if (!places->len && b->n_edges >= EDGES_MAX)
		return; /* given up */
	if (!places->len)
		refuse_path(b, p, text);
	else if (reference->is_pattern || is_of_answers)
		depend_on_places(b, p, places, true);
	else if (places->pdata[0] != b->r->form->root) {
		expression_bind(p->expression, i, places->pdata[0]);
		if (!self)
			depend_on_places(b, p, places, softly);
	}
}

static void bind_expression(struct binder *b, const struct pending *p)
{
	size_t n;
	take_pulldata(b, p, expression_text(p->expression));
	const struct expression_reference *references = expression_dependencies(p->expression, &n);
	for (size_t i = 0; i < n; i++) {
		if (!references[i].is_name) {
			bind_path(b, p, &references[i], i);
			continue;
		}
		struct form_question *target = question_named(b, p, references[i].text);
		if (!target)
			continue;
		expression_bind(p->expression, i, target);
		read_by(b, p, target);
		depend(b, p, target, p->has_indexed_repeat || p->question->n_triggers);
		depend_below(b, p, target);
	}
}

/* What is below a repeat is what a filter of its answers may read. */
static void read_below(struct binder *b, const struct pending *p, const struct form_question *group)
{
	for (size_t i = 0; i < group->n_children && b->n_edges < EDGES_MAX; i++, b->n_edges++) {
		read_by(b, p, group->children[i]);
		read_below(b, p, group->children[i]);
	}
}

/* select_one ${name}: the choices are what was answered there. */
static void bind_source(struct binder *b, const struct pending *p)
{
	const char *end = strchr(p->text, '}');
	if (!end || end[1]) {
		reader_problem(b->r, p->place, false,
			       "Después del tipo va solo el nombre de una pregunta, ${pregunta}; no \"%s\".",
			       "After the type comes only the name of a question, ${question}; not \"%s\".",
			       p->text);
		return;
	}
	g_autofree char *name = g_strstrip(g_strndup(p->text + 2, (gsize)(end - p->text - 2)));
	struct form_question *source = question_named(b, p, name);
	struct form_list *list = &b->r->form->lists[p->question->list - b->r->form->lists];
	if (!source)
		return;
	bool has_answers = form_type_is_answered(source->type) || source->type == FORM_CALCULATE;
	if (source == p->question || !has_answers || source->container == b->r->form->root) {
		reader_problem(
			b->r, p->place, false,
			"Las opciones salen de las respuestas a otra pregunta de una repetición; %s no lo "
			"es.",
			"The choices come from the answers to another question of a repeat; %s is none.",
			p->text);
		return;
	}
	if (list->source && list->source != source) { /* rows of a loop that mean each its own */
		reader_problem(b->r, p->place, false,
			       "%s no puede ser una pregunta distinta en cada vuelta de un begin loop.",
			       "%s cannot be another question in each turn of a begin loop.", p->text);
		return;
	}
	list->source = source;
	read_by(b, p, source);
	if (p->question->choice_filter)
		read_below(b, p, source->container);
	bool may_have_spaces = source->type == FORM_TEXT || source->type == FORM_BARCODE ||
			       source->type == FORM_SELECT_MULTIPLE || source->type == FORM_RANK ||
			       source->type == FORM_GEOPOINT || source->type == FORM_GEOTRACE ||
			       source->type == FORM_GEOSHAPE || form_type_is_file(source->type);
	if (p->question->type != FORM_SELECT_ONE && may_have_spaces)
		reader_problem(
			b->r, p->place, true,
			"Donde se eligen varias, no se ofrecen las respuestas de %s que tengan espacios. "
			"Para ofrecerlas use un calculate: translate(%s, ' ', '_').",
			"Where several are chosen, the answers of %s that have spaces are not offered. "
			"To offer them use a calculate: translate(%s, ' ', '_').",
			p->text, p->text);
}

/* The names of ${ } in a label, a message, a trigger. */
static void bind_text(struct binder *b, const struct pending *p)
{
	for (const char *at = p->text; (at = strstr(at, "${"));) {
		const char *end = strchr(at, '}');
		if (!end) {
			reader_problem(b->r, p->place, false, "En el texto falta cerrar ${ con }.",
				       "The text does not close ${ with }.");
			return;
		}
		g_autofree char *name = g_strstrip(g_strndup(at + 2, (gsize)(end - at - 2)));
		struct form_question *target = question_named(b, p, name);
		at = end;
		if (!target)
			continue;
		read_by(b, p, target);
		if (p->kind != COLUMN_TRIGGER)
			continue;
		struct form_question *q = p->question;
		q->triggers = g_renew(struct form_question *, q->triggers, q->n_triggers + 1);
		q->triggers[q->n_triggers++] = target;
	}
}

/* --- what each reads */
static gint compare_numbers(gconstpointer a, gconstpointer b)
{
	size_t x = *(const size_t *)a, y = *(const size_t *)b;
	return x < y ? -1 : x > y;
}

static void fill_needs(struct binder *b)
{
	struct form *form = b->r->form;
	for (size_t i = 0; i < form->n_questions; i++) {
		struct form_question *q = form->questions[i];
		const GArray *of_list = q->list ? b->read_by_list[q->list - form->lists] : NULL;
		for (size_t k = 0; of_list && k < of_list->len && b->n_edges < EDGES_MAX; k++, b->n_edges++)
			append(&b->needs[i], g_array_index(of_list, size_t, k));
		GArray *all = b->needs[i];
		if (!all)
			continue;
		g_array_sort(all, compare_numbers);
		q->needs = g_new(size_t, all->len);
		for (size_t k = 0; k < all->len; k++) {
			size_t number = g_array_index(all, size_t, k);
			if (!q->n_needs || q->needs[q->n_needs - 1] != number)
				q->needs[q->n_needs++] = number;
		}
	}
}

static void free_arrays(GArray **arrays, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (arrays[i])
			g_array_unref(arrays[i]);
	g_free(arrays);
}

void reader_bind(struct reader *r)
{
	struct form *form = r->form;
	number_all(form);
	struct binder b = {.r = r};
	b.by_name = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, (GDestroyNotify)g_ptr_array_unref);
	b.needed_by = g_new0(GArray *, form->n_questions + 1);
	b.softly_needed_by = g_new0(GArray *, form->n_questions + 1);
	b.n_needs = g_new0(size_t, form->n_questions + 1);
	b.n_softly = g_new0(size_t, form->n_questions + 1);
	b.needs = g_new0(GArray *, form->n_questions + 1);
	b.read_by_list = g_new0(GArray *, form->n_lists + 1);
	for (size_t i = 0; i < form->n_questions; i++) {
		GPtrArray *same = g_hash_table_lookup(b.by_name, form->questions[i]->name);
		if (!same) {
			same = g_ptr_array_new();
			g_hash_table_insert(b.by_name, form->questions[i]->name, same);
		}
		g_ptr_array_add(same, form->questions[i]);
	}
	for (guint i = 0; i < r->pending->len; i++) { /* triggers first: they say how formulas depend */
		const struct pending *p = &g_array_index(r->pending, struct pending, i);
		if (p->kind == COLUMN_TRIGGER)
			bind_text(&b, p);
		else if (p->kind == COLUMN_TYPE) /* and filters know their list */
			bind_source(&b, p);
	}
	for (guint i = 0; i < r->pending->len; i++) {
		const struct pending *p = &g_array_index(r->pending, struct pending, i);
		if (p->expression)
			bind_expression(&b, p);
		else if (p->kind != COLUMN_TRIGGER && p->kind != COLUMN_TYPE)
			bind_text(&b, p);
	}
	fill_needs(&b);
	if (b.n_edges >= EDGES_MAX)
		reader_problem(r, (struct place){"survey", 0, NULL}, false,
			       "Las fórmulas leen demasiadas preguntas a la vez: evite las rutas con // o *.",
			       "The formulas read too many questions at once: avoid paths with // or *.");
	else
		reader_order(&b);
	free_arrays(b.needed_by, form->n_questions);
	free_arrays(b.softly_needed_by, form->n_questions);
	free_arrays(b.needs, form->n_questions);
	free_arrays(b.read_by_list, form->n_lists);
	g_free(b.n_needs);
	g_free(b.n_softly);
	g_hash_table_unref(b.by_name);
}
