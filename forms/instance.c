/* instance - a submission's XML as pairs of a form, and stored answers as XML.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "instance.h"

#include <string.h>

#define XML_MAX ((size_t)1 << 20)
#define ID_MAX	255 /* bytes of an identifier */

#define JAVAROSA "http://openrosa.org/javarosa"
#define OPENROSA "http://openrosa.org/xforms"

/* --- refusing */
static void refuse(GError **error, const char *es, const char *en)
{
	g_set_error(error, FORM_ERROR, FORM_ERROR_REFUSED, "%s / %s", es, en);
}

static bool refuse_node(GError **error, const char *es, const char *en, const char *path)
{
	g_set_error(error, FORM_ERROR, FORM_ERROR_REFUSED, "«%.200s»: %s / %s", path, es, en);
	return false;
}

/* --- what can be known before the form is */
/* The trimmed text of the child of that name, kept with the document's own strings; NULL: none, or empty. */
static char *child_text(const struct document_node *parent, const char *local)
{
	const struct document_node *child = document_child(parent, local);
	if (!child)
		return NULL;
	GString *text = g_string_new(NULL);
	document_string(child, text);
	char *trimmed = g_strstrip(g_string_free(text, FALSE));
	if (*trimmed)
		return trimmed;
	g_free(trimmed);
	return NULL;
}

struct instance *instance_parse(const char *xml, size_t length, GError **error)
{
	if (length > XML_MAX) {
		g_set_error(error, FORM_ERROR, FORM_ERROR_UNREADABLE, "%s / %s",
			    "El envío pasa de 1 MiB sin sus archivos.",
			    "The submission is larger than 1 MiB without its files.");
		return NULL;
	}
	struct document *document = document_parse(xml, length, error);
	if (!document)
		return NULL;
	struct instance *instance = g_new0(struct instance, 1);
	instance->document = document;
	const struct document_node *root = document_root(document)->first;
	while (root->kind != DOCUMENT_ELEMENT)
		root = root->next;
	instance->form_id = document_attribute(root, "id");
	instance->version = document_attribute(root, "version");
	if (!instance->version)
		instance->version = "";
	const struct document_node *meta = document_child(root, "meta");
	if (meta) {
		instance->instance_id = child_text(meta, "instanceID");
		instance->deprecated_id = child_text(meta, "deprecatedID");
	}
	if (!instance->form_id || !*instance->form_id)
		refuse(error, "El envío no dice de qué formulario es (atributo id).",
		       "The submission does not say of which form it is (attribute id).");
	else if (!instance->instance_id)
		refuse(error, "El envío no trae su identificador (meta/instanceID).",
		       "The submission has no identifier (meta/instanceID).");
	else if (strlen(instance->instance_id) > ID_MAX || strlen(instance->form_id) > ID_MAX ||
		 strlen(instance->version) > ID_MAX ||
		 (instance->deprecated_id && strlen(instance->deprecated_id) > ID_MAX))
		refuse(error, "Un identificador del envío es demasiado largo.",
		       "An identifier of the submission is too long.");
	else
		return instance;
	instance_free(instance);
	return NULL;
}

void instance_free(struct instance *instance)
{
	if (!instance)
		return;
	document_free(instance->document);
	g_free((char *)instance->instance_id);
	g_free((char *)instance->deprecated_id);
	g_free(instance);
}

/* --- pairs */
struct walk {
	const struct form *form;
	GArray *pairs;	/* of struct answers_pair */
	size_t *n_seen; /* by number of the question: its nodes below the element that is walked */
	GString *path;	/* of the element that is walked, without indices */
	GString *field; /* with them */
	GError **error;
};

static bool is_template(const struct document_node *element)
{
	for (const struct document_node *a = element->attributes; a; a = a->next)
		if (!strcmp(a->local, "template") && !strcmp(a->space, JAVAROSA))
			return true;
	return false;
}

static bool is_white(const char *text)
{
	return !text || !text[strspn(text, " \t\r\n")];
}

/* The node where an XForm keeps how many instances a repeat has: rep_count, or with as many more "_" as it
 * takes to be the name of no question. */
