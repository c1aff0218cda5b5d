/* xform_body - of XForms: the controls that show the questions, and the actions that stand in them.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "xform_writer.h"

#include <string.h>

static const char *control_of(enum form_type type)
{
	switch (type) {
	case FORM_SELECT_ONE:
		return "select1";
	case FORM_SELECT_MULTIPLE:
		return "select";
	case FORM_RANK:
		return "odk:rank";
	case FORM_RANGE:
		return "range";
	case FORM_ACKNOWLEDGE:
		return "trigger";
	case FORM_IMAGE:
	case FORM_AUDIO:
	case FORM_VIDEO:
	case FORM_FILE:
		return "upload";
	case FORM_CALCULATE:
	case FORM_HIDDEN:
	case FORM_METADATA:
	case FORM_TYPE_MAX:
		return NULL;
	case FORM_GROUP:
	case FORM_REPEAT:
		return "group";
	default:
		return "input";
	}
}

static const char *mediatype_of(enum form_type type)
{
	switch (type) {
	case FORM_IMAGE:
		return "image/*";
	case FORM_AUDIO:
		return "audio/*";
	case FORM_VIDEO:
		return "video/*";
	case FORM_FILE:
		return "application/*";
	default:
		return NULL;
	}
}

static bool has_words(const struct xform_writer *w, const struct form_question *q)
{
	return !xform_text_is_empty(w, &q->label) || !xform_text_is_empty(w, &q->hint) ||
	       !xform_media_is_empty(w, &q->media);
}

bool xform_has_control(const struct xform_writer *w, const struct form_question *q)
{
	return control_of(q->type) && (has_words(w, q) || !(q->calculation || q->n_triggers));
}

bool xform_is_triggered(const struct xform_writer *w, const struct form_question *q)
{
	bool has_triggers = q->n_triggers > 0;
	for (size_t i = 0; i < q->n_triggers; i++)
		has_triggers &= xform_has_control(w, q->triggers[i]) && !q->triggers[i]->children;
	return has_triggers;
}

void xform_setvalue(struct xform_writer *w, const struct form_question *target, const char *event,
		    const struct expression *value)
{
	g_autofree char *path = xform_path(w, target);
	g_autofree char *text = xform_expression(w, value, target);
	xform_open(w, "setvalue");
	xform_attribute(w, "ref", path);
	xform_attribute(w, "event", event);
	xform_attribute(w, "value", text);
	xform_end_tag(w, true);
}

/* <label> or <hint>: in place, or a reference to itext. */
static void words(struct xform_writer *w, const struct form_question *q, const char *element,
		  const struct form_text *text, bool is_itext)
{
	const char *plain = form_text_in(w->form, text, w->form->default_language);
	if (!is_itext && !plain)
		return;
	xform_open(w, element);
	if (is_itext) {
		g_autofree char *path = xform_path(w, q);
		g_autofree char *ref = g_strdup_printf("jr:itext('%s:%s')", path, element);
		xform_attribute(w, "ref", ref);
		xform_end_tag(w, true);
		return;
	}
	xform_end_tag(w, false);
	xform_mixed(w, plain, q);
	xform_close(w, element);
}

static void label(struct xform_writer *w, const struct form_question *q)
{
	words(w, q, "label", &q->label, xform_label_is_itext(w, q));
}

static void appearance(struct xform_writer *w, const struct form_question *q)
{
	g_autofree char *text = q->appearance ? xform_rewrite(w, q->appearance, NULL, q, false) : NULL;
	const struct form_question *first = xform_table_first(q);
	if (first) { /* clients know the parts of a table, not the table */
		g_auto(GStrv) parts = g_strsplit(text, "table-list", 2);
		g_free(text);
		text = g_strconcat(parts[0], "field-list", parts[1], NULL);
	} else if (q->list && q->parent && xform_table_first(q->parent)) {
		char *nolabel = g_strconcat(text ? text : "", text ? " " : "", "list-nolabel", NULL);
		g_free(text);
		text = nolabel;
	}
	xform_attribute(w, "appearance", text);
}

