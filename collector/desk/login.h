/* login - who is asking: passwords, cookies, tokens.
 *
 * Passwords are Argon2id (libsodium, t = 3, 64 MiB), at most two at once.  A login's cookie is 256 random
 * bits of which only the hash is kept; it ends after 60 idle minutes or 12 hours.  Threads: any.  Memory:
 * texts live as long as the request.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#ifndef LOGIN_H
#define LOGIN_H

#include "routes.h"

/* Sets role, account and csrf of the context from the cookie or the channel; leaves them empty when nobody is
 * logged in. */
void login_recognise(struct context *);
bool login_token_equal(const char *, const char *); /* constant time */
/* Argon2id string, to be freed; waits for one of the two places. */
char *login_password_hash(struct app *, const char *password);
/* A new 256-bit secret as 43 characters of base64url, and its hash in hex for the store. */
void login_secret_make(char secret[48], char hash_hex[65]);
void login_secret_hash(const char *secret, char hash_hex[65]);
#define LOGIN_PASSWORD_MIN 10

#endif
