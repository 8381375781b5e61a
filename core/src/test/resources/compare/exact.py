"""Writes exact.csv: log p(y_i | y_-i) of the radon models with the 2022 priors, exactly.

log p(y_i | y_-i) = log p(y) - log p(y_-i). Given the scales the effects are integrated out (2 x 2 matrices a county); the scales by the
trapezoidal rule over their logarithms, which halving the grid leaves unchanged to 1e-6.  Python 3.11, numpy 1.24:  python3 exact.py
"""
import csv
import pathlib
import numpy as np

HERE = pathlib.Path(__file__).parent
rows = list(csv.DictReader(open(HERE.parents[4] / "data" / "radon_mn.csv")))
counties = sorted({r["county"] for r in rows})
j = np.array([counties.index(r["county"]) for r in rows])
f = np.array([float(r["floor"]) for r in rows])
y = np.array([float(r["log_radon"]) for r in rows])
n = len(y)


def stats(j, levels, f, y):
    s = lambda v: np.bincount(j, v, levels)
    return np.stack([s(np.ones(len(y))), s(f), s(y), s(f * y), s(y * y)], -1)


def contributions(t, sigma2, g0, g1):
    """log det V, X'V^-1 X (3 numbers), X'V^-1 y (2), y'V^-1 y of V = sigma2 I + Z diag(g0, g1) Z', Z = X = (1, floor)."""
    N, M, Y, Y1, YY = np.moveaxis(t, -1, 0)
    a, b, d = 1 + g0 * N / sigma2, g0 * M / sigma2, 1 + g1 * M / sigma2
    c = g1 * M / sigma2
    det = a * d - b * c
    # W = (I + G ZZ / sigma2)^-1 G / sigma2
    w00, w01, w11 = d * g0 / det / sigma2, -b * g1 / det / sigma2, a * g1 / det / sigma2
    k0 = w00 * N + w01 * M, w01 * N + w11 * M  # W ZZ, first column
    k1 = w00 * M + w01 * M, w01 * M + w11 * M
    ky = w00 * Y + w01 * Y1, w01 * Y + w11 * Y1
    return np.stack([
        N * np.log(sigma2) + np.log(det),
        (N - N * k0[0] - M * k0[1]) / sigma2, (M - N * k1[0] - M * k1[1]) / sigma2, (M - M * k1[0] - M * k1[1]) / sigma2,
        (Y - N * ky[0] - M * ky[1]) / sigma2, (Y1 - M * ky[0] - M * ky[1]) / sigma2,
        (YY - Y * ky[0] - Y1 * ky[1]) / sigma2], -1)


def marginal(c, count, prior):
    """log p(y | scales) from summed contributions, b ~ Normal(0, prior) integrated out unless prior is None."""
    out = -0.5 * count * np.log(2 * np.pi) - 0.5 * (c[..., 0] + c[..., 6])
    if prior is None:
        return out
    a00, a01, a11 = c[..., 1] + 1 / prior**2, c[..., 2], c[..., 3] + 1 / prior**2
    det = a00 * a11 - a01**2
    q = (a11 * c[..., 4] ** 2 - 2 * a01 * c[..., 4] * c[..., 5] + a00 * c[..., 5] ** 2) / det
    return out + 0.5 * q - 0.5 * np.log(det) - 2 * np.log(prior)


def logs(sigma, sd0, sd1, model):
    group = np.zeros(n, int) if model == "pooled" else j
    levels = 1 if model == "pooled" else len(counties)
    g0, g1 = (0.0, 0.0) if model == "pooled" else (1e4, 1e4) if model == "unpooled" else (sd0**2, sd1**2)
    prior = None if model == "unpooled" else 100.0
    t = stats(group, levels, f, y)
    c = contributions(t, sigma**2, g0, g1)
    own = np.stack([np.ones(n), f, y, f * y, y * y], -1)
    less = contributions(t[group] - own, sigma**2, g0, g1)
    whole = c.sum(0)
    return marginal(whole, n, prior), marginal(whole - c[group] + less, n - 1, prior)


def exact(model, points):
    ls = np.linspace(np.log(0.55), np.log(1.05), points)
    ps = lambda s: -np.log1p((s / 5) ** 2) + np.log(s)
    grid = [(s, 0, 0, ps(s)) for s in np.exp(ls)]
    if model == "partial":
        la, lb = np.linspace(np.log(0.1), np.log(0.8), points), np.linspace(np.log(1e-4), np.log(1.5), 3 * points)
        ph = lambda s: -0.5 * (s / 5) ** 2 + np.log(s)
        grid = [(s, a, b, ps(s) + ph(a) + ph(b)) for s in np.exp(ls) for a in np.exp(la) for b in np.exp(lb)]
    whole, without = [], []
    for s, a, b, p in grid:
        m, l = logs(s, a, b, model)
        whole.append(m + p)
        without.append(l + p)
    lse = lambda v: np.logaddexp.reduce(np.array(v), 0)
    return lse(whole) - lse(without)


if __name__ == "__main__":
    table = []
    for model in ["pooled", "unpooled", "partial"]:
        coarse, fine = (exact(model, p) for p in ((40, 80) if model != "partial" else (20, 28)))
        print(model, fine.sum(), np.abs(coarse - fine).max())
        table.append(fine)
    with open(HERE / "exact.csv", "w") as out:
        out.write("pooled,unpooled,partial\n")
        for line in zip(*table):
            out.write(",".join(f"{v:.9f}" for v in line) + "\n")
