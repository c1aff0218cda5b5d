/* decoder - starts vocalia-workbook, gives it a workbook, takes what it answers, within a deadline.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "decoder.h"
#include "form.h"
#include "workbook.h"
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#define PROGRAM "vocalia-workbook"
#define DEADLINE_MS                                                                                          \
	10000 /* the process bounds its own time of the processor; this is for a machine that stalls */

enum end { END_WHOLE, END_REFUSED, END_DIED, END_NEVER_BEGAN };

static void unreadable(GError **error, const char *es, const char *en)
{
	g_set_error(error, FORM_ERROR, FORM_ERROR_UNREADABLE, "%s / %s", es, en);
}

/* Beside this program, or where an installation puts it; $VOCALIA_WORKBOOK says otherwise. */
static char *program_path(void)
{
	const char *given = g_getenv("VOCALIA_WORKBOOK");
	if (given != NULL && *given != '\0')
		return g_strdup(given);
	g_autofree char *self = g_file_read_link("/proc/self/exe", NULL);
	g_autofree char *folder = self != NULL ? g_path_get_dirname(self) : g_strdup(".");
	g_autofree char *beside = g_build_filename(folder, PROGRAM, NULL);
	if (g_file_test(beside, G_FILE_TEST_IS_EXECUTABLE))
		return g_steal_pointer(&beside);
	return g_build_filename(folder, "..", "libexec", "vocalia", PROGRAM, NULL);
}

/* Starts the program with those two as its standard input and output; nothing else of ours is open in it. */
static bool start(pid_t *pid, int input, int output)
{
	g_autofree char *path = program_path();
	char *const argv[] = {(char *)PROGRAM, NULL}, *const environment[] = {(char *)"MALLOC_ARENA_MAX=1",
									      NULL};
	posix_spawn_file_actions_t actions;
	posix_spawnattr_t attributes;
	sigset_t none, all;
	sigemptyset(&none);
	sigfillset(&all);
	posix_spawn_file_actions_init(&actions);
	posix_spawnattr_init(&attributes);
	bool is_good =
		posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO) == 0 &&
		posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO) == 0 &&
		posix_spawn_file_actions_addclosefrom_np(&actions, STDERR_FILENO + 1) == 0 &&
		posix_spawnattr_setsigmask(&attributes, &none) == 0 &&
		posix_spawnattr_setsigdefault(&attributes, &all) == 0 &&
		posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF) == 0 &&
		posix_spawn(pid, path, &actions, &attributes, argv, environment) == 0;
	posix_spawn_file_actions_destroy(&actions);
	posix_spawnattr_destroy(&attributes);
	return is_good;
}

/* Gives what is still to be given; closes *to when that is all, or when nobody listens any more. */
static void give(int *to, const char *bytes, size_t length, size_t *given)
{
	ssize_t n = send(*to, bytes + *given, length - *given, MSG_NOSIGNAL | MSG_DONTWAIT);
	if (n > 0)
		*given += (size_t)n;
	else if (n < 0 && (errno == EAGAIN || errno == EINTR))
		return;
	if (n < 0 || *given == length) {
		close(*to);
		*to = -1;
	}
}

/* Both ways at once until the other side ends.  False when the time is over or too much came. */
static bool talk(int *to, int from, const char *bytes, size_t length, GString *answer)
{
	int64_t until = g_get_monotonic_time() + DEADLINE_MS * 1000;
	size_t given = 0;
	for (;;) {
		int64_t left = (until - g_get_monotonic_time()) / 1000;
		struct pollfd wait[] = {{.fd = from, .events = POLLIN}, {.fd = *to, .events = POLLOUT}};
		if (left <= 0)
			return false;
		if (poll(wait, 2, (int)left) < 0 && errno != EINTR)
			return false;
		if (*to >= 0 && wait[1].revents != 0)
			give(to, bytes, length, &given);
		if (wait[0].revents == 0)
			continue;
		char block[65536];
		ssize_t n = read(from, block, sizeof block);
		if (n == 0)
			return true;
		if (n < 0 && errno != EINTR)
			return false;
		if (n > 0)
			g_string_append_len(answer, block, n);
		if (answer->len > DECODER_FILE_MAX)
			return false;
	}
}

static void pair_close(int pair[2])
{
	for (int i = 0; i < 2; i++)
		if (pair[i] >= 0)
			close(pair[i]);
}

