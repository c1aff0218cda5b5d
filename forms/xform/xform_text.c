/* xform_text - of XForms: well-formed XML, the paths that ${name} stands for, and the itext of all languages.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "xform_writer.h"

#include <string.h>

/* --- XML */

static bool is_character(gunichar c)
{
	return c == '\t' || c == '\n' || c == '\r' || (c >= 0x20 && c < 0xd800) ||
	       (c >= 0xe000 && c <= 0xfffd) || (c >= 0x10000 && c <= 0x10ffff);
}

static void characters(GString *out, const char *text, size_t length, bool in_attribute)
{
	for (const char *p = text, *end = text + length; p < end;) {
		gunichar c = g_utf8_get_char_validated(p, end - p);
		if (c == (gunichar)-1 || c == (gunichar)-2) {
			p++;
			continue;
		}
		if (c == '&')
			g_string_append(out, "&amp;");
		else if (c == '<')
			g_string_append(out, "&lt;");
		else if (c == '>')
			g_string_append(out, "&gt;");
		else if (in_attribute && c == '"')
			g_string_append(out, "&quot;");
		else if (c == '\r' || (in_attribute && (c == '\t' || c == '\n')))
			g_string_append_printf(out, "&#%u;", c);
		else if (is_character(c))
			g_string_append_unichar(out, c);
		p = g_utf8_next_char(p);
	}
}

void xform_characters(GString *out, const char *text)
{
	characters(out, text, strlen(text), false);
}

void xform_open(struct xform_writer *w, const char *name)
{
	w->tag = w->out->len;
	g_string_append_printf(w->out, "<%s", name);
}

void xform_attribute(struct xform_writer *w, const char *name, const char *value)
{
	if (!value)
		return;
	g_autofree char *start = g_strdup_printf(" %s=\"", name); /* no value has a bare quote in it */
	if (strstr(w->out->str + w->tag, start))
		return;
	g_string_append(w->out, start);
	characters(w->out, value, strlen(value), true);
	g_string_append_c(w->out, '"');
}

void xform_end_tag(struct xform_writer *w, bool is_empty)
{
	g_string_append(w->out, is_empty ? "/>" : ">");
}

void xform_close(struct xform_writer *w, const char *name)
{
	g_string_append_printf(w->out, "</%s>", name);
}

static bool is_ncname(const char *name, size_t length)
{
	const char *p = name, *end = name + length;
	if (!length || !(g_unichar_isalpha(g_utf8_get_char(p)) || *p == '_'))
		return false;
	for (; p < end; p = g_utf8_next_char(p)) {
		gunichar c = g_utf8_get_char(p);
		if (!g_unichar_isalnum(c) && c != '_' && c != '-' && c != '.' && c != 0xb7)
			return false;
	}
	return true;
}

bool xform_name_is_valid(const struct xform_writer *w, const char *name)
{
	const char *colon = strchr(name, ':');
	if (!colon)
		return is_ncname(name, strlen(name)) && strcmp(name, "xmlns") != 0;
	g_autofree char *prefix = g_strndup(name, (size_t)(colon - name));
	return g_hash_table_contains(w->prefixes, prefix) && is_ncname(colon + 1, strlen(colon + 1));
}

void xform_passthrough(struct xform_writer *w, const struct form_question *q, enum form_attribute_place place)
{
	static const char *const logical[] = {"relevant", "required", "readonly", "constraint", NULL};
	for (size_t i = 0; i < q->n_attributes; i++) {
		const struct form_attribute *a = &q->attributes[i];
		if (a->place != place || !xform_name_is_valid(w, a->name))
			continue;
		g_autofree char *value = xform_rewrite(w, a->value, NULL, q, false);
		if (place == FORM_ATTRIBUTE_BIND && g_strv_contains(logical, a->name)) {
			if (!g_ascii_strcasecmp(value, "yes") || !g_ascii_strcasecmp(value, "true"))
				xform_attribute(w, a->name, "true()");
			else if (!g_ascii_strcasecmp(value, "no") || !g_ascii_strcasecmp(value, "false"))
				xform_attribute(w, a->name, "false()");
		}
		xform_attribute(w, a->name, value);
	}
}

