/* spanish - marks Spanish sentences that stand in tables here and are said by whoever shows the table.
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The sentence is the key of its translations, as in the pages: shown as words_say(language, table->field).
 * The check of words asks for a translation of each.
 */
#ifndef SPANISH_H
#define SPANISH_H

#define SPANISH(sentence) sentence

#endif
