/* page - a form as a view that a template can fill in: JSON out, no HTML here.
 *
 * Threads: none shared.  Memory: a new reference.  Failure: none.
 */
#ifndef PAGE_H
#define PAGE_H

#include "answers.h"
#include "form.h"

/* The questions of a form, in sheet order, ready for a template that recurses over `questions`:
 *
 *   {"title", "language": code, "languages": [{"code","name","is_current"}], "questions": [
 *      {"name": field, "id": an HTML id unique on the page, "label"?, "hint"?, "required", "value"?,
 * "read_only"?: true, "is_text" | "is_integer" | "is_decimal" | "is_date" | "is_select_one" |
 * "is_select_multiple" | "is_note" | "is_acknowledge" | "is_group" | "is_repeat" | "is_hidden": true,
 *       "is_multiline"?: true (a text of several lines; is_text too), "max_length": int (texts),
 *       "is_minimal"?: true (a select shown as a drop-down), "checked": bool (acknowledge; its value is
 * "OK"), "choices"?: [{"value","label","id","checked"}], "questions"?: [...], "role"?: "problem",
 *       "relevant"?: text of the expression (for the page's script), "constraint"?: the same,
 *       "complaint"?: {"missing" | "not_a_number" | "not_a_date" | "not_a_choice" | "constraint" | "too_long"
 * | "too_many" | "not_acknowledged": true, "message"?: the author's own words}, "described_by"?: the ids of
 * the hint (id + "-hint") and of the complaint (id + "-complaint")}]}
 *
 * The `questions` of a repeat are its instances, groups with "is_instance" and "ordinal": those that came
 * filled and one "is_spare" more, whose questions are not required; left empty it is not kept.  Calculations
 * are not shown. Texts are plain: marks such as **bold** are off and ${name} is the answer, or "…" while
 * there is none.
 *
 * language: a code ("es") or NULL.  answers: what was typed before, or NULL.  defaults: NULL, or values by
 * role (FORM_ROLE_MUNICIPALITY -> "Torreón"), NULL where none.  skip_demographics: leaves questions of
 * FORM_ROLE_DEMOGRAPHIC and the groups that hold nothing else out. */
json_t *page_view(const struct form *, const char *language, const struct answers *,
		  const char *const defaults[FORM_ROLE_MAX], bool skip_demographics);

/* The same form for the page's script, which keeps relevance, rules, formulas, filters and repeats alive;
 * trees are those of expression.h.  NULL when the form has nothing alive in it, so that its page needs no
 * script for it. Members that would be empty, false or absent are left out:
 *
 *   {"root": "data", "order": [numbers: those of form->evaluation], "lists": {name: {"columns": [name…],
 *     "value": "name", "label": "label", "items": [[value, label in this language, cell…]…]}},
 *    "instances": {id: {"columns", "items"}}, "texts": {key: sentence for a fault, in the language},
 *    "questions": [by number: {"n": name, "t": "text", "p": number of the parent (absent at the top),
 *     "d": [numbers it needs], "r": relevant, "c": constraint, "cm": its message, "q": true or tree:
 * required, "qm": its message, "f": calculation, "i": true: the formula is impure, so its value is sent, "g":
 * [numbers of triggers], "x": choice filter, "l": list, "k": repeat count, "df": dynamic default, "v":
 * literal default, "o": true: read only, "z": {parameters}, "lb": ["text", number, "text"…]: the label where
 * it has ${ } in it, "hb": the same of the hint}]}
 *
 * "t" is the word after is_ in page_view; lists only where a filter, a look-up or jr:choice-name reads them.
 */
json_t *page_model(const struct form *, const char *language);

#endif
