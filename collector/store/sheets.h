/* sheets - numbers, identifiers and folios of printed sheets, known before anybody has written on them.
 *
 * Sheet n of an installation has the UUID (RFC 9562 version 8) that keyed BLAKE2b derives from the
 * installation's secret and n.  Its folio carries the row number SHEET_FIRST + n, which no report reaches,
 * and the secret that derives from the UUID as of every report, so that it opens the report that is typed in
 * from the sheet later. Threads: any.  Memory: fixed buffers.  Failure: none.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#ifndef SHEETS_H
#define SHEETS_H

#include "folio.h"
#include "store.h"

#define SHEET_FIRST (INT64_C(1) << 39)

void sheet_uuid(const struct store *, int64_t number, unsigned char uuid[16]);
void sheet_folio(const struct store *, int64_t number, struct folio *);
/* The number of the sheet of this installation whose folio that is; false when it is none, or its secret is
 * wrong. */
bool sheet_read(const struct store *, const struct folio *, int64_t *number);
/* The row number of the report that was typed in from the sheet; 0: none yet. */
int64_t sheet_row(struct store *, int64_t number);

#endif
