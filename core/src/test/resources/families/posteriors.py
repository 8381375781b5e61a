"""Writes exact posteriors of small models, one NAME.posterior.csv each, and their data, NAME.csv, beside this script.

    python3 posteriors.py

Made with Python 3.11.7, numpy 2.4.6, scipy 1.17.1. Deterministic quadrature: the trapezoidal rule over unconstrained coordinates, which
converges faster than any power of the step for densities that vanish at the ends: steps smaller by a third change no printed digit of
means and standard deviations, and quantiles, which come of a spline through the grid, by less than 3e-6 of them. Priors are the default ones, written out here, but for eight_schools. Data are drawn here with fixed seeds, but for
eight_schools: Rubin 1981, Estimation in parallel randomized experiments, Journal of Educational Statistics 6, 377-401.
"""

import numpy as np
from scipy.interpolate import CubicSpline
from scipy.optimize import brentq, minimize
from scipy.special import gammaln, log_expit, logsumexp, ndtr
from scipy.stats import norm, t as student

PROBABILITIES = [0.05, 0.25, 0.5, 0.75, 0.95]


def write(name, header, columns):
    with open(name + ".csv", "w") as file:
        print(",".join(header), file=file)
        for row in zip(*columns):
            print(",".join(str(value) for value in row), file=file)


def write_posterior(name, rows):
    with open(name + ".posterior.csv", "w") as file:
        print("parameter,mean,sd,q5,q25,q50,q75,q95", file=file)
        for parameter, values in rows.items():
            print(parameter + "," + ",".join("%.9g" % value for value in values), file=file)


def summary(grid, weights, transform):
    """Mean, sd and quantiles of transform(x), x with density proportional to weights on an even grid."""
    weights = weights / weights.sum()
    values = transform(grid)
    mean = weights @ values
    sd = np.sqrt(weights @ (values - mean) ** 2)
    cdf = CubicSpline(grid, weights).antiderivative()
    total = cdf(grid[-1])
    at = [brentq(lambda x: cdf(x) / total - p, grid[0], grid[-1], xtol=1e-13) for p in PROBABILITIES]
    return [mean, sd, *transform(np.array(at))]


def posterior(name, density, start, names, points):
    """density: of arrays that broadcast, one for each coordinate; names that begin with log_ are reported by their exponential."""
    mode = minimize(lambda x: -float(density(*x)), start, method="Nelder-Mead", options={"xatol": 1e-10, "fatol": 1e-12, "maxiter": 20000}).x
    peak = float(density(*mode))
    grids = []
    for k in range(len(mode)):
        ends = []
        for direction in (-1, 1):
            step = 0.05
            x = mode.copy()
            others = [i for i in range(len(mode)) if i != k]
            # As far as the profile of the density is above exp(-40) of its peak.
            while step < 60:
                x[k] = mode[k] + direction * step
                profile = minimize(
                    lambda o: -float(density(*np.insert(o, k, x[k]))), x[others], method="Nelder-Mead"
                ) if others else None
                if (-profile.fun if others else float(density(*x))) < peak - 40:
                    break
                if others:
                    x[others] = profile.x
                step *= 1.15
            ends.append(mode[k] + direction * step)
        grids.append(np.linspace(*ends, points))
    mesh = np.meshgrid(*grids, indexing="ij", sparse=True)
    weights = np.exp(density(*mesh) - peak)
    rows = {}
    for k, parameter in enumerate(names):
        marginal = weights.sum(axis=tuple(i for i in range(len(mode)) if i != k))
        assert max(marginal[0], marginal[-1]) < 1e-10 * marginal.max(), (name, parameter)
        if parameter.startswith("log_"):
            rows[parameter[4:]] = summary(grids[k], marginal, np.exp)
        else:
            rows[parameter] = summary(grids[k], marginal, lambda x: x)
    write_posterior(name, rows)


def regression_prior(a, b, x):
    """On a link: the intercept at the mean of x normal(0, 2.5), the slope normal(0, 2.5 / sd x)."""
    return norm.logpdf(a + b * x.mean(), 0, 2.5) + norm.logpdf(b, 0, 2.5 / x.std(ddof=1))


def log_gamma_prior(log_value):
    """gamma(2, 0.1) of exp(log_value), with the Jacobian."""
    return 2 * np.log(0.1) + 2 * log_value - 0.1 * np.exp(log_value)


def add(terms):
    total = 0
    for term in terms:
        total = total + term
    return total


random = np.random.default_rng(20261121)

x = np.round(random.normal(0.3, 1, 24), 2)
y = (random.random(24) < 1 / (1 + np.exp(-0.4 - 1.1 * x))).astype(int)
write("bernoulli", ["y", "x"], [np.where(y == 1, "yes", "no"), x])
posterior(
    "bernoulli",
    lambda a, b: regression_prior(a, b, x) + add(log_expit((a + b * x[i]) * (2 * y[i] - 1)) for i in range(24)),
    [0, 0],
    ["b_Intercept", "b_x"],
    801,
)

