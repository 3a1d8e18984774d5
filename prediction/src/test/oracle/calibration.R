# Calibration at a horizon on lung: weights by hand, glm(cloglog) with them, and the spline of the ICI.
# Rscript calibration.R <folder of the shared data>; R 4.2.2, survival 3.5-3
library(survival); options(digits=15)
l <- read.csv(file.path(commandArgs(TRUE)[1], "survival-r/lung.csv")); l$d <- l$status-1
l <- l[complete.cases(l[,c("age","sex","ph.ecog")]),]; h <- 365.5
risk <- 1-exp(-exp(0.02*(l$age-60)-0.4*(l$sex-1)+0.3*l$ph.ecog-0.6)); x <- log(-log(1-risk))
ut <- sort(unique(l$time[l$d==0]))
G <- function(t,incl){p<-1;for(u in ut[if(incl) ut<=t else ut<t]){y<-sum(l$time>u)+sum(l$time==u&l$d==0);p<-p*(1-sum(l$time==u&l$d==0)/y)};p}
w <- ifelse(l$time>h,1/G(h,TRUE),ifelse(l$d==1,1/sapply(l$time,G,incl=FALSE),0)); y <- as.integer(l$time<=h & l$d==1)
ctl <- glm.control(epsilon=1e-15,maxit=100)
g0 <- suppressWarnings(glm(y~1+offset(x),weights=w,family=binomial("cloglog"),control=ctl,subset=w>0))
g1 <- suppressWarnings(glm(y~x,weights=w,family=binomial("cloglog"),control=ctl,subset=w>0))
# glm stops on the deviance; a few more rounds make the coefficients exact
again <- function(g) { for (i in 1:30) g <- suppressWarnings(update(g, start=coef(g))); g }
g0 <- again(g0); g1 <- again(g1)
cat("in the large",format(coef(g0),digits=15),"intercept, slope",format(coef(g1),digits=15),"\n")
cat("ratio",format(sum(w*y)/length(w)/mean(risk),digits=15),"\n")
k <- quantile(x,c(.05,.35,.65,.95)); p3<-function(v) pmax(v,0)^3
B <- sapply(1:2,function(j)(p3(x-k[j])-p3(x-k[3])*(k[4]-k[j])/(k[4]-k[3])+p3(x-k[4])*(k[3]-k[j])/(k[4]-k[3]))/(k[4]-k[1])^2)
g2 <- suppressWarnings(glm(y~x+B,weights=w,family=binomial("cloglog"),control=ctl,subset=w>0))
g2 <- again(g2); eta <- cbind(1,x,B)%*%coef(g2); s <- 1-exp(-exp(eta)); m <- abs(risk-s)
cat("ICI",format(mean(m),digits=15),"E50",format(sort(m)[ceiling(.5*length(m))],digits=15),"E90",format(sort(m)[ceiling(.9*length(m))],digits=15),"n",length(m),"\n")
cat("smoothed of first", format(s[1],digits=15), format(risk[1],digits=15), "\n")
o <- order(risk); n <- length(o); from <- 1
for (j in 1:4) {
  to <- floor(n * j / 4); while (to < n && risk[o[to + 1]] == risk[o[to]]) to <- to + 1 # equal risks stay together
  r <- o[from:to]; from <- to + 1
  f <- summary(survfit(Surv(time,d)~1,data=l[r,],conf.type="log-log"),times=h)
  cat(length(r),format(mean(risk[r]),digits=15),format(1-f$surv,digits=15),format(1-f$upper,digits=15),format(1-f$lower,digits=15),"\n")
}
