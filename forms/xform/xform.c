/* xform - writes the model of an XForm: instances, binds and actions; the whole is put together at the end.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "xform.h"
#include "xform_writer.h"

#include <string.h>

static const char *const namespaces[][2] = {
	{"h", "http://www.w3.org/1999/xhtml"},	     {"ev", "http://www.w3.org/2001/xml-events"},
	{"xsd", "http://www.w3.org/2001/XMLSchema"}, {"jr", "http://openrosa.org/javarosa"},
	{"orx", "http://openrosa.org/xforms"},	     {"odk", "http://www.opendatakit.org/xforms"},
};

/* --- nodes that clients need and the form does not have: counts of repeats, headings of tables */

/* Whether clients can follow the count as it is: one reference and nothing more. */
static bool is_reference(const struct expression *e)
{
	size_t n;
	const struct expression_reference *all = expression_dependencies(e, &n);
	g_autofree char *text = g_strstrip(g_strdup(expression_text(e)));
	if (n != 1)
		return false;
	g_autofree char *name = g_strdup_printf("${%s}", all[0].text);
	return !strcmp(text, name) || (!all[0].is_pattern && !strcmp(text, all[0].text));
}

/* The name beside that question, with as many "_" as it takes to be no question's. */
static char *free_name(const struct xform_writer *w, const struct form_question *beside, char *wanted)
{
	GString *name = g_string_new(wanted);
	g_free(wanted);
	for (;;) {
		const char *above = beside->parent ? beside->parent->path : NULL;
		g_autofree char *path =
			above ? g_strdup_printf("%s/%s", above, name->str) : g_strdup(name->str);
		if (!form_find(w->form, path))
			return g_string_free(name, FALSE);
		g_string_append_c(name, '_');
	}
}

char *xform_count_name(const struct xform_writer *w, const struct form_question *repeat)
{
	if (!repeat->count || is_reference(repeat->count))
		return NULL;
	return free_name(w, repeat, g_strdup_printf("%s_count", repeat->name));
}

const struct form_question *xform_table_first(const struct form_question *group)
{
	if (group->type != FORM_GROUP || !group->appearance || !strstr(group->appearance, "table-list"))
		return NULL;
	for (size_t i = 0; i < group->n_children; i++)
		if (group->children[i]->type == FORM_SELECT_ONE ||
		    group->children[i]->type == FORM_SELECT_MULTIPLE)
			return group->children[i];
	return NULL;
}

char *xform_table_name(const struct xform_writer *w, const struct form_question *first)
{
	return free_name(w, first, g_strdup_printf("reserved_name_for_field_list_labels_%u", first->row));
}

/* --- the primary instance */

static void instance_question(struct xform_writer *w, const struct form_question *q)
{
	xform_open(w, q->name);
	xform_passthrough(w, q, FORM_ATTRIBUTE_INSTANCE);
	if (!q->default_value) {
		xform_end_tag(w, true);
		return;
	}
	xform_end_tag(w, false);
	if (q->type == FORM_IMAGE && !strstr(q->default_value, "://"))
		g_string_append(w->out, "jr://images/");
	xform_characters(w->out, q->default_value);
	xform_close(w, q->name);
}

/* A repeat stands twice: as the template of new instances and as its first one. */
enum copy { COPY_BOTH, COPY_TEMPLATE, COPY_INSTANCE };

static void instance_children(struct xform_writer *w, const struct form_question *section, enum copy copy);

static void instance_section(struct xform_writer *w, const struct form_question *q, bool is_template,
			     enum copy copy)
{
	xform_open(w, q->name);
	xform_passthrough(w, q, FORM_ATTRIBUTE_INSTANCE);
	xform_attribute(w, "jr:template", is_template ? "" : NULL);
	xform_end_tag(w, false);
	instance_children(w, q, copy);
	xform_close(w, q->name);
}

