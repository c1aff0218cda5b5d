/* communities - Leiden: nodes move from a queue, groups are refined at random, and their parts become nodes.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "communities.h"

#include <float.h>
#include <glib.h>
#include <string.h>

#include "random.h"

/* "Until nothing improves" may take many rounds for next to nothing; that one round moved nothing may be the
 * luck of its refinement. */
enum { MAX_ROUNDS = 12, PATIENCE = 2 };
static const uint32_t none = UINT32_MAX;
/* How much at random parts are merged in the refinement, in mean edges: theta of the paper. */
static const double randomness = 0.01;
/* A move must gain more than this share of the node's edges, so that rounding moves nothing to and fro. */
static const double min_gain = 1e-9;

/* The graph as it is or contracted.  Moving node v to group c gains
 * weight(v, c) - pull * mass[v] * mass(c without v): mass is strength (modularity) or a count (Potts). */
struct level {
	size_t n;
	const size_t *start;
	const uint32_t *to;
	const float *weight;
	struct graph *own; /* what the three point into, NULL: into the caller's graph */
	double *mass;
	uint32_t *side; /* NULL: none */
	double mean;	/* weight of an edge of the whole graph, in the unit of this level */
	double pull;
};

/* What is asked for together of a group, or of a part, lies together: it is reached at random. */
struct cell {
	double cut; /* to the node that is looked at; 0 between nodes */
	double mass;
};

/* Scratch, as long as the ground has nodes. */
struct search {
	struct random random;
	uint32_t *queue, *touched, *empty;
	bool *flag;
	struct cell *cell;
	double *whole, *outside; /* mass of a group; weight between a part and the rest of its group */
	uint32_t *size, *side, *n_sided; /* by group */
	uint32_t *number;
};

static void search_start(struct search *s, size_t n, const struct communities_settings *settings)
{
	random_start(&s->random, settings->seed, RANDOM_STREAM_COMMUNITIES);
	s->queue = g_new(uint32_t, n + 1);
	s->touched = g_new(uint32_t, n + 1);
	s->empty = g_new(uint32_t, n + 1);
	s->flag = g_new(bool, n + 1);
	s->cell = g_new0(struct cell, n + 1);
	s->whole = g_new(double, n + 1);
	s->outside = g_new(double, n + 1);
	s->size = g_new(uint32_t, n + 1);
	s->side = settings->sides ? g_new(uint32_t, n + 1) : NULL;
	s->n_sided = settings->sides ? g_new(uint32_t, n + 1) : NULL;
	s->number = g_new(uint32_t, n + 1);
}

static void search_clear(struct search *s)
{
	g_free(s->queue);
	g_free(s->touched);
	g_free(s->empty);
	g_free(s->flag);
	g_free(s->cell);
	g_free(s->whole);
	g_free(s->outside);
	g_free(s->size);
	g_free(s->side);
	g_free(s->n_sided);
	g_free(s->number);
}

static void level_free(struct level *level)
{
	if (!level)
		return;
	graph_free(level->own);
	g_free(level->mass);
	g_free(level->side);
	g_free(level);
}

/* Labels below n become numbers in order of first appearance; how many there are. */
static size_t renumber(struct search *s, uint32_t *label, size_t n)
{
	size_t n_labels = 0;

	memset(s->number, 0xff, n * sizeof *s->number);
	for (size_t i = 0; i < n; i++) {
		uint32_t *number = &s->number[label[i]];

		if (*number == none)
			*number = (uint32_t)n_labels++;
		label[i] = *number;
	}
	return n_labels;
}

