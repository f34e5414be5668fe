#!/usr/bin/env bash
# rcpchgrowth 4.6.5 (UK-WHO): the correction for gestation works in both directions and at any age. A
# child born at 41 weeks has a corrected age of one week more than its age, at six months still, and a
# lower score; one born at 0 weeks is taken for a child born at term, without an error.
set -euo pipefail
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
python3 -m venv "$place/v"
"$place/v/bin/pip" install --quiet --disable-pip-version-check rcpchgrowth==4.6.5
"$place/v/bin/python" - <<'PY'
from datetime import date
from rcpchgrowth import Measurement

def read(weeks):
    all_of_it = Measurement(
        sex="male", birth_date=date(2024, 1, 1), observation_date=date(2024, 7, 1),
        measurement_method="weight", observation_value=7.5, reference="uk-who",
        gestation_weeks=weeks, gestation_days=0,
    ).measurement
    dates, values = all_of_it["measurement_dates"], all_of_it["measurement_calculated_values"]
    return (
        round(dates["corrected_decimal_age"] - dates["chronological_decimal_age"], 4),
        round(values["corrected_sds"] - values["chronological_sds"], 2),
        dates["comments"]["clinician_corrected_decimal_age_comment"],
    )

for weeks in (40, 41, 0):
    print(weeks, *read(weeks))
assert read(40)[:2] == (0, 0)
assert read(41)[0] == round(7 / 365.25, 4) and read(41)[1] == -0.1
assert read(0) == read(40)
PY
