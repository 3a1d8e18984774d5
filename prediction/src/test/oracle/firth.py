# Firth-penalised Cox by brute force in 40 digits: log partial likelihood + log det information / 2 by their definitions,
# Newton on its numerical gradient (mpmath).
import mpmath as mp, csv, sys
mp.mp.dps = 40
def lpen(b, rows, efron):
    # rows: (start, time, event, weight, stratum, x...)
    p = len(b); l = mp.mpf(0); I = mp.zeros(p)
    r = [mp.e**sum(b[j]*mp.mpf(x[5+j]) for j in range(p)) for x in rows]
    for s in sorted(set(x[4] for x in rows)):
        for t in sorted(set(x[1] for x in rows if x[2] and x[4]==s)):
            R = [i for i,x in enumerate(rows) if x[4]==s and x[1]>=t and x[0]<t]
            E = [i for i in R if rows[i][1]==t and rows[i][2]]
            d = len(E); wb = sum(mp.mpf(rows[i][3]) for i in E)/d
            for i in E:
                l += mp.mpf(rows[i][3])*sum(b[j]*mp.mpf(rows[i][5+j]) for j in range(p))
            for k in range(d):
                f = mp.mpf(k)/d if efron else mp.mpf(0)
                q = {i: r[i]*mp.mpf(rows[i][3])*((1-f) if i in E else 1) for i in R}
                D = sum(q.values())
                l -= wb*mp.log(D)
                m = [sum(q[i]*mp.mpf(rows[i][5+j]) for i in R)/D for j in range(p)]
                for j in range(p):
                    for k2 in range(p):
                        I[j,k2] += wb*sum(q[i]*(mp.mpf(rows[i][5+j])-m[j])*(mp.mpf(rows[i][5+k2])-m[k2]) for i in R)/D
    return l + mp.log(mp.det(I))/2, l, I
def grad(f, b):
    h = mp.mpf(10)**-13; g=[]
    for j in range(len(b)):
        u=list(b); d=list(b); u[j]+=h; d[j]-=h
        g.append((f(u)-f(d))/(2*h))
    return g
def newton(g, b, tol=mp.mpf(10)**-20):
    b=list(b); h = mp.mpf(10)**-10
    for it in range(60):
        v = g(b); n=len(b); J = mp.zeros(n)
        for j in range(n):
            u=list(b); u[j]+=h; gu=g(u)
            for i in range(n): J[i,j]=(gu[i]-v[i])/h
        step = mp.lu_solve(J, -mp.matrix(v))
        size = max(abs(s) for s in step)
        sc = min(1, mp.mpf(1)/size) if size>0 else 1
        b=[b[i]+sc*step[i] for i in range(n)]
        if size < tol: return b
    raise Exception("no convergence %s" % b)
def study(name, rows, efron, profile=True):
    p = len(rows[0])-5
    f = lambda b: lpen(b, rows, efron)[0]
    b = newton(lambda b: grad(f,b), [mp.mpf(0)]*p)
    top, l, I = lpen(b, rows, efron); null = lpen([mp.mpf(0)]*p, rows, efron)
    V = I**-1
    print(name, "efron" if efron else "breslow")
    for j in range(p): print("  b%d %s se %s"%(j, mp.nstr(b[j],16), mp.nstr(mp.sqrt(V[j,j]),16)))
    print("  loglik", mp.nstr(l,16), "LR", mp.nstr(2*(top-null[0]),16))
    if not profile: return
    target = top - mp.mpf('3.841458820694124')/2
    for j in range(p):
        se = mp.sqrt(V[j,j])
        for sign in (-1,1):
            # walk out and then Newton on (l*=target, other gradients 0)
            inner = list(b); c = b[j]
            def prof(c, start):
                if p==1: return [c]
                others=[k for k in range(p) if k!=j]
                def g(o):
                    full=[None]*p; full[j]=c
                    for k,v in zip(others,o): full[k]=v
                    gr=grad(f,full); return [gr[k] for k in others]
                o=newton(g,[start[k] for k in others], mp.mpf(10)**-15)
                full=[None]*p; full[j]=c
                for k,v in zip(others,o): full[k]=v
                return full
            step=se/2; x=list(b); tries=0
            while True:
                nx=prof(x[j]+sign*step, x); tries+=1
                if f(nx)<target: break
                x=nx
                if tries>60: break
            g=lambda v: [ (f(v)-target) if k==j else grad(f,v)[k] for k in range(p)]
            lim=newton(g,nx)
            print("  limit b%d %+d %s"%(j,sign,mp.nstr(lim[j],14)))
        full=prof(mp.mpf(0), b)
        print("  profile chi2 b%d %s"%(j, mp.nstr(2*(top-f(full)),14)))
# rows: golden/survival/cox-monotone.csv
mono=[(0,float(r['time']),int(r['status']),1,0,r['x'],r['z']) for r in csv.DictReader(open(sys.argv[1]))]
study("monotone", mono, True)
study("separated", [(0,1,1,1,0,'0','0.3'),(0,2,0,1,0,'1','0.9'),(0,3,1,1,0,'0','0.8'),(0,4,0,1,0,'1','0.1'),(0,5,1,1,0,'0','0.5'),(0,6,0,1,0,'1','0.6')], True)
tied=[]
for i in range(24):
    t=1+ (i*7)%5; tied.append((t*((i*3)%4)/8.0, t, int(i%3>0), [1,2,'0.5'][i%3], i%2, str(((i*11)%17)/4.0), str(int(i%4==0))))
for e in (True, False): study("tied", tied, e)
# the plain profile, without the correction
penalised = lpen
def lpen(b, rows, efron):
    f, l, I = penalised(b, rows, efron)
    return l, l, I
study("tied, plain", tied, True)