/* The same for labels of a caller, any of which may be none: a number of its own. */
static size_t renumber_any(const uint32_t *label, size_t n, uint32_t *number)
{
	g_autofree uint32_t *number_of = NULL;
	size_t n_labels = 0, most = 0;

	for (size_t i = 0; i < n; i++)
		if (label[i] != none)
			most = MAX(most, (size_t)label[i] + 1);
	number_of = g_new(uint32_t, most + 1);
	memset(number_of, 0xff, most * sizeof *number_of);
	for (size_t i = 0; i < n; i++) {
		if (label[i] == none) {
			number[i] = (uint32_t)n_labels++;
			continue;
		}
		if (number_of[label[i]] == none)
			number_of[label[i]] = (uint32_t)n_labels++;
		number[i] = number_of[label[i]];
	}
	return n_labels;
}

static void shuffle_into(struct search *s, uint32_t *order, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		size_t j = random_below(&s->random, i + 1);

		order[i] = order[j];
		order[j] = (uint32_t)i;
	}
}

static void weigh_groups(struct search *s, const struct level *level, const uint32_t *group)
{
	memset(s->cell, 0, level->n * sizeof *s->cell);
	memset(s->size, 0, level->n * sizeof *s->size);
	if (level->side)
		memset(s->n_sided, 0, level->n * sizeof *s->n_sided);
	for (size_t v = 0; v < level->n; v++) {
		s->cell[group[v]].mass += level->mass[v];
		s->size[group[v]]++;
		if (level->side && level->side[v] != none) {
			s->side[group[v]] = level->side[v];
			s->n_sided[group[v]]++;
		}
	}
}

/* May the node, on a side, join the group? */
static bool is_welcome(const struct search *s, const struct level *level, uint32_t node, uint32_t group)
{
	return !level->side || level->side[node] == none || !s->n_sided[group] ||
	       s->side[group] == level->side[node];
}

static void put(struct search *s, const struct level *level, uint32_t node, uint32_t group)
{
	s->cell[group].mass += level->mass[node];
	s->size[group]++;
	if (level->side && level->side[node] != none) {
		s->side[group] = level->side[node];
		s->n_sided[group]++;
	}
}

static void take(struct search *s, const struct level *level, uint32_t node, uint32_t group)
{
	s->size[group]--;
	s->cell[group].mass = s->size[group] ? s->cell[group].mass - level->mass[node] : 0;
	if (level->side && level->side[node] != none)
		s->n_sided[group]--;
}

/* The best group for a node that has been taken out of its own; none: an empty one. */
static uint32_t best_group(struct search *s, const struct level *level, const uint32_t *group, uint32_t node)
{
	size_t n_touched = 0;
	uint32_t own = group[node], best = own;
	double pull = level->pull * level->mass[node], total = 0, own_gain, best_gain;

	for (size_t e = level->start[node]; e < level->start[node + 1]; e++) {
		uint32_t there = group[level->to[e]];
		double weight = (double)level->weight[e];

		s->touched[n_touched] = there;
		n_touched += s->cell[there].cut <= 0;
		s->cell[there].cut += weight;
		total += weight;
	}
	own_gain = best_gain = s->cell[own].cut - pull * s->cell[own].mass;
	for (size_t i = 0; i < n_touched; i++) {
		uint32_t there = s->touched[i];
		double gain = s->cell[there].cut - pull * s->cell[there].mass;

		s->cell[there].cut = 0;
		if (gain > best_gain && is_welcome(s, level, node, there)) {
			best = there;
			best_gain = gain;
		}
	}
	if (best_gain < 0 && s->size[own]) {
		best = none;
		best_gain = 0;
	}
	return best_gain > own_gain + min_gain * total ? best : own;
}

