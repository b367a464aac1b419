"""The interface says what the selectors say, in one shape, and refuses in one envelope."""

import json
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from belanja.affirmation import rendering
from belanja.rules.channels import Channel
from belanja.rules.indicators import Denominator, Numerator
from tests.affirmation.worlds import CODE, PD_A, PD_A_SUB, PD_B, YEAR, World

BASE = "/api/v1"


def get(client: Client, path: str, **question: Any) -> Any:
    response = client.get(BASE + path, question)
    assert response.status_code == 200, response.content
    return response.json()


@pytest.mark.parametrize("numerator", Numerator)
@pytest.mark.parametrize("denominator", Denominator)
def test_shares_are_the_same_as_on_the_command_line(
    client: Client, world: World, numerator: Numerator, denominator: Denominator
) -> None:
    answer = get(client, "/shares", government=CODE, year=YEAR, numerator=str(numerator), denominator=str(denominator))
    assert answer == rendering.share_table_data(world.table(numerator, denominator))


def test_the_published_shape_of_shares(client: Client, world: World) -> None:
    answer = get(client, "/shares", government=CODE, year=YEAR)
    assert set(answer) >= {"government", "year", "cut_off", "definition", "total", "units"}
    assert answer["definition"] == {
        "id": "epurchasing.kontrak.belanja_pengadaan",
        "version": 1,
        "numerator": "kontrak",
        "denominator": "belanja_pengadaan",
        "evidence": None,
        "citation": answer["definition"]["citation"],
    }
    assert answer["total"] == {
        "numerator": "190.00",
        "denominator": "1500.25",
        "share_percent": "10.00",
        "units_known": 1,
        "units_unknown": 1,
        "numerator_of_unknown": "40.00",
        "unclassified": "0.00",
        "share_low_percent": "10.00",
        "share_high_percent": "10.00",
        "units_band": 0,
    }
    assert answer["units"] == [
        {
            "code": PD_B,
            "name": "Dinas Kesehatan",
            "numerator": "40.00",
            "denominator": None,
            "share_percent": None,
            "status": "unknown",
            "reason": "no_budget",
            "target_percent": "30.00",
            "gap": None,
            "unclassified": "0.00",
            "share_low_percent": None,
            "share_high_percent": None,
            "gap_low": None,
            "gap_high": None,
            "base_source": "feed",
            "base_documents": [],
        },
        {
            "code": PD_A,
            "name": "Dinas Pendidikan",
            "numerator": "150.00",
            "denominator": "1500.25",
            "share_percent": "10.00",
            "status": "known",
            "reason": None,
            "target_percent": "30.00",
            "gap": "300.08",
            "unclassified": "0.00",
            "share_low_percent": "10.00",
            "share_high_percent": "10.00",
            "gap_low": "300.08",
            "gap_high": "300.08",
            "base_source": "feed",
            "base_documents": [],
        },
    ]


def test_measures_and_channels_are_published(client: Client, world: World) -> None:
    found = get(client, "/indicators", government=CODE, year=YEAR)
    assert [one["code"] for one in found["itkp"]["components"]][:2] == ["sirup", "etendering"]
    assert found["itkp"]["points"] is None
    assert found["rup_completeness"]["unit"] == "persen"
    assert found["tkdn"]["reason"] == "feed_missing"
    channels = get(client, "/channels", government=CODE, year=YEAR)
    by_code = {row["channel"]: row for row in channels["channels"]}
    bought = sum(Decimal(by_code[code]["contracted"]) for code in ("v5", "v6") if code in by_code)
    assert bought == Decimal(get(client, "/shares", government=CODE, year=YEAR)["total"]["numerator"])


def test_the_course_of_a_year(client: Client, world: World) -> None:
    answer = get(client, "/trend", government=CODE, year=YEAR, unit=PD_A)
    assert [point["numerator"] for point in answer["quarters"]] == ["150.00", "150.00", "150.00", None]
    assert len(answer["months"]) == 12
    assert answer["unit"] == PD_A


def test_one_perangkat_daerah_and_its_orders(client: Client, world: World) -> None:
    answer = get(client, f"/units/{CODE}/{PD_A}", year=YEAR, numerator="pesanan")
    assert answer["unit"]["numerator"] == "350.00"
    assert answer["not_yet_bought"] == "550.00"
    assert [row["code"] for row in answer["sub_units"]] == [PD_A_SUB]
    unknown = get(client, f"/units/{CODE}/{PD_B}", year=YEAR)
    assert unknown["explanation"]["sentence"].startswith("belum diketahui, karena")
    orders = get(client, f"/units/{CODE}/{PD_A}/orders", year=YEAR, size=1, page=2, channel="v6")
    assert (orders["count"], orders["size"], len(orders["orders"])) == (2, 1, 1)


