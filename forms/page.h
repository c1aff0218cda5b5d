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
 *   {"title", "language", "languages": [{"code","name","is_current"}], "questions": [
 *      {"name": field, "label", "hint"?, "required", "value"?, "complaint"?: {"missing": true, "message"?},
 *       "is_text" | "is_multiline" | "is_integer" | "is_decimal" | "is_date" | "is_select_one" | "is_select_multiple" |
 *       "is_note" | "is_acknowledge" | "is_group" | "is_repeat" | "is_hidden": true,
 *       "is_minimal"?: true (a select shown as a drop-down), "max_length": int,
 *       "choices"?: [{"value","label","id","checked"}], "questions"?: [...],
 *       "relevant"?: text of the expression (for the page's script), "constraint"?: the same,
 *       "id": an HTML id unique on the page, "described_by"?: ids of hint and complaint}]}
 *
 * language: a code ("es") or NULL.  answers: what was typed before, or NULL.  defaults: values by role
 * (FORM_ROLE_MUNICIPALITY -> "Torreón"), NULL where none.  skip_demographics: leaves questions of
 * FORM_ROLE_DEMOGRAPHIC and the groups that hold nothing else out. */
json_t *page_view(const struct form *, const char *language, const struct answers *,
		  const char *const defaults[FORM_ROLE_MAX], bool skip_demographics);

#endif
