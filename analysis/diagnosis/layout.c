/* layout - power iteration for the start, sweeps of stress majorisation, then pushing circles apart.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "layout.h"

#include <glib.h>
#include <math.h>
#include <stdbool.h>

enum { POWER_ROUNDS = 200, STRESS_SWEEPS = 150, PART_ROUNDS = 4000, GROW_EVERY = 20 };
static const double tiny = 1e-9, nearest_share = 0.05, growth = 1.05, slack = 1e-6;

/* -1/2 of the squared distances, each row and column less its mean. */
static double *centred_products(const double *distance, size_t n)
{
	double *b = g_new(double, n *n);
	g_autofree double *mean = g_new0(double, n);
	double all = 0;

	for (size_t i = 0; i < n; i++) {
		for (size_t j = 0; j < n; j++) {
			b[i * n + j] = -0.5 * distance[i * n + j] * distance[i * n + j];
			mean[i] += b[i * n + j] / (double)n;
		}
		all += mean[i] / (double)n;
	}
	for (size_t i = 0; i < n; i++)
		for (size_t j = 0; j < n; j++)
			b[i * n + j] += all - mean[i] - mean[j];
	return b;
}

/* The direction of the largest eigenvalue, as coordinates; taken out of b.  Its largest part is positive. */
static void take_axis(double *b, size_t n, double *axis)
{
	g_autofree double *next = g_new(double, n);
	double value = 0, largest = 0;

	for (size_t i = 0; i < n; i++)
		axis[i] = 1 + (double)(i * 7 % 11) / 11 - (double)(i * 5 % 13) / 6.5;
	for (size_t round = 0; round < POWER_ROUNDS; round++) {
		double length = 0;

		for (size_t i = 0; i < n; i++) {
			next[i] = 0;
			for (size_t j = 0; j < n; j++)
				next[i] += b[i * n + j] * axis[j];
			length += next[i] * next[i];
		}
		value = sqrt(length);
		for (size_t i = 0; i < n; i++)
			axis[i] = value > tiny ? next[i] / value : 0;
		if (value <= tiny)
			return;
	}
	for (size_t i = 0; i < n; i++) {
		for (size_t j = 0; j < n; j++)
			b[i * n + j] -= value * axis[i] * axis[j];
		if (fabs(axis[i]) > fabs(largest) + slack)
			largest = axis[i];
	}
	for (size_t i = 0; i < n; i++)
		axis[i] *= (largest < 0 ? -1 : 1) * sqrt(value);
}

/* Each point to where its neighbours, by how near they should be, want it. */
static void sweep_stress(const double *distance, size_t n, double floor, double *x, double *y)
{
	for (size_t i = 0; i < n; i++) {
		double sum = 0, to_x = 0, to_y = 0;

		for (size_t j = 0; j < n; j++) {
			double wanted = MAX(distance[i * n + j], floor), weight = 1 / (wanted * wanted);
			double dx = x[i] - x[j], dy = y[i] - y[j], is = sqrt(dx * dx + dy * dy);

			if (j == i)
				continue;
			sum += weight;
			to_x += weight * (x[j] + (is > tiny ? wanted * dx / is : 0));
			to_y += weight * (y[j] + (is > tiny ? wanted * dy / is : 0));
		}
		x[i] = to_x / sum;
		y[i] = to_y / sum;
	}
}

/* Turned so that the longest spread lies along x, and moved so that the mean is 0. */
static void level(double *x, double *y, size_t n)
{
	double mean_x = 0, mean_y = 0, xx = 0, xy = 0, yy = 0, half, root, c, s, length;

	for (size_t i = 0; i < n; i++) {
		mean_x += x[i] / (double)n;
		mean_y += y[i] / (double)n;
	}
	for (size_t i = 0; i < n; i++) {
		x[i] -= mean_x;
		y[i] -= mean_y;
		xx += x[i] * x[i];
		xy += x[i] * y[i];
		yy += y[i] * y[i];
	}
	/* The eigenvector of the larger eigenvalue of the 2 x 2 matrix of spread. */
	half = (xx - yy) / 2;
	root = sqrt(half * half + xy * xy);
	c = half >= 0 ? half + root : xy;
	s = half >= 0 ? xy : root - half;
	length = sqrt(c * c + s * s);
	if (length <= tiny)
		return;
	c /= length;
	s /= length;
	for (size_t i = 0; i < n; i++) {
		double along = x[i] * c + y[i] * s;

		y[i] = y[i] * c - x[i] * s;
		x[i] = along;
	}
}

void layout_place(const double *distance, size_t n, double *x, double *y)
{
	g_autofree double *b = NULL;
	double mean = 0, step;

	for (size_t i = 0; i < n; i++)
		x[i] = y[i] = 0;
	if (n < 2)
		return;
	for (size_t i = 0; i < n * n; i++)
		mean += distance[i] / ((double)n * (double)(n - 1));
	if (mean <= tiny)
		mean = 1;
	b = centred_products(distance, n);
	take_axis(b, n, x);
	take_axis(b, n, y);
	/* Two that start upon each other would never part. */
	step = nearest_share * mean / 8;
	for (size_t i = 0; i < n; i++) {
		x[i] += step * ((double)(i % 7) - 3);
		size_t row = i / 7 % 7, square = i / 49;

		y[i] += step * ((double)row - 3 + (double)square / 8);
	}
	for (size_t i = 0; i < STRESS_SWEEPS; i++)
		sweep_stress(distance, n, nearest_share * mean, x, y);
	level(x, y, n);
}

/* True: something had to move. */
static bool push_apart(double *x, double *y, const double *radius, double gap, size_t n)
{
	bool has_moved = false;

	for (size_t i = 0; i < n; i++) {
		for (size_t j = i + 1; j < n; j++) {
			double dx = x[j] - x[i], dy = y[j] - y[i], is = sqrt(dx * dx + dy * dy);
			double wanted = radius[i] + radius[j] + gap, push = wanted - is;
			double share = radius[i] + radius[j] > 0 ? radius[j] / (radius[i] + radius[j]) : 0.5;

			if (push <= slack * wanted)
				continue;
			if (is <= tiny) {
				dx = is = 1;
				dy = 0;
			}
			x[i] -= dx / is * push * share;
			y[i] -= dy / is * push * share;
			x[j] += dx / is * push * (1 - share);
			y[j] += dy / is * push * (1 - share);
			has_moved = true;
		}
	}
	return has_moved;
}

void layout_part(double *x, double *y, const double *radius, double gap, size_t n)
{
	for (size_t round = 1; round <= PART_ROUNDS && push_apart(x, y, radius, gap, n); round++) {
		for (size_t i = 0; i < n && round % GROW_EVERY == 0; i++) {
			x[i] *= growth;
			y[i] *= growth;
		}
	}
}
