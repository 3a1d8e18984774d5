# Uno's concordance for UnoConcordanceTest: survival::concordance(timewt = "n/G2"), and its formula by hand (last lines).
# Rscript uno.R <folder of the shared data>; R 4.2.2, survival 3.5-3
library(survival); options(digits=15)
l <- read.csv(paste0(commandArgs(TRUE)[1], "/survival-r/lung.csv")); l$d <- l$status-1
l <- l[complete.cases(l[,c("age","sex","ph.ecog")]),]
s <- -(0.01*l$age-0.5*l$sex+0.4*l$ph.ecog)
for (tau in c(1e9,500.5,300.5)) { c1 <- concordance(Surv(time,d)~s,data=l,timewt="n/G2",ymax=tau)
 cat(tau, format(c1$concordance,digits=15), format(sqrt(c1$var),digits=15), format(c1$count,digits=15),"\n") }
t <- read.csv(paste0(commandArgs(TRUE)[1], "/telco-churn/telco_churn.csv")); t<-t[t$tenure>0,]; t$d<-as.integer(t$Churn=="Yes")
s2 <- -t$MonthlyCharges
for (tau in c(1e9,60.5,24.5)) { c1 <- concordance(Surv(tenure,d)~s2,data=t,timewt="n/G2",ymax=tau)
 cat(tau, format(c1$concordance,digits=15), format(sqrt(c1$var),digits=15), format(c1$count,digits=15),"\n") }
# plain formula
uno<-function(time,d,score,tau){ n<-length(time); ut<-sort(unique(time[d==0])); G<-function(t){p<-1;for(u in ut[ut<t]){y<-sum(time>u)+sum(time==u&d==0);p<-p*(1-sum(time==u&d==0)/y)};p}
 a<-b<-0; for(i in which(d==1&time<tau)){w<-1/G(time[i])^2; j<-which(time>time[i]|(time==time[i]&d==0)); a<-a+w*sum((score[i]>score[j])+.5*(score[i]==score[j]));b<-b+w*length(j)}; a/b}
for (tau in c(1e9,500.5,300.5)) print(uno(l$time,l$d,-s,tau))
