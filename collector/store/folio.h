/* folio - the code with which a citizen finds their report again: XXXX-XXXX-… in Crockford's base 32.
 *
 * Device (3 symbols), running number (4 or more), 50-bit secret (10), check symbol (1).  The secret derives
 * from the installation's key and the report's UUID, so that an identical retry prints the same folio; only
 * its hash is stored. Threads: pure.  Memory: fixed buffers.  Failure: folio_read says false.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#ifndef FOLIO_H
#define FOLIO_H

#include <stdbool.h>
#include <stdint.h>

#define FOLIO_TEXT_MAX 40

struct folio {
	int64_t id;	 /* device << 40 | number */
	uint64_t secret; /* 50 bits */
};

void folio_make(struct folio *, int64_t id, const unsigned char key[32], const unsigned char uuid[16]);
void folio_write(const struct folio *, char text[FOLIO_TEXT_MAX]); /* grouped with '-' */
/* Forgiving: lower case, spaces and dashes anywhere, O for 0, I and L for 1, U refused; false when the check
 * symbol is wrong. */
bool folio_read(struct folio *, const char *text);
void folio_hash(const struct folio *, const unsigned char uuid[16], unsigned char hash[16]);

#endif
