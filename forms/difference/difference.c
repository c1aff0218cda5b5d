/* difference - compares two versions of a form and says in Spanish and English what a reader would notice.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "difference.h"
#include "difference_words.h"
#include "expression.h"

#include <string.h>

static void change_free(void *data)
{
	struct form_change *change = data;
	g_free(change->sentence_es);
	g_free(change->sentence_en);
	g_free(change);
}

struct comparison {
	const struct form *before, *after;
	GHashTable *partners; /* question of either form -> that of the other */
	GPtrArray *changes;
	size_t n_more; /* that are not in the list any more */
};

/* Takes both sentences over. */
static void say(struct comparison *c, const char *sheet, char *es, char *en)
{
	if (c->changes->len >= DIFFERENCE_MAX) {
		c->n_more++;
		g_free(es);
		g_free(en);
		return;
	}
	struct form_change *change = g_new(struct form_change, 1);
	*change = (struct form_change){sheet, es, en};
	g_ptr_array_add(c->changes, change);
}

/* --- which question is which */

static void pair(struct comparison *c, const struct form_question *a, const struct form_question *b)
{
	g_hash_table_insert(c->partners, (void *)(uintptr_t)a, (void *)(uintptr_t)b);
	g_hash_table_insert(c->partners, (void *)(uintptr_t)b, (void *)(uintptr_t)a);
}

static const struct form_question *partner(const struct comparison *c, const struct form_question *q)
{
	return g_hash_table_lookup(c->partners, q);
}

/* --- texts by language */

/* The text that has the language's name in a form, without falling back to another; NULL where there is none.
 */
static const char *text_of(const struct form *form, const struct form_text *text, const char *language)
{
	for (size_t i = 0; text->by_language && i < form->n_languages; i++)
		if (!strcmp(form->languages[i], language))
			return text->by_language[i];
	return NULL;
}

static bool has_language(const struct form *form, const char *language)
{
	for (size_t i = 0; i < form->n_languages; i++)
		if (!strcmp(form->languages[i], language))
			return true;
	return false;
}

/* Whether there is only one language on both sides, so that it need not be named. */
static bool is_plain(const struct comparison *c)
{
	return c->before->n_languages == 1 && c->after->n_languages == 1;
}

/* --- one property of a thing */

struct thing {
	const char *sheet;
	char *es, *en; /* "La pregunta «¿Dónde?» (lugar)", "The question ..." */
};

static void thing_clear(struct thing *thing)
{
	g_free(thing->es);
	g_free(thing->en);
}

/* what_es: with its article, "la pista". */
static void compare(struct comparison *c, const struct thing *thing, const char *what_es, const char *what_en,
		    const char *before, const char *after)
{
	if (g_strcmp0(before && *before ? before : NULL, after && *after ? after : NULL) == 0)
		return;
	g_autofree char *old = difference_quote(before), *new = difference_quote(after);
	if (!before || !*before)
		say(c, thing->sheet, g_strdup_printf("%s ahora tiene %s: %s.", thing->es, what_es, new),
		    g_strdup_printf("%s now has %s: %s.", thing->en, what_en, new));
	else if (!after || !*after)
		say(c, thing->sheet,
		    g_strdup_printf("%s ya no tiene %s (antes: %s).", thing->es, what_es, old),
		    g_strdup_printf("%s no longer has %s (before: %s).", thing->en, what_en, old));
	else
		say(c, thing->sheet,
		    g_strdup_printf("%s cambió %s: antes %s, ahora %s.", thing->es, what_es, old, new),
		    g_strdup_printf("%s changed %s: %s before, %s now.", thing->en, what_en, old, new));
}

static void compare_text(struct comparison *c, const struct thing *thing, const char *what_es,
			 const char *what_en, const struct form_text *before, const struct form_text *after)
{
	if (is_plain(c)) {
		compare(c, thing, what_es, what_en, before->by_language ? before->by_language[0] : NULL,
			after->by_language ? after->by_language[0] : NULL);
		return;
	}
	for (size_t i = 0; i < c->after->n_languages; i++) {
		const char *language = c->after->languages[i];
		if (!has_language(c->before, language))
			continue; /* all of a language that came or went is said once, with the settings */
		g_autofree char *es = g_strdup_printf("%s en %s", what_es, language),
				*en = g_strdup_printf("%s in %s", what_en, language);
		compare(c, thing, es, en, text_of(c->before, before, language),
			text_of(c->after, after, language));
	}
}

