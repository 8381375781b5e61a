# Writes sleepstudy.posterior.csv: the posterior of
#   Reaction ~ Days + (1 + Days | Subject),  b_Intercept ~ N(250, 50), b_Days ~ N(10, 10), sd_Subject[Intercept] ~ HalfNormal(50),
#   sd_Subject[Days] ~ HalfNormal(10), cor ~ LKJ(2), sigma ~ HalfNormal(50)
# Given the two sds, the correlation and sigma everything else is Gaussian; those four are integrated by the trapezoidal rule on their
# unconstrained scale. Python 3.11, numpy 2.4, scipy 1.17: python3 sleepstudy.py ../mixed/sleepstudy.csv > sleepstudy.posterior.csv
# A factor for the numbers of nodes can be given behind the file.
import csv, sys
import numpy as np
from scipy.interpolate import CubicSpline
from scipy.optimize import brentq
from scipy.special import ndtr

rows = list(csv.DictReader(open(sys.argv[1])))
refine = float(sys.argv[2]) if len(sys.argv) > 2 else 1
subjects = sorted({r["Subject"] for r in rows}, key=int)
y = np.array([[float(r["Reaction"]) for r in rows if r["Subject"] == s] for s in subjects])
X = np.column_stack([np.ones(10), np.arange(10.0)])
assert y.shape == (18, 10) and all(float(r["Days"]) == k % 10 for k, r in enumerate(rows))
XtX = X.T @ X
hat = y @ X @ np.linalg.inv(XtX)                     # [18, 2] each subject's least squares
rss = np.sum((y - hat @ X.T) ** 2)
prior_mean, prior_precision = np.array([250.0, 10.0]), np.diag([1 / 50.0 ** 2, 1 / 10.0 ** 2])

axes = [np.linspace(a, b, round(n * refine)) for a, b, n in
        ((-3.0, 5.2, 56), (-0.5, 3.5, 44), (-3.6, 4.6, 42), (2.7, 3.9, 30))]

grid = np.meshgrid(*axes, indexing="ij")
t1, t2, tr, ts = (g.ravel() for g in grid)
s1, s2, rho, sigma = np.exp(t1), np.exp(t2), np.tanh(tr), np.exp(ts)

def inverse(m):                                      # of symmetric 2 × 2 matrices [..., 2, 2]
    d = m[..., 0, 0] * m[..., 1, 1] - m[..., 0, 1] ** 2
    i = np.empty_like(m)
    i[..., 0, 0], i[..., 1, 1] = m[..., 1, 1] / d, m[..., 0, 0] / d
    i[..., 0, 1] = i[..., 1, 0] = -m[..., 0, 1] / d
    return i, d

def given(s1, s2, rho, sigma):
    S = np.empty((s1.size, 2, 2))
    S[:, 0, 0], S[:, 1, 1], S[:, 0, 1] = s1 ** 2, s2 ** 2, rho * s1 * s2
    S[:, 1, 0] = S[:, 0, 1]
    V = S + sigma[:, None, None] ** 2 * np.linalg.inv(XtX)
    Vi, dV = inverse(V)
    A = prior_precision + 18 * Vi
    Ai, dA = inverse(A)
    m = np.einsum("nij,nj->ni", Ai, prior_precision @ prior_mean + np.einsum("nij,j->ni", Vi, hat.sum(0)))
    quadratic = np.einsum("ki,nij,kj->n", hat, Vi, hat) + prior_mean @ prior_precision @ prior_mean \
        - np.einsum("ni,nij,nj->n", m, A, m)
    log = -9 * np.log(dV) - 0.5 * np.log(dA) - 0.5 * quadratic - 18 * 8 * np.log(sigma) - 0.5 * rss / sigma ** 2
    return S, V, Vi, Ai, m, log

log = np.empty(t1.size)
for part in np.array_split(np.arange(t1.size), 60):
    log[part] = given(s1[part], s2[part], rho[part], sigma[part])[-1]
log += -0.5 * (s1 / 50) ** 2 - 0.5 * (s2 / 10) ** 2 - 0.5 * (sigma / 50) ** 2 + np.log1p(-rho ** 2)      # priors; LKJ(2)
log += t1 + t2 + ts + np.log1p(-rho ** 2)                                                               # Jacobians
weight = np.exp(log - log.max())
weight /= weight.sum()
box = weight.reshape(grid[0].shape)
for axis in range(4):
    edge = np.moveaxis(box, axis, 0)
    print("mass at the ends of axis", axis, edge[0].sum(), edge[-1].sum(), file=sys.stderr)

out = csv.writer(sys.stdout, lineterminator="\n")
out.writerow(["parameter", "mean", "sd", "q5", "q25", "q50", "q75", "q95"])
levels = (0.05, 0.25, 0.5, 0.75, 0.95)

def scalar(name, axis, natural):
    t = axes[axis]
    marginal = np.moveaxis(box, axis, 0).sum(axis=(1, 2, 3))
    mean = marginal @ natural(t)
    sd = np.sqrt(marginal @ (natural(t) - mean) ** 2)
    spline = CubicSpline(t, np.log(marginal))
    fine = np.linspace(t[0], t[-1], 200001)
    density = np.exp(spline(fine))
    cumulative = np.concatenate([[0], np.cumsum((density[1:] + density[:-1]) / 2)])
    q = natural(np.interp(levels, cumulative / cumulative[-1], fine))
    out.writerow([name] + [repr(float(v)) for v in (mean, sd, *q)])

keep = weight > 1e-11 * weight.max()
S, V, Vi, Ai, m, _ = given(s1[keep], s2[keep], rho[keep], sigma[keep])
w = weight[keep] / weight[keep].sum()
print("kept", w.size, "of", weight.size, "without mass", weight[~keep].sum(), file=sys.stderr)

def mixture(name, mu, variance):
    mean = w @ mu
    sd = np.sqrt(w @ (variance + (mu - mean) ** 2))
    each = np.sqrt(variance)
    q = [brentq(lambda x: w @ ndtr((x - mu) / each) - p, mean - 6 * sd, mean + 6 * sd, xtol=1e-8 * sd, rtol=1e-14) for p in levels]
    out.writerow([name] + [repr(float(v)) for v in (mean, sd, *q)])

names = ["Intercept", "Days"]
for k in (0, 1):
    mixture("b_" + names[k], m[:, k], Ai[:, k, k])
scalar("sd_Subject[Intercept]", 0, np.exp)
scalar("sd_Subject[Days]", 1, np.exp)
scalar("cor_Subject[Intercept,Days]", 2, np.tanh)
scalar("sigma", 3, np.exp)
W = S @ Vi
rest = np.eye(2) - W
cov = S - W @ S + rest @ Ai @ np.swapaxes(rest, 1, 2)
for j, subject in enumerate(subjects):
    mu = np.einsum("nij,nj->ni", rest, m) + np.einsum("nij,j->ni", W, hat[j])
    for k in (0, 1):
        mixture(f"coef_Subject[{subject},{names[k]}]", mu[:, k], cov[:, k, k])
