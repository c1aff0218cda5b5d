/* serve - the collector: opens the data file, listens, watches over itself.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 * A parent that does nothing else starts the server again within two seconds when it dies: of a failed disk,
 * of memory, of a fault of ours.  Everything acknowledged is on disk, so starting again is safe at any
 * moment.
 */
#include "serve.h"
#include "accounts.h"
#include "command.h"
#include "control.h"
#include "diagnose.h"
#include "folio.h"
#include "library.h"
#include "qr.h"
#include "routes.h"
#include "site.h"
#include "words.h"
#include <arpa/inet.h>
#include <errno.h>
#include <ifaddrs.h>
#include <net/if.h>
#include <netinet/in.h>
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define EXIT_AGAIN   75 /* EX_TEMPFAIL: the parent starts the server again */
#define STOP_SECONDS 10

struct options {
	char *data, *address, *tls_certificate, *tls_key, *base;
	char **hosts;
	int port, n_threads, n_connections;
	gboolean is_trial, is_alone, is_quiet, is_discarding, is_listing;
};

/* ---- addresses */

/* How likely phones reach us there: the hotspot's own network first, then other private ones. */
static int address_weight(uint32_t a)
{
	if (a >> 8 == 0x0A2A00) /* 10.42.0/24: NetworkManager's hotspot */
		return 4;
	if (a >> 16 == 0xC0A8)
		return 3;
	if (a >> 24 == 10 || a >> 20 == 0xAC1)
		return 2;
	return 1;
}

static char *address_found(const struct options *o, unsigned port, bool has_tls)
{
	char best[INET_ADDRSTRLEN] = "127.0.0.1";
	bool is_everywhere =
		o->address == NULL || strcmp(o->address, "0.0.0.0") == 0 || strcmp(o->address, "::") == 0;
	struct ifaddrs *list = NULL;
	int weight = 0;
	if (!is_everywhere) {
		g_strlcpy(best, o->address, sizeof best);
	} else if (getifaddrs(&list) == 0) {
		for (const struct ifaddrs *i = list; i != NULL; i = i->ifa_next) {
			if (i->ifa_addr == NULL || i->ifa_addr->sa_family != AF_INET ||
			    (i->ifa_flags & IFF_LOOPBACK) || !(i->ifa_flags & IFF_UP))
				continue;
			struct sockaddr_in in;
			memcpy(&in, i->ifa_addr, sizeof in);
			int w = address_weight(ntohl(in.sin_addr.s_addr));
			if (w > weight && inet_ntop(AF_INET, &in.sin_addr, best, sizeof best) != NULL)
				weight = w;
		}
		freeifaddrs(list);
	}
	unsigned usual = has_tls ? 443 : 80;
	const char *scheme = has_tls ? "https" : "http";
	return port == usual ? g_strdup_printf("%s://%s", scheme, best)
			     : g_strdup_printf("%s://%s:%u", scheme, best, port);
}

static int control_listen(const char *data)
{
	g_autofree char *path = control_socket_path(data);
	struct sockaddr_un address = {.sun_family = AF_UNIX};
	if (strlen(path) >= sizeof address.sun_path) {
		g_warning("%s: path too long for a control socket; commands will not reach this server",
			  path);
		return -1;
	}
	memcpy(address.sun_path, path, strlen(path) + 1);
	unlink(path); /* the lock is ours, so whoever left it is gone */
	int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	mode_t before = umask(0177);
	bool is_good = fd >= 0 && bind(fd, (const struct sockaddr *)&address, sizeof address) == 0 &&
		       listen(fd, 16) == 0;
	umask(before);
	if (!is_good) {
		g_warning("%s: %s", path, g_strerror(errno));
		if (fd >= 0)
			close(fd);
		return -1;
	}
	return fd;
}

/* ---- what is said at the start */

static const struct session *session_to_show(const struct catalogue *c)
{
	const GPtrArray *sessions = catalogue_sessions(c);
	for (guint i = 0; i < sessions->len; i++) {
		const struct session *s = sessions->pdata[i];
		if (s->state == SESSION_OPEN)
			return s;
	}
	return NULL;
}