/* The attributes that parameters become on a control. */
static void parameters(struct xform_writer *w, const struct form_question *q)
{
	static const struct {
		const char *name, *attribute, *otherwise;
		bool of_range;
	} all[] = {
		{"start", "start", "1", true},
		{"end", "end", "10", true},
		{"step", "step", "1", true},
		{"tick_interval", "odk:tick-interval", NULL, true},
		{"tick_labelset", "odk:tick-labelset", NULL, true},
		{"placeholder", "odk:placeholder", NULL, true},
		{"rows", "rows", NULL, false},
		{"app", "intent", NULL, false},
		{"capture-accuracy", "accuracyThreshold", NULL, false},
		{"warning-accuracy", "unacceptableAccuracyThreshold", NULL, false},
		{"incremental", "incremental", NULL, false},
		{"reference-geometry", "reference-geometry", NULL, false},
	};
	for (size_t i = 0; i < G_N_ELEMENTS(all); i++) {
		const char *value = form_parameter(q, all[i].name);
		if (all[i].of_range == (q->type == FORM_RANGE)) {
			g_autofree char *text = xform_rewrite(w,
							      value		 ? value
							      : all[i].otherwise ? all[i].otherwise
										 : "",
							      NULL, q, false);
			xform_attribute(w, all[i].attribute, *text ? text : NULL);
		}
	}
}

/* Items in place, for what a client itself looks up in a file by search(). */
static void items(struct xform_writer *w, const struct form_list *list)
{
	const struct xform_list *known = xform_list(w, list);
	for (size_t i = 0; i < list->n_choices; i++) {
		const struct form_choice *c = &list->choices[i];
		const char *text = form_text_in(w->form, &c->label, w->form->default_language);
		g_string_append(w->out, "<item>");
		xform_open(w, "label");
		if (known->is_itext) {
			g_autofree char *ref = g_strdup_printf("jr:itext('%s-%zu')", known->id, i);
			xform_attribute(w, "ref", ref);
			xform_end_tag(w, true);
		} else {
			xform_end_tag(w, false);
			xform_characters(w->out, text ? text : c->name);
			xform_close(w, "label");
		}
		g_string_append(w->out, "<value>");
		xform_characters(w->out, c->name);
		g_string_append(w->out, "</value></item>");
	}
}

/* Inside a literal of an expression; a quote of each kind at once cannot be there. */
static char *quoted(const char *text)
{
	return strchr(text, '\'') ? g_strdup_printf("\"%s\"", text) : g_strdup_printf("'%s'", text);
}

static void ref_element(struct xform_writer *w, const char *name, const char *ref)
{
	xform_open(w, name);
	xform_attribute(w, "ref", ref);
	xform_end_tag(w, true);
}

/* The instances whose answers are choices: those that have one, as pyxform asks for it. */
static void items_of_repeat(struct xform_writer *w, const struct form_question *q, const char *filter,
			    GString *nodeset)
{
	const struct form_question *source = q->list->source;
	g_autofree char *path = xform_instances(w, source, q);
	g_string_append_printf(nodeset, "%s[./%s != ''", path, source->name);
	if (q->type != FORM_SELECT_ONE)
		g_string_append_printf(nodeset, " and not(contains(./%s, ' '))", source->name);
	if (filter)
		g_string_append_printf(nodeset, " and (%s)", filter);
	g_string_append_c(nodeset, ']');
}

static void itemset(struct xform_writer *w, const struct form_question *q)
{
	const struct form_list *list = q->list;
	const struct xform_list *known = xform_list(w, list);
	GString *nodeset = g_string_new(NULL);
	g_autofree char *filter = q->choice_filter ? xform_filter(w, q) : NULL;
	if (list->source) {
		items_of_repeat(w, q, filter, nodeset);
	} else {
		g_autofree char *literal = quoted(known->id);
		g_string_append_printf(nodeset, "instance(%s)/root/item", literal);
		if (filter)
			g_string_append_printf(nodeset, "[%s]", filter);
	}
	const char *randomize = form_parameter(q, "randomize"), *seed = form_parameter(q, "seed");
	if (randomize && !g_ascii_strcasecmp(randomize, "true")) {
		g_autofree char *text = seed ? xform_rewrite(w, seed, NULL, q, false) : NULL;
		g_string_prepend(nodeset, "randomize(");
		if (text)
			g_string_append_printf(nodeset, ", %s", g_strstrip(text));
		g_string_append_c(nodeset, ')');
	}
	xform_open(w, "itemset");
	xform_attribute(w, "nodeset", nodeset->str);
	xform_end_tag(w, false);
	bool is_file = list->kind == FORM_LIST_FILE;
	ref_element(w, "value",
		    list->source		    ? list->source->name
		    : is_file && list->value_column ? list->value_column
						    : "name");
	ref_element(w, "label",
		    list->source		    ? list->source->name
		    : known->is_itext		    ? "jr:itext(itextId)"
		    : is_file && list->label_column ? list->label_column
						    : "label");
	xform_close(w, "itemset");
	g_string_free(nodeset, TRUE);
}

