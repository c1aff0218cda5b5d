/* analyze_print - lines that fit the terminal; verbatims are masked and hold no control characters.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "analyze_print.h"

#include <math.h>
#include <string.h>

#include "analyze_view.h"
#include "words.h"

enum { INDENT = 10, MAX_VERBATIM = 220, MAX_CAMPAIGNS = 8, MAX_THEMES = 30 };

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

static void print_facts(const struct page *page, const struct diagnosis *d,
			const struct diagnosis_issue *issue)
{
	g_autoptr(GString) facts = g_string_new(NULL);

	g_string_append_printf(facts, "%s %zu · %s %zu", _("forms"), issue->n_forms, _("senders"),
			       issue->n_senders);
	if (d->n_places)
		g_string_append_printf(facts, " · %s %zu", _("places"), issue->n_places);
	if (issue->n_copies)
		g_string_append_printf(facts, " · %s %zu", _("near-copies"), issue->n_copies);
	g_string_append_printf(facts, " · %s (%.2f)", stability_word(issue->stability), issue->stability);
	if (isfinite(issue->cohesion))
		g_string_append_printf(facts, " · %s %.2f", _("cohesion"), issue->cohesion);
	if (issue->theme < d->n_themes && d->themes[issue->theme].n_issues > 1 &&
	    *d->themes[issue->theme].name)
		g_string_append_printf(facts, " · %s: %s", _("theme"), d->themes[issue->theme].name);
	print_wrapped(page, facts->str, INDENT, "");
	if ((!*issue->name || *issue->phrase) && issue->n_terms) {
		g_autofree char *terms = g_strjoinv(", ", issue->terms), *line = NULL;

		line = g_strdup_printf("%s %s", _("talks of:"), terms);
		print_wrapped(page, line, INDENT, "");
	}
}

/* Where a band of several that cannot be parted begins. */
static void print_band(const struct page *page, const struct diagnosis *d, size_t position)
{
	const struct priority *p = d->priority;
	size_t band = p->issues[position].band, n = 0;
	g_autofree char *line = NULL;

	if (!p->is_ranked || (position > 0 && p->issues[position - 1].band == band))
		return;
	for (size_t i = position; i < p->n_issues && p->issues[i].band == band; i++)
		n++;
	if (n < 2)
		return;
	line = g_strdup_printf("%zu–%zu: %s", position + 1, position + n,
			       _("these cannot be told apart, for their places overlap"));
	fprintf(page->out, "\n");
	print_wrapped(page, line, 0, dim);
}

/* How sure its place is, and why. */
static void print_doubt(const struct page *page, const struct diagnosis *d, size_t position)
{
	const struct priority_issue *issue = &d->priority->issues[position];
	g_autofree char *people = analyze_range(issue->people.low, issue->people.high),
			*weights = analyze_range(issue->weights.low, issue->weights.high),
			*groupings = analyze_range(issue->groupings.low, issue->groupings.high),
			*mentions = analyze_range(issue->mentions_low, issue->mentions_high);
	g_autoptr(GString) line = g_string_new(NULL);

	if (!d->priority->is_ranked)
		return;
	g_string_append_printf(line, "%s: %s %s · %s %s", _("place"), _("by who came"), people,
			       _("by the weights"), weights);
	if (d->priority->n_groupings)
		g_string_append_printf(line, " · %s %s", _("by the grouping"), groupings);
	g_string_append_printf(line, " · %s %s · %s %.0f %%", _("by mentions alone"), mentions, _("first in"),
			       issue->first * 100);
	print_wrapped(page, line->str, INDENT, "");
}

static void print_issue(const struct page *page, const struct diagnosis *d, size_t position,
			const struct diagnosis_report *reports)
{
	const struct diagnosis_issue *issue = &d->issues[position];
	g_autofree char *range =
		analyze_range(d->priority->issues[position].low, d->priority->issues[position].high);
	g_autofree char *position_text = g_strdup_printf("%zu.", position + 1);

	print_band(page, d, position);
	fprintf(page->out, "\n%s", style(page, bold));
	print_padded(page, *range ? range : position_text, INDENT - 1, false);
	fprintf(page->out, "%s ", style(page, plain));
	if (*issue->name) {
		g_autofree char *name = analyze_verbatim(issue->name, page->width - INDENT);

		fprintf(page->out, "%s%s%s\n", style(page, bold), name, style(page, plain));
	} else {
		fprintf(page->out, "%s\n", _("(no stable name)"));
	}
	print_facts(page, d, issue);
	print_doubt(page, d, position);
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
	size_t n_campaigns = 0, n_short = 0, n_shown = 0;

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
		if (n_shown++ == MAX_CAMPAIGNS) {
			fprintf(page->out, "  …\n");
			break;
		}
		words = analyze_verbatim(reports[d->copies[i].reports[0]].text, 90);
		line = g_strdup_printf("%zu × «%s»", d->copies[i].n_forms, words);
		if (d->copies[i].burst_forms) {
			g_autofree char *plain_line = g_steal_pointer(&line);

			line = g_strdup_printf("%s (%s: %zu, %zu h)", plain_line, _("burst"),
					       d->copies[i].burst_forms, d->copies[i].burst_hours);
		}
		print_wrapped(page, line, 2, dim);
	}
}

