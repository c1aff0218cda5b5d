/* template - fills pages from JSON views: mustache syntax, every value HTML-escaped because there is no other way.
 *
 *   {{name}}  {{a.b}}  {{.}}        a value, escaped (& < > " ')
 *   {{#list}}…{{/list}}             for each element; or once when true/non-empty; objects open a scope
 *   {{^list}}…{{/list}}             when absent, false, null, "" or empty
 *   {{>part}}                       pages/part.html with the same scope; may recurse (bounded depth 32)
 *   {{>file.css}} {{>file.js}}      the asset's text as it is (ours, trusted)
 *   {{_ Sentence}}                  the sentence in the view's language (key `lang` at the top of the scope), escaped
 *   {{! comment}}
 *
 * All templates are parsed and every partial resolved by templates_load; a page that cannot be parsed stops the program at start.
 * Threads: immutable after load.  Memory: the caller owns results.  Failure: TEMPLATE_ERROR at load only.
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
/* One template text on its own, without partials: for tests and fuzzing.  NULL and *error when it cannot be parsed. */
char *template_fill_text(const char *text, const json_t *view, GError **);
/* The sha256 sources for the Content-Security-Policy of every inline <style> and <script> of the pages:
 * "style-src 'sha256-…' …; script-src …" parts. */
char *templates_security_policy(const struct templates *);

#endif