static void compare_media(struct comparison *c, const struct thing *thing, const struct form_media *before,
			  const struct form_media *after)
{
	compare_text(c, thing, "la imagen", "the picture", &before->image, &after->image);
	compare_text(c, thing, "la imagen grande", "the big picture", &before->big_image, &after->big_image);
	compare_text(c, thing, "el audio", "the audio", &before->audio, &after->audio);
	compare_text(c, thing, "el video", "the video", &before->video, &after->video);
}

static void compare_yes(struct comparison *c, const struct thing *thing, bool before, bool after,
			const char *yes_es, const char *yes_en, const char *no_es, const char *no_en)
{
	if (before != after)
		say(c, thing->sheet, g_strdup_printf("%s %s.", thing->es, after ? yes_es : no_es),
		    g_strdup_printf("%s %s.", thing->en, after ? yes_en : no_en));
}

/* --- settings */

static void compare_settings(struct comparison *c)
{
	struct thing form = {"settings", g_strdup("El formulario"), g_strdup("The form")};
	compare(c, &form, "el título", "the title", c->before->title, c->after->title);
	compare(c, &form, "el nombre interno (form_id)", "the internal name (form_id)", c->before->id,
		c->after->id);
	compare(c, &form, "la versión", "the version", c->before->version, c->after->version);
	for (size_t i = 0; i < c->after->n_languages; i++)
		if (!has_language(c->before, c->after->languages[i]))
			say(c, "settings",
			    g_strdup_printf("El formulario ahora también está en %s.",
					    c->after->languages[i]),
			    g_strdup_printf("The form is now in %s too.", c->after->languages[i]));
	for (size_t i = 0; i < c->before->n_languages; i++)
		if (!has_language(c->after, c->before->languages[i]))
			say(c, "settings",
			    g_strdup_printf("El formulario ya no está en %s.", c->before->languages[i]),
			    g_strdup_printf("The form is no longer in %s.", c->before->languages[i]));
	compare(c, &form, "el idioma principal", "the main language",
		c->before->languages[c->before->default_language],
		c->after->languages[c->after->default_language]);
	compare(c, &form, "la fórmula con que se nombra cada reporte (instance_name)",
		"the formula that names each report (instance_name)",
		c->before->instance_name ? expression_text(c->before->instance_name) : NULL,
		c->after->instance_name ? expression_text(c->after->instance_name) : NULL);
	compare(c, &form, "el estilo de página", "the page style", form_setting(c->before, "style"),
		form_setting(c->after, "style"));
	thing_clear(&form);
}

/* --- questions */

static const char *label_of(const struct form *form, const struct form_question *q)
{
	return form_text_in(form, &q->label, form->default_language);
}

static struct thing thing_of(const struct form *form, const struct form_question *q)
{
	const char *label = label_of(form, q), *es, *en;
	difference_kind(q->type, &es, &en);
	if (!label || !*label)
		return (struct thing){"survey", g_strdup_printf("%s %s", es, q->name),
				      g_strdup_printf("%s %s", en, q->name)};
	g_autofree char *quoted = difference_quote(label);
	return (struct thing){"survey", g_strdup_printf("%s %s (%s)", es, quoted, q->name),
			      g_strdup_printf("%s %s (%s)", en, quoted, q->name)};
}

static const char *expression_or_null(const struct expression *e)
{
	return e ? expression_text(e) : NULL;
}

static char *parameters_text(const struct form_question *q)
{
	GString *out = g_string_new(NULL);
	for (char **p = q->parameters; p && p[0] && p[1]; p += 2)
		g_string_append_printf(out, "%s%s=%s", out->len ? " " : "", p[0], p[1]);
	return g_string_free(out, FALSE);
}

