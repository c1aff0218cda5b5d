/* workbook_main - the program vocalia-workbook: an Excel workbook on standard input, its sheets as text on
 * standard output, or the sentence that says why not.
 *
 * Exit status 0: the text is whole.  1: refused, the output is "Spanish / English".  Anything else: it died
 * at its own bounds.  It takes every privilege from itself that it can before it reads the first byte.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "workbook_jail.h"
#include "workbook_parts.h"

#include <stdio.h>
#include <unistd.h>

/* All of standard input, one byte more than is read of any workbook at most; NULL when it fails. */
static GByteArray *input_read(void)
{
	GByteArray *bytes = g_byte_array_new();
	guint8 block[65536];
	for (ssize_t n;
	     bytes->len <= WORKBOOK_FILE_MAX && (n = read(STDIN_FILENO, block, sizeof block)) != 0;) {
		if (n < 0) {
			g_byte_array_unref(bytes);
			return NULL;
		}
		g_byte_array_append(bytes, block, (guint)n);
	}
	return bytes;
}

static void output_write(void *data, const char *text, size_t n)
{
	(void)data;
	fwrite(text, 1, n, stdout);
}

int main(void)
{
	workbook_jail_enter();
	GByteArray *bytes = input_read();
	GError *error = NULL;
	if (!bytes)
		return 2;
	struct workbook *book = workbook_read((const char *)bytes->data, bytes->len, &error);
	g_byte_array_unref(bytes);
	if (!book) {
		fputs(error->message, stdout);
		g_error_free(error);
		return fflush(stdout) ? 2 : 1;
	}
	workbook_write_decoded(book, output_write, NULL);
	workbook_free(book);
	return fflush(stdout) || ferror(stdout) ? 2 : 0;
}