/* --- paths */

char *xform_path(const struct xform_writer *w, const struct form_question *q)
{
	return q && q->path ? g_strdup_printf("/%s/%s", w->root, q->path) : g_strdup_printf("/%s", w->root);
}

static bool is_above(const struct form_question *above, const struct form_question *q)
{
	for (q = q->parent; q; q = q->parent)
		if (q == above)
			return true;
	return false;
}

static bool share_a_repeat(const struct form_question *context, const struct form_question *target)
{
	for (const struct form_question *p = context->parent; p; p = p->parent)
		if (p->type == FORM_REPEAT && is_above(p, target))
			return true;
	return false;
}

/* Where target is, seen from context: relative only inside a repeat that both are in, so that it is the same
 * instance of it. */
static void append_path(struct xform_writer *w, GString *out, const struct form_question *target,
			const struct form_question *context, bool in_predicate, bool absolute)
{
	if (absolute || !context || !share_a_repeat(context, target)) {
		g_autofree char *path = xform_path(w, target);
		g_string_append(out, path);
		return;
	}
	if (in_predicate)
		g_string_append(out, "current()/");
	const struct form_question *common = context->parent;
	g_string_append(out, "..");
	for (; common != target && !is_above(common, target); common = common->parent)
		g_string_append(out, "/..");
	if (common != target)
		g_string_append_printf(out, "/%s",
				       target->path + (common->path ? strlen(common->path) + 1 : 0));
}

char *xform_beside(struct xform_writer *w, const struct form_question *q, const char *name)
{
	for (const struct form_question *p = q->parent; p; p = p->parent)
		if (p->type == FORM_REPEAT)
			return g_strdup_printf("../%s", name);
	g_autofree char *above = xform_path(w, q->parent);
	return g_strdup_printf("%s/%s", above, name);
}

struct frame {
	char opening;
	bool is_indexed_repeat;
	unsigned argument;
};

struct rewriting {
	struct xform_writer *w;
	const struct expression *bound;
	const struct form_question *context;
	bool in_predicate;
	const struct form_question *item; /* the context node of the predicate, where it is of this form */
	GString *out;
	GArray *frames; /* of struct frame */
};

static const struct form_question *question_named(struct rewriting *r, const char *name)
{
	const struct form_question *only = g_hash_table_lookup(r->w->names, name);
	size_t n = 0;
	if (only)
		return only;
	const struct expression_reference *all = r->bound ? expression_dependencies(r->bound, &n) : NULL;
	for (size_t i = 0; i < n; i++)
		if (all[i].is_name && all[i].target && !strcmp(all[i].text, name))
			return all[i].target;
	return NULL;
}

/* Whether the name is an argument of indexed-repeat() that says which nodes are meant: those are absolute. */
static bool names_all_instances(const struct rewriting *r)
{
	if (!r->frames->len)
		return false;
	const struct frame *top = &g_array_index(r->frames, struct frame, r->frames->len - 1);
	return top->is_indexed_repeat && (top->argument == 0 || top->argument % 2 == 1);
}

static bool in_predicate(const struct rewriting *r)
{
	for (guint i = 0; i < r->frames->len; i++)
		if (g_array_index(r->frames, struct frame, i).opening == '[')
			return true;
	return r->in_predicate;
}

/* Where target is, seen from the item that a filter looks at. */
static void append_beside(const struct rewriting *r, const struct form_question *target)
{
	const struct form_question *common = r->item;
	g_string_append_c(r->out, '.');
	for (; common != target && !is_above(common, target); common = common->parent)
		g_string_append(r->out, "/..");
	if (common != target)
		g_string_append_printf(r->out, "/%s", target->path + strlen(common->path) + 1);
}