static void compare_question(struct comparison *c, const struct form_question *a,
			     const struct form_question *b)
{
	struct thing t = thing_of(c->before, a);
	if (strcmp(a->name, b->name) != 0)
		say(c, "survey", g_strdup_printf("%s ahora se llama %s.", t.es, b->name),
		    g_strdup_printf("%s is now called %s.", t.en, b->name));
	if (partner(c, a->parent) != b->parent)
		say(c, "survey",
		    g_strdup_printf("%s pasó %s%s.", t.es,
				    b->parent->name ? "al grupo " : "fuera de los grupos",
				    b->parent->name ? b->parent->name : ""),
		    g_strdup_printf("%s moved %s%s.", t.en,
				    b->parent->name ? "to the group " : "out of the groups",
				    b->parent->name ? b->parent->name : ""));
	thing_clear(&t);
	t = thing_of(c->after, b);
	if (a->type != b->type)
		say(c, "survey",
		    g_strdup_printf("%s cambió de tipo: antes %s, ahora %s.", t.es,
				    difference_type(a->type, true), difference_type(b->type, true)),
		    g_strdup_printf("%s changed its type: %s before, %s now.", t.en,
				    difference_type(a->type, false), difference_type(b->type, false)));
	compare_text(c, &t, "la etiqueta", "the label", &a->label, &b->label);
	compare_text(c, &t, "la pista", "the hint", &a->hint, &b->hint);
	compare_text(c, &t, "la guía para quien pregunta", "the guidance for whoever asks", &a->guidance_hint,
		     &b->guidance_hint);
	compare_media(c, &t, &a->media, &b->media);
	compare_yes(c, &t, a->required, b->required, "ahora es obligatoria", "is now required",
		    "ya no es obligatoria", "is no longer required");
	compare(c, &t, "la condición que la hace obligatoria", "the condition that makes it required",
		expression_or_null(a->required_if), expression_or_null(b->required_if));
	compare(c, &t, "la condición para mostrarse", "the condition for being shown",
		expression_or_null(a->relevant), expression_or_null(b->relevant));
	compare(c, &t, "la regla de la respuesta", "the rule for the answer",
		expression_or_null(a->constraint), expression_or_null(b->constraint));
	compare_text(c, &t, "la explicación de la regla", "the explanation of the rule",
		     &a->constraint_message, &b->constraint_message);
	compare_text(c, &t, "el aviso de que falta", "the message that it is missing", &a->required_message,
		     &b->required_message);
	compare(c, &t, "la fórmula", "the formula", expression_or_null(a->calculation),
		expression_or_null(b->calculation));
	compare(c, &t, "el valor inicial", "the initial value",
		a->default_expression ? expression_text(a->default_expression) : a->default_value,
		b->default_expression ? expression_text(b->default_expression) : b->default_value);
	compare(c, &t, "la lista de opciones", "the list of choices", a->list ? a->list->name : NULL,
		b->list ? b->list->name : NULL);
	compare(c, &t, "el filtro de opciones", "the filter of choices", expression_or_null(a->choice_filter),
		expression_or_null(b->choice_filter));
	compare(c, &t, "el número de repeticiones", "the number of repetitions", expression_or_null(a->count),
		expression_or_null(b->count));
	compare_yes(c, &t, a->read_only, b->read_only, "ahora es de solo lectura", "is now read only",
		    "ya se puede contestar", "can be answered now");
	compare(c, &t, "la apariencia", "the appearance", a->appearance, b->appearance);
	g_autofree char *before = parameters_text(a), *after = parameters_text(b);
	compare(c, &t, "los parámetros", "the parameters", before, after);
	compare(c, &t, "el papel en el análisis (role)", "the role in the analysis (role)",
		a->role ? form_role_name(a->role) : NULL, b->role ? form_role_name(b->role) : NULL);
	thing_clear(&t);
}

/* --- finding out which is which */

/* What a question without a partner could be known by. */
typedef char *key_of(const struct form *, const struct form_question *);

static char *key_by_name(const struct form *form, const struct form_question *q)
{
	(void)form;
	return g_strdup_printf("%d %s", (int)q->type, q->name);
}

static char *key_by_label(const struct form *form, const struct form_question *q)
{
	const char *label = label_of(form, q);
	return label && *label ? g_strdup_printf("%d %s", (int)q->type, label) : NULL;
}

