/* qr - QR codes (ISO/IEC 18004) as SVG, PNG and terminal text; the only file that includes <qrencode.h>.
 *
 * Text must be printable ASCII (scanners garble raw UTF-8): percent-encode first.  Error correction M, quiet
 * zone of 4 modules.
 *
 * Threads: pure.  Memory: the caller owns what is returned.  Failure: QR_ERROR_TEXT (not ASCII, empty, too
 * long).
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#ifndef QR_H
#define QR_H

#include <glib.h>

#define QR_ERROR (qr_error_quark())
GQuark qr_error_quark(void);
enum qr_error { QR_ERROR_TEXT };

/* One <svg> element: viewBox in modules, one path on white, no size of its own. */
char *qr_svg(const char *text, GError **);
/* The path data alone ("M4 4h7v1h-7z…") and the width in modules with the quiet zone, for a template. */
char *qr_path(const char *text, unsigned *width, GError **);
/* pixels_per_module: 1 to 64. */
GBytes *qr_png(const char *text, unsigned pixels_per_module, GError **);
/* UTF-8 half blocks, black on white by ANSI colours whatever the terminal's are; ends with a newline. */
char *qr_terminal(const char *text, GError **);
/* The WIFI: text that joins a network (the de-facto standard of ZXing): special characters escaped with a
 * backslash, non-ASCII refused.  security: "WPA", "WEP" or "nopass" (then password may be NULL). */
char *qr_wifi(const char *ssid, const char *password, const char *security, GError **);

#endif
