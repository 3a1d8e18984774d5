# One R peer for all problems: Rscript peer.R STEM PROBLEM METHOD. Reads the file, says ready, answers each line of
# standard input with one timed fit.
given <- commandArgs(trailingOnly = TRUE)
stem <- given[1]
problem <- given[2]
method <- given[3]

text <- paste(readLines(paste0(stem, ".json"), warn = FALSE), collapse = "")
between <- function(open) regmatches(text, regexpr(paste0(open, "[^]]*"), text))
names <- gsub('"', "", strsplit(sub('.*\\[', "", between('"columns":\\[')), ",")[[1]])
rows <- as.integer(sub('.*"rows":([0-9]+).*', "\\1", text))
setting <- function(name) as.numeric(strsplit(sub('.*\\[', "", between(paste0('"', name, '":\\['))), ",")[[1]])
file <- file(paste0(stem, ".bin"), "rb")
columns <- setNames(lapply(names, function(n) readBin(file, "double", rows, endian = "little")), names)
close(file)
features <- names[startsWith(names, "x")]
x <- if (length(features)) do.call(cbind, columns[features]) else NULL

prepare <- function() switch(paste(problem, method),
  "cox core" = {
    suppressMessages(library(survival))
    y <- Surv(columns$time, columns$event)
    function() {
      f <- coxph.fit(x, y, NULL, NULL, NULL, coxph.control(), NULL, "efron", NULL, resid = FALSE)
      list(coefficients = f$coefficients, logLikelihood = f$loglik[2])
    }
  },
  "cox-start-stop core" = {
    suppressMessages(library(survival))
    y <- Surv(columns$start, columns$time, columns$event)
    function() {
      f <- agreg.fit(x, y, NULL, NULL, NULL, coxph.control(), NULL, "efron", NULL, resid = FALSE)
      list(coefficients = f$coefficients, logLikelihood = f$loglik[2])
    }
  },
  "km-days core" = ,
  "km-continuous core" = {
    suppressMessages(library(survival))
    y <- Surv(columns$time, columns$event)
    one <- factor(rep(1L, rows))
    ask <- setting("ask")
    function() {
      f <- survival:::survfitKM(one, y)
      list(survival = c(1, f$surv)[findInterval(ask, f$time) + 1])
    }
  },
  "aft core" = {
    suppressMessages(library(survival))
    d <- survreg.distributions$extreme
    logTime <- log(columns$time)
    y <- cbind(logTime, columns$event)
    one <- cbind(1, x)
    back <- sum(logTime[columns$event == 1])
    function() {
      f <- survreg.fit(one, y, NULL, NULL, NULL, survreg.control(), d, 0, 1, 0, NULL)
      p <- ncol(one)
      list(coefficients = f$coefficients[1:p], scale = exp(f$coefficients[p + 1]), logLikelihood = f$loglik[2] - back)
    }
  },
  "kmeans lloyd" = {
    k <- setting("k")
    rounds <- setting("iterations")
    function() {
      f <- suppressWarnings(kmeans(x, x[1:k, , drop = FALSE], iter.max = rounds, algorithm = "Lloyd"))
      list(centers = t(f$centers), inertia = f$tot.withinss)
    }
  },
  "logistic glm.fit" = {
    one <- cbind(1, x)
    function() list(coefficients = glm.fit(one, columns$label, family = binomial())$coefficients)
  },
  "elastic-net default" = ,
  "elastic-net tight" = {
    suppressMessages(library(glmnet))
    glmnet.control(fdev = 0, devmax = 1)
    lambdas <- setting("lambdas")
    function() {
      f <- glmnet(x, columns$label, family = "binomial", alpha = setting("mixing"), lambda = lambdas,
                  thresh = if (method == "tight") 1e-14 else 1e-7, maxit = 1e6)
      at <- function(step) c(f$a0[step], as.numeric(f$beta[, step]))
      list(middle = at(length(lambdas) %/% 2 + 1), last = at(length(lambdas)))
    }
  },
  "ward hclust" = function() list(heights = sort(hclust(dist(x), "ward.D2")$height)),
  stop("no such peer: ", problem, " ", method)
)

fit <- prepare()
cat("ready\n")
flush(stdout())
lines <- file("stdin", "r")
while (length(readLines(lines, 1))) {
  t <- system.time(answer <- fit(), gcFirst = FALSE)
  numbers <- vapply(names(answer), function(n)
    sprintf('"%s":[%s]', n, paste(sprintf("%.17g", answer[[n]]), collapse = ",")), "")
  cat(sprintf('{"seconds":%.6f,"cpu":%.6f,"answer":{%s}}\n', t[["elapsed"]], t[["user.self"]] + t[["sys.self"]],
              paste(numbers, collapse = ",")))
  flush(stdout())
}