/* The row of a table that shows the choices' labels. */
static void table_heading(struct xform_writer *w, const struct form_question *first)
{
	const char *control = control_of(first->type);
	g_autofree char *above = xform_path(w, first->parent), *name = xform_table_name(w, first);
	g_autofree char *path = g_strdup_printf("%s/%s", above, name);
	xform_open(w, control);
	xform_attribute(w, "ref", path);
	xform_attribute(w, "appearance", "label");
	xform_end_tag(w, false);
	g_string_append(w->out, "<label> </label>");
	itemset(w, first);
	xform_close(w, control);
}

static void question(struct xform_writer *w, const struct form_question *q)
{
	const char *element = control_of(q->type);
	g_autofree char *path = xform_path(w, q);
	xform_open(w, element);
	xform_attribute(w, "ref", path);
	xform_passthrough(w, q, FORM_ATTRIBUTE_BODY);
	xform_attribute(w, "mediatype", mediatype_of(q->type));
	appearance(w, q);
	parameters(w, q);
	xform_end_tag(w, false);
	label(w, q);
	words(w, q, "hint", &q->hint, xform_hint_is_itext(w, q));
	if (q->list && q->type != FORM_RANGE) {
		if (q->appearance && strstr(q->appearance, "search(") && q->list->kind == FORM_LIST_CHOICES)
			items(w, q->list);
		else
			itemset(w, q);
	}
	const GPtrArray *targets = g_hash_table_lookup(w->triggered, q);
	for (guint i = 0; targets && i < targets->len; i++) {
		const struct form_question *target = targets->pdata[i];
		xform_setvalue(w, target, "xforms-value-changed", target->calculation);
	}
	xform_close(w, element);
}

/* Dynamic defaults of what is directly in this repeat, made for each new instance. */
static void repeat_defaults(struct xform_writer *w, const struct form_question *repeat,
			    const struct form_question *inside)
{
	for (size_t i = 0; i < inside->n_children; i++) {
		const struct form_question *q = inside->children[i];
		if (q->type == FORM_GROUP)
			repeat_defaults(w, repeat, q);
		else if (q->default_expression)
			xform_setvalue(w, q, "odk-instance-first-load odk-new-repeat", q->default_expression);
	}
}

static void children(struct xform_writer *w, const struct form_question *section);

static void repeat(struct xform_writer *w, const struct form_question *q)
{
	g_autofree char *path = xform_path(w, q);
	xform_open(w, "group");
	xform_attribute(w, "ref", path);
	xform_end_tag(w, false);
	label(w, q);
	xform_open(w, "repeat");
	xform_attribute(w, "nodeset", path);
	xform_passthrough(w, q, FORM_ATTRIBUTE_BODY);
	if (q->count) {
		g_autofree char *name = xform_count_name(w, q);
		g_autofree char *count = name ? xform_beside(w, q, name) : xform_expression(w, q->count, q);
		xform_attribute(w, "jr:count", count);
		xform_attribute(w, "jr:noAddRemove", "true()");
	}
	appearance(w, q);
	xform_end_tag(w, false);
	children(w, q);
	repeat_defaults(w, q, q);
	xform_close(w, "repeat");
	xform_close(w, "group");
}

static void group(struct xform_writer *w, const struct form_question *q)
{
	g_autofree char *path = xform_path(w, q);
	xform_open(w, "group");
	xform_passthrough(w, q, FORM_ATTRIBUTE_BODY);
	appearance(w, q);
	xform_attribute(w, "ref", path);
	xform_end_tag(w, false);
	label(w, q);
	children(w, q);
	xform_close(w, "group");
}

static void children(struct xform_writer *w, const struct form_question *section)
{
	const struct form_question *first = xform_table_first(section);
	for (size_t i = 0; i < section->n_children; i++) {
		const struct form_question *q = section->children[i];
		if (q == first)
			table_heading(w, q);
		if (q->type == FORM_GROUP)
			group(w, q);
		else if (q->type == FORM_REPEAT)
			repeat(w, q);
		else if (xform_has_control(w, q))
			question(w, q);
	}
}

void xform_body(struct xform_writer *w)
{
	xform_open(w, "h:body");
	xform_attribute(w, "class", form_setting(w->form, "style"));
	xform_end_tag(w, false);
	children(w, w->form->root);
	xform_close(w, "h:body");
}
