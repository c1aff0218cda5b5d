/* page - writes a form, with what was typed and what is wrong, as the JSON view that a template fills in.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "page.h"
#include "expression.h"

#include <string.h>

struct page {
	const struct form *form;
	const struct answers *answers;
	const char *const *defaults;
	size_t language;
	bool skip_demographics;
	struct expression_context nothing; /* for defaults that are expressions */
};

/* One place to write questions: the root, or an instance of a repeat. */
struct spot {
	const char *field; /* "rep[2]" of the innermost repeat, or "" */
	size_t prefix;	   /* length of that repeat's path */
	const char *id;	   /* "-2" for each repeat, or "" */
	bool is_spare;	   /* an instance offered, not asked for */
};

static const char *const type_keys[FORM_TYPE_MAX] = {
	[FORM_TEXT] = "is_text",
	[FORM_INTEGER] = "is_integer",
	[FORM_DECIMAL] = "is_decimal",
	[FORM_DATE] = "is_date",
	[FORM_TIME] = "is_time",
	[FORM_DATETIME] = "is_datetime",
	[FORM_RANK] = "is_rank",
	[FORM_RANGE] = "is_range",
	[FORM_CALCULATE] = "is_calculate",
	[FORM_IMAGE] = "is_image",
	[FORM_AUDIO] = "is_audio",
	[FORM_VIDEO] = "is_video",
	[FORM_FILE] = "is_file",
	[FORM_GEOPOINT] = "is_geopoint",
	[FORM_GEOTRACE] = "is_geotrace",
	[FORM_GEOSHAPE] = "is_geoshape",
	[FORM_BARCODE] = "is_barcode",
	[FORM_METADATA] = "is_metadata",
	[FORM_SELECT_ONE] = "is_select_one",
	[FORM_SELECT_MULTIPLE] = "is_select_multiple",
	[FORM_NOTE] = "is_note",
	[FORM_ACKNOWLEDGE] = "is_acknowledge",
	[FORM_HIDDEN] = "is_hidden",
	[FORM_GROUP] = "is_group",
	[FORM_REPEAT] = "is_repeat",
};

static const char *const fault_keys[ANSWERS_FAULT_MAX] = {
	[ANSWERS_MISSING] = "missing",		 [ANSWERS_NOT_A_NUMBER] = "not_a_number",
	[ANSWERS_NOT_A_DATE] = "not_a_date",	 [ANSWERS_NOT_A_CHOICE] = "not_a_choice",
	[ANSWERS_CONSTRAINT] = "constraint",	 [ANSWERS_TOO_LONG] = "too_long",
	[ANSWERS_TOO_MANY] = "too_many",	 [ANSWERS_NOT_ACKNOWLEDGED] = "not_acknowledged",
	[ANSWERS_NOT_A_TIME] = "not_a_time",	 [ANSWERS_NOT_A_PLACE] = "not_a_place",
	[ANSWERS_OUT_OF_RANGE] = "out_of_range", [ANSWERS_NOT_OFFERED] = "not_offered",
	[ANSWERS_NOT_A_FILE] = "not_a_file",
};

static json_t *questions_view(struct page *, const struct form_question *parent, const struct spot *);

static size_t no_values(void *data, const void *target)
{
	(void)data;
	(void)target;
	return 1;
}

static const char *no_value(void *data, const void *target, size_t i)
{
	(void)data;
	(void)target;
	(void)i;
	return "";
}

static size_t first_position(void *data, const void *target)
{
	(void)data;
	(void)target;
	return 1;
}

/* --- texts */
/* Whether the mark of n characters at p opens something that is closed on the same line, around a text. */
static bool mark_closes(const char *p, const char *mark, const char **closing)
{
	size_t n = strlen(mark);
	if (strncmp(p, mark, n) != 0 || !p[n] || g_ascii_isspace(p[n]))
		return false;
	*closing = strstr(p + n + 1, mark);
	return *closing && !g_ascii_isspace((*closing)[-1]);
}

