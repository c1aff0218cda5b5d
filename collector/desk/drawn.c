/* drawn - codes and sheets as replies.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "drawn.h"
#include "qr.h"
#include <string.h>

struct reply *drawn_reply(struct context *c, GBytes *bytes, GError *error, const char *type, const char *name)
{
	if (bytes == NULL) {
		g_warning("%s: %s", name, error->message);
		g_error_free(error);
		return context_refuse(c, 500, NULL);
	}
	struct reply *reply = reply_new(200, type, bytes);
	g_bytes_unref(bytes);
	g_autofree char *disposition = g_strdup_printf("inline; filename=\"%s\"", name);
	reply_header(reply, "Content-Disposition", disposition);
	return reply;
}

GBytes *drawn_text(char *text)
{
	return text != NULL ? g_bytes_new_take(text, strlen(text)) : NULL;
}

struct reply *drawn_code(struct context *c, const char *text, const char *stem, const char *kind,
			 unsigned pixels)
{
	GError *error = NULL;
	g_autofree char *name = g_strdup_printf("%s.%s", stem, kind);
	GBytes *bytes;
	const char *type;
	if (strcmp(kind, "svg") == 0) {
		bytes = drawn_text(qr_svg(text, &error));
		type = "image/svg+xml";
	} else if (strcmp(kind, "png") == 0) {
		bytes = qr_png(text, pixels, &error);
		type = "image/png";
	} else if (strcmp(kind, "txt") == 0) {
		bytes = drawn_text(qr_terminal(text, &error));
		type = "text/plain; charset=utf-8";
	} else {
		return context_refuse(c, 404, NULL);
	}
	return drawn_reply(c, bytes, error, type, name);
}