static bool is_count_of_repeat(const struct form *form, const char *path)
{
	size_t length = strlen(path);
	while (length && path[length - 1] == '_')
		length--;
	if (length < strlen("_count") ||
	    strncmp(path + length - strlen("_count"), "_count", strlen("_count")) != 0)
		return false;
	g_autofree char *repeat = g_strndup(path, length - strlen("_count"));
	const struct form_question *q = form_find(form, repeat);
	return q && q->type == FORM_REPEAT && q->count;
}

/* The node of a table's row of labels: nobody answers it. */
static bool is_heading_of_table(const struct document_node *element)
{
	return g_str_has_prefix(element->local, "reserved_name_for_field_list_labels_") && !element->first;
}

static bool takes_text(const struct form_question *q)
{
	return q->type == FORM_CALCULATE || form_type_is_answered(q->type) ||
	       (q->type == FORM_METADATA && q->metadata != FORM_METADATA_PRIVATE);
}

static bool take_leaf(struct walk *w, const struct document_node *element, const struct form_question *q)
{
	for (const struct document_node *child = element->first; child; child = child->next)
		if (child->kind == DOCUMENT_ELEMENT)
			return refuse_node(w->error, "es una respuesta y trae otras dentro.",
					   "is an answer and has others inside.", w->path->str);
	if (!takes_text(q))
		return true;
	GString *text = g_string_new(NULL);
	document_string(element, text);
	struct answers_pair pair = {g_strdup(w->field->str), g_string_free(text, FALSE)};
	g_array_append_val(w->pairs, pair);
	return true;
}

static bool walk_children(struct walk *w, const struct document_node *parent, bool is_root);

/* path and field already name the element. */
static bool walk_element(struct walk *w, const struct document_node *element, const struct form_question *q)
{
	size_t ordinal = ++w->n_seen[q->number];
	if (q->type != FORM_REPEAT && ordinal > 1)
		return refuse_node(w->error, "viene dos veces.", "comes twice.", w->path->str);
	if (q->type != FORM_REPEAT && q->type != FORM_GROUP)
		return take_leaf(w, element, q);
	if (q->type == FORM_REPEAT) {
		if (ordinal > ANSWERS_REPEAT_MAX + 1) /* one too many is enough for the complaint */
			return true;
		g_string_append_printf(w->field, "[%zu]", ordinal);
		/* what it contains stands next to it in the order of the form, and begins anew */
		size_t end = q->number + 1, depth = strlen(q->path);
		while (end < w->form->n_questions &&
		       !strncmp(w->form->questions[end]->path, q->path, depth) &&
		       w->form->questions[end]->path[depth] == '/')
			end++;
		memset(w->n_seen + q->number + 1, 0, (end - q->number - 1) * sizeof *w->n_seen);
	}
	return walk_children(w, element, false);
}

static bool walk_children(struct walk *w, const struct document_node *parent, bool is_root)
{
	size_t path_length = w->path->len, field_length = w->field->len;
	for (const struct document_node *child = parent->first; child; child = child->next) {
		if (child->kind == DOCUMENT_TEXT && !is_white(child->text))
			return refuse_node(w->error, "trae un texto donde van preguntas.",
					   "has a text where questions stand.",
					   is_root ? parent->name : w->path->str);
		if (child->kind != DOCUMENT_ELEMENT || is_template(child) ||
		    (is_root && !strcmp(child->local, "meta")))
			continue;
		g_string_append_printf(w->path, "%s%s", is_root ? "" : "/", child->local);
		g_string_append_printf(w->field, "%s%s", is_root ? "" : "/", child->local);
		const struct form_question *q = form_find(w->form, w->path->str);
		if (!q && !is_count_of_repeat(w->form, w->path->str) && !is_heading_of_table(child))
			return refuse_node(w->error, "el formulario no tiene esa pregunta.",
					   "the form has no such question.", w->path->str);
		if (q && !walk_element(w, child, q))
			return false;
		g_string_truncate(w->path, path_length);
		g_string_truncate(w->field, field_length);
	}
	return true;
}

