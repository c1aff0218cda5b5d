/* formstage - a short list under a lock.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "formstage.h"
#include <sodium.h>
#include <string.h>

#define STAGED_MAX 8u

struct staged {
	char token[FORMSTAGE_TOKEN];
	struct formfile *file;
};

static GMutex lock;
static struct staged list[STAGED_MAX]; /* the oldest first; file NULL: unused */
static size_t n_staged;

static void drop(size_t i)
{
	formfile_unref(list[i].file);
	memmove(&list[i], &list[i + 1], (--n_staged - i) * sizeof *list);
}

void formstage_put(struct formfile *file, char token[FORMSTAGE_TOKEN])
{
	unsigned char random[8];
	char hex[17];
	randombytes_buf(random, sizeof random);
	sodium_bin2hex(hex, sizeof hex, random, sizeof random);
	g_snprintf(token, FORMSTAGE_TOKEN, "r%.15s", hex);
	g_mutex_lock(&lock);
	if (n_staged == STAGED_MAX)
		drop(0);
	list[n_staged].file = file;
	memcpy(list[n_staged++].token, token, FORMSTAGE_TOKEN);
	g_mutex_unlock(&lock);
}

struct formfile *formstage_find(const char *token)
{
	struct formfile *found = NULL;
	g_mutex_lock(&lock);
	for (size_t i = 0; i < n_staged; i++)
		if (strcmp(list[i].token, token) == 0)
			found = formfile_ref(list[i].file);
	g_mutex_unlock(&lock);
	return found;
}

void formstage_drop(const char *token)
{
	g_mutex_lock(&lock);
	for (size_t i = 0; i < n_staged; i++)
		if (strcmp(list[i].token, token) == 0) {
			drop(i);
			break;
		}
	g_mutex_unlock(&lock);
}
