/* handlers - what the rows of the route table call; one file per noun implements them.
 *
 * Threads: any.  Memory: the reply is the caller's.  Failure: never NULL; every failure is a reply.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#ifndef HANDLERS_H
#define HANDLERS_H

#include "routes.h"

typedef struct reply *(*handler)(struct context *);

/* citizen.c: the page, the submission */
struct reply *citizen_home(struct context *);
struct reply *citizen_find(struct context *);
struct reply *citizen_form(struct context *);
struct reply *citizen_submit(struct context *);
struct reply *citizen_again(struct context *);	 /* a further report of the same sender */
struct reply *citizen_correct(struct context *); /* a new version of a report */
struct reply *citizen_notice(struct context *);

/* openrosa.c, openrosa_submit.c: what ODK Collect and its kin ask for */
struct reply *openrosa_list(struct context *);
struct reply *openrosa_form(struct context *);
struct reply *openrosa_manifest(struct context *);
struct reply *openrosa_file(struct context *);
struct reply *openrosa_ready(struct context *);
struct reply *openrosa_submit(struct context *);

/* receipt.c: what a folio opens */
struct reply *receipt_show(struct context *);
struct reply *receipt_contact(struct context *);
struct reply *receipt_withdraw(struct context *);

/* login.c, accounts.c */
struct reply *login_form(struct context *);
struct reply *login_enter(struct context *);
struct reply *login_leave(struct context *);
struct reply *account_invited(struct context *);
struct reply *account_accept(struct context *);
struct reply *account_list(struct context *);
struct reply *account_create(struct context *);
struct reply *account_close(struct context *);
struct reply *account_password(struct context *);
struct reply *account_invite(struct context *);

/* workshop.c: sessions */
struct reply *workshop_list(struct context *);
struct reply *workshop_new(struct context *);
struct reply *workshop_create(struct context *);
struct reply *workshop_show(struct context *);
struct reply *workshop_edit(struct context *);
struct reply *workshop_state(struct context *);
struct reply *workshop_qr(struct context *);
struct reply *workshop_poster(struct context *);
struct reply *workshop_export(struct context *);

/* devices.c: brigades' telephones of a session */
struct reply *device_add(struct context *);
struct reply *device_revoke(struct context *);
struct reply *device_code(struct context *);

/* files.c: what came with forms and with reports */
struct reply *file_list(struct context *);
struct reply *file_show(struct context *);
struct reply *file_of_form(struct context *);
/* paper_page.c: printed sheets and what is typed in from them */
struct reply *paper_show(struct context *);
struct reply *paper_print(struct context *);
struct reply *paper_sheets(struct context *);
struct reply *paper_sheet(struct context *);
struct reply *paper_type(struct context *);

/* settings.c: notice, network, custody */
struct reply *settings_show(struct context *);
struct reply *settings_notice(struct context *);
struct reply *settings_network(struct context *);
struct reply *settings_sectors(struct context *);
struct reply *settings_places(struct context *);
struct reply *settings_geography(struct context *);
struct reply *custody_create(struct context *);
struct reply *custody_prove(struct context *);
struct reply *custody_read(struct context *);

/* formlife.c: forms, from their upload to their last version */
struct reply *formlife_list(struct context *);
struct reply *formlife_upload(struct context *);
struct reply *formlife_show(struct context *);
struct reply *formlife_decide(struct context *);
struct reply *formlife_preview(struct context *);
struct reply *formlife_source(struct context *);
struct reply *formlife_xform(struct context *);
struct reply *formlife_paper(struct context *);
struct reply *formlife_file(struct context *);
struct reply *formlife_difference(struct context *);

/* review.c: the prioritised diagnosis */
struct reply *review_show(struct context *);
struct reply *review_issue(struct context *);
struct reply *review_table(struct context *);

/* agree.c: criteria, agreed and locked before anybody sees an order */
struct reply *agree_show(struct context *);
struct reply *agree_lock(struct context *);
struct reply *agree_table(struct context *);

/* decide.c: what reviewers change in it */
struct reply *review_merge(struct context *);
struct reply *review_move(struct context *);
struct reply *review_rename(struct context *);
struct reply *review_assess(struct context *);
struct reply *review_undo(struct context *);
struct reply *review_log(struct context *);

/* site.c: help, health, files */
struct reply *site_help(struct context *);
struct reply *site_health(struct context *);
struct reply *site_asset(struct context *);

#endif
