/* fields - collects the body of one request as it arrives in pieces, within a budget shared by all requests.
 *
 * Threads: a struct fields belongs to one thread; a budget to all.  Memory: what fields_end gives lives until
 * fields_clear.  Failure: an HTTP status (400, 503) kept in .status; after it every further piece is dropped.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#ifndef FIELDS_H
#define FIELDS_H

#include "http.h"

#include <stdatomic.h>

#define FIELDS_MAX 5000 /* fields of one body: the longest real forms have some 600 questions */

struct budget {
	size_t limit; /* bytes of all bodies in memory together */
	_Atomic size_t used;
};

struct fields_place {
	size_t name, value, length;
	size_t content_type, file_name; /* SIZE_MAX: none.  All but length are offsets into bytes */
};

struct fields {
	struct budget *budget;
	char *bytes; /* name NUL [type NUL] [file name NUL] value NUL, one field after the other; only the
			last one grows */
	size_t used, capacity;
	struct fields_place *places;
	size_t n_places, n_places_max;
	struct http_field *result;
	unsigned status;
};

void fields_start(struct fields *, struct budget *);
/* A piece of a field's value.  offset 0 starts a field, except that an empty last field of the same name goes
 * on: the post-processor may announce a value before its first byte is there.  Other offsets must continue
 * the last field.  file_name: NULL where the part is no file. */
bool fields_add(struct fields *, const char *name, const char *file_name, const char *content_type,
		const char *data, uint64_t offset, size_t size);
/* A piece of a body that is kept as it is. */
bool fields_add_raw(struct fields *, const char *data, size_t size);
/* After the last piece: checks names and values (guard.h) and gives them.  Returns .status. */
unsigned fields_end(struct fields *, const struct http_field **, size_t *n_fields);
/* Instead of fields_end after fields_add_raw: NUL-terminated. */
const char *fields_end_raw(struct fields *, size_t *length);
void fields_clear(struct fields *);

#endif
