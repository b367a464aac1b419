"""The published description of the interface changes only on purpose."""

import json
from pathlib import Path
from typing import Any

from django.test import Client

SNAPSHOT = Path(__file__).with_name("openapi.json")


def _document(client: Client) -> dict[str, Any]:
    response = client.get("/api/v1/openapi.json")
    assert response.status_code == 200
    document: dict[str, Any] = response.json()
    return document


def test_the_description_is_the_one_on_record(client: Client) -> None:
    """After a change that is meant: save the answer of `/api/v1/openapi.json` as `tests/api/openapi.json`, and say
    in the changelog what changed."""
    assert _document(client) == json.loads(SNAPSHOT.read_text(encoding="utf-8"))


def test_every_operation_declares_its_refusals_and_has_an_id(client: Client) -> None:
    ids = []
    for path, operations in _document(client)["paths"].items():
        for method, operation in operations.items():
            assert method == "get", f"{path} must not write"
            assert {"200", "404", "409", "422"} <= set(operation["responses"]), path
            ids.append(operation["operationId"])
    assert len(set(ids)) == len(ids)
