# Values of SparseLogisticOracleTest; scikit-learn 1.2.1, scipy 1.10.1, numpy 1.24.2; one minute.
import numpy as np, scipy.sparse as sp
from sklearn.linear_model import LogisticRegression
n, w = 400, 4
rows=[];cols=[];vals=[]
for i in range(n):
    for c in range(w):
        rows.append(i); cols.append(10*c + (i*(c+3)+i//7)%10); vals.append(1+((i+c)%3)/2)
X = sp.csr_matrix((vals,(rows,cols)),(n,40))
eta = np.array([sum(np.cos(j+1)*v for j,v in zip(X[i].indices,X[i].data)) for i in range(n)])
y = np.array([1 if np.sin(37.0*i)*1.5 + 0.4*eta[i] > 0.3 else 0 for i in range(n)])
wt = np.array([1+(i%4)/2 for i in range(n)])
print("ones", y.sum())
def show(name, m):
    z = X@m.coef_[0]+m.intercept_[0]
    ll = -(wt*np.logaddexp(0,(1-2*y)*z)).sum()
    print(name, repr(m.intercept_[0]), "ll", repr(ll)); print([float(repr(v)) for v in m.coef_[0][:12]], np.sum(np.abs(m.coef_[0])), (m.coef_[0]!=0).sum())
A = np.hstack([np.ones((n,1)), X.toarray()]); P = np.diag([0]+[0.7]*40); b=np.zeros(41)
for _ in range(50):
    p = 1/(1+np.exp(-A@b)); g = A.T@(wt*(y-p)) - P@b; H = (A.T*(wt*p*(1-p)))@A + P; b += np.linalg.solve(H,g)
print(repr(b[0]), -(wt*np.logaddexp(0,(1-2*y)*(A@b))).sum(), [repr(v) for v in b[1:7]], np.abs(b[1:]).sum(), np.abs(g).max())
m = LogisticRegression(penalty='l1', C=1/6, solver='saga', tol=1e-14, max_iter=1000000).fit(X,y,sample_weight=wt); show("lasso saga", m)
m = LogisticRegression(penalty='elasticnet', l1_ratio=0.4, C=1/6, solver='saga', tol=1e-14, max_iter=1000000).fit(X,y,sample_weight=wt); show("elastic saga", m)