/* Whether it is of the instance that a filter looks at. */
static bool is_of_item(const struct rewriting *r, const struct form_question *target)
{
	const struct form_question *repeat = r->item;
	while (repeat && repeat->type != FORM_REPEAT)
		repeat = repeat->parent;
	for (guint i = 0; i < r->frames->len; i++)
		if (g_array_index(r->frames, struct frame, i).opening == '[')
			return false;
	return repeat && is_above(repeat, target) && !names_all_instances(r);
}

static void append_name(struct rewriting *r, const char *text, size_t length, bool padded)
{
	g_autofree char *name = g_strndup(text, length);
	g_strstrip(name);
	const char *pad = padded ? " " : "";
	g_string_append(r->out, pad);
	if (g_str_has_prefix(name, "last-saved#")) {
		const struct form_question *q = question_named(r, name + strlen("last-saved#"));
		g_autofree char *path = xform_path(r->w, q);
		g_string_append_printf(r->out, "instance('__last-saved')%s", path);
		r->w->uses_last_saved = true;
	} else {
		const struct form_question *q = question_named(r, name);
		if (q && is_of_item(r, q))
			append_beside(r, q);
		else if (q)
			append_path(r->w, r->out, q, r->context, in_predicate(r), names_all_instances(r));
		else /* no form that was read has such a name */
			g_string_append(r->out, "''");
	}
	g_string_append(r->out, pad);
}

/* A literal; '${name}' alone in one is a path, as jr:choice-name() wants it.  Returns what comes after it. */
static const char *append_literal(struct rewriting *r, const char *p)
{
	const char *end = strchr(p + 1, *p);
	if (!end)
		end = p + strlen(p) - 1;
	g_autofree char *inside = g_strndup(p + 1, end > p ? (size_t)(end - p - 1) : 0);
	g_strstrip(inside);
	size_t length = strlen(inside);
	const char *brace = strchr(inside, '}');
	if (g_str_has_prefix(inside, "${") && brace && brace == inside + length - 1) {
		g_string_append_c(r->out, *p);
		append_name(r, inside + 2, length - 3, false);
		g_string_append_c(r->out, *p);
	} else
		g_string_append_len(r->out, p, end - p + 1);
	return end + 1;
}

/* Whether the text ends in that word, spaces after it apart. */
static bool ends_with(const GString *text, const char *word)
{
	size_t n = text->len, length = strlen(word);
	while (n > 0 && g_ascii_isspace(text->str[n - 1]))
		n--;
	return n >= length && !memcmp(text->str + n - length, word, length);
}

static void follow_brackets(struct rewriting *r, char c)
{
	if (c == '(' || c == '[') {
		struct frame frame = {.opening = c};
		frame.is_indexed_repeat = c == '(' && ends_with(r->out, "indexed-repeat");
		g_array_append_val(r->frames, frame);
	} else if ((c == ')' || c == ']') && r->frames->len)
		g_array_set_size(r->frames, r->frames->len - 1);
	else if (c == ',' && r->frames->len)
		g_array_index(r->frames, struct frame, r->frames->len - 1).argument++;
}

static char *rewrite(struct rewriting r, const char *text)
{
	if (!strstr(text, "${"))
		return g_strdup(text);
	r.out = g_string_new(NULL);
	r.frames = g_array_new(FALSE, TRUE, sizeof(struct frame));
	for (const char *p = text; *p;) {
		const char *end = g_str_has_prefix(p, "${") ? strchr(p, '}') : NULL;
		if (end) {
			append_name(&r, p + 2, (size_t)(end - p - 2), true);
			p = end + 1;
		} else if (*p == '\'' || *p == '"')
			p = append_literal(&r, p);
		else {
			follow_brackets(&r, *p);
			g_string_append_c(r.out, *p++);
		}
	}
	g_array_unref(r.frames);
	return g_string_free(r.out, FALSE);
}

