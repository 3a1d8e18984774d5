# For BestArmWidthTest: P(best) and E(max) of normal and Beta arms whose widths differ up to a million to one. mpmath 1.3.0.
from mpmath import *
mp.dps=30
def splits(arms, lo, hi):
    pts={mpf(lo),mpf(hi)}
    for (m,s) in arms:
        for z in (0,.5,1,2,3,4,6,8,10,13,17,25,40):
            for sg in (-1,1):
                v=mpf(m)+sg*mpf(z)*s
                if lo<v<hi: pts.add(v)
    return sorted(pts)
def normal(arms):
    f=[lambda x,m=m,s=s: npdf(x,m,s) for m,s in arms]
    F=[lambda x,m=m,s=s: ncdf(x,m,s) for m,s in arms]
    w=max(s for m,s in arms)
    lo=min(m-40*s for m,s in arms); hi=max(m+40*s for m,s in arms)
    pts=splits(arms,lo,hi)
    P=[]
    for k in range(len(arms)):
        P.append(quad(lambda x: f[k](x)*fprod(F[j](x) for j in range(len(arms)) if j!=k), pts))
    E=hi-quad(lambda x: fprod(F[j](x) for j in range(len(arms))), pts)
    print('normal',arms); print([nstr(p,18) for p in P], nstr(sum(P),18), nstr(E,18))
# the doubles themselves, not the decimals
normal([(mpf(0),mpf(1)),(mpf(0.25),mpf(1e-6))])
normal([(mpf(0),mpf(1)),(mpf(0.25),mpf(1e-6)),(mpf(0.2500005),mpf(2e-6)),(mpf(-0.5),mpf(0.01))])
mp.dps=40
def two(a1,b1,a2,b2):
    # uniform-like arm 1 (small parameters), sharp arm 2; over z standardised
    m=mpf(a2)/(a2+b2); s=sqrt(m*(1-m)/(a2+b2+1))
    lB=loggamma(a2)+loggamma(b2)-loggamma(a2+b2)
    f=lambda z: s*exp((a2-1)*log(m+s*z)+(b2-1)*log(1-m-s*z)-lB)
    F1=lambda x: betainc(a1,b1,0,x,regularized=True)
    pts=[-20,-12,-8,-6,-4,-3,-2,-1,0,1,2,3,4,6,8,12,20]
    norm=quad(f,pts)
    p2=quad(lambda z: f(z)*F1(m+s*z),pts)
    # E max = E[B] + E[(A-B)+]; E[(A-x)+] = mu1*(1-I_x(a1+1,b1)) - x(1-I_x(a1,b1))
    mu1=mpf(a1)/(a1+b1)
    ep=quad(lambda z: f(z)*(mu1*betainc(a1+1,b1,m+s*z,1,regularized=True)-(m+s*z)*betainc(a1,b1,m+s*z,1,regularized=True)),pts)
    print((a1,b1,a2,b2),'norm-1',nstr(norm-1,5),'P2',nstr(p2,20),'Emax',nstr(m+ep,20))
two(2,3,mpf(4)*10**11,mpf(6)*10**11)
two(1,19,mpf(5)*10**10,mpf(95)*10**10)
two(mpf('0.5'),mpf('9.5'),mpf(3)*10**9,mpf(97)*10**9)
