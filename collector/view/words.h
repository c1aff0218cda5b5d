/* words - what people read, in their language, looked up per request in embedded gettext catalogues.
 *
 * Templates carry Spanish sentences as keys (lang/en.po turns them into English); C code carries English ones
 * (lang/es.po).  A sentence without a translation is shown as it is.  No process-wide locale is touched.
 * Threads: any, after words_load.  Memory: static.  Failure: asserts that the embedded catalogues are well
 * formed.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#ifndef WORDS_H
#define WORDS_H

void words_load(void);
/* language: "es", "en"…; unknown ones give the key back. */
const char *words_say(const char *language, const char *sentence) __attribute__((format_arg(2)));
/* The best language of an Accept-Language header (RFC 9110 12.5.4) among the catalogues; "es" when nothing
 * fits. */
const char *words_choose(const char *accept_language);
/* For the command line: the language of LC_ALL, LC_MESSAGES, LANG; "es" unless they name another we have. */
const char *words_of_terminal(void);
/* A message of the command line. */
#define _(sentence) words_say(words_of_terminal(), sentence)

#endif
