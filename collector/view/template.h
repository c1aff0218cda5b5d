/* template - fills pages from JSON views: mustache syntax, every value escaped because there is no other way.
 *
 *   {{name}} {{a.b}} {{.}}     a value, escaped (& < > " '); nothing when unknown, null, object or array
 *   {{#list}}…{{/list}}        for each element; or once when true/non-empty; objects open a scope
 *   {{^list}}…{{/list}}        when absent, false, null, "" or empty (0 is a value: send a flag)
 *   {{.name}} {{#.name}}       the name in the innermost scope only: for recursion over optional members
 *   {{>part}}                  pages/part.html with the same scope; may recurse (nothing beyond depth 96)
 *   {{>file.css}} {{>file.js}} the asset's text (ours, trusted) without indentation and lines of comment
 *   {{json name}}              the value as JSON, < > & as \u escapes: for a script of type application/json
 *   {{_ Sentence}}             the sentence in the view's language (key `lang` at its top), escaped
 *   {{! comment}}
 *
 * The first part of a dotted name is looked for outwards, the rest only inside it.  No tag is for raw text:
 * {{{x}}} and {{&x}} are errors.  A line of nothing but tags other than values and sentences leaves no line.
 *
 * All templates are parsed and every partial resolved by templates_load; a page that cannot be parsed stops
 * the program at start.
 *
 * Threads: immutable after load.  Memory: the caller owns results.  Failure: TEMPLATE_ERROR at load only.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#ifndef TEMPLATE_H
#define TEMPLATE_H

#include <glib.h>
#include <jansson.h>

#define TEMPLATE_ERROR (template_error_quark())
GQuark template_error_quark(void);
enum template_error { TEMPLATE_ERROR_SYNTAX, TEMPLATE_ERROR_PARTIAL };

struct templates;
/* From the embedded assets (assets.h): all of collector/pages/. */
struct templates *templates_load(GError **);
void templates_free(struct templates *);
/* name without ".html", or with its ending for other files ("poster.svg"); asserts that it exists. */
GString *templates_fill(const struct templates *, const char *name, const json_t *view);
/* One template text on its own, without partials: for tests and fuzzing.  NULL and *error when it cannot be
 * parsed. */
char *template_fill_text(const char *text, const json_t *view, GError **);
/* The complete Content-Security-Policy: nothing from elsewhere, and of inline <style> and <script> exactly
 * those of the pages, by sha256.  (A page whose inline style or script holds a value cannot be loaded.) */
char *templates_security_policy(const struct templates *);

#endif
