/* uuid - RFC 9562 identifiers as text: 8-4-4-4-12 hexadecimal digits.
 *
 * Threads: pure.  Memory: fixed buffers.  Failure: uuid_read says false.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#ifndef UUID_H
#define UUID_H

#include <stdbool.h>

#define UUID_TEXT 37 /* with the NUL */

void uuid_write(const unsigned char uuid[16], char text[UUID_TEXT]);
/* With or without dashes and a "uuid:" in front (as ODK Collect writes it); any case; the nil UUID is
 * refused. */
bool uuid_read(unsigned char uuid[16], const char *text);
/* 32 digits without dashes, as the store gives blobs back. */
void uuid_hex(const unsigned char uuid[16], char hex[33]);

#endif