def test_lists(client: Client, world: World) -> None:
    governments = {row["code"]: row for row in get(client, "/governments")["governments"]}
    assert governments[CODE]["years"] == [YEAR]
    assert governments["D43"]["years"] == []
    pulls = get(client, "/pulls", government=CODE, size=2)
    assert (pulls["count"], len(pulls["pulls"])) == (5, 2)
    assert "actor" not in json.dumps(pulls)
    definitions = get(client, "/definitions")
    assert [row["code"] for row in definitions["numerators"]] == [str(code) for code in Numerator]


def test_health(client: Client, db: None) -> None:
    assert get(client, "/health")["ok"] is True


def test_an_unchanged_answer_is_not_sent_twice(client: Client, world: World) -> None:
    question = {"government": CODE, "year": YEAR}
    first = client.get(f"{BASE}/shares", question)
    again = client.get(f"{BASE}/shares", question, headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize(
    ("path", "question", "status", "code"),
    [
        ("/shares", {"government": "D000", "year": YEAR}, 404, "government_unknown"),
        ("/shares", {"government": CODE, "year": 2031}, 404, "no_data"),
        ("/shares", {"government": CODE}, 422, "invalid_input"),
        ("/shares", {"government": CODE, "year": YEAR, "numerator": "bayar"}, 422, "invalid_input"),
        ("/shares", {"government": CODE, "year": YEAR, "indicator": "tkdn"}, 422, "unknown_indicator"),
        ("/shares", {"government": CODE, "year": YEAR, "indicator": "pdn", "evidence": "kata"}, 422, "invalid_input"),
        (
            "/shares",
            {"government": CODE, "year": YEAR, "indicator": "pdn", "evidence": "bukti", "numerator": "rencana"},
            422,
            "evidence_of_plan",
        ),
        ("/shares", {"government": CODE, "year": YEAR, "as_of": "kemarin"}, 422, "invalid_input"),
        ("/trend", {"government": CODE, "year": YEAR, "unit": "9.99"}, 404, "unit_not_found"),
        (f"/units/{CODE}/9.99", {"year": YEAR}, 404, "unit_not_found"),
        (f"/units/{CODE}/{PD_A}/orders", {"year": YEAR, "size": 201}, 422, "invalid_input"),
        ("/pulls", {"size": 201}, 422, "invalid_input"),
        ("/pulls", {"government": "D000"}, 404, "government_unknown"),
    ],
)
def test_refusals_have_one_envelope(
    client: Client, world: World, path: str, question: dict[str, Any], status: int, code: str
) -> None:
    response = client.get(BASE + path, question)
    assert response.status_code == status
    refusal = response.json()
    assert set(refusal) == {"code", "message", "citation"}
    assert refusal["code"] == code
    assert refusal["message"]


WORDS = st.one_of(
    st.text(max_size=12),
    st.sampled_from(["", "0", "-1", "2025", "99999999999999999999", "1e3", "\x00", "d901", CODE, PD_A, "2025-02-30"]),
    st.sampled_from([str(code) for code in (*Numerator, *Denominator, *Channel)]),
)
NAMES = ("government", "year", "indicator", "numerator", "denominator", "as_of", "unit", "page", "size", "channel")
PATHS = st.sampled_from(
    [
        "/shares",
        "/trend",
        "/governments",
        "/pulls",
        "/definitions",
        f"/units/{CODE}/{PD_A}",
        f"/units/{CODE}/{PD_A}/orders",
    ]
)


@settings(
    max_examples=120,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(path=PATHS, question=st.dictionaries(st.sampled_from(NAMES), WORDS, max_size=6))
def test_no_question_breaks_the_interface(client: Client, world: World, path: str, question: dict[str, str]) -> None:
    asked = {"government": CODE, "year": str(YEAR), **question}
    if path in ("/governments", "/definitions"):
        asked = question
    response = client.get(BASE + path, asked)
    assert response.status_code in (200, 404, 422), response.content
    if response.status_code != 200:
        assert set(response.json()) == {"code", "message", "citation"}
