# Curves along a path of features, for CovariatePathTest: R's survfit(..., id=) for the curve, and the formula by hand (risk sets from the
# raw rows) for the standard error of the cumulative hazard, which survfit 3.5-3 has right only before the first change.
# Rscript covariate_path.R <folder of the shared data>; R 4.2.2, survival 3.5-3
library(survival); options(digits = 15)
h <- read.csv(file.path(commandArgs(TRUE)[1], "survival-r/heart.csv"))
names <- c("age", "year", "surgery", "transplant"); X <- as.matrix(h[, names])
path <- data.frame(start = c(0, 50, 200), stop = c(50, 200, 1000), event = 0, age = c(-2, -2, -1.5), year = 3,
                   surgery = c(0, 0, 1), transplant = c(0, 1, 1), id = 1)
at <- c(20, 50, 60, 150, 250, 800)
for (ties in c("efron", "breslow")) {
  f <- coxph(Surv(start, stop, event) ~ age + year + surgery + transplant, data = h, ties = ties,
             control = coxph.control(eps = 1e-13, iter.max = 50))
  print(cbind(at, summary(survfit(f, newdata = path, id = id), times = at)$surv))
  b <- coef(f); r <- exp(X %*% b)[, 1]; deaths <- sort(unique(h$stop[h$event == 1]))
  for (end in at) {
    L <- rep(0, 4); v <- 0; hazard <- 0
    for (t in deaths[deaths <= end]) {
      R <- h$start < t & h$stop >= t; D <- h$stop == t & h$event == 1; d <- sum(D)
      x <- as.numeric(path[which(t > path$start & t <= path$stop), names]); rx <- exp(sum(b * x))
      for (l in 0:(d - 1)) {
        w <- r * R - (if (ties == "efron") l / d else 0) * r * D
        dh <- 1 / sum(w); hazard <- hazard + rx * dh; v <- v + rx^2 * dh^2; L <- L + rx * (x - colSums(w * X) / sum(w)) * dh
      }
    }
    cat(ties, end, format(exp(-hazard), digits = 15), format(sqrt(v + t(L) %*% vcov(f) %*% L), digits = 15), "\n")
  }
}