/* Fast local moving: who moves makes those of its neighbours wait again that are not in its new group. */
static bool move_nodes(struct search *s, const struct level *level, uint32_t *group)
{
	size_t n = level->n, n_waiting = n, head = 0, n_empty = 0;
	bool has_moved = false;

	weigh_groups(s, level, group);
	for (size_t c = n; c-- > 0;)
		if (!s->size[c])
			s->empty[n_empty++] = (uint32_t)c;
	shuffle_into(s, s->queue, n);
	memset(s->flag, true, n * sizeof *s->flag);
	while (n_waiting) {
		uint32_t node = s->queue[head], own = group[node], best;

		head = head + 1 == n ? 0 : head + 1;
		n_waiting--;
		s->flag[node] = false;
		take(s, level, node, own);
		best = best_group(s, level, group, node);
		if (best == own) {
			put(s, level, node, own);
			continue;
		}
		if (best == none)
			best = s->empty[--n_empty];
		if (!s->size[own])
			s->empty[n_empty++] = own;
		put(s, level, node, best);
		group[node] = best;
		has_moved = true;
		for (size_t e = level->start[node]; e < level->start[node + 1]; e++) {
			uint32_t there = level->to[e];

			if (s->flag[there] || group[there] == best)
				continue;
			s->flag[there] = true;
			s->queue[head + n_waiting < n ? head + n_waiting : head + n_waiting - n] = there;
			n_waiting++;
		}
	}
	return has_moved;
}

/* e to a power of at most 0, as the limit that it is: exp of libm differs between processors. */
static double exponential(double power)
{
	double value = MAX(0, 1 + power / 1024);

	for (size_t i = 0; i < 10; i++)
		value *= value;
	return value;
}

/* One of the candidates (in touched, with gains >= 0 in their cuts) or to stay, by the weight of its gain. */
static uint32_t draw_part(struct search *s, size_t n_candidates, double heat, uint32_t own)
{
	double most = 0, sum, draw;
	uint32_t last = own;

	for (size_t i = 0; i < n_candidates; i++)
		most = MAX(most, s->cell[s->touched[i]].cut);
	sum = exponential(-most / heat);
	for (size_t i = 0; i < n_candidates; i++)
		sum += exponential((s->cell[s->touched[i]].cut - most) / heat);
	draw = random_unit(&s->random) * sum - exponential(-most / heat);
	for (size_t i = 0; i < n_candidates && draw >= 0; i++) {
		last = s->touched[i];
		draw -= exponential((s->cell[last].cut - most) / heat);
	}
	return last;
}

/* A node that is a part by itself joins one of the parts of its group, if both hang well together with it. */
static void merge_node(struct search *s, const struct level *level, const uint32_t *group, uint32_t *part,
		       uint32_t node)
{
	size_t n_touched = 0, n_candidates = 0;
	double pull = level->pull * level->mass[node], whole = s->whole[group[node]], cut;
	uint32_t chosen;

	if (s->outside[node] < pull * (whole - level->mass[node]))
		return;
	for (size_t e = level->start[node]; e < level->start[node + 1]; e++) {
		uint32_t there = level->to[e];

		if (group[there] != group[node])
			continue;
		if (s->cell[part[there]].cut <= 0)
			s->touched[n_touched++] = part[there];
		s->cell[part[there]].cut += (double)level->weight[e];
	}
	for (size_t i = 0; i < n_touched; i++) {
		uint32_t there = s->touched[i];
		double gain = s->cell[there].cut - pull * s->cell[there].mass;

		if (gain < 0 ||
		    s->outside[there] < level->pull * s->cell[there].mass * (whole - s->cell[there].mass)) {
			s->cell[there].cut = 0;
			continue;
		}
		s->cell[there].cut = gain;
		s->touched[n_candidates++] = there;
	}
	chosen = draw_part(s, n_candidates, randomness * level->mean, node);
	cut = s->cell[chosen].cut + pull * s->cell[chosen].mass;
	for (size_t i = 0; i < n_candidates; i++)
		s->cell[s->touched[i]].cut = 0;
	if (chosen == node)
		return;
	part[node] = chosen;
	s->outside[chosen] += s->outside[node] - 2 * cut;
	s->cell[chosen].mass += level->mass[node];
	s->flag[chosen] = false;
}