struct answers_pair *instance_pairs(const struct instance *instance, const struct form *form, size_t *n,
				    GError **error)
{
	struct walk w = {.form = form,
			 .pairs = g_array_new(FALSE, FALSE, sizeof(struct answers_pair)),
			 .n_seen = g_new0(size_t, form->n_questions + 1),
			 .path = g_string_new(NULL),
			 .field = g_string_new(NULL),
			 .error = error};
	const struct document_node *root = document_root(instance->document)->first;
	while (root->kind != DOCUMENT_ELEMENT)
		root = root->next;
	bool is_good = walk_children(&w, root, true);
	g_free(w.n_seen);
	g_string_free(w.path, TRUE);
	g_string_free(w.field, TRUE);
	*n = w.pairs->len;
	struct answers_pair *pairs = (struct answers_pair *)(void *)g_array_free(w.pairs, FALSE);
	if (is_good)
		return pairs ? pairs : g_new0(struct answers_pair, 1);
	instance_pairs_free(pairs, *n);
	*n = 0;
	return NULL;
}

void instance_pairs_free(struct answers_pair *pairs, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		g_free((char *)pairs[i].name);
		g_free((char *)pairs[i].value);
	}
	g_free(pairs);
}

/* --- writing */
static void write_escaped(GString *out, const char *text)
{
	g_autofree char *escaped = g_markup_escape_text(text, -1);
	g_string_append(out, escaped);
}

static void write_element(GString *out, const char *name, const char *text)
{
	if (!text || !*text) {
		g_string_append_printf(out, "<%s/>", name);
		return;
	}
	g_string_append_printf(out, "<%s>", name);
	write_escaped(out, text);
	g_string_append_printf(out, "</%s>", name);
}

static void write_leaf(GString *out, const char *name, const json_t *value)
{
	if (!json_is_array(value)) {
		write_element(out, name, json_string_value(value));
		return;
	}
	g_autoptr(GString) names = g_string_new(NULL);
	for (size_t i = 0; i < json_array_size(value); i++) {
		const char *one = json_string_value(json_array_get(value, i));
		if (one)
			g_string_append_printf(names, "%s%s", names->len ? " " : "", one);
	}
	write_element(out, name, names->str);
}

/* prefix: bytes of the paths that the keys of the object leave out. */
static void write_children(GString *out, const struct form_question *group, const json_t *object,
			   size_t prefix)
{
	for (size_t i = 0; i < group->n_children; i++) {
		const struct form_question *q = group->children[i];
		const json_t *value =
			q->type == FORM_GROUP ? NULL : json_object_get(object, q->path + prefix);
		for (size_t k = 0; q->type == FORM_REPEAT && k < json_array_size(value); k++) {
			g_string_append_printf(out, "<%s>", q->name);
			write_children(out, q, json_array_get(value, k), strlen(q->path) + 1);
			g_string_append_printf(out, "</%s>", q->name);
		}
		if (q->type == FORM_GROUP) {
			g_string_append_printf(out, "<%s>", q->name);
			write_children(out, q, object, prefix);
			g_string_append_printf(out, "</%s>", q->name);
		} else if (q->type != FORM_REPEAT) {
			write_leaf(out, q->name, value);
		}
	}
}

char *instance_write(const struct form *form, const json_t *answers, const char *instance_id,
		     const char *deprecated_id)
{
	const char *root = form->root_name ? form->root_name : "data";
	GString *out = g_string_new("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
	g_string_append_printf(out, "<%s xmlns:jr=\"" JAVAROSA "\" xmlns:orx=\"" OPENROSA "\" id=\"", root);
	write_escaped(out, form->id);
	g_string_append(out, "\" version=\"");
	write_escaped(out, form->version);
	g_string_append(out, "\">");
	write_children(out, form->root, answers, 0);
	g_string_append(out, "<meta>");
	write_element(out, "instanceID", instance_id);
	if (deprecated_id)
		write_element(out, "deprecatedID", deprecated_id);
	struct answers *read = form->instance_name ? answers_from_json(form, answers) : NULL;
	if (read) {
		g_autofree char *name = answers_instance_name(read);
		write_element(out, "instanceName", name);
		answers_free(read);
	}
	g_string_append_printf(out, "</meta></%s>\n", root);
	return g_string_free(out, FALSE);
}
