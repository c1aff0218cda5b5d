/* workbook_ole - one stream of a compound file (OLE2, [MS-CFB]).
 *
 * Private to workbook_xls.c.  Threads: none shared.  Memory: what comes is the caller's, never more than
 * twice the file.  Failure: NULL; what the file is not is said by the caller.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#ifndef WORKBOOK_OLE_H
#define WORKBOOK_OLE_H

#include <glib.h>
#include <stddef.h>

#define WORKBOOK_OLE_MAGIC "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"

/* The contents of the stream that is named first among names (NULL at the end) and stands in the file; *which
 * is its number, set as soon as the stream is found.  NULL when none is there or the file is damaged. */
GByteArray *workbook_ole_stream(const char *bytes, size_t length, const char *const *names, size_t *which);

#endif
