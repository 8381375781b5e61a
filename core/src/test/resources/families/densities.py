"""Writes densities.csv: log densities of single responses and their derivatives, independent of the code under test.

    python3 densities.py > densities.csv

Made with Python 3.11.7 and mpmath 1.3.0 in 450 significant digits (exp(-700) + 1 needs 305) from the textbook densities; derivatives are
mpmath's numerical ones. Columns: the family, the response, its linear predictor, the
family's parameters (empty where it has none), trials, standard error, whether sigma stands beside it, weight; then the log density
(times the weight), its derivatives by the linear predictor and by the logarithms of the parameters; last the size: the largest of the
summands of opposite signs that these are made of, to which rounding is proportional; 0 where nothing cancels.
"""

import itertools

from mpmath import diff, exp, log, loggamma, mp, mpf, nstr, pi, sqrt

mp.dps = 450


def normal(y, eta, sd):
    return -((y - eta) ** 2) / (2 * sd**2) - log(sd) - log(2 * pi) / 2


def student_t(y, eta, sigma, nu):
    x = (y - eta) / sigma
    return (
        loggamma((nu + 1) / 2)
        - loggamma(nu / 2)
        - log(nu * pi) / 2
        - log(sigma)
        - (nu + 1) / 2 * log(1 + x**2 / nu)
    )


def binomial(y, eta, n):
    p = 1 / (1 + exp(-eta))
    q = 1 / (1 + exp(eta))
    choose = loggamma(n + 1) - loggamma(y + 1) - loggamma(n - y + 1)
    return choose + (y * log(p) if y else 0) + ((n - y) * log(q) if n - y else 0)


def poisson(y, eta):
    return y * eta - exp(eta) - loggamma(y + 1)


def negative_binomial(y, eta, shape):
    mu = exp(eta)
    return (
        loggamma(y + shape)
        - loggamma(y + 1)
        - loggamma(shape)
        + y * log(mu / (mu + shape))
        + shape * log(shape / (mu + shape))
    )


def largest(*values):
    return max(abs(value) for value in values)


def line(family, y, eta, parameters, density, size, trials="", se="", sigma=1, weight=1):
    """density: of eta and the parameters, the dictionary's values in order."""
    point = [mpf(eta)] + [log(mpf(value)) for value in parameters.values()]
    value = lambda eta, *logs: mpf(weight) * density(eta, *[exp(t) for t in logs])
    slopes = [diff(value, tuple(point), tuple(int(i == k) for i in range(len(point)))) for k in range(len(point))]
    result = value(*point)
    named = dict(zip(parameters, slopes[1:]))
    names = ["sigma", "nu", "shape"]
    cells = [family, y, eta]
    cells += [parameters.get(name, "") for name in names]
    cells += [trials, se, sigma, weight]
    cells += [nstr(result, 25), nstr(slopes[0], 25)]
    cells += [nstr(named[name], 25) if name in named else "" for name in names]
    cells += [nstr(mpf(weight) * size, 6)]
    print(",".join(str(cell) for cell in cells))


print("family,y,eta,sigma,nu,shape,trials,se,beside,weight,value,by_eta,by_log_sigma,by_log_nu,by_log_shape,size")

RESIDUALS = ["-3.5", "0", "0.25", "40", "-40", "1e-8", "1e8"]
SCALES = ["1e-6", "0.5", "3", "1e7"]
for eta, sigma in itertools.product(RESIDUALS, SCALES):
    x = (mpf("0.25") - mpf(eta)) / mpf(sigma)
    line(
        "gaussian",
        "0.25",
        eta,
        {"sigma": sigma},
        lambda t, s: normal(mpf("0.25"), t, s),
        largest(x**2, x / mpf(sigma), log(mpf(sigma))),
    )
for eta, s, weight in itertools.product(["-40", "0.2", "40"], ["1e-5", "0.7", "1e6"], ["1", "0.3", "17"]):
    x = (mpf("1.5") - mpf(eta)) / mpf(s)
    line(
        "gaussian",
        "1.5",
        eta,
        {},
        lambda t: normal(mpf("1.5"), t, mpf(s)),
        largest(x**2, x / mpf(s), log(mpf(s))),
        se=s,
        sigma=0,
        weight=weight,
    )
for eta, s, sigma in itertools.product(["-40", "0.2", "40"], ["0", "0.7", "1e6"], ["1e-3", "2", "1e5"]):
    sd = sqrt(mpf(s) ** 2 + mpf(sigma) ** 2)
    x = (mpf("1.5") - mpf(eta)) / sd
    line(
        "gaussian",
        "1.5",
        eta,
        {"sigma": sigma},
        lambda t, own: normal(mpf("1.5"), t, sqrt(own**2 + mpf(s) ** 2)),
        largest(x**2, x / sd, log(sd)),
        se=s,
        weight="0.5",
    )
for eta, sigma, nu in itertools.product(["-40", "0.2", "1e6"], ["1e-4", "1", "1e5"], ["0.05", "1", "4.5", "60", "1e6"]):
    x = (mpf("0.75") - mpf(eta)) / mpf(sigma)
    tail = (mpf(nu) + 1) * log(1 + x**2 / mpf(nu))
    slope = (mpf(nu) + 1) * x / ((mpf(nu) + x**2) * mpf(sigma))
    line(
        "student_t",
        "0.75",
        eta,
        {"sigma": sigma, "nu": nu},
        lambda t, s, n: student_t(mpf("0.75"), t, s, n),
        largest(tail, slope, log(mpf(sigma)), mpf(nu) * min(x**2 / mpf(nu), mpf(1)), log(mpf(nu))),
        weight="2.5",
    )
ETAS = ["-700", "-40", "-3", "-1e-9", "0", "0.8", "40", "700"]
for y, eta in itertools.product([0, 1], ETAS):
    line("bernoulli", y, eta, {}, lambda t: binomial(y, t, 1), 0)
for (y, n), eta in itertools.product([(0, 0), (0, 9), (4, 9), (9, 9), (300000, 1000000)], ETAS):
    line(
        "binomial",
        y,
        eta,
        {},
        lambda t: binomial(mpf(y), t, mpf(n)),
        largest(n * mpf(eta), loggamma(mpf(n) + 1)) if 0 < y < n else 0,
        trials=n,
        weight="1.5",
    )
LOGS = ["-700", "-40", "-2", "0", "1.5", "12", "40"]
for y, eta in itertools.product([0, 1, 7, 250000], LOGS):
    line(
        "poisson",
        y,
        eta,
        {},
        lambda t: poisson(mpf(y), t),
        largest(y * mpf(eta), exp(mpf(eta)), loggamma(mpf(y) + 1)) if y else 0,
        weight="0.75",
    )
for y, eta, shape in itertools.product([0, 1, 7, 40, 250000], ["-700", "-40", "0", "1.5", "12", "40", "700"], ["1e-4", "0.7", "35", "1e8"]):
    t = mpf(eta) - log(mpf(shape))
    tails = largest(y * log(1 + exp(-t)), mpf(shape) * log(1 + exp(t)), loggamma(mpf(y) + 1))
    line(
        "negative_binomial",
        y,
        eta,
        {"shape": shape},
        lambda t, s: negative_binomial(mpf(y), t, s),
        largest(tails, y * log(mpf(shape) + y), y),
        weight="3",
    )
