/* test_workbook_jail - what the program that reads Excel workbooks can no longer do, tried in a process of
 * its own. SPDX-License-Identifier: GPL-3.0-or-later
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "workbook_jail.h"

#include <fcntl.h>
#include <glib.h>
#include <signal.h>
#include <stdbool.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#ifdef __SANITIZE_ADDRESS__
#define IS_LOOSE true
#else
#define IS_LOOSE false
#endif

/* Does work in a jailed process; how that process ended, as waitpid says it. */
static int jailed(int (*work)(void))
{
	pid_t pid = fork();
	assert_true(pid >= 0);
	if (pid == 0) {
		workbook_jail_enter();
		_exit(work());
	}
	int status = 0;
	assert_int_equal(waitpid(pid, &status, 0), pid);
	return status;
}

static void assert_kept_from(int (*work)(void))
{
	if (IS_LOOSE)
		skip();
	int status = jailed(work);
	assert_true(WIFEXITED(status));
	assert_int_equal(WEXITSTATUS(status), 7);
}

static int open_file(void)
{
	return open("/etc/passwd", O_RDONLY) < 0 ? 7 : 0;
}

static int write_file(void)
{
	return open("/tmp/vocalia-jail", O_WRONLY | O_CREAT, 0600) < 0 ? 7 : 0;
}

static int reach_network(void)
{
	return socket(AF_INET, SOCK_STREAM, 0) < 0 && socket(AF_UNIX, SOCK_STREAM, 0) < 0 ? 7 : 0;
}

static int start_process(void)
{
	char *const argv[] = {(char *)"/bin/true", NULL};
	execv(argv[0], argv);
	return fork() < 0 ? 7 : 0;
}

static int kill_other(void)
{
	return kill(getppid(), 0) < 0 ? 7 : 0;
}

static int take_memory(void)
{
	void *some = mmap(NULL, (size_t)16 << 20, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0),
	     *more = mmap(NULL, (size_t)64 << 20, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	return some != MAP_FAILED && more == MAP_FAILED ? 7 : 0;
}

static int work_for_ever(void)
{
	for (volatile unsigned n = 0;; n++)
		;
	return 0;
}

static int write_output(void)
{
	return write(STDERR_FILENO, "", 0) == 0 && getpid() > 0 ? 7 : 0;
}

static void no_file_can_be_opened(void **state)
{
	(void)state;
	assert_kept_from(open_file);
	assert_kept_from(write_file);
}

static void nothing_can_be_reached_started_or_signalled(void **state)
{
	(void)state;
	assert_kept_from(reach_network);
	assert_kept_from(start_process);
	assert_kept_from(kill_other);
}

static void memory_ends_before_64_mebibytes(void **state)
{
	(void)state;
	assert_kept_from(take_memory);
}

static void time_ends(void **state)
{
	(void)state;
	int status = jailed(work_for_ever);
	assert_true(WIFSIGNALED(status));
	assert_int_equal(WTERMSIG(status), SIGPROF);
}

static void what_is_open_can_still_be_written(void **state)
{
	(void)state;
	int status = jailed(write_output);
	assert_true(WIFEXITED(status));
	assert_int_equal(WEXITSTATUS(status), 7);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(no_file_can_be_opened),
		cmocka_unit_test(nothing_can_be_reached_started_or_signalled),
		cmocka_unit_test(memory_ends_before_64_mebibytes),
		cmocka_unit_test(time_ends),
		cmocka_unit_test(what_is_open_can_still_be_written),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