/* The length of a simple tag such as <b>, </span> or <span style="color:red"> at p, else 0. */
static size_t tag_length(const char *p)
{
	static const char *const names[] = {"span", "b", "i",	"u",	 "em",	  "strong",
					    "br",   "p", "big", "small", "center"};
	const char *name = p + 1 + (p[1] == '/');
	for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
		size_t n = strlen(names[i]);
		if (!g_ascii_strncasecmp(name, names[i], n) && strchr(" />", name[n]) && name[n]) {
			const char *end = strchr(name, '>');
			return end ? (size_t)(end - p) + 1 : 0;
		}
	}
	return 0;
}

/* The plain text of a label: marks of markdown and simple tags off, ${name} replaced by its answer. */
static char *plain(const struct page *page, const char *text)
{
	static const char *const marks[] = {"**", "__", "*"};
	g_autoptr(GString) out = g_string_new(NULL);
	const char *skip_at[8]; /* closing marks still to be left out */
	size_t skip_length[8], n_skips = 0;
	const char *p = text;
	p += strspn(p, "#") <= 6 && *p == '#' && p[strspn(p, "#")] == ' ' ? strspn(p, "# ") : 0;
	while (*p) {
		size_t skip = 0;
		for (size_t i = 0; i < n_skips; i++)
			if (skip_at[i] == p)
				skip = skip_length[i];
		for (size_t i = 0; !skip && n_skips < G_N_ELEMENTS(skip_at) && i < G_N_ELEMENTS(marks); i++) {
			const char *closing;
			if (mark_closes(p, marks[i], &closing)) {
				skip = strlen(marks[i]);
				skip_at[n_skips] = closing;
				skip_length[n_skips++] = skip;
			}
		}
		if (!skip && *p == '<')
			skip = tag_length(p);
		const char *brace = p[0] == '$' && p[1] == '{' ? strchr(p, '}') : NULL;
		if (brace) {
			g_autofree char *name = g_strstrip(g_strndup(p + 2, (gsize)(brace - p - 2)));
			const char *value = NULL;
			for (size_t i = 0; page->answers && !value && i < page->form->n_questions; i++)
				if (!strcmp(page->form->questions[i]->name, name))
					value = answers_text(page->answers, page->form->questions[i]);
			g_string_append(out, value ? value : "…");
			skip = (size_t)(brace - p) + 1;
		}
		if (!skip && *p == '\\' && p[1] && strchr("*_#<", p[1])) {
			g_string_append_c(out, p[1]);
			skip = 2;
		}
		if (skip) {
			p += skip;
		} else {
			const char *next = g_utf8_next_char(p);
			g_string_append_len(out, p, next - p);
			p = next;
		}
	}
	return g_string_free(g_steal_pointer(&out), FALSE);
}

static bool set_text(const struct page *page, json_t *view, const char *key, const struct form_text *text)
{
	const char *found = form_text_in(page->form, text, page->language);
	if (!found)
		return false;
	g_autofree char *shown = plain(page, found);
	json_object_set_new(view, key, json_string(shown));
	return true;
}

/* --- values */
static char *value_of(struct page *page, const struct form_question *q, const char *field)
{
	if (page->answers)
		return g_strdup(answers_typed(page->answers, field));
	if (page->defaults && q->role != FORM_ROLE_NONE && page->defaults[q->role])
		return g_strdup(page->defaults[q->role]);
	if (q->default_expression)
		return expression_evaluate_string(q->default_expression, &page->nothing);
	return g_strdup(q->default_value);
}

static bool is_among(const char *names, const char *name)
{
	size_t length = strlen(name);
	for (const char *p = names; p && *p;) {
		size_t n = strcspn(p, " ");
		if (n == length && !memcmp(p, name, n))
			return true;
		p += n + strspn(p + n, " ");
	}
	return false;
}

static json_t *choices_view(struct page *page, const struct form_question *q, const char *id,
			    const char *value)
{
	json_t *choices = json_array();
	for (size_t i = 0; i < q->list->n_choices; i++) {
		const struct form_choice *choice = &q->list->choices[i];
		g_autofree char *choice_id = g_strdup_printf("%sc%zu", id, i + 1);
		bool checked = q->type == FORM_SELECT_ONE ? !g_strcmp0(value, choice->name)
							  : is_among(value, choice->name);
		json_t *view = json_pack("{s:s, s:s, s:b}", "value", choice->name, "id", choice_id, "checked",
					 checked);
		if (!set_text(page, view, "label", &choice->label))
			json_object_set_new(view, "label", json_string(choice->name));
		json_array_append_new(choices, view);
	}
	return choices;
}

