/* fuzz_expression - any text as an expression: parsed or refused, written as a tree, and evaluated over a
 * small document and a few values. SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "document.h"
#include "expression.h"

#include <jansson.h>
#include <stdint.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char xml[] =
	"<data id='f' xmlns:jr='http://openrosa.org/javarosa' jr:v='1' xml:lang='es'><a>12.5</a>"
	"<r><n>1</n><g>0 0;0 1;1 1</g></r><r><n>b c</n></r><!--c--><?p i?><b id='x'>2024-02-29</b>"
	"<root><item><name>a</name><label>Uno</label></item></root></data>";

static size_t three(void *data, const void *target)
{
	(void)data;
	(void)target;
	return 3;
}

static const char *value(void *data, const void *target, size_t i)
{
	static const char *const values[] = {"", "12.5", "2024-02-29"};
	(void)data;
	(void)target;
	return values[i % 3];
}

static size_t first(void *data, const void *target)
{
	(void)data;
	(void)target;
	return 1;
}

static const struct document_node *node(void *data, const void *target, size_t i)
{
	(void)target;
	const struct document_node *child = document_root(data)->first->first;
	while (i--)
		child = child->next;
	return child;
}

static const struct document_node *here(void *data)
{
	return document_root(data)->first->first;
}

static const struct document_node *instance(void *data, const char *id)
{
	return strcmp(id, "l") ? NULL : document_root(data)->first;
}

static const char *label(void *data, const void *target, const char *text)
{
	(void)data;
	(void)target;
	return *text ? "label" : NULL;
}

static size_t number(const void *target)
{
	return strlen(target);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	g_autofree char *text = g_strndup((const char *)data, size);
	if (!g_utf8_validate(text, -1, NULL))
		return 0;
	GError *error = NULL;
	char *spanish = NULL;
	struct expression *e = expression_parse(text, &spanish, &error);
	g_assert((e == NULL) == (error != NULL) && (e == NULL) == (spanish != NULL));
	g_free(spanish);
	g_clear_error(&error);
	expression_is_dynamic(text);
	if (!e)
		return 0;
	struct document *document = document_parse(xml, sizeof xml - 1, NULL);
	g_assert(document);
	size_t n;
	const struct expression_reference *r = expression_dependencies(e, &n);
	for (size_t i = 0; i < n; i++) {
		g_assert(r[i].position > 0 && *r[i].text);
		expression_bind(e, i, i % 3 ? r[i].text : NULL);
	}
	json_t *tree = expression_json(e, number);
	g_assert(tree);
	json_decref(tree);
	struct expression_context context = {.n_values = three,
					     .value = value,
					     .position = first,
					     .node = node,
					     .here = here,
					     .instance = instance,
					     .choice_label = label,
					     .data = document,
					     .now_at = 1795359600,
					     .utc_offset_minutes = -360};
	g_autofree char *result = expression_evaluate_string(e, &context);
	g_assert(g_utf8_validate(result, -1, NULL) && strlen(result) <= EXPRESSION_RESULT_MAX);
	expression_evaluate_number(e, &context);
	context.item = document_root(document)->first->last->first;
	expression_evaluate_boolean(e, &context);
	g_autoptr(GPtrArray) nodes = expression_evaluate_nodes(e, &context);
	for (guint i = 0; i < nodes->len; i++)
		g_assert(nodes->pdata[i]);
	context = (struct expression_context){.n_values = three, .value = value, .position = first};
	expression_evaluate_boolean(e, &context); /* without any document */
	expression_free(e);
	document_free(document);
	return 0;
}