char *xform_rewrite(struct xform_writer *w, const char *text, const struct expression *bound,
		    const struct form_question *context, bool in_a_predicate)
{
	return rewrite(
		(struct rewriting){
			.w = w, .bound = bound, .context = context, .in_predicate = in_a_predicate},
		text);
}

char *xform_filter(struct xform_writer *w, const struct form_question *q)
{
	return rewrite((struct rewriting){.w = w,
					  .bound = q->choice_filter,
					  .context = q,
					  .in_predicate = true,
					  .item = q->list->source ? q->list->source->parent : NULL},
		       expression_text(q->choice_filter));
}

char *xform_instances(struct xform_writer *w, const struct form_question *source,
		      const struct form_question *context)
{
	const struct form_question *repeat = source->container, *common = context->parent;
	GString *out = g_string_new(NULL);
	if (!is_above(repeat, context) && !share_a_repeat(context, repeat)) {
		append_path(w, out, source->parent, NULL, false, true);
		return g_string_free(out, FALSE);
	}
	g_string_append(out, "..");
	for (; !is_above(common, repeat); common = common->parent)
		g_string_append(out, "/..");
	g_string_append_printf(out, "/%s",
			       source->parent->path + (common->path ? strlen(common->path) + 1 : 0));
	return g_string_free(out, FALSE);
}

char *xform_expression(struct xform_writer *w, const struct expression *e,
		       const struct form_question *context)
{
	return e ? xform_rewrite(w, expression_text(e), e, context, false) : NULL;
}

/* --- texts */

void xform_mixed(struct xform_writer *w, const char *text, const struct form_question *context)
{
	const char *p = text, *dollar, *end;
	while ((dollar = strstr(p, "${")) && (end = strchr(dollar, '}'))) {
		characters(w->out, p, (size_t)(dollar - p), false);
		g_autofree char *name = g_strndup(dollar, (size_t)(end - dollar + 1));
		g_autofree char *path = xform_rewrite(w, name, NULL, context, false);
		xform_open(w, "output");
		xform_attribute(w, "value", path);
		xform_end_tag(w, true);
		p = end + 1;
	}
	characters(w->out, p, strlen(p), false);
}

bool xform_text_is_empty(const struct xform_writer *w, const struct form_text *text)
{
	return !form_text_in(w->form, text, w->form->default_language);
}

bool xform_media_is_empty(const struct xform_writer *w, const struct form_media *media)
{
	return xform_text_is_empty(w, &media->image) && xform_text_is_empty(w, &media->big_image) &&
	       xform_text_is_empty(w, &media->audio) && xform_text_is_empty(w, &media->video);
}

static bool has_names(const struct xform_writer *w, const struct form_text *text)
{
	for (size_t i = 0; text->by_language && i < w->form->n_languages; i++)
		if (text->by_language[i] && strstr(text->by_language[i], "${"))
			return true;
	return false;
}

bool xform_label_is_itext(const struct xform_writer *w, const struct form_question *q)
{
	return !xform_media_is_empty(w, &q->media) ||
	       (w->is_translated && !xform_text_is_empty(w, &q->label));
}

bool xform_hint_is_itext(const struct xform_writer *w, const struct form_question *q)
{
	return !xform_text_is_empty(w, &q->guidance_hint) ||
	       (w->is_translated && !xform_text_is_empty(w, &q->hint));
}

bool xform_message_is_itext(const struct xform_writer *w, const struct form_text *text)
{
	return !xform_text_is_empty(w, text) && (w->is_translated || has_names(w, text));
}

bool xform_choices_are_itext(const struct xform_writer *w, const struct form_list *list)
{
	if (list->kind == FORM_LIST_FILE || list->kind == FORM_LIST_REPEAT)
		return false;
	bool is_itext = w->is_translated;
	for (size_t i = 0; i < list->n_choices && !is_itext; i++)
		is_itext = !xform_media_is_empty(w, &list->choices[i].media) ||
			   has_names(w, &list->choices[i].label);
	return is_itext;
}

