/* result - the page first: when it cannot be written, nothing is said.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "result.h"

#include <stdio.h>
#include <unistd.h>

#include "analyze_source.h"
#include "chart.h"
#include "page_print.h"
#include "words.h"

static bool write_page(const json_t *page, const char *file, GError **error)
{
	g_autofree char *html = chart_page(page, words_of_terminal());
	g_autoptr(GError) failure = NULL;

	if (g_file_set_contents(file, html, -1, &failure))
		return true;
	analyze_file_failed(error, _("Cannot write"), file, failure);
	return false;
}

bool result_write(const json_t *view, const json_t *page, const char *html, bool as_json, GError **error)
{
	if (html && !write_page(page, html, error))
		return false;
	if (as_json) {
		json_dumpf(view, stdout, JSON_INDENT(1) | JSON_REAL_PRECISION(15));
		fputc('\n', stdout);
	} else {
		page_print(stdout, page, words_of_terminal(), page_print_width(),
			   isatty(STDOUT_FILENO) && !g_getenv("NO_COLOR"));
	}
	if (fflush(stdout) == 0 && !ferror(stdout))
		return true;
	g_set_error_literal(error, ANALYZE_ERROR, ANALYZE_ERROR_FILE,
			    _("The result could not be written out whole"));
	return false;
}