n = random.integers(0, 12, 15)
k = random.binomial(n, 0.35)
w = np.round(random.uniform(0.2, 2, 15), 1)
u = np.round(random.normal(0, 2, 15), 1)
write("binomial", ["k", "n", "w", "u"], [k, n, w, u])
posterior(
    "binomial",
    lambda a, b: regression_prior(a, b, u)
    + add(w[i] * (k[i] * log_expit(a + b * u[i]) + (n[i] - k[i]) * log_expit(-a - b * u[i])) for i in range(15)),
    [0, 0],
    ["b_Intercept", "b_u"],
    801,
)

time = np.round(random.uniform(0.5, 8, 20), 2)
z = np.round(random.normal(0, 1, 20), 2)
events = random.poisson(time * np.exp(0.3 - 0.5 * z))
write("poisson", ["events", "z", "time"], [events, z, time])
posterior(
    "poisson",
    lambda a, b: regression_prior(a, b, z)
    + add(events[i] * (a + b * z[i] + np.log(time[i])) - np.exp(a + b * z[i] + np.log(time[i])) for i in range(20)),
    [0, 0],
    ["b_Intercept", "b_z"],
    801,
)

v = np.round(random.normal(0, 1, 40), 2)
count = random.negative_binomial(2.0, 2.0 / (2.0 + np.exp(1.2 + 0.4 * v)))
write("negative_binomial", ["count", "v"], [count, v])


def negative_binomial(a, b, log_shape):
    shape = np.exp(log_shape)
    total = regression_prior(a, b, v) + log_gamma_prior(log_shape)
    for i in range(40):
        eta = a + b * v[i]
        log_sum = np.logaddexp(eta, log_shape)
        total = total + gammaln(count[i] + shape) - gammaln(shape) + count[i] * (eta - log_sum) + shape * (log_shape - log_sum)
    return total


posterior("negative_binomial", negative_binomial, [1, 0, 0], ["b_Intercept", "b_v", "log_shape"], 161)

r = np.round(2 + 1.5 * random.standard_t(3, 30), 2)
write("student_t", ["r"], [r])


def student_t(a, log_sigma, log_nu):
    sd = r.std(ddof=1)
    total = norm.logpdf(a, r.mean(), 2.5 * sd) + log_sigma - np.exp(log_sigma) / sd + log_gamma_prior(log_nu)
    for i in range(30):
        total = total + student.logpdf(r[i], np.exp(log_nu), a, np.exp(log_sigma))
    return total


posterior("student_t", student_t, [2, 0, 1], ["b_Intercept", "log_sigma", "log_nu"], 161)

# Eight schools: Intercept ~ normal(0, 5), sd ~ half_cauchy(5). Given the sd everything is normal: a mixture over its logarithm.
effect = np.array([28.0, 8, -3, 7, -1, 1, 18, 12])
se = np.array([15.0, 10, 16, 11, 9, 11, 10, 18])
schools = list("ABCDEFGH")
write("eight_schools", ["school", "effect", "se"], [schools, effect.astype(int), se.astype(int)])
log_sd = np.linspace(-34, 14, 20001)
sd = np.exp(log_sd)
precision = 1 / (sd[:, None] ** 2 + se**2)
mu_precision = 1 / 25 + precision.sum(axis=1)
mu_mean = (precision @ effect) / mu_precision
log_weight = (
    log_sd
    - np.log1p((sd / 5) ** 2)
    + 0.5 * np.log(precision).sum(axis=1)
    - 0.5 * (precision @ effect**2 - mu_precision * mu_mean**2)
    - 0.5 * np.log(mu_precision)
)
weight = np.exp(log_weight - logsumexp(log_weight))


def mixture(means, sds):
    mean = weight @ means
    variance = weight @ (sds**2 + means**2) - mean**2
    cdf = lambda value: weight @ ndtr((value - means) / sds)
    at = [brentq(lambda value: cdf(value) - p, -500, 500, xtol=1e-11) for p in PROBABILITIES]
    return [mean, np.sqrt(variance), *at]


rows = {"b_Intercept": mixture(mu_mean, mu_precision**-0.5), "sd_school[Intercept]": summary(log_sd, weight, np.exp)}
for j, school in enumerate(schools):
    # theta_j given mu and sd has mean share * effect_j + (1 - share) * mu and variance share * se_j².
    share = sd**2 / (sd**2 + se[j] ** 2)
    means = share * effect[j] + (1 - share) * mu_mean
    sds = np.sqrt(share * se[j] ** 2 + (1 - share) ** 2 / mu_precision)
    rows['"coef_school[%s,Intercept]"' % school] = mixture(means, sds)
write_posterior("eight_schools", rows)
