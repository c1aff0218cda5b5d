/* issues_phrase - the run of words that tells an issue best, counted over the texts nearest its centre.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "issues.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "corpus_parts.h"
#include "lexicon.h"

enum {
	MAX_CENTRAL = 300, /* texts of an issue that are read */
	MIN_CENTRAL = 20,  /* and at least so many of each where issues are many */
	MAX_READ = 100000, /* of all issues together */
	MAX_RUN = 4,	   /* words of a phrase */
	MAX_TERMS = 3,	   /* content words of a phrase */
	MIN_CONTENT = 3,   /* letters of a content word in it: not "nº" */
	LARGE = 20	   /* issues of so many texts ask for a third one that says it */
};
/* What a word means that is no term. */
static const uint32_t joint = UINT32_MAX, /* a word that may stand inside a run only */
	negation = UINT32_MAX - 1,	  /* one that a run takes along when it stands before it */
	parting = UINT32_MAX - 2,	  /* one that no run goes across */
	no_term = UINT32_MAX;		  /* of a run of fewer terms */

struct run {
	uint32_t term[MAX_TERMS];
};

/* A run once in a text. */
struct occurrence {
	struct run run;
	uint32_t written; /* number of its surface form */
	uint32_t text;
};

struct candidate {
	struct run run;
	uint32_t issue, n, written;
	double weight; /* how telling its terms are */
	double score;
};

struct phrases {
	const struct corpus *corpus;
	struct text_reader *reader;
	struct lexicon words; /* as they stand in the texts */
	GArray *meaning;      /* of each (uint32_t): its term, or one of the above */
	GArray *numbers;
	struct lexicon written; /* surface forms of runs */
	GArray *occurrences, *candidates;
	uint32_t *count; /* n_terms, zero between issues */
};

static int compare_numbers(uint32_t a, uint32_t b)
{
	return (a > b) - (a < b);
}

static int compare_runs(const struct run *a, const struct run *b)
{
	int order = 0;

	for (size_t i = 0; i < MAX_TERMS && !order; i++)
		order = compare_numbers(a->term[i], b->term[i]);
	return order;
}

/* By run, then text: a run is counted once a text. */
static int compare_occurrences(const void *a, const void *b)
{
	const struct occurrence *x = a, *y = b;
	int order = compare_runs(&x->run, &y->run);

	if (!order)
		order = compare_numbers(x->text, y->text);
	return order ? order : compare_numbers(x->written, y->written);
}

static int compare_by_run(const void *a, const void *b)
{
	const struct candidate *x = a, *y = b;
	int order = compare_runs(&x->run, &y->run);

	return order ? order : compare_numbers(x->issue, y->issue);
}

/* What a stop word does to the words around it. */
static uint32_t little_word(const char *word)
{
	static const char *const joints[] = {"a",  "al",  "con", "d",	"de",  "del",  "e",	 "el",
					     "en", "la",  "las", "lo",	"los", "para", "por",	 "sin",
					     "un", "una", "x",	 "y",	"and", "by",   "for",	 "from",
					     "in", "of",  "on",	 "the", "to",  "with", "without"};
	static const char *const negations[] = {"no", "nunca", "ni", "not", "never"};

	for (size_t i = 0; i < G_N_ELEMENTS(joints); i++)
		if (strcmp(word, joints[i]) == 0)
			return joint;
	for (size_t i = 0; i < G_N_ELEMENTS(negations); i++)
		if (strcmp(word, negations[i]) == 0)
			return negation;
	return parting;
}

static uint32_t meaning_of(struct phrases *p, const char *word, size_t length)
{
	uint32_t number = lexicon_number(&p->words, word, length), meaning = parting;
	g_autofree char *alone = NULL;

	if (number < p->meaning->len)
		return g_array_index(p->meaning, uint32_t, number);
	alone = g_strndup(word, length);
	g_array_set_size(p->numbers, 0);
	text_reader_numbers(p->reader, alone, p->numbers);
	if (p->numbers->len == 1 && g_utf8_strlen(alone, -1) >= MIN_CONTENT)
		meaning = corpus_term(p->corpus,
				      text_reader_stem(p->reader, g_array_index(p->numbers, uint32_t, 0)));
	else if (!p->numbers->len)
		meaning = little_word(alone);
	if (p->numbers->len == 1 && meaning == UINT32_MAX)
		meaning = parting;
	g_array_append_val(p->meaning, meaning);
	return meaning;
}

/* Whether what stands between two words parts what is said: all but blanks and hyphens. */
static bool is_parting(const char *from, const char *to)
{
	for (const char *at = from; at < to; at = g_utf8_next_char(at))
		if (*at == '\n' || (*at != '-' && !g_unichar_isspace(g_utf8_get_char(at))))
			return true;
	return false;
}

