/* workbook_jail - bounds that a process sets on itself, once and for good.
 *
 * Standard input and output stay as they are; nothing can be opened, started or reached any more.  The list
 * of system calls is what memory, reading, writing and ending take; every other one fails with EPERM.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "workbook_jail.h"

#include <errno.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <unistd.h>

#if defined(__x86_64__)
#define ARCHITECTURE AUDIT_ARCH_X86_64
#elif defined(__aarch64__)
#define ARCHITECTURE AUDIT_ARCH_AARCH64
#endif

static void limit(__rlimit_resource_t what, rlim_t most)
{
	struct rlimit now;
	if (getrlimit(what, &now))
		_exit(2);
	if (now.rlim_max < most)
		most = now.rlim_max;
	if (setrlimit(what, &(struct rlimit){most, most}))
		_exit(2);
}

/* The address space that the program takes before it has read anything, in bytes. */
static rlim_t size_now(void)
{
	unsigned long pages = 0;
	FILE *f = fopen("/proc/self/statm", "re");
	if (!f || fscanf(f, "%lu", &pages) != 1)
		pages = (16ul << 20) / 4096;
	if (f)
		fclose(f);
	return (rlim_t)pages * (rlim_t)sysconf(_SC_PAGESIZE);
}

#ifdef __SANITIZE_ADDRESS__ /* the sanitizer maps terabytes and asks the system for more than we allow */
#define IS_LOOSE true
#else
#define IS_LOOSE false
#endif

#ifdef ARCHITECTURE
#define ALLOW(name)                                                                                          \
	BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, __NR_##name, 0, 1), BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW)

static void calls_restrict(void)
{
	static struct sock_filter filter[] = {
		BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, arch)),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, ARCHITECTURE, 1, 0),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_KILL_PROCESS),
		BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
		ALLOW(read),
		ALLOW(write),
		ALLOW(writev),
		ALLOW(close),
		ALLOW(fstat),
		ALLOW(newfstatat),
		ALLOW(lseek),
		ALLOW(brk),
		ALLOW(mmap),
		ALLOW(munmap),
		ALLOW(mremap),
		ALLOW(mprotect),
		ALLOW(madvise),
		ALLOW(futex),
		ALLOW(getrandom),
		ALLOW(clock_gettime),
		ALLOW(gettimeofday),
		ALLOW(getpid),
		ALLOW(gettid),
		ALLOW(tgkill),
		ALLOW(rt_sigaction),
		ALLOW(rt_sigprocmask),
		ALLOW(rt_sigreturn),
		ALLOW(exit),
		ALLOW(exit_group),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EPERM),
	};
	static const struct sock_fprog program = {sizeof filter / sizeof *filter, filter};
	/* where the kernel has no filters the bounds above stand alone */
	prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program);
}
#else
static void calls_restrict(void)
{
}
#endif

void workbook_jail_enter(void)
{
	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0))
		_exit(2);
	prctl(PR_SET_PDEATHSIG, 9);
	limit(RLIMIT_CORE, 0);
	limit(RLIMIT_CPU, 2);
	/* seconds are too coarse a bound */
	struct itimerval time = {.it_value = {.tv_usec = WORKBOOK_JAIL_TIME_MS * 1000}};
	if (setitimer(ITIMER_PROF, &time, NULL))
		_exit(2);
	if (IS_LOOSE)
		return;
	if (prctl(PR_SET_DUMPABLE, 0, 0, 0, 0))
		_exit(2);
	limit(RLIMIT_AS, size_now() + WORKBOOK_JAIL_MEMORY);
	limit(RLIMIT_FSIZE, 0);
	limit(RLIMIT_NOFILE, 0);
	calls_restrict();
}