/* One life of the program. */
static enum end run(const char *bytes, size_t length, GString *answer)
{
	/* input[0] and output[1] are the program's */
	int input[2] = {-1, -1}, output[2] = {-1, -1};
	pid_t pid;
	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, input) != 0 || pipe2(output, O_CLOEXEC) != 0 ||
	    !start(&pid, input[0], output[1])) {
		pair_close(input);
		pair_close(output);
		return END_NEVER_BEGAN;
	}
	close(input[0]);
	close(output[1]);
	input[0] = output[1] = -1;
	bool is_over = talk(&input[1], output[0], bytes, length, answer);
	if (!is_over)
		kill(pid, SIGKILL);
	pair_close(input);
	pair_close(output);
	int status = 0;
	while (waitpid(pid, &status, 0) < 0)
		if (errno != EINTR)
			return END_DIED;
	if (!is_over || !WIFEXITED(status))
		return END_DIED;
	switch (WEXITSTATUS(status)) {
	case 0:
		return END_WHOLE;
	case 1:
		return END_REFUSED;
	case 127: /* what posix_spawn may make of a program that is not there */
		return END_NEVER_BEGAN;
	default:
		return END_DIED;
	}
}

/* Two sentences of that shape came from the program, which read a hostile file: plain text, not endless. */
static bool is_sentence(const GString *answer)
{
	const char *bar = strstr(answer->str, " / ");
	return answer->len < 4000 && g_utf8_validate(answer->str, (gssize)answer->len, NULL) && bar != NULL &&
	       bar != answer->str && bar[3] != '\0' && strstr(bar + 3, " / ") == NULL;
}

static char *excel_text(const char *bytes, size_t length, size_t *out_length, GError **error)
{
	static GMutex one;
	g_autoptr(GString) answer = g_string_new(NULL);
	g_mutex_lock(&one);
	enum end end = run(bytes, length, answer);
	g_mutex_unlock(&one);
	if (end == END_WHOLE) {
		*out_length = answer->len;
		return g_string_free(g_steal_pointer(&answer), FALSE);
	}
	if (end == END_REFUSED && is_sentence(answer))
		g_set_error_literal(error, FORM_ERROR, FORM_ERROR_UNREADABLE, answer->str);
	else if (end == END_NEVER_BEGAN)
		unreadable(
			error,
			"No se encuentra el programa vocalia-workbook, que lee los libros de Excel. "
			"Instálelo junto a vocalia, o guarde el formulario como CSV.",
			"The program vocalia-workbook, which reads Excel workbooks, is not there. Install it "
			"beside vocalia, or save the form as CSV.");
	else
		unreadable(
			error,
			"El libro de Excel pide demasiada memoria o demasiado tiempo para leerse. Copie solo "
			"las hojas del formulario (survey, choices, settings) a un libro nuevo y súbalo.",
			"The Excel workbook takes too much memory or too long to read. Copy only the sheets "
			"of the form (survey, choices, settings) into a new workbook and upload that.");
	return NULL;
}

char *decoder_text(const char *bytes, size_t length, size_t *out_length, GError **error)
{
	if (workbook_is_excel(bytes, length))
		return excel_text(bytes, length, out_length, error);
	if (memchr(bytes, '\0', length) != NULL) {
		unreadable(
			error,
			"No es un libro de Excel ni texto. Guarde el formulario como libro de Excel (.xlsx).",
			"It is neither an Excel workbook nor text. Save the form as an Excel workbook "
			"(.xlsx).");
		return NULL;
	}
	*out_length = length;
	return g_strndup(bytes, length);
}

char *decoder_file(const char *path, size_t *length, GError **error)
{
	FILE *file = fopen(path, "re");
	if (file == NULL) {
		int code = errno;
		g_set_error(error, G_FILE_ERROR, g_file_error_from_errno(code), "%s: %s", path,
			    g_strerror(code));
		return NULL;
	}
	g_autoptr(GString) bytes = g_string_new(NULL);
	char block[65536];
	for (size_t n; bytes->len <= DECODER_FILE_MAX && (n = fread(block, 1, sizeof block, file)) > 0;)
		g_string_append_len(bytes, block, (gssize)n);
	bool is_bad = ferror(file) != 0;
	fclose(file);
	if (is_bad) {
		g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_IO, "%s", path);
		return NULL;
	}
	if (bytes->len > DECODER_FILE_MAX) {
		unreadable(error, "El archivo pasa de 16 MiB.", "The file is larger than 16 MiB.");
		return NULL;
	}
	*length = bytes->len;
	return g_string_free(g_steal_pointer(&bytes), FALSE);
}
