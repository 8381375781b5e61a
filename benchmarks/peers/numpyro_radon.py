#!/usr/bin/env python3
"""Samples the radon hierarchy of the other benchmarks with NumPyro: the same model, priors and coordinates, float64, on
JAX's default device; chains vectorised or one after the other.

    benchmarks/peers/numpyro_radon.py --chains 4096 --warmup 200 --draws 20 [--rows] [--sequential] [--data data/radon_mn.csv]

Prints a Markdown table: seconds of compiling (tracing included), of warm-up and of sampling without it, and smallest bulk
effective sample size a second over the 175 quantities b, sd, sigma and coef, once with warm-up and compilation, once with
warm-up alone, once of sampling alone. NumPyro compiles its loops anew at every call, so JAX is asked for the time that took.
The effective sample size is the rank-normalised split one of Vehtari et al. (2021), as Leapfrog's. With --line NAME prints
instead what stan_radon.R prints of its programs: medians, compilation not included.
"""

import argparse
import csv
import statistics
import time

import numpy as np
from scipy.special import ndtri


def read(path):
    """Counties by number, floors and log radon of the rows, in the file's order."""
    with open(path, newline="") as file:
        rows = list(csv.DictReader(file))
    names = sorted({row["county"] for row in rows})
    number = {name: k for k, name in enumerate(names)}
    county = np.array([number[row["county"]] for row in rows])
    floor = np.array([float(row["floor"]) for row in rows])
    return county, floor, np.array([float(row["log_radon"]) for row in rows])


def cells(county, floor, y):
    """County, floor, count and mean of each combination that occurs, and the sum of squares within them."""
    keys, of, count = np.unique(np.stack([county, floor]), axis=1, return_inverse=True, return_counts=True)
    of = of.reshape(-1)
    mean = np.bincount(of, y) / count
    return keys[0].astype(int), keys[1], count.astype(float), mean, float(np.sum((y - mean[of]) ** 2))


def autocovariance(chains):
    """Biased autocovariances [chains, draws] of [chains, draws]."""
    draws = chains.shape[1]
    length = 1 << (2 * draws - 1).bit_length()
    spectrum = np.fft.rfft(chains - chains.mean(axis=1, keepdims=True), length, axis=1)
    return np.fft.irfft(spectrum * np.conj(spectrum), length, axis=1)[:, :draws] / draws


def bulk_ess(draws):
    """Rank-normalised split effective sample size of [chains, draws], with the steps of R's posterior::ess_bulk."""
    half = draws.shape[1] // 2
    split = np.concatenate([draws[:, :half], draws[:, -half:]])
    order = split.ravel().argsort(kind="stable")
    flat = split.ravel()[order]
    rank = np.empty(flat.size)
    first = np.searchsorted(flat, flat, side="left")
    last = np.searchsorted(flat, flat, side="right")
    rank[order] = (first + last + 1) / 2  # ties share their mean rank
    z = ndtri((rank - 0.375) / (rank.size + 0.25)).reshape(split.shape)
    chains, n = z.shape
    covariance = autocovariance(z).mean(axis=0)
    within = covariance[0] * n / (n - 1)
    total = within * (n - 1) / n + (z.mean(axis=1).var(ddof=1) if chains > 1 else 0.0)
    rho = 1 - (within - covariance) / total
    rho[0] = 1
    kept = np.zeros(n)
    kept[:2] = rho[:2]
    t = 0
    even, odd = rho[:2]
    while t < n - 5 and even + odd > 0:
        t += 2
        even, odd = rho[t : t + 2]
        if even + odd >= 0:
            kept[t : t + 2] = even, odd
    last_even = t
    if even > 0:
        kept[last_even] = even
    for t in range(2, last_even - 1, 2):
        if kept[t] + kept[t + 1] > kept[t - 2] + kept[t - 1]:
            kept[t : t + 2] = (kept[t - 2] + kept[t - 1]) / 2
    tau = -1 + 2 * kept[:last_even].sum() + kept[last_even]
    size = chains * n
    return size / max(tau, 1 / np.log10(size))


def model(county, floor, weight, y, squares, rows):
    """The density; y are means of `weight` rows each, squares what reduction took out."""
    import jax.numpy as jnp
    import numpyro
    import numpyro.distributions as dist

    intercept = numpyro.sample("b_Intercept", dist.Normal(0.0, 100.0))
    slope = numpyro.sample("b_floor", dist.Normal(0.0, 100.0))
    sd = numpyro.sample("sd", dist.HalfNormal(5.0).expand([2]).to_event(1))
    sigma = numpyro.sample("sigma", dist.HalfCauchy(5.0))
    z = numpyro.sample("z", dist.Normal(0.0, 1.0).expand([2, 85]).to_event(2))
    coef = numpyro.deterministic("coef", jnp.stack([intercept + sd[0] * z[0], slope + sd[1] * z[1]]))
    eta = coef[0, county] + coef[1, county] * floor
    residual = jnp.sum(weight * (y - eta) ** 2) + squares
    numpyro.factor("y", -rows * jnp.log(sigma) - 0.5 * residual / sigma**2)


