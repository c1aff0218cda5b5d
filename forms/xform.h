/* xform - writes a form as an ODK XForm (getodk.github.io/xforms-spec), for Collect, KoboCollect, Enketo and
 * Web Forms.
 *
 * Threads: none shared.  Memory: the caller frees the text.  Failure: none: a form that was read can be
 * written.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#ifndef XFORM_H
#define XFORM_H

#include "form.h"

/* UTF-8 with an XML declaration.  What is ours alone (role, level) is not in it; device metadata is there as
 * empty nodes without a preload.  version: what the version attribute says, or NULL for form->version. */
char *xform_write(const struct form *, const char *version);

#endif
