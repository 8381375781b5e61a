"""Writes data sets of posteriordb as the CSV files that ParametrizationBenchmark reads.

    python3 benchmarks/posteriordb.py CHECKOUT FOLDER

CHECKOUT is a clone of https://github.com/stan-dev/posteriordb (BSD-3-Clause); each data set's origin stands in its info file there.
"""

import csv
import json
import pathlib
import sys
import zipfile


def data(checkout, name):
    path = checkout / "posterior_database" / "data" / "data" / f"{name}.json.zip"
    with zipfile.ZipFile(path) as archive:
        return json.loads(archive.read(archive.namelist()[0]))


def numbered(letter, indices):
    return [f"{letter}{index:03d}" for index in indices]


def tables(checkout):
    d = data(checkout, "radon_all")
    yield "radon_all", {
        "log_radon": d["log_radon"],
        "floor": d["floor_measure"],
        "uranium": d["log_uppm"],
        "county": numbered("c", d["county_idx"]),
    }
    d = data(checkout, "eight_schools")
    yield "eight_schools", {"effect": d["y"], "error": d["sigma"], "school": numbered("s", range(1, 9))}
    d = data(checkout, "rats_data")
    yield "rats", {"weight": d["y"], "day": d["x"], "rat": numbered("r", d["rat"])}
    d = data(checkout, "pilots")
    yield "pilots", {
        "recovered": d["y"],
        "group": numbered("g", d["group_id"]),
        "scenario": numbered("s", d["scenario_id"]),
    }
    d = data(checkout, "seeds_data")
    yield "seeds", {
        "germinated": d["n"],
        "n": d["N"],
        "seed": d["x1"],
        "extract": d["x2"],
        "plate": numbered("p", range(1, 22)),
    }
    d = data(checkout, "surgical_data")
    yield "surgical", {"deaths": d["r"], "n": d["n"], "hospital": numbered("h", range(1, 13))}
    d = data(checkout, "GLMM_Poisson_data")
    yield "peregrines", {"pairs": d["C"], "year": d["year"], "observation": numbered("y", range(1, 41))}


checkout, folder = map(pathlib.Path, sys.argv[1:])
folder.mkdir(parents=True, exist_ok=True)
for name, columns in tables(checkout):
    with open(folder / f"{name}.csv", "w", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows(zip(*columns.values()))
