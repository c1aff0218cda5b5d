/* tests/fuzz/fuzz_template.c - any template with any view: no crash, and no markup but the template's own.
 *
 * Input: the template, a zero byte, the view as JSON.  Values that hold no template text must leave no raw <
 * > " '.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "template.h"

#include <stddef.h>
#include <stdint.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const uint8_t *zero = size > 0 ? memchr(data, 0, size) : NULL;
	size_t n_sections = 0, length = zero ? (size_t)(zero - data) : size;
	g_autofree char *text = g_strndup((const char *)data, length);
	json_t *view =
		zero ? json_loadb((const char *)zero + 1, size - length - 1, JSON_ALLOW_NUL, NULL) : NULL;

	/* Sections in sections over one list multiply: ours are bounded by their authors, a fuzzer's are not.
	 */
	for (const char *p = text; (p = strstr(p, "{{#")); p++)
		n_sections++;
	if (n_sections <= 3 || size < 64) {
		char *filled;

		if (!view)
			view = json_object();
		filled = template_fill_text(text, view, NULL);
		if (filled && !strpbrk(text, "<>\"'"))
			g_assert(!strpbrk(filled, "<>\"'"));
		g_free(filled);
	}
	json_decref(view);
	return 0;
}
