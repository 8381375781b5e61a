# Prints radon.csv: posteriors of three radon models, each with posteriordb's priors sd, sigma ~ HalfNormal(1), b ~ Normal(0, 10).
# posteriordb has the models (radon_variable_intercept_slope_*, radon_hierarchical_intercept_*) but no reference draws of them. Given the
# sds and sigma everything else is Gaussian; those are integrated over by the trapezoidal rule on the log scale, eight posterior sds to each
# side of the mode. Python 3.11, numpy, scipy: python3 radon.py > radon.csv
# A factor for the number of nodes can be given: with 1.5 no mean moves by 4e-4 of its sd, and no sd by 5e-4 of itself, where the tests'
# Monte Carlo errors are 1e-2 and more.
import csv, gzip, itertools, pathlib, sys
import numpy as np
from scipy.optimize import minimize

here = pathlib.Path(__file__).parent
nodes = round(24 * (float(sys.argv[1]) if len(sys.argv) > 1 else 1))
out = csv.writer(sys.stdout, lineterminator="\n")
out.writerow(["posterior", "parameter", "mean", "sd", "mcse_mean", "mcse_sd"])


def read(file):
    return list(csv.DictReader(file))


def posterior(name, rows, response, population, effects, group, shown):
    """population: columns, None for the intercept; effects: those of them that vary, by position; shown: levels to print."""
    y = np.array([float(r[response]) for r in rows])
    X = np.column_stack([np.ones(len(y)) if c is None else [float(r[c]) for r in rows] for c in population])
    levels = sorted({r[group] for r in rows})
    level = np.array([levels.index(r[group]) for r in rows])
    Z = X[:, effects]
    p, q, J, N = X.shape[1], len(effects), len(levels), len(y)

    def sums(a, b):
        total = np.zeros((J, a.shape[1], b.shape[1]))
        np.add.at(total, level, a[:, :, None] * b[:, None, :])
        return total

    ZZ, ZX, Zy = sums(Z, Z), sums(Z, X), sums(Z, y[:, None])[:, :, 0]
    XX, Xy, yy = X.T @ X, X.T @ y, y @ y
    select = np.eye(p)[effects]

    def given(t):
        sd, sigma = np.exp(t[:q]), np.exp(t[q])
        w = 1 / sigma**2
        M = w * ZZ + np.diag(1 / sd**2)
        Mi = np.linalg.inv(M)
        S = w * XX - w * w * np.einsum("jka,jkl,jlb->ab", ZX, Mi, ZX) + np.eye(p) / 100
        r = w * Xy - w * w * np.einsum("jka,jkl,jl->a", ZX, Mi, Zy)
        Si = np.linalg.inv(S)
        beta = Si @ r
        quadratic = w * yy - w * w * np.einsum("jk,jkl,jl->", Zy, Mi, Zy) - r @ beta
        log = -N * t[q] - J * t[:q].sum() - 0.5 * np.linalg.slogdet(M)[1].sum() - 0.5 * np.linalg.slogdet(S)[1] - 0.5 * quadratic
        log += -0.5 * (sd @ sd + sigma**2) + t.sum()
        A = select - w * Mi @ ZX
        coef = beta[effects] + w * np.einsum("jkl,jl->jk", Mi, Zy - ZX @ beta)
        variance = np.einsum("jkk->jk", Mi) + np.einsum("jka,ab,jkb->jk", A, Si, A)
        return log, beta, np.diag(Si), coef, variance

    start = np.log(np.full(q + 1, 0.5))
    mode = minimize(lambda t: -given(t)[0], start, method="Nelder-Mead", options={"xatol": 1e-5, "fatol": 1e-8, "maxiter": 2000}).x
    step = 1e-2
    top = given(mode)[0]
    width = [1 / np.sqrt(-(given(mode + step * e)[0] + given(mode - step * e)[0] - 2 * top) / step**2) for e in np.eye(q + 1)]
    axes = [np.linspace(m - 8 * s, m + 8 * s, nodes) for m, s in zip(mode, width)]
    weights, values, squares = [], [], []
    for t in itertools.product(*axes):
        t = np.array(t)
        log, beta, betavar, coef, coefvar = given(t)
        if log > top - 40:
            first = np.concatenate([np.exp(t), beta, coef.ravel()])
            weights.append(np.exp(log - top))
            values.append(first)
            squares.append(first**2 + np.concatenate([np.zeros(q + 1), betavar, coefvar.ravel()]))
    w = np.array(weights) / np.sum(weights)
    mean = w @ np.array(values)
    # About the mean of the values, so that nothing cancels.
    sd = np.sqrt(w @ (np.array(squares) - np.array(values) ** 2) + w @ (np.array(values) - mean) ** 2)
    label = ["Intercept" if c is None else c for c in population]
    names = [f"sd_{group}[{label[k]}]" for k in effects] + ["sigma"] + ["b_" + l for l in label]
    names += [f"coef_{group}[{l},{label[k]}]" for l in levels for k in effects]
    for n, m, s in zip(names, mean, sd):
        if not n.startswith("coef") or n.split("[")[1].split(",")[0] in shown:
            out.writerow([name, n, repr(float(m)), repr(float(s)), 0, 0])


with gzip.open(here / "radon_all.csv.gz", "rt", newline="") as file:
    everywhere = read(file)
with open(here.parents[4] / "data" / "radon_mn.csv", newline="") as file:
    minnesota = read(file)
counties = ["1", "2", "26", "200", "386"]
posterior("radon_all-radon_variable_intercept_slope", everywhere, "log_radon", [None, "floor_measure"], [0, 1], "county_idx", counties)
posterior("radon_all-radon_hierarchical_intercept", everywhere, "log_radon", [None, "log_uppm", "floor_measure"], [0], "county_idx", counties)
posterior("radon_mn-radon_hierarchical_intercept", minnesota, "log_radon", [None, "log_uranium", "floor"], [0], "county",
          ["AITKIN", "HENNEPIN", "LAC QUI PARLE", "YELLOW MEDICINE"])
