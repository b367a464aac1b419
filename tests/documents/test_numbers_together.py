"""Sixteen offices at once: every number once, none missing, also where some of them fail half-way."""

import threading
from collections.abc import Sequence

import pytest
from django.db import connection

from belanja.documents import services
from belanja.documents.models import Paper
from belanja.documents.services import NewFile
from belanja.rules.papers import Kind

from .papers import Office, office, plain

THREADS, EACH = 8, 5


@pytest.mark.django_db(transaction=True)
def test_numbers_have_no_gap_and_no_double() -> None:
    desk = office()
    problems: list[BaseException] = []
    start = threading.Barrier(THREADS)

    def work(number: int) -> None:
        try:
            start.wait()
            for turn in range(EACH):
                _one(desk, fails=(number + turn) % 3 == 0)
        except BaseException as problem:
            problems.append(problem)
        finally:
            connection.close()

    threads = [threading.Thread(target=work, args=(number,)) for number in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert problems == []
    numbers = sorted(Paper.objects.values_list("sequence", flat=True))
    assert numbers == list(range(1, len(numbers) + 1))
    assert len(set(Paper.objects.values_list("code", flat=True))) == len(numbers)
    failed = sum((number + turn) % 3 == 0 for number in range(THREADS) for turn in range(EACH))
    assert len(numbers) == THREADS * EACH - failed


def _one(desk: Office, *, fails: bool) -> None:
    def files(paper: Paper) -> Sequence[NewFile]:
        if fails:
            raise _Broken
        return plain(paper)

    try:
        services.issue(kind=Kind.REPORT, government=desk.government, title="x", files=files, actor=desk.apip)
    except _Broken:
        return


class _Broken(Exception):
    pass
