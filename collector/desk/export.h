/* export - a session's reports as a table for people.
 *
 * CSV with a byte order mark, as spreadsheets here expect; cells that a spreadsheet would run carry an
 * apostrophe.  No folio, contact or exact time.  Threads: any.  Memory: the text is the caller's.  Failure:
 * the store's errors.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#ifndef EXPORT_H
#define EXPORT_H

#include "app.h"

char *export_session(struct app *, const struct session *, const char *language, GError **);

#endif