/* What was read and found, and how much of it may be believed. */
static void print_head(const struct page *page, const struct diagnosis *d, const struct analyze_table *table)
{
	g_autofree char *source =
		g_strdup_printf("%s: %s%s%s%s", _("Texts from the column"), table->text_column,
				table->is_text_guessed ? _(" (the longest ones; another with --text)") : "",
				strcmp(table->encoding, "UTF-8") == 0 ? "" : " · ",
				strcmp(table->encoding, "UTF-8") == 0 ? "" : table->encoding);

	fprintf(page->out, "%s%s %zu · %s %zu · %s %zu · %s %" G_GUINT64_FORMAT "%s\n", style(page, bold),
		_("Forms"), d->n_reports, _("issues"), d->n_issues, _("not grouped"), d->n_ungrouped,
		_("seed"), d->settings.seed, style(page, plain));
	print_wrapped(page, source, 0, dim);
	if (table->n_times_unknown)
		fprintf(page->out, "%s: %zu\n", _("Times that are not like 2026-03-01T10:20, looked past"),
			table->n_times_unknown);
	if (d->plausible_low < d->plausible_high) {
		g_autofree char *span = g_strdup_printf(
			"%s: %zu–%zu.", _("Numbers of issues that explain the texts about as well"),
			d->plausible_low, d->plausible_high);

		print_wrapped(page, span, 0, "");
	}
	if (d->is_proposal)
		print_wrapped(page,
			      _("A proposal to talk about, not a result: with fewer than 30 texts another "
				"grouping would be about as good."),
			      0, bold);
	print_wrapped(
		page,
		d->priority->is_ranked
			? _("On the left the places each issue may take in the order; a range says that "
			    "the data cannot tell its neighbours apart.")
			: _("Too few forms to rank: the issues are listed, not ordered by priority."),
		0, dim);
}

/* Themes with the numbers of their issues. */
static void print_themes(const struct page *page, const struct diagnosis *d)
{
	bool is_any = false;

	for (size_t t = 0; t < d->n_themes; t++)
		is_any = is_any || d->themes[t].n_issues > 1;
	if (is_any)
		fprintf(page->out, "%s%s%s\n", style(page, bold), _("Themes"), style(page, plain));
	for (size_t t = 0; t < MIN(d->n_themes, MAX_THEMES); t++) {
		const struct diagnosis_theme *theme = &d->themes[t];
		g_autoptr(GString) line = NULL;

		if (theme->n_issues < 2)
			continue;
		line = g_string_new(*theme->name ? theme->name : _("(no stable name)"));

		g_string_append_printf(line, " · %s %zu · %s", _("forms"), theme->n_forms, _("issues"));
		for (size_t i = 0; i < theme->n_issues; i++)
			g_string_append_printf(line, " %zu", theme->issues[i] + 1);
		print_wrapped(page, line->str, 2, "");
	}
}

/* By what they are in order: what each is and how much it may weigh. */
static void print_criteria(const struct page *page, const struct diagnosis *d)
{
	const struct priority *p = d->priority;

	fprintf(page->out, "%s%s%s\n", style(page, bold), _("Criteria, and how much each may weigh"),
		style(page, plain));
	for (size_t c = 0; c < CRITERION_MAX; c++) {
		const struct criterion_about *about = &criteria_catalogue[c];
		g_autofree char *line = NULL;

		if (p->settings.high[c] <= 0)
			continue;
		line = g_strdup_printf(
			"%s, %.0f–%.0f %%: %s%s%s", words_say(words_of_terminal(), about->name),
			p->settings.low[c] * 100, p->settings.high[c] * 100,
			words_say(words_of_terminal(), about->definition), p->is_known[c] ? "" : " ",
			p->is_known[c] ? "" : _("Nothing is known of it here: it weighs nothing."));
		print_wrapped(page, line, 2, "");
	}
}

void analyze_print(FILE *out, const struct diagnosis *d, const struct analyze_table *table,
		   const struct agreement *truth, size_t top, size_t width, bool in_colour)
{
	const struct diagnosis_report *reports = table->reports;
	struct page page = {out, MAX(width, 40), in_colour};
	size_t n = top ? MIN(top, d->n_issues) : d->n_issues;

	print_head(&page, d, table);
	for (size_t i = 0; i < n; i++)
		print_issue(&page, d, i, reports);
	fprintf(out, "\n");
	print_themes(&page, d);
	if (n < d->n_issues)
		fprintf(out, "%s: %zu (--top 0)\n", _("More issues, not shown"), d->n_issues - n);
	print_copies(&page, d, reports);
	print_criteria(&page, d);
	if (truth)
		fprintf(out, "%s: AMI %.3f · ARI %.3f · NMI %.3f · %s %.3f · %s %.3f · k %zu (%zu)\n",
			_("Against the labels"), truth->ami, truth->ari, truth->nmi, _("accuracy"),
			truth->accuracy, _("purity"), truth->purity, truth->n_found, truth->n_true);
	print_wrapped(
		&page,
		_("This is not a representative survey: nobody was drawn at random, so it does not say what "
		  "all people think."),
		0, dim);
	if (d->priority->only_describes)
		print_wrapped(&page,
			      _("It only describes those who came: there are fewer than six sessions."), 0,
			      dim);
}