struct word {
	const char *start;
	size_t length;
	uint32_t meaning;
};

/* The runs that end with the last of so many words that follow each other; a negation before a run is not
 * counted but written: "no pasa la basura". */
static void add_runs(struct phrases *p, const struct word *words, size_t n, uint32_t text)
{
	struct run run = {{no_term, no_term, no_term}};
	uint32_t backwards[MAX_TERMS];
	size_t n_terms = 0;

	for (size_t back = 1; back <= MIN(n, MAX_RUN) && n_terms < MAX_TERMS; back++) {
		uint32_t meaning = words[n - back].meaning;
		g_autoptr(GString) written = NULL;
		struct occurrence found;
		size_t start = n - back;

		if (meaning == negation)
			return;
		if (meaning == joint)
			continue;
		for (size_t i = 0; i < n_terms; i++)
			if (backwards[i] == meaning)
				return;
		backwards[n_terms++] = meaning;
		if (n_terms < 2)
			continue;
		if (start && words[start - 1].meaning == negation)
			start--;
		written = g_string_new(NULL);
		for (size_t i = start; i < n; i++)
			g_string_append_printf(written, "%s%.*s", written->len ? " " : "",
					       (int)words[i].length, words[i].start);
		for (size_t i = 0; i < n_terms; i++)
			run.term[i] = backwards[n_terms - 1 - i];
		found = (struct occurrence){run, lexicon_number(&p->written, written->str, written->len),
					    text};
		g_array_append_val(p->occurrences, found);
	}
}

static void read_text(struct phrases *p, const char *text, uint32_t number)
{
	g_autofree char *lower = text_lower(text);
	const char *at = lower, *before = lower, *start;
	struct word words[MAX_RUN + 1];
	size_t n = 0, length;

	while (text_next_word(&at, &start, &length)) {
		uint32_t meaning = meaning_of(p, start, length);

		if (meaning == parting || meaning == negation || is_parting(before, start))
			n = 0;
		before = at;
		if (meaning == joint && !n && length == 3 && strncmp(start, "sin", 3) == 0)
			meaning = negation;
		if (meaning == parting || (meaning == joint && !n))
			continue;
		if (n == MAX_RUN + 1)
			memmove(words, words + 1, --n * sizeof *words);
		words[n++] = (struct word){start, length, meaning};
		if (meaning != joint && meaning != negation)
			add_runs(p, words, n, number);
	}
}

/* The form in which most of the texts from..to have a run; ties: the first by strcmp. */
static uint32_t most_written(const struct phrases *p, const struct occurrence *found, size_t n)
{
	g_autofree uint32_t *forms = g_new(uint32_t, n);
	g_autofree size_t *count = g_new0(size_t, n);
	size_t n_forms = 0, best = 0;

	for (size_t i = 0; i < n; i++) {
		size_t f = 0;

		while (f < n_forms && forms[f] != found[i].written)
			f++;
		forms[f] = found[i].written;
		n_forms = MAX(n_forms, f + 1);
		count[f]++;
	}
	for (size_t f = 1; f < n_forms; f++)
		if (count[f] > count[best] ||
		    (count[f] == count[best] &&
		     strcmp(lexicon_word(&p->written, forms[f]), lexicon_word(&p->written, forms[best])) < 0))
			best = f;
	return forms[best];
}

/* Mean log-odds of the terms of a run; what speaks against the issue counts as nothing. */
static double weight_of(const struct phrases *p, const struct run *run, const struct issues_odds *odds)
{
	double sum = 0;
	size_t n = 0;

	for (; n < MAX_TERMS && run->term[n] != no_term; n++) {
		uint32_t t = run->term[n];

		sum += fmax(0, issues_log_odds(odds, p->count[t], p->corpus->frequency[t]));
	}
	return sum / (double)n;
}