/* Pairs those that are left and have a key that only one has on each side. */
static void pair_by(struct comparison *c, key_of *key)
{
	g_autoptr(GHashTable) left = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL),
			      right = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	const struct form *forms[] = {c->before, c->after};
	GHashTable *const tables[] = {left, right};
	static char twice;
	for (size_t f = 0; f < 2; f++)
		for (size_t i = 0; i < forms[f]->n_questions; i++) {
			struct form_question *q = forms[f]->questions[i];
			char *k = partner(c, q) ? NULL : key(forms[f], q);
			if (k)
				g_hash_table_insert(tables[f], k,
						    g_hash_table_contains(tables[f], k) ? (void *)&twice : q);
		}
	GHashTableIter iter;
	void *k, *a;
	g_hash_table_iter_init(&iter, left);
	while (g_hash_table_iter_next(&iter, &k, &a)) {
		void *b = g_hash_table_lookup(right, k);
		if (a != &twice && b && b != &twice)
			pair(c, a, b);
	}
}

static void pair_all(struct comparison *c)
{
	for (size_t i = 0; i < c->after->n_questions; i++) {
		const struct form_question *b = c->after->questions[i], *a = form_find(c->before, b->path);
		if (a)
			pair(c, a, b);
	}
	pair(c, c->before->root, c->after->root);
	pair_by(c, key_by_name);
	pair_by(c, key_by_label);
}

/* Whether those that stayed come in another order. */
static bool is_reordered(const struct comparison *c)
{
	const struct form_question *last = NULL;
	for (size_t i = 0; i < c->after->n_questions; i++) {
		const struct form_question *a = partner(c, c->after->questions[i]);
		if (a && last && a->number < last->number)
			return true;
		last = a ? a : last;
	}
	return false;
}

static void compare_survey(struct comparison *c)
{
	for (size_t i = 0; i < c->before->n_questions; i++) {
		const struct form_question *a = c->before->questions[i];
		if (partner(c, a) || a->type == FORM_METADATA)
			continue;
		struct thing t = thing_of(c->before, a);
		say(c, "survey", g_strdup_printf("%s ya no está.", t.es),
		    g_strdup_printf("%s is no longer there.", t.en));
		thing_clear(&t);
	}
	for (size_t i = 0; i < c->after->n_questions; i++) {
		const struct form_question *b = c->after->questions[i], *a = partner(c, b);
		if (b->type == FORM_METADATA)
			continue;
		if (a) {
			compare_question(c, a, b);
			continue;
		}
		struct thing t = thing_of(c->after, b);
		say(c, "survey",
		    g_strdup_printf("%s es nueva: %s%s.", t.es, difference_type(b->type, true),
				    b->required ? ", obligatoria" : ""),
		    g_strdup_printf("%s is new: %s%s.", t.en, difference_type(b->type, false),
				    b->required ? ", required" : ""));
		thing_clear(&t);
	}
	if (is_reordered(c))
		say(c, "survey", g_strdup("Las preguntas van en otro orden."),
		    g_strdup("The questions come in another order."));
}

/* --- choices */

static char *choice_words(const struct form *form, const struct form_choice *choice)
{
	const char *label = form_text_in(form, &choice->label, form->default_language);
	if (!label || !*label)
		return g_strdup(choice->name);
	g_autofree char *quoted = difference_quote(label);
	return g_strdup_printf("%s (%s)", quoted, choice->name);
}

/* Those of list that other does not have, in one sentence. */
static void say_choices(struct comparison *c, const struct form *form, const struct form_list *list,
			const struct form_list *other, bool came)
{
	g_autoptr(GString) names = g_string_new(NULL);
	size_t n = 0;
	for (size_t i = 0; i < list->n_choices; i++) {
		if (form_choice_named(other, list->choices[i].name))
			continue;
		if (n++ < 10) {
			g_autofree char *words = choice_words(form, &list->choices[i]);
			g_string_append_printf(names, "%s%s", n > 1 ? ", " : "", words);
		}
	}
	if (!n)
		return;
	g_autofree char *more_es = n > 10 ? g_strdup_printf(" y %zu más", n - 10) : g_strdup(""),
			*more_en = n > 10 ? g_strdup_printf(" and %zu more", n - 10) : g_strdup("");
	say(c, "choices",
	    g_strdup_printf(came ? "La lista %s tiene opciones nuevas: %s%s."
				 : "La lista %s ya no tiene: %s%s.",
			    list->name, names->str, more_es),
	    g_strdup_printf(came ? "The list %s has new choices: %s%s." : "The list %s no longer has: %s%s.",
			    list->name, names->str, more_en));
}

