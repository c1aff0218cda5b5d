/* page - writes a form, with what was typed and what is wrong, as the JSON view that a template fills in.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "page_parts.h"

#include <string.h>

/* One place to write questions: the root, or an instance of a repeat. */
struct spot {
	const char *field; /* "rep[2]" of the innermost repeat, or "" */
	size_t prefix;	   /* length of that repeat's path */
	const char *id;	   /* "-2" for each repeat, or "" */
	bool is_spare;	   /* an instance offered, not asked for */
	bool is_fresh;	   /* an instance that nobody has filled */
	bool is_prototype; /* number 0, to be copied */
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

const char *page_type_key(enum form_type type)
{
	return type_keys[type];
}

const char *page_fault_key(enum answers_fault fault)
{
	return fault_keys[fault];
}

static json_t *questions_view(struct page *page, const struct form_question *parent, const struct spot *);

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

/* --- what is alive */
static bool has_reference(const struct form *form, const struct form_text *text)
{
	for (size_t i = 0; text->by_language && i < form->n_languages; i++)
		if (text->by_language[i] && strstr(text->by_language[i], "${"))
			return true;
	return false;
}

bool page_is_alive(const struct form *form)
{
	for (size_t i = 0; i < form->n_questions; i++) {
		const struct form_question *q = form->questions[i];
		bool is_shown = q->type != FORM_CALCULATE && q->type != FORM_METADATA;
		if (q->relevant || q->choice_filter || q->required_if || q->type == FORM_REPEAT ||
		    (is_shown && q->calculation) || has_reference(form, &q->label) ||
		    has_reference(form, &q->hint))
			return true;
	}
	return false;
}

bool page_is_same_for_all(const struct form *form)
{
	for (size_t i = 0; i < form->n_questions; i++) {
		const struct form_question *q = form->questions[i];
		bool is_shown = q->type != FORM_CALCULATE && q->type != FORM_METADATA;
		if ((q->default_expression && expression_is_impure(q->default_expression)) ||
		    (q->calculation && is_shown && expression_is_impure(q->calculation)))
			return false;
	}
	return true;
}

/* Instances and the questions in them, with the choices of each: so many get instances that nobody has
 * filled, and so many are shown at all. */
#define FRESH_MAX    10000u
#define REPEATED_MAX 60000u

/* --- complaints */
static const struct answers_complaint *complaint_of(const struct page *page, const char *field)
{
	for (size_t i = 0; page->is_judged && i < answers_n_complaints(page->answers); i++)
		if (!strcmp(answers_complaint(page->answers, i)->field, field))
			return answers_complaint(page->answers, i);
	return NULL;
}

static json_t *complaint_view(struct page *page, const struct answers_complaint *complaint)
{
	json_t *view = json_pack("{s:b}", fault_keys[complaint->fault], 1);
	const struct form_question *q = complaint->question;
	if (complaint->fault == ANSWERS_CONSTRAINT)
		page_set_text(page, view, "message", complaint->field, &q->constraint_message, NULL);
	else if (complaint->fault == ANSWERS_MISSING || complaint->fault == ANSWERS_NOT_ACKNOWLEDGED)
		page_set_text(page, view, "message", complaint->field, &q->required_message, NULL);
	return view;
}

/* --- questions */
static bool is_skipped(const struct page *page, const struct form_question *q)
{
	if (q->type == FORM_CALCULATE || q->type == FORM_METADATA)
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
			any_demographic |= child->type != FORM_CALCULATE && child->type != FORM_METADATA;
		else if (child->type != FORM_NOTE)
			return false;
	}
	return any_demographic;
}

static json_t *instance_view(struct page *page, const struct form_question *q, const char *field,
			     const char *id, const struct spot *spot, size_t i, bool is_spare, bool is_fresh)
{
	g_autofree char *inner_field = g_strdup_printf("%s[%zu]", field, i);
	g_autofree char *inner_id = g_strdup_printf("%s-%zu", spot->id, i);
	g_autofree char *own_id = g_strdup_printf("%s-%zu", id, i);
	struct spot inner = {inner_field, strlen(q->path), inner_id, is_spare, is_fresh, i == 0};
	page->n_repeated++;
	json_t *view =
		json_pack("{s:s, s:b, s:b, s:b, s:b, s:i, s:i, s:s, s:o}", "name", inner_field, "is_group", 1,
			  "is_instance", 1, "has_legend", 1, "required", 0, "ordinal", (int)i, "number",
			  (int)q->number, "id", own_id, "questions", questions_view(page, q, &inner));
	bool is_live;
	page_set_text(page, view, "label", inner_field, &q->label, &is_live);
	if (is_live)
		json_object_set_new(view, "is_label_live", json_true());
	if (is_spare)
		json_object_set_new(view, "is_spare", json_true());
	return view;
}

