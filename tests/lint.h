/* lint - macros of libraries, in a form that cppcheck understands; included before every file it reads.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define json_array_foreach(a, i, v)  for ((i) = 0; ((v) = json_array_get(a, i)) != 0; (i)++)
#define json_object_foreach(o, k, v) for ((k) = json_first(o, &(v)); (k) != 0; (k) = json_second(o, k, &(v)))
#define G_GNUC_PRINTF(a, b)
#define G_DEFINE_QUARK(a, b)
