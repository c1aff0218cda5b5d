/* form_error - the error domain of the folder, by itself for programs that only read workbooks.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "form.h"

G_DEFINE_QUARK(form - error - quark, form_error)
