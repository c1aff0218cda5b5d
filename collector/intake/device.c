/* device - tokens of brigades' telephones, and the settings that a telephone scans.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "device.h"
#include "login.h"
#include <string.h>
#include <zlib.h>

#define MARK_BYTES   10 /* 80 bits: 16 symbols */
#define PROJECT_NAME 40 /* letters that Collect's list of projects shows */

static void mark_write(const struct app *app, const char *code, int64_t number, char text[17])
{
	static const char symbols[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
	unsigned char mark[MARK_BYTES];
	g_autofree char *what = g_strdup_printf("%s:%" G_GINT64_FORMAT, code, number);
	app_mark(app, "openrosa", what, mark, sizeof mark);
	uint64_t bits = 0;
	unsigned n_bits = 0;
	size_t n = 0;
	for (size_t i = 0; i < sizeof mark; i++) {
		bits = bits << 8 | mark[i];
		for (n_bits += 8; n_bits >= 5; n_bits -= 5)
			text[n++] = symbols[bits >> (n_bits - 5) & 31];
	}
	text[n] = '\0';
}

void device_token(const struct app *app, const struct session *session, const struct device *device,
		  char token[DEVICE_TOKEN_MAX])
{
	char mark[17];
	mark_write(app, session->code, device->number, mark);
	g_snprintf(token, DEVICE_TOKEN_MAX, "%s-%" G_GINT64_FORMAT "-%s", session->code, device->number,
		   mark);
}

bool device_read(const struct app *app, const struct catalogue *catalogue, const char *token,
		 const struct session **session, const struct device **device)
{
	*session = NULL;
	*device = NULL;
	if (strlen(token) >= DEVICE_TOKEN_MAX)
		return false;
	g_autofree char *upper = g_ascii_strup(token, -1);
	g_auto(GStrv) parts = g_strsplit(upper, "-", 4);
	if (g_strv_length(parts) != 3 || strlen(parts[1]) > 18 ||
	    strspn(parts[1], "0123456789") != strlen(parts[1]) || parts[1][0] == '\0')
		return false;
	const struct session *s = catalogue_session(catalogue, parts[0]);
	int64_t number = g_ascii_strtoll(parts[1], NULL, 10);
	const struct device *d = s != NULL ? session_device(s, number) : NULL;
	if (d == NULL || d->is_revoked)
		return false;
	char mark[17];
	mark_write(app, s->code, number, mark);
	if (!login_token_equal(parts[2], mark))
		return false;
	*session = s;
	*device = d;
	return true;
}

char *device_settings(const char *server_url, const char *project_name)
{
	g_autofree char *name =
		g_utf8_substring(project_name, 0, MIN(g_utf8_strlen(project_name, -1), PROJECT_NAME));
	/* Only what differs from Collect's own choice: a smaller code is read from further away.  What was
	 * sent does not stay on the telephone; nothing is told to the makers of the application. */
	json_t *settings = json_pack("{s:{s:s,s:s,s:s,s:s,s:b,s:b},s:{},s:{s:s}}", "general", "server_url",
				     server_url, "form_update_mode", "match_exactly", "autosend",
				     "wifi_and_cellular", "app_language", "es", "delete_send", 1, "analytics",
				     0, "admin", "project", "name", name);
	char *text = json_dumps(settings, JSON_COMPACT);
	json_decref(settings);
	size_t length = strlen(text);
	uLongf packed_length = compressBound((uLong)length);
	g_autofree unsigned char *packed = g_malloc(packed_length);
	int rc = compress2(packed, &packed_length, (const Bytef *)text, (uLong)length, 9);
	g_assert(rc == Z_OK);
	free(text);
	return g_base64_encode(packed, packed_length);
}