/* Nodes at random, but group by group: what is reached together then lies together.  Uses up the sizes. */
static void shuffle_groups(struct search *s, const uint32_t *group, size_t n)
{
	size_t end = 0;

	for (size_t c = 0; c < n; c++) {
		end += s->size[c];
		s->size[c] = (uint32_t)end;
	}
	shuffle_into(s, s->number, n);
	for (size_t i = n; i-- > 0;)
		s->queue[--s->size[group[s->number[i]]]] = s->number[i];
}

/* Parts of the groups, each well connected and numbered group by group: the refinement.  How many. */
static size_t refine(struct search *s, const struct level *level, const uint32_t *group, uint32_t *part)
{
	bool *is_alone = s->flag;
	size_t n_parts = 0;

	weigh_groups(s, level, group);
	for (size_t c = 0; c < level->n; c++)
		s->whole[c] = s->cell[c].mass;
	for (size_t v = 0; v < level->n; v++) {
		part[v] = (uint32_t)v;
		is_alone[v] = true;
		s->cell[v].mass = level->mass[v];
		s->outside[v] = 0;
		for (size_t e = level->start[v]; e < level->start[v + 1]; e++)
			if (group[level->to[e]] == group[v])
				s->outside[v] += (double)level->weight[e];
	}
	shuffle_groups(s, group, level->n);
	for (size_t i = 0; i < level->n; i++)
		if (is_alone[s->queue[i]])
			merge_node(s, level, group, part, s->queue[i]);
	for (size_t i = 0; i < level->n; i++)
		if (part[s->queue[i]] == s->queue[i])
			s->number[s->queue[i]] = (uint32_t)n_parts++;
	for (size_t v = 0; v < level->n; v++)
		part[v] = s->number[part[v]];
	return n_parts;
}

/* Parts become nodes.  Their inner edges are no longer needed: a node's mass holds them. */
static struct level *contract(struct search *s, const struct level *level, const uint32_t *part,
			      size_t n_parts)
{
	struct level *next = g_new0(struct level, 1);
	struct graph *graph = g_new0(struct graph, 1);
	size_t n_entries = level->start[level->n], at = 0;
	uint32_t *first = s->empty, *member = s->queue;

	graph->n_nodes = n_parts;
	graph->start = g_new(size_t, n_parts + 1);
	/* Room for the most there can be; what is not written to costs nothing and is given back. */
	graph->to = g_new(uint32_t, n_entries + 1);
	graph->weight = g_new(float, n_entries + 1);
	next->mass = g_new0(double, n_parts + 1);
	if (level->side) {
		next->side = g_new(uint32_t, n_parts + 1);
		memset(next->side, 0xff, n_parts * sizeof *next->side);
	}
	memset(first, 0, (n_parts + 1) * sizeof *first);
	for (size_t v = 0; v < level->n; v++) {
		next->mass[part[v]] += level->mass[v];
		if (level->side && level->side[v] != none) {
			g_assert(next->side[part[v]] == none || next->side[part[v]] == level->side[v]);
			next->side[part[v]] = level->side[v];
		}
		first[part[v]]++;
	}
	for (size_t p = 0, sum = 0; p < n_parts; p++) {
		sum += first[p];
		first[p] = (uint32_t)sum;
	}
	for (size_t v = level->n; v-- > 0;)
		member[--first[part[v]]] = (uint32_t)v;
	first[n_parts] = (uint32_t)level->n;
	for (size_t p = 0; p < n_parts; p++) {
		size_t n_touched = 0;

		graph->start[p] = at;
		for (size_t i = first[p]; i < first[p + 1]; i++) {
			for (size_t e = level->start[member[i]]; e < level->start[member[i] + 1]; e++) {
				uint32_t there = part[level->to[e]];

				if (there == p)
					continue;
				if (s->cell[there].cut <= 0)
					s->touched[n_touched++] = there;
				s->cell[there].cut += (double)level->weight[e];
			}
		}
		for (size_t i = 0; i < n_touched; i++) {
			graph->to[at] = s->touched[i];
			graph->weight[at++] = MAX(FLT_MIN, (float)(s->cell[s->touched[i]].cut / level->mean));
			s->cell[s->touched[i]].cut = 0;
		}
	}
	graph->start[n_parts] = at;
	graph->to = g_renew(uint32_t, graph->to, at + 1);
	graph->weight = g_renew(float, graph->weight, at + 1);
	next->n = n_parts;
	next->own = graph;
	next->start = graph->start;
	next->to = graph->to;
	next->weight = graph->weight;
	next->mean = 1;
	next->pull = level->pull / level->mean;
	return next;
}