/* --- itext */

static void itext_value(struct xform_writer *w, const struct form_text *text, size_t language,
			const char *kind, const char *folder, const struct form_question *context)
{
	const char *words = form_text_in(w->form, text, language);
	if (!words)
		return;
	xform_open(w, "value");
	xform_attribute(w, "form", kind);
	xform_end_tag(w, false);
	if (folder)
		g_string_append(w->out, folder);
	if (folder) /* a file's name */
		xform_characters(w->out, words);
	else
		xform_mixed(w, words, context);
	xform_close(w, "value");
}

static void itext_media(struct xform_writer *w, const struct form_media *media, size_t language)
{
	itext_value(w, &media->image, language, "image", "jr://images/", NULL);
	itext_value(w, &media->big_image, language, "big-image", "jr://images/", NULL);
	itext_value(w, &media->audio, language, "audio", "jr://audio/", NULL);
	itext_value(w, &media->video, language, "video", "jr://video/", NULL);
}

static void itext_open(struct xform_writer *w, const char *id)
{
	xform_open(w, "text");
	xform_attribute(w, "id", id);
	xform_end_tag(w, false);
}

static void itext_question(struct xform_writer *w, const struct form_question *q, size_t language)
{
	const struct {
		const char *kind;
		const struct form_text *text, *guidance;
		const struct form_media *media;
		bool is_there;
	} all[] = {
		{"label", &q->label, NULL, &q->media, xform_label_is_itext(w, q)},
		{"hint", &q->hint, &q->guidance_hint, NULL, xform_hint_is_itext(w, q)},
		{"jr:constraintMsg", &q->constraint_message, NULL, NULL,
		 xform_message_is_itext(w, &q->constraint_message)},
		{"jr:requiredMsg", &q->required_message, NULL, NULL,
		 xform_message_is_itext(w, &q->required_message)},
	};
	g_autofree char *path = xform_path(w, q);
	for (size_t i = 0; i < G_N_ELEMENTS(all); i++) {
		if (!all[i].is_there)
			continue;
		g_autofree char *id = g_strdup_printf("%s:%s", path, all[i].kind);
		itext_open(w, id);
		itext_value(w, all[i].text, language, NULL, NULL, q);
		if (all[i].guidance)
			itext_value(w, all[i].guidance, language, "guidance", NULL, q);
		if (all[i].media)
			itext_media(w, all[i].media, language);
		xform_close(w, "text");
	}
}

static void itext_list(struct xform_writer *w, const struct form_list *list, size_t language)
{
	const struct xform_list *known = xform_list(w, list);
	for (size_t i = 0; i < list->n_choices; i++) {
		g_autofree char *id = g_strdup_printf("%s-%zu", known->id, i);
		itext_open(w, id);
		itext_value(w, &list->choices[i].label, language, NULL, NULL, known->user);
		itext_media(w, &list->choices[i].media, language);
		xform_close(w, "text");
	}
}

void xform_itext(struct xform_writer *w)
{
	const struct form *form = w->form;
	size_t begin = w->out->len, n_texts = 0;
	g_string_append(w->out, "<itext>");
	for (size_t language = 0; language < form->n_languages; language++) {
		xform_open(w, "translation");
		xform_attribute(w, "lang", form->languages[language]);
		xform_attribute(w, "default", language == form->default_language ? "true()" : NULL);
		xform_end_tag(w, false);
		size_t before = w->out->len;
		for (size_t i = 0; i < form->n_lists; i++)
			if (w->lists[i].is_itext)
				itext_list(w, &form->lists[i], language);
		for (size_t i = 0; i < form->n_questions; i++)
			itext_question(w, form->questions[i], language);
		n_texts += w->out->len > before;
		xform_close(w, "translation");
	}
	g_string_append(w->out, "</itext>");
	if (!n_texts)
		g_string_truncate(w->out, begin);
}
