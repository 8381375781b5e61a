"""Prints log prior densities of single parameters on the unconstrained line: the density normalised on its support, the
Jacobian of a variance or precision, and the log-Jacobian of the transform, with 50 digits inside. Tail masses are mpmath's own
incomplete gamma, beta and error functions, those of intervals their differences at that precision.

    python3 priors.py > priors.csv      (Python 3.11, mpmath 1.3.0)
"""
from mpmath import mp, mpf, log, exp, pi, sqrt, inf, gamma, gammainc, betainc, erfc, sign

mp.dps = 400  # differences of far tails lose hundreds of digits
HALF = mpf(1) / 2


def normal(mean, sd):
    return (lambda u: exp(-((u - mean) / sd) ** 2 / 2) / (sd * sqrt(2 * pi)),
            lambda u: 0 if u == -inf else 1 if u == inf else erfc(-(u - mean) / (sd * sqrt(mpf(2)))) / 2)


def student(df, location, scale):
    front = gamma((df + 1) / 2) / (gamma(df / 2) * sqrt(df * pi) * scale)

    def below(u):
        if u in (-inf, inf):
            return mpf(u > 0)
        t = (u - location) / scale
        tail = betainc(df / 2, HALF, 0, df / (df + t * t), regularized=True) / 2
        return tail if t < 0 else 1 - tail
    return lambda u: front * (1 + ((u - location) / scale) ** 2 / df) ** (-(df + 1) / 2), below


def gammas(shape, rate):
    return (lambda u: rate ** shape / gamma(shape) * u ** (shape - 1) * exp(-rate * u),
            lambda u: mpf(0) if u <= 0 else mpf(1) if u == inf else gammainc(shape, 0, rate * u, regularized=True))


def inverse(shape, scale):
    return (lambda u: scale ** shape / gamma(shape) * u ** (-shape - 1) * exp(-scale / u),
            lambda u: mpf(0) if u <= 0 else mpf(1) if u == inf else gammainc(shape, scale / u, inf, regularized=True))


FORMS = {
    "normal": normal,
    "student_t": student,
    "cauchy": lambda location, scale: student(mpf(1), location, scale),
    "half_normal": lambda sd: normal(mpf(0), sd),
    "half_cauchy": lambda scale: student(mpf(1), mpf(0), scale),
    "half_student_t": lambda df, scale: student(df, mpf(0), scale),
    "exponential": lambda rate: gammas(mpf(1), rate),
    "gamma": gammas,
    "inv_gamma": inverse,
    "uniform": lambda lower, upper: (lambda u: 1 / (upper - lower), lambda u: min(max((u - lower) / (upper - lower), 0), 1)),
    "flat": lambda: (lambda u: mpf(1), None),
}
POWERS = {"": 1, "variance": 2, "precision": -2}


def unconstrained(statement, theta):
    left, right = statement.split(" ~ ")
    quantity, _, target = left.rpartition(":")
    power = POWERS[quantity]
    name, _, inside = right.rstrip(")").partition("(")
    parts = [part.strip() for part in inside.split(",") if part.strip()]
    # The doubles that the decimals are read as.
    arguments = [mpf(float(part)) for part in parts if "=" not in part]
    bounds = {part.split("=")[0]: mpf(float(part.split("=")[1])) for part in parts if "=" in part}
    density, below = FORMS[name](*arguments)
    positive = target in ("sd", "sigma") or name.startswith("half") or name in ("exponential", "gamma", "inv_gamma")
    lower = max(bounds.get("lower", -inf), mpf(0) if positive else -inf)
    upper = bounds.get("upper", inf)
    if name == "uniform":
        lower, upper = max(lower, arguments[0]), arguments[1]
    mass = below(upper) - below(lower) if below else mpf(1)
    if power == 1:
        low, high = lower, upper
    else:
        ends = sorted(inf if end == 0 and power < 0 else mpf(0) if end == inf and power < 0 else
                      inf if end == inf else end ** (mpf(1) / power) for end in (lower, upper))
        low, high = ends
    if high == inf:
        v, jacobian = (theta, mpf(1)) if low == -inf else (low + exp(theta), exp(theta))
    elif low == -inf:
        v, jacobian = high - exp(theta), exp(theta)
    else:
        share = 1 / (1 + exp(-theta))
        v, jacobian = low + (high - low) * share, (high - low) * share * (1 - share)
    return log(density(v ** power)) - log(mass) + log(abs(power)) + (power - 1) * log(v if power != 1 else 1) + log(jacobian)


