/* main - replays files through a fuzzer's entry point, as TAP: what once crashed must not crash again.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 * Argument: the folder tests/fuzz; the files are those under corpus/NAME and crashes/NAME, where NAME is this
 * program's.
 */
#include <glib.h>
#include <stdint.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static size_t replay_folder(const char *folder)
{
	size_t n = 0;
	GDir *dir = g_dir_open(folder, 0, NULL);
	const char *name;
	while (dir != NULL && (name = g_dir_read_name(dir)) != NULL) {
		g_autofree char *path = g_build_filename(folder, name, NULL), *bytes = NULL;
		size_t length;
		if (!g_file_get_contents(path, &bytes, &length, NULL))
			continue;
		uint8_t *exact =
			g_memdup2(bytes, length > 0 ? length : 1); /* so that a read past the end is seen */
		LLVMFuzzerTestOneInput(exact, length);
		g_free(exact);
		n++;
	}
	if (dir != NULL)
		g_dir_close(dir);
	return n;
}

int main(int argc, char **argv)
{
	const char *root = argc > 1 ? argv[1] : "tests/fuzz";
	g_autofree char *name = g_path_get_basename(argv[0]);
	g_autofree char *corpus = g_build_filename(root, "corpus", name, NULL),
			*crashes = g_build_filename(root, "crashes", name, NULL);
	size_t n = replay_folder(corpus) + replay_folder(crashes);
	LLVMFuzzerTestOneInput((const uint8_t *)"", 0);
	g_print("ok 1 - %s replays %zu files and the empty one\n1..1\n", name, n);
	return 0;
}
