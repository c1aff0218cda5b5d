/* test_server_life.c - a server's start, its patience and its end.  SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "server_fixture.h"

/* --- time --- */

static double seconds_until_closed(const char *bytes)
{
	int fd = dial();
	int64_t from = g_get_monotonic_time();
	put(fd, bytes, strlen(bytes));
	for (int i = 0; i < 60; i++) {
		char c;
		g_usleep(100000);
		ssize_t n = recv(fd, &c, 1, MSG_DONTWAIT);
		if (n == 0 || (n < 0 && errno != EAGAIN && errno != EWOULDBLOCK))
			break;
		put(fd, "a", 1); /* never inactive */
	}
	close(fd);
	return (double)(g_get_monotonic_time() - from) / G_USEC_PER_SEC;
}

static void a_slow_header_is_cut_off(void **state)
{
	(void)state;
	double seconds = seconds_until_closed("GET / HTTP/1.1\r\nX: ");
	assert_true(seconds > 0.7 && seconds < 3);
}

static void a_slow_body_is_cut_off(void **state)
{
	(void)state;
	double seconds = seconds_until_closed("POST /f HTTP/1.1\r\n" FORM "Content-Length: 8000\r\n\r\na=");
	assert_true(seconds > 0.7 && seconds < 3);
	seconds = seconds_until_closed("POST /chunked/f HTTP/1.1\r\n" FORM
				       "Transfer-Encoding: chunked\r\n\r\n1f40\r\na=");
	assert_true(seconds > 0.7 && seconds < 3);
}

static void a_waiting_neighbour_does_not_use_up_the_time(void **state)
{
	(void)state;
	struct server_options options;
	server_options_default(&options);
	options.n_threads = 1;
	options.header_seconds = 1;
	start(&options);
	int slow = dial(), waiting = dial();
	put(slow, "GET /slow HT", 12);
	g_usleep(300000);
	const char *wait = "GET /wait HTTP/1.1\r\n" HEAD "\r\n";
	put(waiting, wait, strlen(wait));
	g_usleep(2000000);
	const char *rest = "TP/1.1\r\n" HEAD "\r\n";
	put(slow, rest, strlen(rest));
	g_autofree char *answer = take(slow);
	g_autofree char *other = take(waiting);
	assert_status(answer, 200);
	assert_status(other, 200);
}

static void those_who_wait_outside_get_in_when_slow_ones_are_cut_off(void **state)
{
	(void)state;
	struct server_options options;
	server_options_default(&options);
	options.n_threads = 2;
	options.n_connections = 8;
	options.header_seconds = 1;
	start(&options);
	int fds[20];
	for (size_t i = 0; i < G_N_ELEMENTS(fds); i++) {
		fds[i] = dial();
		put(fds[i], "GET / HTTP/1.1\r\nX:", 18);
	}
	g_usleep(200000);
	assert_true(server_n_connections(started) <= 8);
	g_autofree char *answer = talk("GET / HTTP/1.1\r\n" HEAD "\r\n");
	assert_status(answer, 200);
	for (size_t i = 0; i < G_N_ELEMENTS(fds); i++)
		close(fds[i]);
}

static gpointer ask_wait(gpointer data)
{
	(void)data;
	return talk("GET /wait HTTP/1.1\r\n" HEAD "\r\n");
}

static void a_stop_lets_running_requests_end(void **state)
{
	(void)state;
	struct server_options options;
	server_options_default(&options);
	options.n_threads = 4;
	start(&options);
	int idle = dial();
	GThread *asking = g_thread_new("asking", ask_wait, NULL);
	while (!g_atomic_int_get(&n_waiting))
		g_usleep(1000);
	server_stop(g_steal_pointer(&started), 10);
	g_autofree char *answer = g_thread_join(asking);
	assert_status(answer, 200);
	g_autofree char *nothing = take(idle);
	assert_string_equal(nothing, "");
	/* The port can be bound again at once. */
	options.port = port;
	start(&options);
	assert_int_equal(server_port(started), options.port);
}

/* --- start --- */

static void a_port_belongs_to_one_server(void **state)
{
	(void)state;
	g_autoptr(GError) error = NULL;
	struct server_options options;
	server_options_default(&options);
	options.address = "127.0.0.1";
	options.port = port;
	assert_null(server_start(&options, &application, &error));
	assert_true(g_error_matches(error, SERVER_ERROR, SERVER_ERROR_ADDRESS));
	g_clear_error(&error);
	options.address = "not an address";
	assert_null(server_start(&options, &application, &error));
	assert_true(g_error_matches(error, SERVER_ERROR, SERVER_ERROR_ADDRESS));
}

static void a_certificate_that_is_none_is_refused(void **state)
{
	(void)state;
	g_autoptr(GError) error = NULL;
	struct server_options options;
	server_options_default(&options);
	options.address = "127.0.0.1";
	options.n_threads = 2;
	options.tls_certificate = options.tls_key = "no PEM";
	assert_null(server_start(&options, &application, &error));
	assert_true(g_error_matches(error, SERVER_ERROR, SERVER_ERROR_TLS));
}