ON_SCALES = ["normal(0.5, 2)", "student_t(3, -1, 2.5)", "cauchy(0.3, 2)", "half_normal(5)", "half_cauchy(0.2)",
             "half_student_t(4, 2)", "exponential(0.7)", "gamma(2, 0.1)", "gamma(0.001, 0.001)", "inv_gamma(0.001, 0.001)",
             "inv_gamma(3, 2)", "uniform(0, 100)", "uniform(0.5, 3)", "flat", "flat(upper=3)", "normal(0, 1, lower=0.1)",
             "gamma(2, 1, lower=0.5, upper=4)", "inv_gamma(2, 3, upper=5)", "exponential(2, lower=1, upper=1.001)"]
STATEMENTS = (
    [quantity + ("sd ~ " if quantity else "sigma ~ ") + density
     for quantity in ("", "variance:", "precision:") for density in ON_SCALES]
    + ["Intercept ~ " + density for density in (
        "normal(1, 2)", "student_t(3, 0, 2.5)", "cauchy(0, 1)", "flat", "flat(lower=2)", "flat(lower=-1, upper=1)",
        "uniform(-3, 7)", "normal(0, 1, lower=0)", "normal(0, 1, upper=-1)", "normal(0.2, 1, lower=-2, upper=0.7)",
        # far tails and short intervals, in which differences of probabilities cancel
        "normal(0, 1, lower=40)", "normal(0, 1, upper=-300)", "normal(0, 1, lower=9, upper=9.5)",
        "normal(0, 1, lower=-38.5, upper=-38)", "normal(0, 1000, lower=-0.001, upper=0.001)",
        "normal(0, 1, lower=5, upper=5.000001)", "normal(0, 1, lower=-30, upper=30)", "normal(3, 1e-3, lower=0)",
        "student_t(3, 0, 2.5, lower=0)", "student_t(3, 0, 1, lower=1000)", "student_t(30, 0, 1, upper=-20)",
        "student_t(0.5, 0, 1, lower=1e6, upper=1e8)", "student_t(0.01, 0, 1, lower=-1000000, upper=-1)",
        "student_t(4, 1, 2, lower=6, upper=6.001)", "student_t(200, 0, 1, lower=-0.5, upper=0.25)",
        "cauchy(0, 1, upper=-1e9)", "cauchy(2, 1, lower=1, upper=4)", "gamma(2, 1, lower=0)", "gamma(2, 0.1, lower=500)",
        "gamma(0.01, 1, lower=0, upper=1e-9)", "gamma(0.001, 1, lower=1e-100, upper=0.5)", "gamma(40, 1, lower=0, upper=5)",
        "gamma(300, 3, lower=99.9, upper=100.1)", "inv_gamma(0.5, 2, lower=1e5)", "inv_gamma(5, 2, lower=0, upper=0.02)",
        "inv_gamma(3, 2, lower=1, upper=1.0001)", "exponential(2, lower=100)", "exponential(0.001, lower=0, upper=1e-6)",
        "half_normal(1, lower=0)", "half_cauchy(1, lower=3, upper=3.5)", "half_student_t(4, 1, lower=50)")])

print("prior;coordinate;log_density")
for statement in STATEMENTS:
    for theta in ("-2.5", "0.3", "1.7"):
        print(statement, theta, mp.nstr(unconstrained(statement, mpf(float(theta))), 20), sep=";")