static void instance_children(struct xform_writer *w, const struct form_question *section, enum copy copy)
{
	const struct form_question *first = xform_table_first(section);
	for (size_t i = 0; i < section->n_children; i++) {
		const struct form_question *q = section->children[i];
		g_autofree char *extra = first && q == first	  ? xform_table_name(w, q)
					 : q->type == FORM_REPEAT ? xform_count_name(w, q)
								  : NULL;
		if (extra) {
			xform_open(w, extra);
			xform_end_tag(w, true);
		}
		if (q->type == FORM_REPEAT) {
			if (copy != COPY_INSTANCE)
				instance_section(w, q, true, COPY_TEMPLATE);
			if (copy != COPY_TEMPLATE)
				instance_section(w, q, false, COPY_INSTANCE);
		} else if (q->type == FORM_GROUP)
			instance_section(w, q, false, copy);
		else
			instance_question(w, q);
	}
}

static void primary_instance(struct xform_writer *w, const char *version)
{
	g_string_append(w->out, "<instance>");
	xform_open(w, w->root);
	xform_attribute(w, "id", w->form->id);
	xform_attribute(w, "version", version);
	for (char **s = w->form->settings; s && s[0]; s += 2)
		if (g_str_has_prefix(s[0], "attribute::") &&
		    xform_name_is_valid(w, s[0] + strlen("attribute::")))
			xform_attribute(w, s[0] + strlen("attribute::"), s[1]);
	xform_end_tag(w, false);
	instance_children(w, w->form->root, COPY_BOTH);
	g_string_append_printf(w->out, "<meta><instanceID/>%s</meta>",
			       w->form->instance_name ? "<instanceName/>" : "");
	xform_close(w, w->root);
	g_string_append(w->out, "</instance>");
}

/* --- secondary instances */

const struct xform_list *xform_list(const struct xform_writer *w, const struct form_list *list)
{
	return &w->lists[list - w->form->lists];
}

static void element(struct xform_writer *w, const char *name, const char *text)
{
	xform_open(w, name);
	xform_end_tag(w, false);
	xform_characters(w->out, text);
	xform_close(w, name);
}

static void item(struct xform_writer *w, const struct form_list *list, const char *id, size_t i,
		 bool is_itext)
{
	const struct form_choice *choice = &list->choices[i];
	g_string_append(w->out, "<item>");
	if (is_itext) {
		g_autofree char *text = g_strdup_printf("%s-%zu", id, i);
		element(w, "itextId", text);
	}
	element(w, "name", choice->name);
	if (!is_itext) {
		const char *text = form_text_in(w->form, &choice->label, w->form->default_language);
		element(w, "label", text ? text : choice->name);
	}
	for (size_t k = 0; choice->cells && k < list->n_columns; k++) {
		const char *column = list->columns[k];
		bool is_ours =
			!strcmp(column, "name") || !strcmp(column, "label") || !strcmp(column, "itextId");
		if (*choice->cells[k] && !is_ours && xform_name_is_valid(w, column))
			element(w, column, choice->cells[k]);
	}
	g_string_append(w->out, "</item>");
}

static void file_instance(struct xform_writer *w, GHashTable *written, const char *id, const char *file)
{
	if (!g_hash_table_add(written, (gpointer)id))
		return;
	g_autofree char *lower = g_ascii_strdown(file, -1);
	g_autofree char *src =
		g_str_has_prefix(file, "jr://")
			? g_strdup(file)
			: g_strconcat(g_str_has_suffix(lower, ".csv") ? "jr://file-csv/" : "jr://file/", file,
				      NULL);
	xform_open(w, "instance");
	xform_attribute(w, "id", id);
	xform_attribute(w, "src", src);
	xform_end_tag(w, true);
}

static void secondary_instances(struct xform_writer *w)
{
	g_autoptr(GHashTable) written = g_hash_table_new(g_str_hash, g_str_equal);
	for (size_t i = 0; i < w->form->n_externals; i++)
		file_instance(w, written, w->form->externals[i].name, w->form->externals[i].file);
	for (size_t i = 0; i < w->form->n_lists; i++)
		if (w->form->lists[i].kind == FORM_LIST_FILE)
			file_instance(w, written, w->form->lists[i].name, w->form->lists[i].file);
	for (size_t i = 0; i < w->form->n_lists; i++) {
		const struct form_list *list = &w->form->lists[i];
		if (list->kind == FORM_LIST_FILE || list->kind == FORM_LIST_REPEAT)
			continue;
		const struct xform_list *known = &w->lists[i];
		xform_open(w, "instance");
		xform_attribute(w, "id", known->id);
		xform_end_tag(w, false);
		g_string_append(w->out, "<root>");
		for (size_t k = 0; k < list->n_choices; k++)
			item(w, list, known->id, k, known->is_itext);
		g_string_append(w->out, "</root></instance>");
	}
}