static const struct answers_complaint *complaint_of(const struct page *page, const char *field)
{
	for (size_t i = 0; page->answers && i < answers_n_complaints(page->answers); i++)
		if (!strcmp(answers_complaint(page->answers, i)->field, field))
			return answers_complaint(page->answers, i);
	return NULL;
}

static json_t *complaint_view(struct page *page, const struct answers_complaint *complaint)
{
	json_t *view = json_pack("{s:b}", fault_keys[complaint->fault], 1);
	const struct form_question *q = complaint->question;
	if (complaint->fault == ANSWERS_CONSTRAINT)
		set_text(page, view, "message", &q->constraint_message);
	else if (complaint->fault == ANSWERS_MISSING || complaint->fault == ANSWERS_NOT_ACKNOWLEDGED)
		set_text(page, view, "message", &q->required_message);
	return view;
}

/* --- questions */
static bool has_appearance(const struct form_question *q, const char *word)
{
	return q->appearance && is_among(q->appearance, word);
}

static bool is_skipped(const struct page *page, const struct form_question *q)
{
	if (q->type == FORM_CALCULATE)
		return true;
	if (!page->skip_demographics)
		return false;
	if (q->role == FORM_ROLE_DEMOGRAPHIC)
		return true;
	if (q->type != FORM_GROUP || !q->n_children)
		return false;
	bool any_demographic = false;
	for (size_t i = 0; i < q->n_children; i++) {
		const struct form_question *child = q->children[i];
		if (is_skipped(page, child))
			any_demographic |= child->type != FORM_CALCULATE;
		else if (child->type != FORM_NOTE)
			return false;
	}
	return any_demographic;
}

/* The instances that came filled, and one more to fill: the way to add one without scripts. */
static json_t *instances_view(struct page *page, const struct form_question *q, const char *field,
			      const char *id, const struct spot *spot)
{
	json_t *instances = json_array();
	size_t n = page->answers ? answers_n_instances(page->answers, field) : 0;
	for (size_t i = 1; i <= n + 1 && i <= ANSWERS_REPEAT_MAX; i++) {
		g_autofree char *inner_field = g_strdup_printf("%s[%zu]", field, i);
		g_autofree char *inner_id = g_strdup_printf("%s-%zu", spot->id, i);
		g_autofree char *own_id = g_strdup_printf("%s-%zu", id, i);
		struct spot inner = {inner_field, strlen(q->path), inner_id, i > n};
		json_t *view = json_pack("{s:s, s:b, s:b, s:b, s:i, s:s, s:o}", "name", inner_field,
					 "is_group", 1, "is_instance", 1, "required", 0, "ordinal", (int)i,
					 "id", own_id, "questions", questions_view(page, q, &inner));
		set_text(page, view, "label", &q->label);
		if (inner.is_spare)
			json_object_set_new(view, "is_spare", json_true());
		json_array_append_new(instances, view);
	}
	return instances;
}

static void add_input(struct page *page, json_t *view, const struct form_question *q, const char *field,
		      const char *id)
{
	g_autofree char *value = value_of(page, q, field);
	if (value && *value)
		json_object_set_new(view, "value", json_string(value));
	if (q->type == FORM_TEXT) {
		json_object_set_new(view, "max_length", json_integer(ANSWERS_TEXT_MAX));
		if (has_appearance(q, "multiline"))
			json_object_set_new(view, "is_multiline", json_true());
	}
	if (q->type == FORM_ACKNOWLEDGE)
		json_object_set_new(view, "checked", json_boolean(value && !g_ascii_strcasecmp(value, "ok")));
	if (q->list) {
		json_object_set_new(view, "choices", choices_view(page, q, id, value));
		if (has_appearance(q, "minimal"))
			json_object_set_new(view, "is_minimal", json_true());
	}
	if (q->read_only)
		json_object_set_new(view, "read_only", json_true());
}

