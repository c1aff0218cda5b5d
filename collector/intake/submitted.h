/* submitted - what a form's page sent: its fields as answers, its files as they are kept.
 *
 * A file's answer is a name made of the question and of what the bytes are ("sitio-foto.jpg"); the name that
 * the phone gave is not looked at.  Pictures lose what the camera wrote beside them.  A photograph, sound or
 * video that is none gets an answer that is complained of.
 * Threads: any.  Memory: struct submitted owns everything below it; it must not outlive the request.
 * Failure: none.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#ifndef SUBMITTED_H
#define SUBMITTED_H

#include "answers.h"
#include "http.h"
#include "store.h"

struct submitted {
	struct answers *answers;
	struct submission_file *files;
	size_t n_files;
	GPtrArray *kept; /* texts and bytes that the others borrow */
};

/* is_correction: a file that the report which is corrected had may be named again. */
void submitted_read(struct submitted *, const struct request *, const struct form *, bool is_correction);
void submitted_clear(struct submitted *);

#endif
