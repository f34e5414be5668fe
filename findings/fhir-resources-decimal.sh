#!/usr/bin/env bash
# fhir.resources 8.3.0: FHIR R4 asks that the precision of a decimal be kept. valueDecimal is a Python
# Decimal, but read from JSON it has been a float on the way: 12345678901234567890.12 loses its last
# digits in memory already, and 1.50 is 1.5 when it is written.
set -euo pipefail
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
python3 -m venv "$place/v"
"$place/v/bin/pip" install --quiet --disable-pip-version-check fhir.resources==8.3.0 fhir-core==1.1.12
"$place/v/bin/python" - <<'PY'
from decimal import Decimal
from fhir.resources.R4B.questionnaireresponse import QuestionnaireResponse

def read(text):
    return QuestionnaireResponse.model_validate_json(
        '{"resourceType":"QuestionnaireResponse","status":"completed",'
        '"item":[{"linkId":"a","answer":[{"valueDecimal":%s}]}]}' % text
    )

long, short = read("12345678901234567890.12"), read("1.50")
value = long.item[0].answer[0].valueDecimal
print(type(value).__name__, value, "|", short.model_dump_json())
assert isinstance(value, Decimal) and value != Decimal("12345678901234567890.12")
assert '"valueDecimal":1.5}' in short.model_dump_json()
PY