/* From the ground up, until no two nodes are in one group; true: something moved. */
static bool one_round(struct search *s, const struct level *ground, uint32_t *group)
{
	const struct level *level = ground;
	struct level *own = NULL;
	g_autofree uint32_t *node_at = g_new(uint32_t, ground->n + 1), *part = g_new(uint32_t, ground->n + 1);
	g_autofree uint32_t *here = g_memdup2(group, (ground->n + 1) * sizeof *group);
	bool has_moved = false;

	for (size_t i = 0; i < ground->n; i++)
		node_at[i] = (uint32_t)i;
	for (;;) {
		size_t n_groups, n_parts;
		struct level *next;

		has_moved |= move_nodes(s, level, here);
		n_groups = renumber(s, here, level->n);
		if (n_groups == level->n)
			break;
		n_parts = refine(s, level, here, part);
		if (n_parts == level->n) {
			memcpy(part, here, level->n * sizeof *part);
			n_parts = n_groups;
		}
		next = contract(s, level, part, n_parts);
		for (size_t i = 0; i < ground->n; i++)
			node_at[i] = part[node_at[i]];
		for (size_t v = 0; v < level->n; v++)
			s->number[part[v]] = here[v];
		memcpy(here, s->number, n_parts * sizeof *here);
		level_free(own);
		level = own = next;
	}
	for (size_t i = 0; i < ground->n; i++)
		group[i] = here[node_at[i]];
	level_free(own);
	return has_moved;
}

/* The pieces of groups that do not hang together become groups: that never lowers the quality. */
static size_t part_pieces(struct search *s, const struct level *level, uint32_t *group)
{
	uint32_t *piece = s->number;
	size_t n_pieces = 0;

	memset(piece, 0xff, level->n * sizeof *piece);
	for (size_t first = 0; first < level->n; first++) {
		size_t n_found = 1;

		if (piece[first] != none)
			continue;
		piece[first] = (uint32_t)n_pieces;
		s->queue[0] = (uint32_t)first;
		for (size_t i = 0; i < n_found; i++) {
			uint32_t node = s->queue[i];

			for (size_t e = level->start[node]; e < level->start[node + 1]; e++) {
				uint32_t there = level->to[e];

				if (piece[there] != none || group[there] != group[node])
					continue;
				piece[there] = (uint32_t)n_pieces;
				s->queue[n_found++] = there;
			}
		}
		n_pieces++;
	}
	memcpy(group, piece, level->n * sizeof *group);
	return n_pieces;
}

static struct level *ground_of(const struct graph *graph, const struct communities_settings *settings)
{
	struct level *ground = g_new0(struct level, 1);
	double twice = 0;

	ground->n = graph->n_nodes;
	ground->start = graph->start;
	ground->to = graph->to;
	ground->weight = graph->weight;
	ground->mass = g_new(double, graph->n_nodes + 1);
	if (settings->sides)
		ground->side = g_memdup2(settings->sides, graph->n_nodes * sizeof *settings->sides);
	for (size_t v = 0; v < graph->n_nodes; v++) {
		double strength = 0;

		for (size_t e = graph->start[v]; e < graph->start[v + 1]; e++)
			strength += (double)graph->weight[e];
		ground->mass[v] = settings->is_potts ? 1 : strength;
		twice += strength;
	}
	ground->mean = graph->n_edges ? twice / (2 * (double)graph->n_edges) : 1;
	ground->pull = settings->resolution / (settings->is_potts || !graph->n_edges ? 1 : twice);
	return ground;
}

