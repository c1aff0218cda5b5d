/* faulty.h - a disk that fails when it is told to: an SQLite VFS around the real one.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 * faulty_install once; then set what must happen.  Counting starts at faulty_reset.  Only the data file and
 * its log are concerned.
 */
#ifndef FAULTY_H
#define FAULTY_H

#include <glib.h>
#include <sqlite3.h>
#include <stdbool.h>
#include <string.h>

static struct {
	gint n_writes, n_syncs; /* so far */
	gint failing_write;	/* this write and all that follow fail with write_error; 0: none */
	gint failing_sync;	/* this sync alone fails; 0: none */
	int write_error;
} faulty;

struct faulty_file {
	sqlite3_file base;
	bool is_concerned;
	sqlite3_file *real; /* right behind */
};

#define REAL(file) (((struct faulty_file *)(file))->real)

static inline void faulty_reset(void)
{
	faulty.n_writes = faulty.n_syncs = faulty.failing_write = faulty.failing_sync = 0;
	faulty.write_error = SQLITE_FULL;
}

static int faulty_write(sqlite3_file *file, const void *bytes, int n, sqlite3_int64 at)
{
	if (((struct faulty_file *)file)->is_concerned) {
		gint number = g_atomic_int_add(&faulty.n_writes, 1) + 1;
		if (faulty.failing_write != 0 && number >= faulty.failing_write)
			return faulty.write_error;
	}
	return REAL(file)->pMethods->xWrite(REAL(file), bytes, n, at);
}

static int faulty_sync(sqlite3_file *file, int flags)
{
	if (((struct faulty_file *)file)->is_concerned &&
	    g_atomic_int_add(&faulty.n_syncs, 1) + 1 == faulty.failing_sync)
		return SQLITE_IOERR_FSYNC;
	return REAL(file)->pMethods->xSync(REAL(file), flags);
}

static int faulty_close(sqlite3_file *file)
{
	return REAL(file)->pMethods->xClose(REAL(file));
}
static int faulty_read(sqlite3_file *file, void *bytes, int n, sqlite3_int64 at)
{
	return REAL(file)->pMethods->xRead(REAL(file), bytes, n, at);
}
static int faulty_truncate(sqlite3_file *file, sqlite3_int64 size)
{
	return REAL(file)->pMethods->xTruncate(REAL(file), size);
}
static int faulty_size(sqlite3_file *file, sqlite3_int64 *size)
{
	return REAL(file)->pMethods->xFileSize(REAL(file), size);
}
static int faulty_lock(sqlite3_file *file, int level)
{
	return REAL(file)->pMethods->xLock(REAL(file), level);
}
static int faulty_unlock(sqlite3_file *file, int level)
{
	return REAL(file)->pMethods->xUnlock(REAL(file), level);
}
static int faulty_reserved(sqlite3_file *file, int *out)
{
	return REAL(file)->pMethods->xCheckReservedLock(REAL(file), out);
}
static int faulty_control(sqlite3_file *file, int op, void *argument)
{
	return REAL(file)->pMethods->xFileControl(REAL(file), op, argument);
}
static int faulty_sector(sqlite3_file *file)
{
	return REAL(file)->pMethods->xSectorSize(REAL(file));
}
static int faulty_traits(sqlite3_file *file)
{
	return REAL(file)->pMethods->xDeviceCharacteristics(REAL(file));
}
static int faulty_shm_map(sqlite3_file *file, int page, int size, int extend, void volatile **out)
{
	return REAL(file)->pMethods->xShmMap(REAL(file), page, size, extend, out);
}
static int faulty_shm_lock(sqlite3_file *file, int offset, int n, int flags)
{
	return REAL(file)->pMethods->xShmLock(REAL(file), offset, n, flags);
}
static void faulty_shm_barrier(sqlite3_file *file)
{
	REAL(file)->pMethods->xShmBarrier(REAL(file));
}
static int faulty_shm_unmap(sqlite3_file *file, int is_deleting)
{
	return REAL(file)->pMethods->xShmUnmap(REAL(file), is_deleting);
}

static sqlite3_vfs *faulty_below, faulty_vfs;

static int faulty_open(sqlite3_vfs *vfs, const char *name, sqlite3_file *file, int flags, int *out)
{
	static const sqlite3_io_methods methods = {
		.iVersion = 2,
		.xClose = faulty_close,
		.xRead = faulty_read,
		.xWrite = faulty_write,
		.xTruncate = faulty_truncate,
		.xSync = faulty_sync,
		.xFileSize = faulty_size,
		.xLock = faulty_lock,
		.xUnlock = faulty_unlock,
		.xCheckReservedLock = faulty_reserved,
		.xFileControl = faulty_control,
		.xSectorSize = faulty_sector,
		.xDeviceCharacteristics = faulty_traits,
		.xShmMap = faulty_shm_map,
		.xShmLock = faulty_shm_lock,
		.xShmBarrier = faulty_shm_barrier,
		.xShmUnmap = faulty_shm_unmap,
	};
	struct faulty_file *own = (struct faulty_file *)file;
	(void)vfs;
	own->real = (sqlite3_file *)(own + 1);
	own->is_concerned = (flags & (SQLITE_OPEN_MAIN_DB | SQLITE_OPEN_WAL)) != 0;
	int rc = faulty_below->xOpen(faulty_below, name, own->real, flags, out);
	own->base.pMethods = own->real->pMethods != NULL ? &methods : NULL;
	return rc;
}

static inline void faulty_install(void)
{
	faulty_below = sqlite3_vfs_find(NULL);
	faulty_vfs = *faulty_below;
	faulty_vfs.zName = "faulty";
	faulty_vfs.pNext = NULL;
	faulty_vfs.szOsFile = (int)sizeof(struct faulty_file) + faulty_below->szOsFile;
	faulty_vfs.xOpen = faulty_open;
	sqlite3_vfs_register(&faulty_vfs, 1);
	faulty_reset();
}

#endif
