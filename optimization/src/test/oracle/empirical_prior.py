# For EmpiricalPriorTest: where the slopes of the marginal likelihood are 0, mpmath 1.3.0; last, a linear programme for SmallProgramTest, scipy 1.10
from mpmath import *
mp.dps=40
s=[12,30,7,55,20]; n=[400,600,350,900,410]
fa=lambda a,b: sum(digamma(a+x)-digamma(a)-digamma(a+b+m)+digamma(a+b) for x,m in zip(s,n))
fb=lambda a,b: sum(digamma(b+m-x)-digamma(b)-digamma(a+b+m)+digamma(a+b) for x,m in zip(s,n))
print('beta',[nstr(v,16) for v in findroot([fa,fb],(11.85,260.8))])
y=[120,30,70,5,200]; e=[40,12,35,3,50]
ga=lambda a,b: sum(digamma(a+k)-digamma(a)+log(b)-log(b+t) for k,t in zip(y,e))
gb=lambda a,b: sum(a/b-(a+k)/(b+t) for k,t in zip(y,e))
print('gamma',[nstr(v,16) for v in findroot([ga,gb],(16,5.7))])
m=[mpf(v) for v in('1.2','3.4','2','5.5')]; d=[mpf(v) for v in('.5','.8','.3','1')]
h1=lambda u,t: sum((x-u)/(t*t+k*k) for x,k in zip(m,d))
h2=lambda u,t: sum((x-u)**2/(t*t+k*k)**2-1/(t*t+k*k) for x,k in zip(m,d))
print('normal',[nstr(v,16) for v in findroot([h1,h2],(2.8,1.34))])
import numpy as np
from scipy.optimize import linprog
c=np.array([.03,.08,.06,.1]); A=np.array([[0,2,1,4],[0,1,3,1],[1,1,1,1.]]); b=np.array([1.2,1.1,1.])
r=linprog(-c,A_ub=A,b_ub=b,method='highs'); print('lp',r.x,-r.fun)
