/* page - a form as a view that a template can fill in: JSON out, no HTML here.
 *
 * Threads: none shared.  Memory: a new reference.  Failure: none.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#ifndef PAGE_H
#define PAGE_H

#include "answers.h"
#include "form.h"

/* The questions of a form, in sheet order, ready for a template that recurses over `questions`:
 *
 *   {"title", "language": code, "languages": [{"code","code_encoded" (for a URL),"tag"? (BCP
 * 47),"name","is_current"}], "has_files"?: true, "has_search"?: true, "is_alive"?: true (see page_model),
 * "seen": what page_mark_new wants (of what is alive), "questions": [
 *      {"name": field, "id": an HTML id unique on the page, "number": that of the question, "label"?,
 * "hint"?, "is_label_live"?, "is_hint_live"?: true where ${ } is in it, "guidance"?, "has_media"? with
 *       "image"?, "big_image"?, "audio"?, "video"?: names of files encoded for a URL, "required", "value"?,
 *       "read_only"?: true, "is_irrelevant"?: true (in the page, but hidden),
 *       "is_text" | "is_integer" | … | "is_group" | "is_repeat" | "is_hidden": true (one for each type),
 *       "is_multiline"?, "is_numbers"?, "is_month"?, "is_year"?: true (appearances; is_text or is_date too),
 *       "max_length": int (texts), "start","end","step" (ranges; "choices" too where they are few),
 *       "accept"?, "is_picture"?, "capture"?, "max_pixels"? (files),
 *       "is_minimal"?: true (shown as a drop-down), "is_searchable"?: true (and long), "is_columns"?: true
 * (short ones side by side), "list"?: name of a list that depends on answers, "checked": bool (acknowledge;
 * its value is "OK"), "choices"?: [{"value","label","id","checked", media as above}], "places"?:
 * [{"ordinal","id", "choices"}] (rank), "questions"?: [...], "role"?: "problem", "relevant"?, "constraint"?:
 * text of the expression, "complaint"?: {"missing" | "not_a_number" | …: true (page_fault_key), "message"?:
 * the author's own words}, "described_by"?: the ids of the hint (id + "-hint") and of the complaint (id +
 * "-complaint")}]}
 *
 * The `questions` of a repeat are its instances, groups with "is_instance" and "ordinal": those that came
 * filled and one "is_spare" more, whose questions are not required; left empty it is not kept.  One with
 * "is_counted" has as many as its count says.  "prototype" is an instance of number 0 for a script to copy
 * (what it will ask for "is_needed"), "prototype_id" the id of the element that holds it ("t-" and the
 * question's number, and for repeats within repeats the instances around it: "t-7-2").  Calculations and
 * metadata are not shown.  Texts are plain: marks such as **bold** are off and ${name} is the answer, or "…"
 * while there is none. */
struct page_wish {
	const char *language;	       /* a code ("es") or NULL */
	const struct answers *answers; /* what was typed before, or NULL */
	const char *const *defaults;   /* NULL, or values by role (FORM_ROLE_MUNICIPALITY -> "Torreón") */
	bool skip_demographics;	       /* leaves questions of FORM_ROLE_DEMOGRAPHIC and groups of such out */
	bool is_step;		       /* brought up to date while it is filled in: nothing is judged */
};
json_t *page_view_of(const struct form *, const struct page_wish *);
json_t *page_view(const struct form *, const char *language, const struct answers *,
		  const char *const defaults[FORM_ROLE_MAX], bool skip_demographics);

/* What was answered (canonical, as stored), in words and in the order of the form: [{"label","value"}], with
 * the labels of choices; an answer in a repeat is labelled "Casa 2 · ¿Quién vive?".  Calculations only where
 * their author gave them a label. */
json_t *page_answered(const struct form *, const char *language, const json_t *stored);

/* The questions that a view shows, in few bytes; to be freed. */
char *page_seen(const json_t *view);
/* Whether something in it changes while it is filled in: relevance, filters, formulas, repeats. */
bool page_is_alive(const struct form *);
/* Whether a fresh page is the same for everybody on one day: nothing that it begins with depends on chance or
 * on the time of day. */
bool page_is_same_for_all(const struct form *);
/* Marks with "is_new" the questions that a view shows and that are not among those, the first one with
 * "is_focused" too unless a complaint has it; gives their number.  Spare instances do not count. */
size_t page_mark_new(json_t *view, const char *seen);
/* The question of a field's name, "rep[2]/name"; NULL when the form has none such. */
const struct form_question *page_question(const struct form *, const char *field);
/* A text as its parts: the plain text between the ${name} in it and the number of each one's question, in
 * turn, as a new JSON array; NULL when there is no ${name} in it. */
json_t *page_text_parts(const struct form *, const char *text);
/* The plain text where there is nobody who answers: ${name} is "…".  To be freed. */
char *page_text_plain(const struct form *, const char *text);
/* The key of a complaint: "missing". */
const char *page_fault_key(enum answers_fault);

/* The same form for the page's script, which keeps relevance, rules, formulas, filters and repeats alive;
 * trees are those of expression.h.  NULL when the form has nothing alive in it, so that its page needs no
 * script for it. Members that would be empty, false or absent are left out:
 *
 *   {"root": "data", "order": [numbers: those of form->evaluation], "lists": {name: {"columns": [name…],
 *     "value": "name", "label": "label", "items": [[value, label in this language, cell…]…]}},
 *    "instances": {id: {"columns", "items"}}, "texts": {} (the program adds sentences by
 * the keys of faults), "more": true: some tree calls a function of xpath_more.js,
 *    "questions": [by number: {"n": name, "t": "text", "p": number of the parent (absent at the top),
 *     "m": "start" | "end" | "today" of metadata that formulas may read,
 *     "d": [numbers it needs], "r": relevant, "c": constraint, "cm": its message, "q": true or tree:
 * required, "qm": its message, "f": calculation, "i": true: the formula is impure or asks the time, so its
 * value is sent, "g": [numbers of triggers], "x": choice filter, "l": list, "k": repeat count, "df": dynamic
 * default, "v": literal default, "o": true: read only, "z": {parameters}, "lb": ["text", number, "text"…]:
 * the label where it has ${ } in it, "hb": the same of the hint}]}
 *
 * "t" is the word after is_ in page_view; lists only where a filter, a look-up or jr:choice-name reads them.
 */
json_t *page_model(const struct form *, const char *language);

#endif