static void too_few_files_are_said_to_be_too_few(void **state)
{
	(void)state;
	pid_t child = fork();
	if (child == 0) {
		struct rlimit few = {150, 150};
		struct server_options options;
		GError *error = NULL;
		server_options_default(&options);
		options.address = "127.0.0.1";
		options.n_threads = 4;
		if (setrlimit(RLIMIT_NOFILE, &few) || server_start(&options, &application, &error))
			_exit(1);
		_exit(g_error_matches(error, SERVER_ERROR, SERVER_ERROR_LIMITS) ? 0 : 2);
	}
	int status = 0;
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_true(WIFEXITED(status));
	assert_int_equal(WEXITSTATUS(status), 0);
}

static bool spawn(char **argv, char **output)
{
	int status = 1;
	return g_spawn_sync(NULL, argv, NULL, G_SPAWN_SEARCH_PATH | G_SPAWN_STDERR_TO_DEV_NULL, NULL, NULL,
			    output, NULL, &status, NULL) &&
	       status == 0;
}

static void tls_is_spoken_with_a_certificate(void **state)
{
	(void)state;
	g_autofree char *folder = g_dir_make_tmp("vocalia-tls-XXXXXX", NULL);
	g_autofree char *certificate = g_build_filename(folder, "c.pem", NULL);
	g_autofree char *key = g_build_filename(folder, "k.pem", NULL);
	char *make[] = {(char *)"openssl",
			(char *)"req",
			(char *)"-x509",
			(char *)"-newkey",
			(char *)"ec",
			(char *)"-pkeyopt",
			(char *)"ec_paramgen_curve:prime256v1",
			(char *)"-nodes",
			(char *)"-days",
			(char *)"2",
			(char *)"-subj",
			(char *)"/CN=localhost",
			(char *)"-addext",
			(char *)"subjectAltName=DNS:localhost",
			(char *)"-keyout",
			key,
			(char *)"-out",
			certificate,
			NULL};
	if (!spawn(make, NULL)) {
		print_message("# skipped: openssl is not installed\n");
		g_rmdir(folder);
		skip();
	}
	g_autofree char *certificate_text = NULL, *key_text = NULL, *output = NULL, *old = NULL;
	assert_true(g_file_get_contents(certificate, &certificate_text, NULL, NULL));
	assert_true(g_file_get_contents(key, &key_text, NULL, NULL));
	struct server_options options;
	server_options_default(&options);
	options.n_threads = 2;
	options.tls_certificate = certificate_text;
	options.tls_key = key_text;
	start(&options);
	g_autofree char *url = g_strdup_printf("https://localhost:%u/x", port);
	char *ask[] = {(char *)"curl",	   (char *)"-sSi", (char *)"-m", (char *)"5", (char *)"-4",
		       (char *)"--cacert", certificate,	   url,		 NULL};
	bool is_served = spawn(ask, &output);
	char *ask_old[] = {(char *)"curl",
			   (char *)"-sS",
			   (char *)"-m",
			   (char *)"5",
			   (char *)"-4",
			   (char *)"--tls-max",
			   (char *)"1.1",
			   (char *)"--ciphers",
			   (char *)"DEFAULT@SECLEVEL=0",
			   (char *)"--cacert",
			   certificate,
			   url,
			   NULL};
	bool is_old_served = spawn(ask_old, &old);
	g_unlink(certificate);
	g_unlink(key);
	g_rmdir(folder);
	assert_true(is_served);
	assert_has(output, "path /x channel local");
	assert_has(output, "Cross-Origin-Opener-Policy: same-origin");
	assert_false(is_old_served);
}

static void the_control_socket_is_another_channel(void **state)
{
	(void)state;
	struct sockaddr_un name = {.sun_family = AF_UNIX};
	g_autofree char *folder = g_dir_make_tmp("vocalia-control-XXXXXX", NULL);
	g_snprintf(name.sun_path, sizeof name.sun_path, "%s/control.sock", folder);
	int listening = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
	assert_int_equal(bind(listening, (struct sockaddr *)&name, sizeof name), 0);
	assert_int_equal(listen(listening, 8), 0);
	struct server_options options;
	server_options_default(&options);
	options.n_threads = 2;
	options.control_fd = listening;
	start(&options);
	int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
	assert_int_equal(connect(fd, (struct sockaddr *)&name, sizeof name), 0);
	const char *bytes = "POST /order HTTP/1.1\r\nConnection: close\r\nContent-Type: "
			    "application/x-www-form-urlencoded\r\n"
			    "Content-Length: 3\r\n\r\na=1";
	put(fd, bytes, strlen(bytes));
	g_autofree char *answer = take(fd);
	g_unlink(name.sun_path);
	g_rmdir(folder);
	assert_status(answer, 200);
	assert_has(answer, "path /order channel control host [] ");
	assert_has(answer, "field a=1 1\n");
	stop(NULL);
	close(listening);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(too_few_files_are_said_to_be_too_few), /* forks: before there are threads */
		with_server(a_slow_header_is_cut_off),
		with_server(a_slow_body_is_cut_off),
		with_its_own(a_waiting_neighbour_does_not_use_up_the_time),
		with_its_own(those_who_wait_outside_get_in_when_slow_ones_are_cut_off),
		with_its_own(a_stop_lets_running_requests_end),
		with_server(a_port_belongs_to_one_server),
		with_its_own(a_certificate_that_is_none_is_refused),
		with_its_own(tls_is_spoken_with_a_certificate),
		with_its_own(the_control_socket_is_another_channel),
	};
	return cmocka_run_group_tests_name("server_life", tests, make_page, drop_page);
}
