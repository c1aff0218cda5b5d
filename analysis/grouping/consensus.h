/* consensus - many partitions of the same texts, made in different ways, and where they agree.
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Members: Leiden on the neighbour graph as a random part of the vocabulary sees it, k-means on latent
 * directions, mixtures of urns.  An edge weighs as much as the share of members that keep its ends together
 * (evidence accumulation, Fred & Jain 2005, on the edges only: Lancichinetti & Fortunato 2012).
 *
 * Threads: members are made over the given work, each on one thread.  Memory: consensus_free; inputs are
 * borrowed.  Failure: NULL when the work was stopped.
 */
#ifndef CONSENSUS_H
#define CONSENSUS_H

#include "corpus.h"
#include "dense.h"
#include "graph.h"
#include "work.h"

struct consensus_input {
	const struct corpus *corpus;
	const struct corpus_matrix *features; /* what the graph's edges were measured on */
	const struct graph *graph;
	const struct dense *latent; /* one row a text, rows of length 1; NULL: no k-means members */
	size_t n_vocabulary, n_centres, n_urns; /* members of each kind */
	size_t n_groups; /* wanted: k-means and urns take 1 to 4 times as many; 0: as Leiden finds */
	size_t n_rounds; /* of Leiden, 0: until nothing improves */
	uint64_t seed;
};

struct consensus {
	size_t n_documents, n_members;
	uint32_t **group; /* n_members x n_documents; UINT32_MAX: in none */
	size_t *n_groups; /* n_members */
	float *weight;	/* n_members, > 0, sum 1: how much each counts; all equal unless a number of groups is
			   wanted */
	size_t typical; /* median number of groups of three texts or more in the Leiden members */
};

struct consensus *consensus_new(const struct consensus_input *, struct work *);
/* Room for so many members, none of them there yet. */
struct consensus *consensus_empty(size_t n_documents, size_t n_members);
/* Some of the members, copied: n_members, which ones; at least one. */
struct consensus *consensus_part(const struct consensus *, const bool *is_used);
void consensus_free(struct consensus *);

/* The graph, each edge times the share of members that keep its ends together; edges that none keeps are
 * gone. is_used: n_members, which ones count; NULL: all. */
struct graph *consensus_graph(const struct consensus *, const struct graph *, const bool *is_used,
			      struct work *);
/* How surely each text belongs to its group: the share, over members, of the group's other texts that are
 * with it.  0 where group is UINT32_MAX, 1 for a group of one. */
float *consensus_membership(const struct consensus *, const uint32_t *group, size_t n_groups);
/* For each group the mean share of members over the edges inside, less that over the edges that leave it
 * (none: 0). */
double *consensus_cohesion(const struct consensus *, const struct graph *, const uint32_t *group,
			   size_t n_groups);
/* Groups joined, two at a time, by the largest mean share of members that keep their texts together
 * (average linkage), until k are left.  Groups below min_size texts are not joined but dissolved
 * (UINT32_MAX). */
void consensus_join(const struct consensus *, uint32_t *group, size_t *n_groups, size_t k, size_t min_size);

#endif
