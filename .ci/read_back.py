#!/usr/bin/python3
"""Checks that xarray and zarr-python read a fit's draws as Leapfrog meant them.

Usage: read_back.py FIT_FOLDER

Prints one line; exits with 1 and the reason when something does not agree.
"""
import csv
import itertools
import json
import sys
import warnings

import numpy
import xarray

# Without consolidated metadata, or with an attribute it cannot decode, xarray only warns.
warnings.simplefilter("error", RuntimeWarning)
warnings.simplefilter("error", xarray.SerializationWarning)

STATISTICS = {
    "lp": "<f8",
    "acceptance_rate": "<f8",
    "step_size": "<f8",
    "tree_depth": "<i4",
    "n_steps": "<i4",
    "diverging": "|b1",
    "energy": "<f8",
    "reached_max_treedepth": "|b1",
}


def require(holds, what):
    if not holds:
        sys.exit(f"read_back: {what}")


def group(folder, name):
    return xarray.open_dataset(f"{folder}/draws.zarr", engine="zarr", group=name, consolidated=True).load()


def same(a, b):
    """Equal to rounding of a sum over the draws; NaN equals NaN."""
    return (numpy.isnan(a) and numpy.isnan(b)) or a == b or abs(a - b) <= 1e-10 * max(1, abs(a), abs(b))


def main(folder):
    with open(f"{folder}/fit.json", encoding="utf-8") as file:
        fit = json.load(file)
    with open(f"{folder}/summary.csv", encoding="utf-8", newline="") as file:
        summary = {row["parameter"]: row for row in csv.DictReader(file)}
    chains, draws = fit["settings"]["chains"], fit["kept_draws"]

    posterior = group(folder, "posterior")
    require(posterior.attrs["inference_library"] == "leapfrog", "posterior lacks inference_library")
    require(list(posterior.chain.values) == list(range(chains)), "chain is not 0, 1, …")
    require(list(posterior.draw.values) == list(range(draws)), "draw is not 0, 1, …")
    checked = 0
    for name, values in posterior.data_vars.items():
        require(values.dims[:2] == ("chain", "draw"), f"{name} has the dimensions {values.dims}")
        require(values.shape[:2] == (chains, draws), f"{name} has the shape {values.shape}")
        require(values.dtype == "<f8", f"{name} has the type {values.dtype}")
        labels = []
        for dimension in values.dims[2:]:
            require(dimension in values.coords, f"{name} has no coordinate {dimension}")
            require(values.coords[dimension].dtype.kind == "U", f"{dimension} is not text")
            labels.append([str(label) for label in values.coords[dimension].values])
        for index in itertools.product(*labels):
            true = values.attrs["name"]
            quantity = f"{true}[{','.join(index)}]" if index else true
            require(quantity in summary, f"{quantity} is not in summary.csv")
            selected = values.sel(dict(zip(values.dims[2:], index)))
            mean, expected = float(selected.mean(skipna=False)), float(summary[quantity]["mean"])
            require(same(mean, expected), f"{quantity} has the mean {mean}, summary.csv says {expected}")
            checked += 1
    require(checked == len(summary), f"{checked} quantities, but summary.csv has {len(summary)}")

    statistics = group(folder, "sample_stats")
    require(set(statistics.data_vars) == set(STATISTICS), f"sample_stats has {sorted(statistics.data_vars)}")
    for name, dtype in STATISTICS.items():
        values = statistics[name]
        require(values.dims == ("chain", "draw") and values.shape == (chains, draws), f"{name} is {values.dims}")
        require(values.dtype == dtype, f"{name} has the type {values.dtype}")
    require(int(statistics.diverging.sum()) == fit["divergences"], "diverging does not add up to fit.json's divergences")

    data = group(folder, "constant_data")
    require(data.sizes["row"] == fit["rows"]["table"], "constant_data has not the table's rows")
    observed = group(folder, "observed_data")
    require(observed.sizes["row"] == fit["rows"]["used"], "observed_data has not the used rows")
    for name, values in observed.data_vars.items():
        require(
            bool((data[name].sel(row=observed.row) == values).all()), f"{name} differs in observed_data and constant_data"
        )
    end = group(folder, "end_state")
    require(end.position.shape == (chains, fit["dimension"]), f"end_state has positions {end.position.shape}")
    print(f"read_back: {folder}: {checked} quantities of {chains} chains × {draws} draws agree with summary.csv")


if __name__ == "__main__":
    main(sys.argv[1])
