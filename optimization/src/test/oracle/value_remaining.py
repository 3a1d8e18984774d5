# For ValueRemainingTest: P(max of the others <= (1 + x) leader), mpmath 1.3.0
from mpmath import *
mp.dps=45  # log Gamma of 1e10 loses ten digits
def B(x,a,b):
    if x>=1: return mpf(1)
    return betainc(a,b,0,x,regularized=True)
def beta(arms,leader,x):
    a,b=arms[leader]
    lB=loggamma(a)+loggamma(b)-loggamma(a+b)
    m=mpf(a)/(a+b); s=sqrt(m*(1-m)/(a+b+1))
    pts=sorted({mpf(0),mpf(1),min(mpf(1),1/(1+x))}|{m+z*s for z in (-10,-6,-4,-2,-1,0,1,2,4,6,10) if 0<m+z*s<1})
    return quad(lambda y: exp((a-1)*log(y)+(b-1)*log1p(-y)-lB)*fprod(B((1+x)*y,*arms[j]) for j in range(len(arms)) if j!=leader),pts)
def gam(arms,leader,x):
    a,b=arms[leader]
    return quad(lambda y: b*exp((a-1)*log(b*y)-b*y-loggamma(a))*fprod(gammainc(arms[j][0],0,arms[j][1]*(1+x)*y,regularized=True) for j in range(len(arms)) if j!=leader),[0,.2,.5,.7,1,1.2,1.5,2,3,5,9])
def nor(arms,leader,x):
    m,s=arms[leader]
    return quad(lambda z: npdf(z)*fprod(ncdf(((1+x)*(m+s*z)-arms[j][0])/arms[j][1]) for j in range(len(arms)) if j!=leader),[-12,-8,-5,-3,-1,0,1,3,5,8,12])
for arms,l,x in [([(31,971),(42,950),(23,979)],1,mpf('0.05')),([(31,971),(42,950),(23,979)],1,mpf('0.3')),([(2,3),(5,2)],1,mpf('0.2')),([(2,3),(5,2),(1,1)],1,mpf('0.5')),([(mpf('0.5'),mpf('0.5')),(9,1)],1,mpf('0.05')),([(2,3),(mpf(10)**9*6,mpf(10)**9*4)],1,mpf('0.1'))]:
    print('beta',arms,nstr(x,5),nstr(beta(arms,l,x),16),flush=True)
print('gamma',nstr(gam([(30,40),(3,5),(38,40)],2,mpf('0.1')),16))
print('normal',nstr(nor([(3,1),(mpf('3.5'),mpf('0.1')),(0,2)],1,mpf('0.2')),16))
# the 95 % quantile for the first three arms
f=lambda x: beta([(31,971),(42,950),(23,979)],1,x)-mpf('0.95')
print('q95',nstr(findroot(f,(mpf('0.1'),mpf('0.2')),solver='secant',tol=1e-14),15))