static void greet(struct app *app, unsigned port, const char *address)
{
	struct catalogue *c = app_catalogue(app);
	g_autofree char *base = app_base(app, c);
	const struct session *s = session_to_show(c);
	bool is_local_only = address != NULL && g_str_has_prefix(address, "127.");
	g_print("\nVocalía %s\n\n", VOCALIA_VERSION);
	if (s != NULL) {
		g_autofree char *url = g_strdup_printf("%s/j/%s", base, s->code);
		g_autofree char *qr = qr_terminal(url, NULL);
		g_print("  %s%s\n", s->title, s->is_trial ? _(" (TRIAL: counts for nothing)") : "");
		if (qr != NULL)
			g_print("\n%s\n", qr);
		g_print("  %-22s %s\n", _("Phones open"), url);
	}
	g_print("  %-22s http://127.0.0.1:%u/sesiones\n", _("Facilitators open"), port);
	g_print("  %-22s http://127.0.0.1:%u/revision%s\n", _("Reviewers open"), port,
		s != NULL && s->is_trial ? "?ambito=prueba" : "");
	if (accounts_is_empty(app)) {
		g_autoptr(GError) error = NULL;
		g_autofree char *path = accounts_invite(app, &error);
		if (path != NULL)
			g_print("\n  %s\n  http://127.0.0.1:%u%s\n",
				_("First: make the administrator's account (this link works once):"), port,
				path);
	}
	if (is_local_only)
		g_print("\n  %s\n", _("Only this computer can reach it (address 127.0.0.1)."));
	g_print("\n  %s\n\n", _("Stop with Ctrl-C: nothing that was acknowledged is lost."));
	catalogue_unref(c);
}

/* ---- the server's own life */

static void on_broken(void *data)
{
	(void)data;
	kill(getpid(), SIGUSR1);
}

static bool file_text(const char *path, char **text, GError **error)
{
	return path == NULL || g_file_get_contents(path, text, NULL, error);
}

static bool start_trial(struct app *app, const struct options *o, GError **error)
{
	if (!library_publish(app, "diagnostico", error))
		return false;
	struct catalogue *c = app_catalogue(app);
	bool is_needed = o->is_trial && catalogue_sessions(c)->len == 0;
	catalogue_unref(c);
	return !is_needed || library_trial(app, error);
}

/* The host of an address like "http://taller.test:8095", lower case. */
static char *host_of(const char *base)
{
	g_autoptr(GUri) uri = *base != '\0' ? g_uri_parse(base, G_URI_FLAGS_NONE, NULL) : NULL;
	return uri != NULL ? g_strdup(g_uri_get_host(uri)) : NULL;
}

/* The name in the address that an administrator has set counts from that moment on. */
static bool answers_to(void *data, const char *host)
{
	struct catalogue *c = app_catalogue(data);
	g_autofree char *own = host_of(catalogue_network(c)->base);
	catalogue_unref(c);
	return own != NULL && g_ascii_strcasecmp(own, host) == 0;
}

static struct server *listen_all(struct app *app, const struct options *o, int control_fd, GError **error)
{
	g_autofree char *certificate = NULL, *key = NULL, *policy = templates_security_policy(app->templates);
	if (!file_text(o->tls_certificate, &certificate, error) || !file_text(o->tls_key, &key, error))
		return NULL;
	g_autofree char *given = host_of(o->base != NULL ? o->base : "");
	g_autoptr(GPtrArray) hosts = g_ptr_array_new();
	for (char **h = o->hosts; h != NULL && *h != NULL; h++)
		g_ptr_array_add(hosts, *h);
	if (given != NULL)
		g_ptr_array_add(hosts, given);
	g_ptr_array_add(hosts, NULL);
	struct server_options options;
	server_options_default(&options);
	options.address = o->address;
	options.port = (uint16_t)o->port;
	options.control_fd = control_fd;
	options.n_threads = (unsigned)o->n_threads;
	options.n_connections = (unsigned)o->n_connections;
	options.hosts = (const char *const *)hosts->pdata;
	options.tls_certificate = certificate;
	options.tls_key = key;
	options.security_policy = policy;
	struct server_application application = {routes_admit, routes_handle, routes_refuse, answers_to, app};
	app->has_tls = certificate != NULL;
	return server_start(&options, &application, error);
}

