"""Proof that the search finds what is meant: `make prove-relevance`.

Questions judged beforehand (prove/judged.tsv) are asked in two worlds: the sample, and the titles of a real region
where that file is at hand. Then five hundred questions with one slip each. The last line is one JSON object; the exit
code is 1 below the floors.
"""

import argparse
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bench.surroundings import own_database
from prove.judging import DEPTH, Judgment, judgments, ndcg, typos

FLOOR_NDCG, FLOOR_TYPOS, MOST_EMPTY = 0.9, 0.99, 0.02
TYPOS = 500
_FIRST = 5
REAL = Path(__file__).parents[2] / "shared" / "data" / "kalbar-2022" / "epurchasing" / "skw" / "prodkatalog2022.parquet"


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m prove.relevance", description=__doc__)
    parser.add_argument("--show", type=float, default=0.0, metavar="N", help="show questions below this nDCG")
    args = parser.parse_args()
    told: dict[str, Any] = {"prove": "relevance"}
    with own_database():
        sample_world()
        told["contoh"] = asked(judgments("contoh"), show=args.show)
        told["typos"] = mended(show=args.show > 0)
        if REAL.exists():
            real_world(REAL)
            told["nyata"] = asked(judgments("nyata"), show=args.show)
        else:
            print(f"{REAL} tidak ada: judul nyata dilewati")
    worlds = [told[name] for name in ("contoh", "nyata") if name in told]
    told["queries"] = sum(one["queries"] for one in worlds)
    told["ndcg10"] = round(sum(one["ndcg10"] * one["queries"] for one in worlds) / told["queries"], 4)
    told["zero_result_rate"] = round(sum(one["empty"] for one in worlds) / told["queries"], 4)
    told["typo_rate"] = told["typos"]["found_in_first_five"]
    print(json.dumps(told))
    right = told["ndcg10"] >= FLOOR_NDCG and told["zero_result_rate"] <= MOST_EMPTY and told["typo_rate"] >= FLOOR_TYPOS
    return 0 if right else 1


def sample_world() -> None:
    """The sample's catalogue alone."""
    from django.db import transaction

    from belanja.demo import catalogue, sample
    from belanja.foundation import clock
    from belanja.institutions.models import Government

    with transaction.atomic(), clock.frozen(sample.PULLS[-1].at) as at:
        catalogue.load(government=Government.objects.get(code=sample.PROVINCE), at=at)


def real_world(path: Path) -> None:
    """The real titles in place of the sample."""
    from django.db import connection

    from belanja.intake.services import import_paths
    from belanja.journal.services import CONSOLE

    with connection.cursor() as cursor:
        cursor.execute(
            "TRUNCATE etalase_etalase, catalogue_seller, catalogue_brand, catalogue_facetvalue, catalogue_offersearch, "
            "catalogue_pricerow CASCADE"
        )
    import_paths(paths=[path], actor=CONSOLE)


def asked(questions: list[Judgment], *, show: float = 0.0) -> dict[str, Any]:
    """nDCG@10 and empty answers over judged questions; those below `show` are printed with what came first."""
    from belanja.catalogue.search.ask import search

    corpus = [said for _id, said in _everything()]
    scores, empty = [], 0
    for question in questions:
        grades = [grade for said in corpus if (grade := question.grade(said))]
        if not grades:
            print(f"nothing is right for {question.question!r}: not counted")
            continue
        answer = search(question.question, size=DEPTH)
        said = [
            f"{one.name} | {answer.directory.shelves[one.etalase_id].name}".lower()
            for one in (*answer.listings, *answer.nearby)
        ]
        score = ndcg([question.grade(one) for one in said], grades)
        scores.append(score)
        empty += not answer.total
        if score < show:
            first = [(one.split(" | ")[0], question.grade(one)) for one in said[:5]]
            print(f"{score:.2f} {question.question!r} -> {answer.corrected!r} {answer.total}: {first}")
    return {"queries": len(scores), "ndcg10": round(sum(scores) / len(scores), 4), "empty": empty}


def mended(*, count: int = TYPOS, show: bool = False) -> dict[str, Any]:
    """How many questions with one slip bring what was meant into the first five, and how many of single words."""
    from belanja.catalogue.search import vocabulary
    from belanja.catalogue.search.ask import search
    from belanja.foundation.words import stop_words, tokens

    known = vocabulary.current(vocabulary.version())

    def usable(word: str) -> bool:
        return not known.knows(word) and word not in stop_words() and not tokens(word)[0].size

    outcome: dict[str, Any] = {"asked": count}
    for name, terms in (("found_in_first_five", _kinds()), ("single_words", _heads())):
        found = 0
        for typo in typos(sorted(terms), count, usable=usable):
            listings = search(typo.typed, size=_FIRST).listings
            if any(terms[typo.meant].search(one.name.lower()) for one in listings):
                found += 1
            elif show:
                print(f"typo {typo.typed!r} for {typo.meant!r}: {[one.name for one in listings]}")
        outcome[name] = round(found / count, 4)
    return outcome


def _everything() -> Iterator[tuple[int, str]]:
    from belanja.catalogue.models import OfferSearch

    rows = OfferSearch.objects.values_list(
        "offer_id", "offer__product__name", "offer__product__etalase__name"
    )  # one row an offer
    for offer_id, name, etalase in rows:
        yield offer_id, f"{name} | {etalase}".lower()


def _kinds() -> dict[str, re.Pattern[str]]:
    """Kinds of goods as somebody would type them, and what their products are called."""
    from belanja.demo.catalogue import goods
    from belanja.foundation.words import tokens

    found = {}
    for shelf in goods.shelves():
        for kind in shelf.kinds:
            bare = re.sub(r"\{\w+\}", " ", kind.name)
            words = [one.word for one in tokens(bare) if one.word.isalpha() and not one.size][:3]
            found[" ".join(words)] = re.compile(".*".join(rf"\b{re.escape(word)}\b" for word in words))
    return found


def _heads() -> dict[str, re.Pattern[str]]:
    heads = {term.split()[0] for term in _kinds()}
    return {head: re.compile(rf"\b{re.escape(head)}\b") for head in heads if len(head) >= 4}


if __name__ == "__main__":
    sys.exit(main())