static void compare_choice(struct comparison *c, const struct form_list *list, const struct form_choice *a,
			   const struct form_choice *b)
{
	struct thing t = {"choices", g_strdup_printf("La opción %s de la lista %s", b->name, list->name),
			  g_strdup_printf("The choice %s of the list %s", b->name, list->name)};
	compare_text(c, &t, "la etiqueta", "the label", &a->label, &b->label);
	compare_media(c, &t, &a->media, &b->media);
	if (a->level != b->level) {
		g_autofree char *before = a->level ? g_strdup_printf("%d", a->level) : NULL,
				*after = b->level ? g_strdup_printf("%d", b->level) : NULL;
		compare(c, &t, "el lugar en la escala (level)", "the place on the scale (level)", before,
			after);
	}
	thing_clear(&t);
}

static const struct form_list *list_named(const struct form *form, const char *name)
{
	for (size_t i = 0; i < form->n_lists; i++)
		if (!strcmp(form->lists[i].name, name))
			return &form->lists[i];
	return NULL;
}

static void compare_list(struct comparison *c, const struct form_list *a, const struct form_list *b)
{
	say_choices(c, c->before, a, b, false);
	say_choices(c, c->after, b, a, true);
	bool is_reordered = false;
	size_t n_changed = 0;
	const struct form_choice *last = NULL;
	for (size_t i = 0; i < b->n_choices; i++) {
		const struct form_choice *old = form_choice_named(a, b->choices[i].name);
		/* of choices that share a name only the first is compared */
		if (!old || form_choice_named(b, b->choices[i].name) != &b->choices[i])
			continue;
		is_reordered |= last && old < last;
		last = old;
		guint n = c->changes->len;
		compare_choice(c, b, old, &b->choices[i]);
		n_changed += c->changes->len > n;
		if (n_changed > 100) {
			say(c, "choices", g_strdup_printf("La lista %s cambió en más opciones.", b->name),
			    g_strdup_printf("The list %s changed in more choices.", b->name));
			break;
		}
	}
	if (is_reordered)
		say(c, "choices", g_strdup_printf("Las opciones de la lista %s van en otro orden.", b->name),
		    g_strdup_printf("The choices of the list %s come in another order.", b->name));
}

static void compare_choices(struct comparison *c)
{
	for (size_t i = 0; i < c->before->n_lists; i++)
		if (!c->before->lists[i].source && !list_named(c->after, c->before->lists[i].name))
			say(c, "choices",
			    g_strdup_printf("La lista de opciones %s ya no está.", c->before->lists[i].name),
			    g_strdup_printf("The list of choices %s is no longer there.",
					    c->before->lists[i].name));
	for (size_t i = 0; i < c->after->n_lists; i++) {
		const struct form_list *b = &c->after->lists[i], *a = list_named(c->before, b->name);
		if (b->source)
			continue; /* what it offers is in no list */
		if (a)
			compare_list(c, a, b);
		else
			say(c, "choices",
			    g_strdup_printf("La lista de opciones %s es nueva, con %zu opciones.", b->name,
					    b->n_choices),
			    g_strdup_printf("The list of choices %s is new, with %zu choices.", b->name,
					    b->n_choices));
	}
}

GPtrArray *difference_between(const struct form *before, const struct form *after)
{
	struct comparison c = {.before = before,
			       .after = after,
			       .partners = g_hash_table_new(NULL, NULL),
			       .changes = g_ptr_array_new_with_free_func(change_free)};
	pair_all(&c);
	compare_settings(&c);
	compare_survey(&c);
	compare_choices(&c);
	if (c.n_more) {
		size_t n = c.n_more;
		g_ptr_array_set_size(c.changes, DIFFERENCE_MAX - 1);
		say(&c, "choices", g_strdup_printf("Y %zu cambios más.", n + 1),
		    g_strdup_printf("And %zu changes more.", n + 1));
	}
	g_hash_table_unref(c.partners);
	return c.changes;
}