static void find_candidates(struct phrases *p, uint32_t issue, const size_t *documents, size_t n,
			    const char *const *texts, struct issues_odds odds)
{
	const struct corpus_matrix *m = &p->corpus->weights;
	size_t least = n >= LARGE ? 3 : 2, n_found, n_distinct = 0;
	struct occurrence *found;

	g_array_set_size(p->occurrences, 0);
	odds.n = 0;
	for (size_t i = 0; i < n; i++) {
		read_text(p, texts[documents[i]], (uint32_t)i);
		for (size_t e = m->start[documents[i]]; e < m->start[documents[i] + 1]; e++, odds.n++)
			p->count[m->column[e]]++;
	}
	found = (struct occurrence *)(void *)p->occurrences->data;
	n_found = p->occurrences->len;
	if (n_found)
		qsort(found, n_found, sizeof *found, compare_occurrences);
	for (size_t i = 0; i < n_found; i++) /* once a text */
		if (!n_distinct || found[n_distinct - 1].text != found[i].text ||
		    compare_runs(&found[n_distinct - 1].run, &found[i].run) != 0)
			found[n_distinct++] = found[i];
	for (size_t i = 0, same; i < n_distinct; i += same) {
		for (same = 1; i + same < n_distinct && !compare_runs(&found[i].run, &found[i + same].run);)
			same++;
		if (same >= least) {
			struct candidate c = {.run = found[i].run,
					      .issue = issue,
					      .n = (uint32_t)same,
					      .written = most_written(p, found + i, same),
					      .weight = weight_of(p, &found[i].run, &odds)};

			g_array_append_val(p->candidates, c);
		}
	}
	for (size_t i = 0; i < n; i++)
		for (size_t e = m->start[documents[i]]; e < m->start[documents[i] + 1]; e++)
			p->count[m->column[e]] = 0;
}

/* Weighs the same run of several issues, n_read texts of each, against each other; only the issue that it
 * tells best may be called so. */
static void weigh_run(struct candidate *same, size_t n, const size_t *n_read, size_t n_all)
{
	size_t n_written = 0, best = 0;

	for (size_t i = 0; i < n; i++)
		n_written += same[i].n;
	for (size_t i = 0; i < n; i++) {
		double inside = (double)same[i].n / (double)n_read[same[i].issue];
		double outside = ((double)(n_written - same[i].n) + 0.5) /
				 ((double)(n_all - n_read[same[i].issue]) + 1);
		double longer = same[i].run.term[2] == no_term ? 1 : 1.3;

		same[i].score = inside > outside
					? longer * (double)same[i].n * log(inside / outside) * same[i].weight
					: 0;
		if (same[i].score > same[best].score)
			best = i;
	}
	for (size_t i = 0; i < n; i++)
		if (i != best)
			same[i].score = 0;
}

/* The best of each issue; ties: the first by run. */
static char **choose(const struct phrases *p, const size_t *n_read, size_t n_issues)
{
	struct candidate *c = (struct candidate *)(void *)p->candidates->data;
	g_autofree struct candidate **best = g_new0(struct candidate *, n_issues + 1);
	char **phrases = g_new0(char *, n_issues + 1);
	size_t n = p->candidates->len, n_all = 0;

	for (size_t i = 0; i < n_issues; i++)
		n_all += n_read[i];
	if (n)
		qsort(c, n, sizeof *c, compare_by_run);
	for (size_t i = 0, same; i < n; i += same) {
		for (same = 1; i + same < n && !compare_runs(&c[i].run, &c[i + same].run);)
			same++;
		weigh_run(c + i, same, n_read, n_all);
	}
	for (size_t i = 0; i < n; i++)
		if (c[i].score > 0 && (!best[c[i].issue] || c[i].score > best[c[i].issue]->score))
			best[c[i].issue] = &c[i];
	for (size_t i = 0; i < n_issues; i++)
		phrases[i] = g_strdup(best[i] ? lexicon_word(&p->written, best[i]->written) : "");
	return phrases;
}

char **issues_phrases(const struct corpus *corpus, const char *const *texts, const size_t *first,
		      const size_t *documents, size_t n_issues)
{
	struct phrases p = {.corpus = corpus, .reader = text_reader_new(corpus->language)};
	struct issues_odds odds = issues_odds_of(corpus);
	size_t at_most = CLAMP(MAX_READ / MAX(n_issues, 1), MIN_CENTRAL, MAX_CENTRAL);
	g_autofree size_t *n_read = g_new0(size_t, n_issues + 1);
	char **phrases;

	lexicon_start(&p.words);
	lexicon_start(&p.written);
	p.meaning = g_array_new(FALSE, FALSE, sizeof(uint32_t));
	p.numbers = g_array_new(FALSE, FALSE, sizeof(uint32_t));
	p.occurrences = g_array_new(FALSE, FALSE, sizeof(struct occurrence));
	p.candidates = g_array_new(FALSE, FALSE, sizeof(struct candidate));
	p.count = g_new0(uint32_t, corpus->n_terms + 1);
	for (size_t i = 0; i < n_issues; i++) {
		n_read[i] = MIN(first[i + 1] - first[i], at_most);
		find_candidates(&p, (uint32_t)i, documents + first[i], n_read[i], texts, odds);
	}
	phrases = choose(&p, n_read, n_issues);
	lexicon_end(&p.words);
	lexicon_end(&p.written);
	g_array_unref(p.meaning);
	g_array_unref(p.numbers);
	g_array_unref(p.occurrences);
	g_array_unref(p.candidates);
	g_free(p.count);
	text_reader_free(p.reader);
	return phrases;
}
