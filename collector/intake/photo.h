/* photo - what a phone sends beside a report: its type by its bytes, and pictures without what a camera
 * writes beside the picture (place, time, device, thumbnail).
 *
 * JPEG (ITU-T T.81, Exif 2.3), PNG (ISO/IEC 15948) and WebP (RFC 9649) keep the picture, its colour profile
 * and how it is to be turned; nothing is decoded.  Other files are left as they are.
 *
 * Threads: pure.  Memory: the caller owns what is returned; at most the length of the input and 64 bytes.
 * Failure: NULL: it begins like a picture but its parts do not follow each other as they must.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#ifndef PHOTO_H
#define PHOTO_H

#include <glib.h>

/* *type: a static media type; "application/octet-stream" for what is not known. */
GBytes *photo_clean(const void *bytes, size_t length, const char **type);
/* May a browser be shown a file of this type in the page: a picture that carries no script. */
gboolean photo_is_picture(const char *type);

#endif