static int wait_for_end(void)
{
	sigset_t set;
	int signal_number = 0;
	sigemptyset(&set);
	sigaddset(&set, SIGTERM);
	sigaddset(&set, SIGINT);
	sigaddset(&set, SIGUSR1);
	sigwait(&set, &signal_number);
	return signal_number;
}

static int fail(GError *error)
{
	g_printerr("vocalia: %s\n", error->message);
	if (g_error_matches(error, STORE_ERROR, STORE_ERROR_LOCKED))
		g_printerr(
			"  %s\n",
			_("Commands such as «vocalia session list» reach the running server by themselves."));
	int status = g_error_matches(error, STORE_ERROR, STORE_ERROR_BROKEN) ? EXIT_AGAIN : COMMAND_FAILED;
	g_error_free(error);
	return status;
}

static int serve_once(const struct options *o, bool is_first)
{
	sigset_t set;
	sigemptyset(&set);
	sigaddset(&set, SIGTERM);
	sigaddset(&set, SIGINT);
	sigaddset(&set, SIGUSR1);
	pthread_sigmask(SIG_BLOCK, &set, NULL);
	signal(SIGPIPE, SIG_IGN);
	prctl(PR_SET_DUMPABLE, 0);
	setrlimit(RLIMIT_CORE, &(struct rlimit){0, 0});

	GError *error = NULL;
	struct store_options store_options;
	store_options_default(&store_options);
	store_options.broken = on_broken;
	store_options.discard = o->is_discarding;
	store_options.max_waiting = (unsigned)MAX(o->n_threads - 16, 1);
	struct app *app = app_open(o->data, &store_options, &error);
	if (app == NULL)
		return fail(error);
	site_load();
	int control_fd = control_listen(o->data);
	struct server *server = start_trial(app, o, &error) ? listen_all(app, o, control_fd, &error) : NULL;
	if (server == NULL) {
		app_close(app);
		return fail(error);
	}
	g_free(app->base_found);
	app->base_found =
		o->base != NULL ? g_strdup(o->base) : address_found(o, server_port(server), app->has_tls);
	app->diagnoser = diagnoser_start(app);
	if (is_first && !o->is_quiet)
		greet(app, server_port(server), o->address);
	int signal_number = wait_for_end();
	bool is_broken = signal_number == SIGUSR1;
	server_stop(server, is_broken ? 1 : STOP_SECONDS);
	if (is_broken)
		_exit(EXIT_AGAIN); /* crash-only: recovery on the next start is the one tested way */
	diagnoser_stop(app->diagnoser);
	g_autofree char *socket_path = control_socket_path(o->data);
	unlink(socket_path);
	if (control_fd >= 0)
		close(control_fd);
	app_close(app);
	return COMMAND_DONE;
}

/* ---- the parent */

static volatile sig_atomic_t child;

static void pass_on(int signal_number)
{
	if (child > 0)
		kill((pid_t)child, signal_number);
}

