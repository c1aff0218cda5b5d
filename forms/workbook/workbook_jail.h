/* workbook_jail - what the program that reads risky files takes from itself before it reads one.
 *
 * Private to workbook_main.c.  Memory, processor time, files, processes, the network.  Failure: the process
 * ends.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#ifndef WORKBOOK_JAIL_H
#define WORKBOOK_JAIL_H

#define WORKBOOK_JAIL_MEMORY  (52u << 20) /* bytes beyond what the program takes by itself */
#define WORKBOOK_JAIL_TIME_MS 900	  /* of the processor */

void workbook_jail_enter(void);

#endif
