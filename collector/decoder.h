/* decoder - an author's file as text that forms can read: workbooks of Excel are read by a process of their
 * own, vocalia-workbook, which has no way out (workbook_jail.h).
 *
 * Threads: any; one workbook at a time, the others wait.  Memory: the text is the caller's.  Failure:
 * FORM_ERROR_UNREADABLE with a sentence in both languages, "Spanish / English".
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#ifndef DECODER_H
#define DECODER_H

#include <glib.h>
#include <stddef.h>

#define DECODER_FILE_MAX ((size_t)16 << 20) /* what is read of a file at most */

/* Text for workbook_read_text(), whose rows keep their places in the author's file; *out_length without the
 * NUL at its end. */
char *decoder_text(const char *bytes, size_t length, size_t *out_length, GError **error);

/* The contents of a file of an author, never more than DECODER_FILE_MAX of it; a longer one is an error. */
char *decoder_file(const char *path, size_t *length, GError **error);

#endif
