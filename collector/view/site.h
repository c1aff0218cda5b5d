/* site - the files that pages ask for, packed once and named by their content.
 *
 * Threads: any after site_load.  Memory: kept until the program ends.  Failure: asserts.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#ifndef SITE_H
#define SITE_H

void site_load(void);
char *site_path(const char *name); /* "site.css" -> "/a/<tag>/site.css"; the caller frees it */

#endif
