/* uuid - RFC 9562 identifiers as text.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "uuid.h"
#include <glib.h>
#include <string.h>

static const char digits[] = "0123456789abcdef";

void uuid_hex(const unsigned char uuid[16], char hex[33])
{
	for (int i = 0; i < 16; i++) {
		hex[2 * i] = digits[uuid[i] >> 4];
		hex[2 * i + 1] = digits[uuid[i] & 15];
	}
	hex[32] = '\0';
}

void uuid_write(const unsigned char uuid[16], char text[UUID_TEXT])
{
	char hex[33];
	uuid_hex(uuid, hex);
	g_snprintf(text, UUID_TEXT, "%.8s-%.4s-%.4s-%.4s-%.12s", hex, hex + 8, hex + 12, hex + 16, hex + 20);
}

bool uuid_read(unsigned char uuid[16], const char *text)
{
	if (g_ascii_strncasecmp(text, "uuid:", 5) == 0)
		text += 5;
	size_t length = strlen(text), n = 0;
	if (length != 32 && length != 36)
		return false;
	unsigned char any = 0;
	for (size_t i = 0; i < length; i++) {
		bool is_dash_place = length == 36 && (i == 8 || i == 13 || i == 18 || i == 23);
		if (is_dash_place != (text[i] == '-'))
			return false;
		if (is_dash_place)
			continue;
		int value = g_ascii_xdigit_value(text[i]);
		if (value < 0)
			return false;
		if (n % 2 == 0)
			uuid[n / 2] = (unsigned char)(value << 4);
		else
			uuid[n / 2] |= (unsigned char)value;
		any |= (unsigned char)value;
		n++;
	}
	return any != 0;
}
