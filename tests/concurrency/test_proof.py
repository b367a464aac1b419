"""A small dose of `make prove-concurrency`; the database, which other tests share, is left alone."""

from urllib.parse import quote

import pytest
from django.db import connection

from prove.concurrency import DOSES, prove

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


def test_nothing_is_oversold_lost_or_doubled(monkeypatch: pytest.MonkeyPatch) -> None:
    told = connection.settings_dict
    where = f"postgresql://{told['USER']}@/{told['NAME']}?host={quote(told['HOST'], safe='')}&port={told['PORT']}"
    monkeypatch.setenv("DATABASE_URL", where)
    result = prove(DOSES["small"], seed=2, data=None)
    assert result["wrong"] == []
    assert result["sound"]