/* The instances that came filled, and one more to fill: the way to add one without scripts.  Of a counted
 * repeat, as many as it must have.  Where the page would grow without end there are fewer, and a complaint.
 */
static void add_instances(struct page *page, json_t *view, const struct form_question *q, const char *field,
			  const char *id, const struct spot *spot)
{
	json_t *instances = json_array();
	size_t came = spot->is_prototype ? 0 : answers_n_instances(page->answers, field), n = came;
	int count = -1;
	if (q->count) {
		count = spot->is_prototype || spot->is_spare ? 0 : answers_count(page->answers, field);
		json_object_set_new(view, "is_counted", json_true());
	}
	if (count >= 0 || q->count)
		n = (size_t)MAX(count, 0);
	n = MIN(n, (size_t)ANSWERS_REPEAT_MAX);
	bool is_cut = false;
	for (size_t i = 1; i <= n && !is_cut; i++) {
		is_cut = page->n_repeated >= (i > came ? FRESH_MAX : REPEATED_MAX);
		if (!is_cut)
			json_array_append_new(instances,
					      instance_view(page, q, field, id, spot, i, false, i > came));
	}
	if (is_cut && !json_object_get(view, "complaint")) {
		const struct answers_complaint complaint = {q, (char *)field, ANSWERS_TOO_MANY};
		json_object_set_new(view, "complaint", complaint_view(page, &complaint));
	}
	if (!q->count && !spot->is_prototype && n < ANSWERS_REPEAT_MAX && page->n_repeated < FRESH_MAX)
		json_array_append_new(instances, instance_view(page, q, field, id, spot, n + 1, true, true));
	json_object_set_new(view, "questions", instances);
	json_object_set_new(view, "prototype", instance_view(page, q, field, id, spot, 0, true, true));
	g_autofree char *prototype_id = g_strdup_printf("t-%zu%s", q->number, spot->id);
	json_object_set_new(view, "prototype_id", json_string(prototype_id));
}

/* The ids of what describes the field, and the texts that they stand for. */
static void add_notes(struct page *page, json_t *view, const struct form_question *q, const char *field,
		      const char *id)
{
	g_autoptr(GString) described = g_string_new(NULL);
	bool is_live;
	if (page_set_text(page, view, "hint", field, &q->hint, &is_live)) {
		g_string_append_printf(described, "%s-hint", id);
		json_object_set_new(view, "is_hint_live", json_boolean(is_live));
	}
	page_set_text(page, view, "guidance", field, &q->guidance_hint, NULL);
	page_set_media(page, view, &q->media);
	if (q->type == FORM_GEOPOINT || q->type == FORM_GEOTRACE || q->type == FORM_GEOSHAPE ||
	    form_type_is_file(q->type))
		g_string_append_printf(described, "%s%s-how", described->len ? " " : "", id);
	const struct answers_complaint *complaint = complaint_of(page, field);
	if (complaint) {
		json_object_set_new(view, "complaint", complaint_view(page, complaint));
		if (!page->has_focus && q->type != FORM_GROUP && q->type != FORM_REPEAT) {
			json_object_set_new(view, "is_focused", json_true());
			page->has_focus = true;
		}
		g_string_append_printf(described, "%s%s-complaint", described->len ? " " : "", id);
	}
	if (described->len)
		json_object_set_new(view, "described_by", json_string(described->str));
}