/* Where to begin on the ground: a node joins the group of its start unless that is of another side. */
static void begin(struct search *s, const struct level *ground, const uint32_t *start, uint32_t *group)
{
	size_t n_groups;

	if (!start) {
		for (size_t v = 0; v < ground->n; v++)
			group[v] = (uint32_t)v;
		return;
	}
	n_groups = renumber_any(start, ground->n, group);
	if (!ground->side)
		return;
	weigh_groups(s, ground, group);
	for (size_t v = 0; v < ground->n; v++)
		if (ground->side[v] != none && ground->side[v] != s->side[group[v]])
			group[v] = (uint32_t)n_groups++;
}

/* The first node of each atom speaks for its start. */
static uint32_t *start_of_atoms(const uint32_t *start, const uint32_t *atom, size_t n, size_t n_atoms)
{
	uint32_t *of_atom = g_new(uint32_t, n_atoms + 1);

	for (size_t i = n; i-- > 0;)
		of_atom[atom[i]] = start[i];
	return of_atom;
}

uint32_t *communities_find(const struct graph *graph, const struct communities_settings *settings,
			   size_t *n_groups)
{
	size_t n = graph->n_nodes, n_rounds = settings->n_rounds ? settings->n_rounds : MAX_ROUNDS;
	uint32_t *found = g_new(uint32_t, n + 1);
	g_autofree uint32_t *atom = NULL, *start = NULL;
	struct level *ground = ground_of(graph, settings);
	struct search s;

	g_assert(settings->resolution > 0 && n < UINT32_MAX);
	search_start(&s, n, settings);
	if (settings->atoms) {
		struct level *whole = ground;
		size_t n_atoms;

		atom = g_new(uint32_t, n + 1);
		n_atoms = renumber_any(settings->atoms, n, atom);
		ground = contract(&s, whole, atom, n_atoms);
		level_free(whole);
		if (settings->start)
			start = start_of_atoms(settings->start, atom, n, n_atoms);
	}
	begin(&s, ground, start ? start : settings->start, found);
	for (size_t i = 0, idle = 0; i < n_rounds && idle < PATIENCE; i++)
		idle = one_round(&s, ground, found) ? 0 : idle + 1;
	*n_groups = part_pieces(&s, ground, found);
	if (atom) {
		for (size_t i = 0; i < n; i++)
			atom[i] = found[atom[i]];
		memcpy(found, atom, n * sizeof *found);
	}
	level_free(ground);
	search_clear(&s);
	return found;
}

double communities_quality(const struct graph *graph, const struct communities_settings *settings,
			   const uint32_t *group)
{
	g_autofree uint32_t *number = g_new(uint32_t, graph->n_nodes + 1);
	size_t n_groups = renumber_any(group, graph->n_nodes, number);
	g_autofree double *mass = g_new0(double, n_groups + 1);
	double inside = 0, twice = 0, expected = 0;

	for (size_t v = 0; v < graph->n_nodes; v++) {
		double strength = 0;

		for (size_t e = graph->start[v]; e < graph->start[v + 1]; e++) {
			strength += (double)graph->weight[e];
			if (number[graph->to[e]] == number[v])
				inside += (double)graph->weight[e];
		}
		twice += strength;
		mass[number[v]] += settings->is_potts ? 1 : strength;
	}
	if (twice <= 0)
		return 0;
	for (size_t c = 0; c < n_groups; c++)
		expected += settings->is_potts ? mass[c] * (mass[c] - 1) : mass[c] / twice * mass[c];
	return (inside - settings->resolution * expected) / twice;
}
