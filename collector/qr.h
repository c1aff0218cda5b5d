/* qr - QR codes (ISO/IEC 18004) as SVG, PNG and terminal text; the only file that includes <qrencode.h>.
 *
 * Text must be ASCII (scanners garble raw UTF-8): percent-encode first.  Error correction M, quiet zone of 4 modules.
 * Threads: pure.  Memory: the caller owns what is returned.  Failure: QR_ERROR_TEXT (not ASCII, empty, too long).
 */
#ifndef QR_H
#define QR_H

#include <glib.h>

#define QR_ERROR (qr_error_quark())
GQuark qr_error_quark(void);
enum qr_error { QR_ERROR_TEXT };

char *qr_svg(const char *text, GError **);              /* one <svg> element, viewBox in modules, one path, no fixed size */
/* The path data alone ("M4 4h7v1h-7z…") and the width in modules with the quiet zone, for a template. */
char *qr_path(const char *text, unsigned *width, GError **);
GBytes *qr_png(const char *text, unsigned pixels_per_module, GError **);
char *qr_terminal(const char *text, GError **);         /* UTF-8 half blocks, dark on light by ANSI colours, ends with a newline */
/* The WIFI: text that joins a network (the de-facto standard of ZXing): special characters escaped with a backslash, and
 * non-ASCII refused.  security: "WPA", "WEP" or "nopass". */
char *qr_wifi(const char *ssid, const char *password, const char *security, GError **);

#endif
