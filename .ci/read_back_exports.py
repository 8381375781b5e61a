#!/usr/bin/python3
"""Checks that a fit's CmdStan files, draws.csv and draws.parquet, as far as they are there, hold the draws of its draws.zarr, bit by bit.

Usage: read_back_exports.py FIT_FOLDER

CmdStan's files are read by the rules of arviz 0.22 (arviz/data/io_cmdstan.py), with cmdstanr's (R/csv.R of 0.9) where they are
narrower, and rstan's (read_stan_csv of 2.21) for the order of arrays. Prints one line; exits with 1 and the reason when something does
not agree.
"""
import csv
import glob
import itertools
import json
import os
import re
import sys

import numpy
import xarray

STATISTICS = {
    "lp__": "lp",
    "accept_stat__": "acceptance_rate",
    "stepsize__": "step_size",
    "treedepth__": "tree_depth",
    "n_leapfrog__": "n_steps",
    "divergent__": "diverging",
    "energy__": "energy",
}


def require(holds, what):
    if not holds:
        sys.exit(f"read_back_exports: {what}")


def group(folder, name):
    return xarray.open_dataset(f"{folder}/draws.zarr", engine="zarr", group=name, consolidated=True).load()


def same(a, b):
    """The same doubles; NaN equals NaN."""
    return numpy.array_equal(numpy.asarray(a, dtype=float), numpy.asarray(b, dtype=float), equal_nan=True)


def quantities(folder):
    """Every quantity's [chains × draws] by its name, and each variable's elements in row-major order."""
    values, shapes = {}, {}
    posterior = group(folder, "posterior")
    for array in posterior.data_vars.values():
        true = array.attrs["name"]
        labels = [[str(label) for label in array.coords[dimension].values] for dimension in array.dims[2:]]
        shapes[true] = [len(part) for part in labels]
        for index in itertools.product(*labels):
            name = f"{true}[{','.join(index)}]" if index else true
            values[name] = array.sel(dict(zip(array.dims[2:], index))).values
    return values, shapes


def with_deviations(values):
    """r = coef − b, with b the population coefficient of the same name, or 0; b_kind[v] is kindv in a group."""
    more = dict(values)
    population = {re.sub(r"^b_|[][]", "", name): value for name, value in values.items() if name.startswith("b_")}
    for name, coefficient in values.items():
        if name.startswith("coef_"):
            effect = name[:-1].rsplit(",", 1)[1]
            more["r_" + name[len("coef_") :]] = coefficient - population.get(effect, 0)
    return more


def parse(path):
    """arviz: comments anywhere, the first other line is the header."""
    comments, rows, header = [], [], None
    with open(path, "rb") as file:
        for line in file:
            text = line.strip().decode("utf-8")
            if text.startswith("#"):
                comments.append(text)
            elif header is None:
                header = text.split(",")
            elif text:
                rows.append([float(part) for part in text.split(",")])
    return comments, header, numpy.array(rows)


def configuration(comments):
    """arviz's and cmdstanr's key-value pairs, which agree on these."""
    pairs = {}
    for comment in comments:
        parts = [part.strip() for part in comment.replace("#", "").replace("(Default)", "").split("=")]
        if len(parts) == 2 and re.match(r"^\w+$|^Step size$", parts[0]):
            require(parts[0] not in pairs or ":" in comment, f"{parts[0]} is there twice")
            pairs[parts[0]] = parts[1]
    return pairs


def metric(comments, dense):
    title = "# Elements of inverse mass matrix:" if dense else "# Diagonal elements of inverse mass matrix:"
    require(comments.count(title) == 1, f"no line '{title}'")
    at = comments.index(title) + 1
    first = [float(part) for part in comments[at].replace("# ", "").split(",")]
    rows = [[float(part) for part in line.replace("# ", "").split(",")] for line in comments[at : at + len(first)]] if dense else [first]
    return numpy.array(rows)


