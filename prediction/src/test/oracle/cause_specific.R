# Cumulative incidences from cause-specific Cox models, for CauseSpecificCoxTest: multi-state coxph and survfit of it.
# Rscript cause_specific.R <folder of the shared data>; R 4.2.2, survival 3.5-3
library(survival); options(digits=15)
p <- read.csv(file.path(commandArgs(TRUE)[1], "survival-r/pbc.csv")); p <- p[!is.na(p$trt),]; p$lb <- log(p$bili)
p$ev <- factor(p$status, 0:2, c("censor","transplant","death")); p$id <- seq_len(nrow(p))
for (ties in c("efron","breslow")) {
f <- coxph(Surv(time,ev)~age+lb+edema, data=p, id=id, ties=ties, control=coxph.control(eps=1e-13,iter.max=50))
s <- survfit(f, newdata=data.frame(age=c(50,65),lb=c(1,2.5),edema=c(0,0.5)))
q <- summary(s, times=c(500,1500,3000)); print(ties); print(q$pstate) }
