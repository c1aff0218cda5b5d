/* fuzz_expression - any text as an expression: parsed or refused, and evaluated over a few values.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "expression.h"

#include <stdint.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

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
	const struct expression_context context = {.n_values = three,
						   .value = value,
						   .position = first,
						   .now_at = 1795359600,
						   .utc_offset_minutes = -360};
	g_autofree char *result = expression_evaluate_string(e, &context);
	g_assert(g_utf8_validate(result, -1, NULL));
	expression_evaluate_number(e, &context);
	expression_evaluate_boolean(e, &context);
	expression_free(e);
	return 0;
}
