/* assets.c - finds a compiled-in file by its name.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "assets.h"

#include <string.h>

const struct asset *asset_find(const char *name)
{
	size_t low = 0, high = n_assets;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		int order = strcmp(name, assets[middle].name);

		if (order == 0)
			return &assets[middle];
		if (order < 0)
			high = middle;
		else
			low = middle + 1;
	}
	return NULL;
}
