# For RevenuePosteriorTest: density of log(rate * order value) by Kummer's function and by quadrature over the log odds, its
# distribution function as a mean over the rate, P(best) and E(max) of two and three arms. mpmath 1.3.0 (Python 3.11), some minutes.
from mpmath import *
import time
mp.dps=22
def lf(t,a,b,c,d):
    k=d*exp(-t)
    if k<2000: h=log(hyp1f1(b,a+b+c,k,maxterms=10**7))-k
    else: h=log(hyp1f1(a+c,a+b+c,-k,maxterms=10**7))
    return c*log(k)+h+loggamma(a+c)+loggamma(a+b)-loggamma(a+b+c)-loggamma(a)-loggamma(c)
def lq(t,a,b,c,d):
    # by quad over log odds
    mp.dps=30
    m=log(mpf(a)/b); s=1/sqrt(1/(mpf(1)/a+mpf(1)/b)+c); s0=sqrt(mpf(1)/a+mpf(1)/b)
    lB=loggamma(a)+loggamma(b)-loggamma(a+b)
    def e(l):
        lp=-log1p(exp(-l)); v=t-lp
        return a*lp-b*log1p(exp(l))-lB + c*log(d)-c*v-d*exp(-v)-loggamma(c)
    l=m
    for i in range(200):
        g=(e(l+s/100)-e(l-s/100))/(s/50); H=(e(l+s/100)-2*e(l)+e(l-s/100))/(s/100)**2
        step=-g/H
        l+=max(min(step,5*s),-5*s)
        if abs(step)<s/1e6: break
    w=1/sqrt(-H)
    E0=e(l)
    r=E0+log(quad(lambda x: exp(e(x)-E0),[l+z*w for z in (-20,-10,-6,-3,-1,0,1,3,6,10,20)]))
    return r
print('lf2000',nstr(lq(log(mpf('2.01')),mpf(2000),mpf(98000),mpf(1500),mpf(150000)),18))
print('lf2000b',nstr(lq(log(mpf('2.3')),mpf(2000),mpf(98000),mpf(1500),mpf(150000)),18))
print('lfbig',nstr(lq(log(mpf('2.000002')),mpf(2)*10**10,mpf(98)*10**10,mpf(10)**10,mpf(10)**12),18))
print('chk',nstr(lq(log(mpf('2.5')),3,97,mpf('4.5'),mpf(200)),18))
mp.dps=18
def F(th,a,b,c,d):
    lB=loggamma(a)+loggamma(b)-loggamma(a+b)
    m=log(mpf(a)/b); s=sqrt(mpf(1)/a+mpf(1)/b)
    f=lambda l: exp(-a*log1p(exp(-l))-b*log1p(exp(l))-lB)*gammainc(c,d/(1+exp(-l))/th,inf,regularized=True)
    return quad(f,[m+z*s for z in (-40,-14,-7,-4,-2,0,2,4,7,14)])
for q in [(mpf('2.5'),3,97,mpf('4.5'),mpf(200)),(mpf('0.4'),3,97,mpf('4.5'),mpf(200)),(mpf(40),3,97,mpf('4.5'),mpf(200))]:
    t0=time.time(); print('F',[nstr(x,8) for x in q],nstr(F(*q),16),time.time()-t0,flush=True)
def best(arms,pts):
    n=len(arms); P=[]
    cache={}
    def FF(th,j):
        k=(th,j)
        if k not in cache: cache[k]=F(th,*arms[j])
        return cache[k]
    for k in range(n):
        P.append(quad(lambda t: exp(lf(t,*arms[k]))*fprod(FF(exp(t),j) for j in range(n) if j!=k),pts,maxdegree=6))
        print(' P',k,nstr(P[-1],15),flush=True)
    # E max = int (1-prod F) e^t dt
    E=quad(lambda t: exp(t)*(1-fprod(FF(exp(t),j) for j in range(n))),pts,maxdegree=6)
    print('best',arms,[nstr(p,15) for p in P],nstr(sum(P),15),'E above',nstr(E,15), nstr(exp(pts[0]),15),flush=True)
best([(30,970,mpf(20),mpf(1000)),(22,600,mpf(12),mpf(700))],[mpf(x) for x in ('-4','-1','0','0.5','1','1.5','2.2','3.2','5','8')])
best([(3,97,mpf('6'),mpf(200)),(30,970,mpf(20),mpf(1000)),(5,80,mpf(9),mpf(300))],[mpf(x) for x in ('-8','-3','-1','0','0.5','1','1.5','2.2','3.2','5','8','11')])
