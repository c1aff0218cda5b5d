# weights.R - what R's survey 4.1-1 says of tests/accept/weights/*: weights.tsv and results.tsv, which the journey compares.
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Rscript tests/certified/weights.R, in the project's folder.  Raking to the end (epsilon 1e-14), post-stratification by crossed
# cells, trimming strict, one stage with sessions as clusters, finite population where --finite says so.
suppressMessages(library(survey))
options(digits = 17)
for (folder in Sys.glob("tests/accept/weights/*")) {
	args <- readLines(file.path(folder, "args.txt"))
	after <- function(name) args[which(args == name) + 1]
	has <- function(name) name %in% args
	d <- read.csv(file.path(folder, "in.csv"), encoding = "UTF-8", na.strings = "")
	d$w_ <- if (has("--weight-column")) d[[after("--weight-column")]] else 1
	ids <- if (has("--session")) as.formula(paste0("~", after("--session"))) else ~1
	if (has("--finite")) d$fpc_ <- as.numeric(after("--finite"))
	plain <- svydesign(ids, weights = ~w_, data = d, fpc = if (has("--finite")) ~fpc_ else NULL)
	if (has("--margins")) {
		m <- read.csv(file.path(folder, after("--margins")), encoding = "UTF-8")
		variables <- unique(m$variable)
		tables <- lapply(variables, function(v) setNames(data.frame(m$categoria[m$variable == v], m$poblacion[m$variable == v]), c(v, "Freq")))
		g <- rake(plain, lapply(variables, function(v) as.formula(paste0("~", v))), tables, list(maxit = 5000, epsilon = 1e-14))
	} else {
		pair <- strsplit(after("--margin"), "=")[[1]]
		file <- file.path(folder, pair[2])
		m <- if (grepl(";", readLines(file, 1))) read.csv2(file, encoding = "UTF-8") else read.csv(file, encoding = "UTF-8")
		v <- strsplit(pair[1], ",")[[1]]
		if (length(v) == 1) {
			names(m)[1] <- v
			m[[v]] <- tolower(m[[v]])
		}
		names(m)[ncol(m)] <- "Freq"
		g <- postStratify(plain, as.formula(paste0("~", paste(v, collapse = "+"))), m)
	}
	if (has("--trim")) {
		mean_ <- mean(weights(g))
		bounds <- as.numeric(strsplit(after("--trim"), "-")[[1]])
		g <- trimWeights(g, lower = bounds[1] * mean_, upper = bounds[2] * mean_, strict = TRUE)
	}
	write.table(data.frame(id = d$id, weight = weights(g)), file.path(folder, "weights.tsv"), sep = "\t", quote = FALSE, row.names = FALSE)
	results <- data.frame()
	add <- function(column, value, y) {
		row <- list(column = column, value = value)
		for (k in 1:2) {
			design <- list(plain, g)[[k]]
			design$variables$y_ <- y
			e <- svymean(~y_, design, na.rm = TRUE)
			row[[c("unweighted", "weighted")[k]]] <- coef(e)[[1]]
			row[[c("unweighted_se", "weighted_se")[k]]] <- SE(e)[[1]]
		}
		results <<- rbind(results, as.data.frame(row))
	}
	for (column in after("--issue")) for (value in sort(unique(na.omit(d[[column]])))) add(column, value, as.numeric(!is.na(d[[column]]) & d[[column]] == value))
	for (column in after("--outcome")) {
		y <- d[[column]]
		y[y == "no_se"] <- NA
		for (value in sort(unique(na.omit(y)))) add(column, value, as.numeric(y == value))
	}
	for (column in after("--mean")) add(column, "", d[[column]])
	write.table(results, file.path(folder, "results.tsv"), sep = "\t", quote = FALSE, row.names = FALSE)
}