def check_cmdstan(folder, fit, values, shapes):
    chains, draws, settings = fit["settings"]["chains"], fit["kept_draws"], fit["settings"]
    require(len(glob.glob(f"{folder}/chain-*.csv")) == chains, "there is not a file for each chain")
    statistics = group(folder, "sample_stats")
    end = group(folder, "end_state")
    dense = settings["metric"] == "dense"
    for chain in range(chains):
        path = f"{folder}/chain-{chain + 1}.csv"
        comments, header, rows = parse(path)
        require(rows.shape == (draws, len(header)), f"{path} has {rows.shape} numbers")
        require(len(set(header)) == len(header), f"{path} has a column twice")
        pairs = configuration(comments)
        expected = {
            "stan_version_major": "2",
            "method": "sample",
            "num_samples": str(draws * settings["thin"]),
            "num_warmup": str(settings["warmup"]),
            "save_warmup": "0",
            "thin": str(settings["thin"]),
            "algorithm": "hmc",
            "engine": "nuts",
            "metric": "dense_e" if dense else "diag_e",
            "max_depth": str(settings["max_depth"]),
            "id": str(chain + 1),
            "seed": str(settings["seed"]),
        }
        for key, value in expected.items():
            require(pairs.get(key) == value, f"{path} says {key} = {pairs.get(key)}, not {value}")
        require(float(pairs["delta"]) == settings["target_accept"], f"{path} says delta = {pairs['delta']}")
        times = [line for line in comments if re.search(r"[0-9.]+ seconds \((Warm-up|Sampling|Total)\)$", line)]
        require(len(times) == 3 and "Elapsed Time:" in times[0], f"{path} has no times")

        require(header[: len(STATISTICS)] == list(STATISTICS), f"{path} begins with {header[:7]}")
        for column, name in enumerate(STATISTICS.values()):
            require(same(rows[:, column], statistics[name][chain]), f"{path}: {header[column]} differs")
        true = {name.split(": ")[0][2:]: name.split(": ", 1)[1] for name in comments if ": " in name}
        columns = header[len(STATISTICS) :]
        require(all(re.match(r"^[A-Za-z]\w*(\.[1-9][0-9]*)*$", name) for name in columns), f"{path} has odd names")
        require(not any(name.endswith("__") for name in columns), f"{path} has a quantity that ends with __")
        names = [true.get(name, name) for name in columns]
        require(set(names) == set(values), f"{path} lacks or adds {set(names) ^ set(values)}")
        for column, name in enumerate(names):
            require(same(rows[:, len(STATISTICS) + column], values[name][chain]), f"{path}: {name} differs")
        for name, shape in shapes.items():
            stan = [column for column, quantity in zip(columns, names) if quantity == name or quantity.startswith(name + "[")]
            indices = [tuple(int(part) for part in column.split(".")[1:]) for column in stan]
            # rstan takes columns in this order, whatever their indices say.
            order = [tuple(reversed(i)) for i in itertools.product(*[range(1, n + 1) for n in reversed(shape)])]
            require(indices == order, f"{path}: {name} has the elements {indices[:5]} …")

        inverse = metric(comments, dense)
        if dense:
            factor = end.metric_dense[int(end.counters[chain][3])].values
            require(numpy.allclose(inverse, factor @ factor.T, rtol=1e-12, atol=0), f"{path}: another metric")
        else:
            scale = end.metric_diagonal[int(end.counters[chain][3])].values
            require(same(inverse[0], scale * scale), f"{path}: another metric")
        require(float(pairs["Step size"]) == float(end.scalars[chain][0]), f"{path}: another step size")
    return f"{chains} CmdStan files"


def check_columns(what, columns, fit, values):
    chains, draws = fit["settings"]["chains"], fit["kept_draws"]
    require(list(columns)[:2] == ["chain", "draw"], f"{what} begins with {list(columns)[:2]}")
    require(set(columns) - {"chain", "draw"} == set(values), f"{what} has other quantities")
    require(same(columns["chain"], numpy.repeat(range(chains), draws)), f"{what}: chain")
    require(same(columns["draw"], numpy.tile(range(draws), chains)), f"{what}: draw")
    for name, value in values.items():
        require(same(columns[name], value.ravel()), f"{what}: {name} differs")
    return what


def main(folder):
    with open(f"{folder}/fit.json", encoding="utf-8") as file:
        fit = json.load(file)
    values, shapes = quantities(folder)
    values = with_deviations(values)
    checked = []
    if os.path.exists(f"{folder}/chain-1.csv"):
        checked.append(check_cmdstan(folder, fit, values, shapes))
    if os.path.exists(f"{folder}/draws.csv"):
        with open(f"{folder}/draws.csv", encoding="utf-8", newline="") as file:
            rows = list(csv.reader(file))
        require(len(set(rows[0])) == len(rows[0]), "draws.csv has a column twice")
        columns = {name: [float(row[k]) for row in rows[1:]] for k, name in enumerate(rows[0])}
        checked.append(check_columns("draws.csv", columns, fit, values))
    require(checked, f"{folder} has no export")
    print(f"read_back_exports: {folder}: {len(values)} quantities agree in {' and '.join(checked)}")


if __name__ == "__main__":
    main(sys.argv[1])