static json_t *question_view(struct page *page, const struct form_question *q, const struct spot *spot)
{
	g_autofree char *field =
		*spot->field ? g_strconcat(spot->field, q->path + spot->prefix, NULL) : g_strdup(q->path);
	g_autofree char *id = g_strdup_printf("q%zu%s", q->number + 1, spot->id);
	/* A header above a table of choices has no input of its own. */
	bool is_header = q->list && q->type != FORM_RANK && page_has_appearance(q, "label");
	bool is_irrelevant = page->form->n_evaluation > 0 && !spot->is_prototype &&
			     !answers_is_relevant(page->answers, field);
	json_t *view = json_pack("{s:s, s:s, s:i, s:b, s:b}", "name", field, "id", id, "number",
				 (int)q->number, "required", q->required && !spot->is_spare && !is_irrelevant,
				 is_header ? type_keys[FORM_NOTE] : type_keys[q->type], 1);
	if (q->required_if)
		json_object_set_new(view, "is_required_if", json_true());
	if (q->required && spot->is_prototype)
		json_object_set_new(view, "is_needed", json_true());
	bool is_live, has_label = page_set_text(page, view, "label", field, &q->label, &is_live);
	if (is_live)
		json_object_set_new(view, "is_label_live", json_true());
	/* A counted repeat may have no instance, and each has its own. */
	if (has_label && (q->type == FORM_GROUP || (q->type == FORM_REPEAT && !q->count)))
		json_object_set_new(view, "has_legend", json_true());
	if (is_irrelevant)
		json_object_set_new(view, "is_irrelevant", json_true());
	add_notes(page, view, q, field, id);
	if (q->role != FORM_ROLE_NONE)
		json_object_set_new(view, "role", json_string(form_role_name(q->role)));
	if (q->relevant)
		json_object_set_new(view, "relevant", json_string(expression_text(q->relevant)));
	if (q->constraint)
		json_object_set_new(view, "constraint", json_string(expression_text(q->constraint)));
	if (q->type == FORM_GROUP)
		json_object_set_new(view, "questions", questions_view(page, q, spot));
	else if (q->type == FORM_REPEAT)
		add_instances(page, view, q, field, id, spot);
	else if (q->type != FORM_NOTE && !is_header)
		page_add_input(page, view, q, field, id, spot->is_fresh);
	if (*spot->field)
		page->n_repeated += 1 + json_array_size(json_object_get(view, "choices"));
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

static json_t *languages_view(const struct form *form, size_t current)
{
	json_t *languages = json_array();
	for (size_t i = 0; i < form->n_languages; i++) {
		const char *whole = form->languages[i], *open = strrchr(whole, '(');
		g_autofree char *code = form_language_code(whole);
		g_autofree char *name =
			open ? g_strchomp(g_strndup(whole, (gsize)(open - whole))) : g_strdup(whole);
		g_autofree char *encoded = g_uri_escape_string(code, NULL, FALSE);
		json_t *view = json_pack("{s:s, s:s, s:s, s:b}", "code", code, "code_encoded", encoded,
					 "name", *name ? name : whole, "is_current", (int)(i == current));
		/* "French" is a language's name, not its tag */
		size_t n = strspn(code, "abcdefghijklmnopqrstuvwxyz");
		if ((n == 2 || n == 3) && (!code[n] || code[n] == '-'))
			json_object_set_new(view, "tag", json_string(code));
		json_array_append_new(languages, view);
	}
	return languages;
}

static bool has_files(const struct form *form)
{
	for (size_t i = 0; i < form->n_questions; i++)
		if (form_type_is_file(form->questions[i]->type))
			return true;
	return false;
}

json_t *page_view_of(const struct form *form, const struct page_wish *wish)
{
	struct answers *begun = wish->answers ? NULL : answers_begin(form, wish->defaults);
	struct page page = {
		.form = form,
		.answers = wish->answers ? wish->answers : begun,
		.language = form_language(form, wish->language),
		.is_fresh = !wish->answers,
		.is_judged = wish->answers && !wish->is_step,
		.skip_demographics = wish->skip_demographics,
		.nothing = {.n_values = no_values, .value = no_value, .position = first_position},
	};
	if (form->uses_clock) {
		g_autoptr(GDateTime) now = g_date_time_new_now_local();
		page.nothing.now_at = g_date_time_to_unix(now);
		page.nothing.utc_offset_minutes = (int)(g_date_time_get_utc_offset(now) / G_TIME_SPAN_MINUTE);
	}
	struct spot root = {.field = "", .id = ""};
	g_autofree char *code = form_language_code(form->languages[page.language]);
	json_t *view = json_pack("{s:s, s:s, s:o, s:o}", "title", form->title, "language", code, "languages",
				 languages_view(form, page.language), "questions",
				 questions_view(&page, form->root, &root));
	if (has_files(form))
		json_object_set_new(view, "has_files", json_true());
	if (page.has_search)
		json_object_set_new(view, "has_search", json_true());
	if (page_is_alive(form)) {
		g_autofree char *seen = page_seen(view);
		json_object_set_new(view, "is_alive", json_true());
		json_object_set_new(view, "seen", json_string(seen));
	}
	answers_free(begun);
	return view;
}

json_t *page_view(const struct form *form, const char *language, const struct answers *answers,
		  const char *const defaults[FORM_ROLE_MAX], bool skip_demographics)
{
	struct page_wish wish = {.language = language,
				 .answers = answers,
				 .defaults = defaults,
				 .skip_demographics = skip_demographics};
	return page_view_of(form, &wish);
}
