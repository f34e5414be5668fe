#!/usr/bin/env bash
# fhir.resources 8.3.0: QuestionnaireResponse.status has a required binding, so only the codes of its
# value set are valid. Shapes, types and cardinalities are checked; the code is not: any word passes.
set -euo pipefail
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
python3 -m venv "$place/v"
"$place/v/bin/pip" install --quiet --disable-pip-version-check fhir.resources==8.3.0 fhir-core==1.1.12
"$place/v/bin/python" - <<'PY'
from fhir.resources.R4B.questionnaireresponse import QuestionnaireResponse

answered = QuestionnaireResponse.model_validate({"resourceType": "QuestionnaireResponse", "status": "finished-i-think"})
print(answered.model_dump_json())
assert answered.status == "finished-i-think"
try:
    QuestionnaireResponse.model_validate({"resourceType": "QuestionnaireResponse"})
except ValueError as missing:
    print("without a status:", str(missing).splitlines()[0])
else:
    raise AssertionError("a missing status passed")
PY
