# Elastic-net Cox paths by glmnet (Breslow's ties), and their cross-validated partial likelihood by Verweij and van Houwelingen's
# definition. Run as: Rscript cox_path.R ../shared/data. Made with R 4.2.2, glmnet 4.1-6, survival 3.5-3.
library(glmnet); library(survival)
data <- commandArgs(TRUE)[1]
options(digits = 15)
show <- function(name, f) for (k in seq_along(f$lambda))
  cat(name, f$lambda[k], ":", paste(sprintf("%.12g", as.vector(coef(f)[, k])), collapse = ", "), "\n")
d <- read.csv(file.path(data, "survival-lifelines/rossi.csv"))
x <- as.matrix(d[, c("fin", "age", "race", "wexp", "mar", "paro", "prio")])
y <- Surv(d$week, d$arrest)
l <- c(0.05, 0.02, 0.01, 0.005, 0.001)
fit <- function(x, y, ...) glmnet(x, y, family = "cox", thresh = 1e-18, maxit = 1e7, ...)
f <- fit(x, y, lambda = l)
show("rossi lasso", f)
cat("largest", fit(x, y, nlambda = 5)$lambda[1], "\n")
show("rossi net, columns as they are", fit(x, y, lambda = l, alpha = 0.3, standardize = FALSE))
h <- read.csv(file.path(data, "survival-r/heart.csv"))
# with starts, glmnet stops 1e-4 off the optimality conditions; so from its answer, where no coefficient is 0, Newton's method on them
xh <- as.matrix(h[, c("age", "year", "surgery")]); yh <- Surv(h$start, h$stop, h$event)
fh <- fit(xh, yh, alpha = 0.7, lambda = l[1:3])
deviation <- apply(xh, 2, function(v) sqrt(mean((v - mean(v))^2)))
for (k in 1:3) {
  b <- as.vector(coef(fh)[, k])
  for (i in 1:8) {
    g <- coxph(yh ~ xh, init = b, iter.max = 0, ties = "breslow")
    u <- colSums(residuals(g, type = "score")) / nrow(h) - l[k] * (0.7 * sign(b) * deviation + 0.3 * b * deviation^2)
    b <- b + solve(solve(g$var) / nrow(h) + diag(l[k] * 0.3 * deviation^2), u)
  }
  cat("heart", l[k], ":", sprintf("%.12g", b), "; conditions hold to", max(abs(u)), "\n")
}
w <- rep(c(1, 2, 0.5), length.out = nrow(d))
show("rossi, weights", fit(x, y, alpha = 0.7, weights = w, lambda = l[1:3]))
# (glmnet does not converge with stratifySurv: its answers are far off the conditions)
# row i (from 1) in fold (i - 1) mod 10
fold <- (seq_len(nrow(d)) - 1) %% 10
likelihood <- function(b, rows) coxph(y[rows] ~ x[rows, ], init = b, iter.max = 0, ties = "breslow")$loglik[2]
dev <- matrix(0, 10, 5); events <- numeric(10)
for (k in 0:9) {
  train <- which(fold != k)
  g <- fit(x[train, ], y[train], lambda = l)
  events[k + 1] <- sum(d$arrest[-train])
  for (j in 1:5) { b <- as.vector(coef(g)[, j]); dev[k + 1, j] <- -2 * (likelihood(b, seq_len(nrow(d))) - likelihood(b, train)) }
}
m <- colSums(dev) / sum(events)
s <- sqrt(colSums(events / sum(events) * (dev / events - rep(m, each = 10))^2) / 9)
cat("deviance", m, "\nerror", s, "\n")
cat("loglik", sapply(1:5, function(j) likelihood(as.vector(coef(f)[, j]), seq_len(nrow(d)))), "\n")