static json_t *question_view(struct page *page, const struct form_question *q, const struct spot *spot)
{
	g_autofree char *field =
		*spot->field ? g_strconcat(spot->field, q->path + spot->prefix, NULL) : g_strdup(q->path);
	g_autofree char *id = g_strdup_printf("q%zu%s", q->number + 1, spot->id);
	json_t *view = json_pack("{s:s, s:s, s:b, s:b}", "name", field, "id", id, "required",
				 q->required && !spot->is_spare, type_keys[q->type], 1);
	set_text(page, view, "label", &q->label);
	g_autoptr(GString) described = g_string_new(NULL);
	if (set_text(page, view, "hint", &q->hint))
		g_string_append_printf(described, "%s-hint", id);
	const struct answers_complaint *complaint = complaint_of(page, field);
	if (complaint) {
		json_object_set_new(view, "complaint", complaint_view(page, complaint));
		g_string_append_printf(described, "%s%s-complaint", described->len ? " " : "", id);
	}
	if (described->len)
		json_object_set_new(view, "described_by", json_string(described->str));
	if (q->role != FORM_ROLE_NONE)
		json_object_set_new(view, "role", json_string(form_role_name(q->role)));
	if (q->relevant)
		json_object_set_new(view, "relevant", json_string(expression_text(q->relevant)));
	if (q->constraint)
		json_object_set_new(view, "constraint", json_string(expression_text(q->constraint)));
	if (q->type == FORM_GROUP)
		json_object_set_new(view, "questions", questions_view(page, q, spot));
	else if (q->type == FORM_REPEAT)
		json_object_set_new(view, "questions", instances_view(page, q, field, id, spot));
	else if (q->type != FORM_NOTE)
		add_input(page, view, q, field, id);
	return view;
}

static json_t *questions_view(struct page *page, const struct form_question *parent, const struct spot *spot)
{
	json_t *questions = json_array();
	for (size_t i = 0; i < parent->n_children; i++)
		if (!is_skipped(page, parent->children[i]))
			json_array_append_new(questions, question_view(page, parent->children[i], spot));
	return questions;
}

/* "Español (es)" is code "es" and name "Español"; a language without a code is its own. */
static char *language_code(const char *language)
{
	const char *open = strrchr(language, '('), *close = open ? strchr(open, ')') : NULL;
	return close ? g_strndup(open + 1, (gsize)(close - open - 1)) : g_strdup(language);
}

static json_t *languages_view(const struct form *form, size_t current)
{
	json_t *languages = json_array();
	for (size_t i = 0; i < form->n_languages; i++) {
		const char *whole = form->languages[i], *open = strrchr(whole, '(');
		g_autofree char *code = language_code(whole);
		g_autofree char *name =
			open ? g_strchomp(g_strndup(whole, (gsize)(open - whole))) : g_strdup(whole);
		json_array_append_new(languages, json_pack("{s:s, s:s, s:b}", "code", code, "name",
							   *name ? name : whole, "is_current", i == current));
	}
	return languages;
}

json_t *page_view(const struct form *form, const char *language, const struct answers *answers,
		  const char *const defaults[FORM_ROLE_MAX], bool skip_demographics)
{
	struct page page = {
		.form = form,
		.answers = answers,
		.defaults = defaults,
		.language = form_language(form, language),
		.skip_demographics = skip_demographics,
		.nothing = {.n_values = no_values, .value = no_value, .position = first_position},
	};
	if (form->uses_clock) {
		g_autoptr(GDateTime) now = g_date_time_new_now_local();
		page.nothing.now_at = g_date_time_to_unix(now);
		page.nothing.utc_offset_minutes = (int)(g_date_time_get_utc_offset(now) / G_TIME_SPAN_MINUTE);
	}
	struct spot root = {"", 0, "", false};
	g_autofree char *code = language_code(form->languages[page.language]);
	return json_pack("{s:s, s:s, s:o, s:o}", "title", form->title, "language", code, "languages",
			 languages_view(form, page.language), "questions",
			 questions_view(&page, form->root, &root));
}