/* --- binds */

static const char *bind_type(const struct form_question *q)
{
	static const char *const names[FORM_TYPE_MAX] = {
		[FORM_INTEGER] = "int",	      [FORM_DECIMAL] = "decimal",   [FORM_DATE] = "date",
		[FORM_TIME] = "time",	      [FORM_DATETIME] = "dateTime", [FORM_RANK] = "odk:rank",
		[FORM_IMAGE] = "binary",      [FORM_AUDIO] = "binary",	    [FORM_VIDEO] = "binary",
		[FORM_FILE] = "binary",	      [FORM_GEOPOINT] = "geopoint", [FORM_GEOTRACE] = "geotrace",
		[FORM_GEOSHAPE] = "geoshape", [FORM_BARCODE] = "barcode",
	};
	if (q->type == FORM_GROUP || q->type == FORM_REPEAT)
		return NULL;
	if (q->type == FORM_METADATA)
		return q->metadata == FORM_METADATA_TODAY     ? "date"
		       : q->metadata == FORM_METADATA_PRIVATE ? "string"
							      : "dateTime";
	if (q->type == FORM_RANGE) {
		static const char *const bounds[] = {"start", "end", "step"};
		for (size_t i = 0; i < G_N_ELEMENTS(bounds); i++) {
			const char *value = form_parameter(q, bounds[i]);
			if (value && strchr(value, '.'))
				return "decimal";
		}
		return "int";
	}
	return names[q->type] ? names[q->type] : "string";
}

static void message(struct xform_writer *w, const char *path, const char *attribute,
		    const struct form_text *text)
{
	if (!xform_message_is_itext(w, text)) {
		xform_attribute(w, attribute, form_text_in(w->form, text, w->form->default_language));
		return;
	}
	g_autofree char *ref = g_strdup_printf("jr:itext('%s:%s')", path, attribute);
	xform_attribute(w, attribute, ref);
}

static void metadata(struct xform_writer *w, enum form_metadata kind)
{
	if (kind == FORM_METADATA_START || kind == FORM_METADATA_END) {
		xform_attribute(w, "jr:preload", "timestamp");
		xform_attribute(w, "jr:preloadParams", kind == FORM_METADATA_START ? "start" : "end");
	} else if (kind == FORM_METADATA_TODAY) {
		xform_attribute(w, "jr:preload", "date");
		xform_attribute(w, "jr:preloadParams", "today");
	}
}

static void logic(struct xform_writer *w, const struct form_question *q)
{
	const struct {
		const char *attribute;
		const struct expression *expression;
	} all[] = {
		{"calculate", xform_is_triggered(w, q) ? NULL : q->calculation},
		{"constraint", q->constraint},
		{"required", q->required_if},
		{"relevant", q->relevant},
	};
	for (size_t i = 0; i < G_N_ELEMENTS(all); i++) {
		g_autofree char *text = xform_expression(w, all[i].expression, q);
		xform_attribute(w, all[i].attribute, text);
	}
	xform_attribute(w, "required", q->required ? "true()" : NULL);
	xform_attribute(w, "readonly", q->read_only || q->type == FORM_NOTE ? "true()" : NULL);
}

static void bind(struct xform_writer *w, const struct form_question *q)
{
	g_autofree char *path = xform_path(w, q);
	size_t begin = w->out->len;
	xform_open(w, "bind");
	xform_attribute(w, "nodeset", path);
	size_t bare = w->out->len;
	xform_passthrough(w, q, FORM_ATTRIBUTE_BIND);
	xform_attribute(w, "type", bind_type(q));
	metadata(w, q->metadata);
	logic(w, q);
	message(w, path, "jr:constraintMsg", &q->constraint_message);
	message(w, path, "jr:requiredMsg", &q->required_message);
	xform_attribute(w, "orx:max-pixels", form_parameter(q, "max-pixels"));
	xform_attribute(w, "odk:quality", form_parameter(q, "quality"));
	xform_attribute(w, "odk:allow-mock-accuracy", form_parameter(q, "allow-mock-accuracy"));
	if (w->out->len == bare) { /* nothing to say of this group */
		g_string_truncate(w->out, begin);
		return;
	}
	xform_end_tag(w, true);
}