static int supervise(const struct options *o)
{
	struct sigaction action = {.sa_handler = pass_on};
	sigaction(SIGTERM, &action, NULL);
	sigaction(SIGINT, &action, NULL);
	for (unsigned turn = 0;; turn++) {
		pid_t parent = getpid(), pid = fork();
		if (pid < 0) {
			g_printerr("vocalia: fork: %s\n", g_strerror(errno));
			return COMMAND_FAILED;
		}
		if (pid == 0) {
			signal(SIGTERM, SIG_DFL);
			signal(SIGINT, SIG_DFL);
			prctl(PR_SET_PDEATHSIG, SIGTERM);
			if (getppid() != parent)
				_exit(COMMAND_FAILED);
			exit(serve_once(o, turn == 0));
		}
		child = pid;
		int status;
		while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
			;
		child = 0;
		if (WIFEXITED(status) && WEXITSTATUS(status) != EXIT_AGAIN)
			return WEXITSTATUS(status);
		if (WIFSIGNALED(status) && (WTERMSIG(status) == SIGTERM || WTERMSIG(status) == SIGINT))
			return COMMAND_DONE;
		g_printerr("vocalia: %s\n", _("the server stopped unexpectedly; it starts again"));
		nanosleep(&(struct timespec){.tv_sec = turn > 5 ? 2 : 0, .tv_nsec = 200000000}, NULL);
	}
}

int serve_command(int argc, char **argv)
{
	struct options o = {.port = 8095, .n_threads = 96, .n_connections = 4000};
	GOptionEntry entries[] = {
		{"data", 'd', 0, G_OPTION_ARG_FILENAME, &o.data,
		 _("data file (default: $VOCALIA_DATA or vocalia.db)"), "FILE"},
		{"port", 'p', 0, G_OPTION_ARG_INT, &o.port, _("port (default 8095; 0: any free one)"), "N"},
		{"address", 'a', 0, G_OPTION_ARG_STRING, &o.address, _("address to listen on (default: all)"),
		 "ADDRESS"},
		{"base", 'b', 0, G_OPTION_ARG_STRING, &o.base,
		 _("address that QR codes carry (default: found by itself)"), "URL"},
		{"host", 0, 0, G_OPTION_ARG_STRING_ARRAY, &o.hosts,
		 _("a further name that this server answers to"), "NAME"},
		{"tls-certificate", 0, 0, G_OPTION_ARG_FILENAME, &o.tls_certificate,
		 _("certificate chain in PEM: serve https"), "FILE"},
		{"tls-key", 0, 0, G_OPTION_ARG_FILENAME, &o.tls_key, _("its private key in PEM"), "FILE"},
		{"trial", 't', 0, G_OPTION_ARG_NONE, &o.is_trial,
		 _("open a trial session when there is no session yet"), NULL},
		{"threads", 0, 0, G_OPTION_ARG_INT, &o.n_threads, _("handler threads (default 96)"), "N"},
		{"connections", 0, 0, G_OPTION_ARG_INT, &o.n_connections,
		 _("connections at once (default 4000)"), "N"},
		{"no-supervisor", 0, 0, G_OPTION_ARG_NONE, &o.is_alone,
		 _("do not start again after a fault (something else does)"), NULL},
		{"quiet", 'q', 0, G_OPTION_ARG_NONE, &o.is_quiet, _("print nothing at the start"), NULL},
		{"addresses", 0, 0, G_OPTION_ARG_NONE, &o.is_listing,
		 _("print the list of addresses and end"), NULL},
		{"measure-without-storage", 0, G_OPTION_FLAG_HIDDEN, G_OPTION_ARG_NONE, &o.is_discarding,
		 "answer without storing (bench)", NULL},
		{NULL, 0, 0, 0, NULL, NULL, NULL},
	};
	int status = command_options(&argc, &argv, entries, "", _("Serve the forms and pages."), 0);
	if (status != COMMAND_GO)
		return status;
	if (o.is_listing) {
		g_autofree char *text = routes_text();
		g_print("%s", text);
		return COMMAND_DONE;
	}
	if (o.port < 0 || o.port > 65535 || o.n_threads < 1 || o.n_threads > 512 ||
	    (o.tls_certificate == NULL) != (o.tls_key == NULL))
		return command_usage(
			_("the port goes to 65535, threads from 1 to 512, and a certificate needs its key"));
	if (o.data == NULL)
		o.data = command_data();
	return o.is_alone ? serve_once(&o, true) : supervise(&o);
}
