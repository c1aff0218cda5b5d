/* analyze_print - lines that fit the terminal; verbatims are masked and hold no control characters.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "analyze_print.h"

#include <string.h>

#include "analyze_view.h"
#include "words.h"

enum { INDENT = 10, MAX_VERBATIM = 220 };

struct page {
	FILE *out;
	size_t width;
	bool in_colour;
};

static const char *const bold = "\033[1m", *const dim = "\033[2m", *const plain = "\033[0m";

static const char *style(const struct page *page, const char *code)
{
	return page->in_colour ? code : "";
}

static size_t columns_of(gunichar c)
{
	return g_unichar_iszerowidth(c) ? 0 : g_unichar_iswide(c) ? 2 : 1;
}

static size_t columns_of_text(const char *text)
{
	size_t n = 0;

	for (; *text; text = g_utf8_next_char(text))
		n += columns_of(g_utf8_get_char(text));
	return n;
}

/* Prints the text in lines of the page's width, every line indented. */
static void print_wrapped(const struct page *page, const char *text, size_t indent, const char *code)
{
	g_auto(GStrv) words = g_strsplit(text, " ", -1);
	size_t at = 0;

	for (size_t i = 0; words[i]; i++) {
		size_t length = columns_of_text(words[i]);

		if (at && at + 1 + length > page->width) {
			fprintf(page->out, "%s\n", style(page, plain));
			at = 0;
		}
		if (!at) {
			fprintf(page->out, "%*s%s%s", (int)indent, "", style(page, code), words[i]);
			at = indent + length;
		} else {
			fprintf(page->out, " %s", words[i]);
			at += 1 + length;
		}
	}
	fprintf(page->out, "%s\n", style(page, plain));
}

/* Text and blanks up to a width in columns. */
static void print_padded(const struct page *page, const char *text, size_t width, bool is_right)
{
	size_t length = columns_of_text(text), gap = length < width ? width - length : 0;

	fprintf(page->out, is_right ? "%*s%s" : "%*.0s%s%*s", is_right ? (int)gap : 0, "", text, (int)gap,
		"");
}

static const char *stability_word(double stability)
{
	if (stability >= 0.75)
		return _("stable");
	return stability >= 0.5 ? _("doubtful") : _("unstable");
}

static void print_issue(const struct page *page, const struct diagnosis_issue *issue, size_t position,
			const struct diagnosis_report *reports, size_t n_places)
{
	g_autofree char *range = analyze_range(issue->rank_low, issue->rank_high);
	g_autofree char *position_text = g_strdup_printf("%zu.", position + 1);
	g_autoptr(GString) facts = g_string_new(NULL);

	fprintf(page->out, "\n%s", style(page, bold));
	print_padded(page, *range ? range : position_text, INDENT - 1, false);
	fprintf(page->out, "%s ", style(page, plain));
	if (*issue->name) {
		g_autofree char *name = analyze_verbatim(issue->name, page->width - INDENT);

		fprintf(page->out, "%s%s%s\n", style(page, bold), name, style(page, plain));
	} else {
		fprintf(page->out, "%s\n", _("(no stable name)"));
	}
	g_string_append_printf(facts, "%s %zu · %s %zu", _("forms"), issue->n_forms, _("senders"),
			       issue->n_senders);
	if (n_places)
		g_string_append_printf(facts, " · %s %zu", _("places"), issue->n_places);
	if (issue->n_copies)
		g_string_append_printf(facts, " · %s %zu", _("near-copies"), issue->n_copies);
	g_string_append_printf(facts, " · %s (%.2f)", stability_word(issue->stability), issue->stability);
	print_wrapped(page, facts->str, INDENT, "");
	for (size_t e = 0; e < G_N_ELEMENTS(issue->examples); e++) {
		g_autofree char *words = NULL, *quoted = NULL;

		if (issue->examples[e] == SIZE_MAX)
			continue;
		words = analyze_verbatim(reports[issue->examples[e]].text, MAX_VERBATIM);
		quoted = g_strdup_printf("«%s»", words);
		print_wrapped(page, quoted, INDENT, dim);
	}
}

static void print_copies(const struct page *page, const struct diagnosis *d,
			 const struct diagnosis_report *reports)
{
	size_t n_campaigns = 0, n_short = 0;

	for (size_t i = 0; i < d->n_copies; i++) {
		n_campaigns += d->copies[i].is_campaign;
		n_short += d->copies[i].is_short;
	}
	if (n_short)
		fprintf(page->out, "%s: %zu\n", _("Short texts that several wrote alike"), n_short);
	if (!n_campaigns)
		return;
	fprintf(page->out, "%s: %zu\n", _("Possible copy-paste campaigns"), n_campaigns);
	for (size_t i = 0; i < d->n_copies; i++) {
		g_autofree char *words = NULL, *line = NULL;

		if (!d->copies[i].is_campaign)
			continue;
		words = analyze_verbatim(reports[d->copies[i].reports[0]].text, 90);
		line = g_strdup_printf("%zu × «%s»", d->copies[i].n_forms, words);
		print_wrapped(page, line, 2, dim);
	}
}

void analyze_print(FILE *out, const struct diagnosis *d, const struct analyze_table *table,
		   const struct agreement *truth, size_t top, size_t width, bool in_colour)
{
	const struct diagnosis_report *reports = table->reports;
	struct page page = {out, MAX(width, 40), in_colour};
	size_t n = top ? MIN(top, d->n_issues) : d->n_issues;

	fprintf(out, "%s%s %zu · %s %zu · %s %zu · %s %" G_GUINT64_FORMAT "%s\n", style(&page, bold),
		_("Forms"), d->n_reports, _("issues"), d->n_issues, _("not grouped"), d->n_ungrouped,
		_("seed"), d->settings.seed, style(&page, plain));
	print_wrapped(
		&page,
		d->is_ranked
			? _("On the left the places each issue may take in the order; a range says that the "
			    "data cannot tell its neighbours apart.")
			: _("Too few forms to rank: the issues are listed, not ordered by priority."),
		0, dim);
	for (size_t i = 0; i < n; i++)
		print_issue(&page, &d->issues[i], i, reports, d->n_places);
	fprintf(out, "\n");
	if (n < d->n_issues)
		fprintf(out, "%s: %zu (--top 0)\n", _("More issues, not shown"), d->n_issues - n);
	print_copies(&page, d, reports);
	if (truth)
		fprintf(out, "%s: AMI %.3f · ARI %.3f · NMI %.3f · %s %.3f · %s %.3f · k %zu (%zu)\n",
			_("Against the labels"), truth->ami, truth->ari, truth->nmi, _("accuracy"),
			truth->accuracy, _("purity"), truth->purity, truth->n_found, truth->n_true);
	print_wrapped(&page, _("This is not a representative survey: it describes those who took part."), 0,
		      dim);
}
