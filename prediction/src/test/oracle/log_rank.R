# Trend, pairs and the Peto-Peto test on veteran's cell types, for LogRankFormsTest: survdiff of each pair, p.adjust, Tarone's trend from
# survdiff's own observed, expected and variance; score test of a Cox model with the score as its only column (no ties to speak of).
# Rscript log_rank.R <folder of the shared data>; R 4.2.2, survival 3.5-3
library(survival); options(digits=15)
v <- read.csv(file.path(commandArgs(TRUE)[1], "survival-r/veteran.csv"))
g <- sort(unique(v$celltype)); print(g)
for (rho in c(0,1)) {
  p <- c(); x <- c()
  for (a in 1:3) for (b in (a+1):4) { s <- survdiff(Surv(time,status)~celltype, data=v[v$celltype %in% g[c(a,b)],], rho=rho); x<-c(x,s$chisq); p <- c(p, pchisq(s$chisq,1,lower.tail=FALSE)) }
  cat("rho",rho,"\n"); print(x); print(p); print(p.adjust(p,"holm")); print(p.adjust(p,"bonferroni")); print(p.adjust(p,"BH"))
}
for (f in c("Surv(time,status)~celltype","Surv(time,status)~celltype+strata(trt)")) { s <- survdiff(as.formula(f), data=v)
 o <- if (is.matrix(s$obs)) rowSums(s$obs) else s$obs; e <- if (is.matrix(s$exp)) rowSums(s$exp) else s$exp
 sc <- c(1,3,2,5); print(sum(sc*(o-e))/sqrt(t(sc)%*%s$var%*%sc)) }