/* Of the node that stands beside a question and is no question. */
static void extra_bind(struct xform_writer *w, const struct form_question *beside, const char *name,
		       const struct expression *calculation)
{
	g_autofree char *above = xform_path(w, beside->parent);
	g_autofree char *path = g_strdup_printf("%s/%s", above, name);
	g_autofree char *text = xform_expression(w, calculation, beside);
	xform_open(w, "bind");
	xform_attribute(w, "nodeset", path);
	xform_attribute(w, "type", "string");
	xform_attribute(w, "readonly", calculation ? "true()" : NULL);
	xform_attribute(w, "calculate", text);
	xform_end_tag(w, true);
}

static void extra_binds(struct xform_writer *w, const struct form_question *q)
{
	g_autofree char *count = q->type == FORM_REPEAT ? xform_count_name(w, q) : NULL;
	if (count)
		extra_bind(w, q, count, q->count);
	const struct form_question *first = xform_table_first(q);
	g_autofree char *table = first ? xform_table_name(w, first) : NULL;
	if (table)
		extra_bind(w, first, table, NULL);
}

static bool in_repeat(const struct form_question *q)
{
	for (q = q->parent; q; q = q->parent)
		if (q->type == FORM_REPEAT)
			return true;
	return false;
}

static void binds(struct xform_writer *w)
{
	for (size_t i = 0; i < w->form->n_questions; i++) {
		const struct form_question *q = w->form->questions[i];
		extra_binds(w, q);
		bind(w, q);
		if (q->default_expression && !in_repeat(q))
			xform_setvalue(w, q, "odk-instance-first-load", q->default_expression);
	}
	xform_open(w, "bind");
	g_autofree char *id = g_strdup_printf("/%s/meta/instanceID", w->root);
	xform_attribute(w, "nodeset", id);
	xform_attribute(w, "type", "string");
	xform_attribute(w, "readonly", "true()");
	xform_attribute(w, "jr:preload", "uid");
	xform_end_tag(w, true);
	if (!w->form->instance_name)
		return;
	g_autofree char *name = g_strdup_printf("/%s/meta/instanceName", w->root);
	g_autofree char *text = xform_expression(w, w->form->instance_name, NULL);
	xform_open(w, "bind");
	xform_attribute(w, "nodeset", name);
	xform_attribute(w, "type", "string");
	xform_attribute(w, "calculate", text);
	xform_end_tag(w, true);
}

/* --- the whole */

static void submission(struct xform_writer *w)
{
	/* Where answers go and who can read them is not for the form to say: no action, no key. */
	const char *send = form_setting(w->form, "auto_send"), *erase = form_setting(w->form, "auto_delete");
	if (!send && !erase)
		return;
	xform_open(w, "submission");
	xform_attribute(w, "orx:auto-send", send);
	xform_attribute(w, "orx:auto-delete", erase);
	xform_end_tag(w, true);
}

/* prefix="uri" …, as the setting "namespaces" has them. */
static void declare(struct xform_writer *w, const char *setting)
{
	g_auto(GStrv) words = g_strsplit_set(setting ? setting : "", " \t\n", -1);
	for (char **word = words; *word; word++) {
		char *equals = strchr(*word, '=');
		if (!equals)
			continue;
		*equals = '\0';
		char *uri = equals + 1;
		size_t length = strlen(uri);
		if (length < 3 || (*uri != '"' && *uri != '\'') || uri[length - 1] != *uri)
			continue;
		uri[length - 1] = '\0';
		bool is_reserved = g_ascii_strncasecmp(*word, "xml", 3) == 0 || strchr(*word, ':');
		if (!is_reserved && xform_name_is_valid(w, *word) &&
		    !g_hash_table_contains(w->prefixes, *word))
			g_hash_table_insert(w->prefixes, g_strdup(*word), g_strdup(uri + 1));
	}
}