class Compiling:
    """Knows when JAX traced, lowered or compiled something."""

    def __init__(self, jax):
        self.spans = []
        jax.monitoring.register_event_duration_secs_listener(self.add)

    def add(self, event, seconds, **_):
        if event.startswith("/jax/core/compile/"):
            now = time.perf_counter()
            self.spans.append((now - seconds, now))

    def between(self, start, end):
        """Seconds of that time, each moment once: what is traced may trace other things."""
        total = 0.0
        last = start
        for first, after in sorted(self.spans):
            first, after = max(first, last), min(after, end)
            if after > first:
                total += after - first
                last = after
        return total


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--chains", type=int, default=4096)
    parser.add_argument("--warmup", type=int, default=200)
    parser.add_argument("--draws", type=int, default=20)
    parser.add_argument("--seeds", type=int, default=3)
    parser.add_argument("--rows", action="store_true", help="sample all 919 rows instead of their 145 cells")
    parser.add_argument("--sequential", action="store_true", help="one chain after the other instead of vectorised")
    parser.add_argument("--line", metavar="NAME", help="print one line of this name: seconds, smallest bulk ESS, ESS/s")
    parser.add_argument("--data", default="data/radon_mn.csv")
    given = parser.parse_args()

    import jax

    jax.config.update("jax_enable_x64", True)
    # Else one chain would be sampled while the next one's loop is compiled.
    jax.config.update("jax_cpu_enable_async_dispatch", False)
    import numpyro
    from numpyro.infer import MCMC, NUTS

    compiling = Compiling(jax)
    county, floor, y = read(given.data)
    data = (county, floor, np.ones(y.size), y, 0.0) if given.rows else cells(county, floor, y)
    arguments = (*data, float(y.size))
    sampler = MCMC(
        NUTS(model, dense_mass=False, target_accept_prob=0.8, max_tree_depth=10),
        num_warmup=given.warmup,
        num_samples=given.draws,
        num_chains=given.chains,
        chain_method="sequential" if given.sequential else "vectorized",
        progress_bar=False,
        jit_model_args=True,
    )
    if not given.line:
        print(
            f"NumPyro {numpyro.__version__}, JAX {jax.__version__}, {jax.devices()[0]}, float64; {given.chains} chains x "
            f"({given.warmup} + {given.draws}), {'rows' if given.rows else 'cells'}\n"
        )
        print(
            "| seed | compiling s | warm-up s | sampling s | smallest bulk ESS | ESS/s with all | ESS/s with warm-up "
            "| ESS/s of sampling |"
        )
        print("|---:|---:|---:|---:|---:|---:|---:|---:|")
    fits = []
    for seed in range(1, given.seeds + 1):
        start = time.perf_counter()
        sampler.warmup(jax.random.PRNGKey(seed), *arguments)
        jax.block_until_ready(sampler.post_warmup_state)
        middle = time.perf_counter()
        sampler.run(sampler.post_warmup_state.rng_key, *arguments)
        draws = jax.block_until_ready(sampler.get_samples(group_by_chain=True))
        end = time.perf_counter()
        warmup = middle - start - compiling.between(start, middle)
        sampling = end - middle - compiling.between(middle, end)
        quantities = np.concatenate(
            [
                np.asarray(draws[name]).reshape(given.chains, given.draws, -1)
                for name in ("b_Intercept", "b_floor", "sd", "sigma", "coef")
            ],
            axis=2,
        )
        assert quantities.shape[2] == 175
        smallest = min(bulk_ess(quantities[:, :, k]) for k in range(175))
        fits.append((warmup + sampling, smallest, smallest / (warmup + sampling)))
        if not given.line:
            print(
                f"| {seed} | {end - start - warmup - sampling:.2f} | {warmup:.2f} | {sampling:.2f} | {smallest:.0f} "
                f"| {smallest / (end - start):.0f} | {smallest / (warmup + sampling):.0f} | {smallest / sampling:.0f} |",
                flush=True,
            )
    if given.line:
        seconds, size, rate = (statistics.median(column) for column in zip(*fits))
        print(f"{given.line}\t{seconds:.3f}\t{size:.0f}\t{rate:.1f}")


if __name__ == "__main__":
    main()