static void html_tag(struct xform_writer *w)
{
	xform_open(w, "h:html");
	xform_attribute(w, "xmlns", "http://www.w3.org/2002/xforms");
	g_autoptr(GList) prefixes = g_list_sort(g_hash_table_get_keys(w->prefixes), (GCompareFunc)g_strcmp0);
	for (const GList *p = prefixes; p; p = p->next) {
		g_autofree char *name = g_strconcat("xmlns:", p->data, NULL);
		xform_attribute(w, name, g_hash_table_lookup(w->prefixes, p->data));
	}
	xform_end_tag(w, false);
}

static void collect_lists(struct xform_writer *w)
{
	const struct form *form = w->form;
	g_autoptr(GHashTable) taken = g_hash_table_new(g_str_hash, g_str_equal);
	w->lists = g_new0(struct xform_list, form->n_lists + 1);
	for (size_t i = 0; i < form->n_lists; i++)
		if (form->lists[i].kind != FORM_LIST_EXTERNAL)
			g_hash_table_add(taken, form->lists[i].name);
	for (size_t i = 0; i < form->n_lists; i++) {
		const struct form_list *list = &form->lists[i];
		bool is_second = list->kind == FORM_LIST_EXTERNAL && g_hash_table_contains(taken, list->name);
		w->lists[i].id = g_strconcat(list->name, is_second ? "-external" : "", NULL);
		w->lists[i].is_itext = xform_choices_are_itext(w, list);
	}
	for (size_t i = 0; i < form->n_questions; i++) {
		const struct form_question *q = form->questions[i];
		struct xform_list *known = q->list ? &w->lists[q->list - form->lists] : NULL;
		if (known)
			known->user = known->n_users++ ? NULL : q;
	}
}

static void collect(struct xform_writer *w)
{
	const struct form *form = w->form;
	for (size_t i = 0; i < G_N_ELEMENTS(namespaces); i++)
		g_hash_table_insert(w->prefixes, g_strdup(namespaces[i][0]), g_strdup(namespaces[i][1]));
	declare(w, form_setting(form, "namespaces"));
	for (size_t i = 0; i < form->n_questions; i++) {
		struct form_question *q = form->questions[i];
		bool is_known = g_hash_table_contains(w->names, q->name);
		g_hash_table_insert(w->names, q->name, is_known ? NULL : q);
		for (size_t k = 0; xform_is_triggered(w, q) && k < q->n_triggers; k++) {
			GPtrArray *targets = g_hash_table_lookup(w->triggered, q->triggers[k]);
			if (!targets) {
				targets = g_ptr_array_new();
				g_hash_table_insert(w->triggered, q->triggers[k], targets);
			}
			g_ptr_array_add(targets, q);
		}
	}
}

static void writer_clear(struct xform_writer *w)
{
	g_hash_table_unref(w->names);
	g_hash_table_unref(w->triggered);
	g_hash_table_unref(w->prefixes);
	for (size_t i = 0; i < w->form->n_lists; i++)
		g_free(w->lists[i].id);
	g_free(w->lists);
}

char *xform_write(const struct form *form, const char *version)
{
	struct xform_writer w = {.form = form, .out = g_string_new("<?xml version=\"1.0\"?>\n")};
	w.root = form->root_name ? form->root_name : "data";
	w.is_translated = form->n_languages > 1 || strcmp(form->languages[0], "default") != 0;
	w.names = g_hash_table_new(g_str_hash, g_str_equal);
	w.triggered = g_hash_table_new_full(NULL, NULL, NULL, (GDestroyNotify)g_ptr_array_unref);
	w.prefixes = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
	collect(&w);
	collect_lists(&w);

	html_tag(&w);
	g_string_append(w.out, "<h:head>");
	element(&w, "h:title", form->title ? form->title : form->id);
	g_string_append(w.out, "<model odk:xforms-version=\"1.0.0\">");
	submission(&w);
	xform_itext(&w);
	primary_instance(&w, version ? version : form->version);
	size_t instances = w.out->len;
	secondary_instances(&w);
	binds(&w);
	g_string_append(w.out, "</model></h:head>");
	xform_body(&w);
	g_string_append(w.out, "</h:html>\n");
	if (w.uses_last_saved)
		g_string_insert(w.out, (gssize)instances,
				"<instance id=\"__last-saved\" src=\"jr://instance/last-saved\"/>");
	writer_clear(&w);
	return g_string_free(w.out, FALSE);
}
