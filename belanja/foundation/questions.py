"""Questions that a busy page or step asks again and again: their SQL is made once a process, not each time.

Most of what a short query costs in Python is Django's building of the statement, half a millisecond for a wide row with
what it points to. A question is written as an ordinary queryset, with `Given` in place of each value; it is built and
compiled when it is first asked, and afterwards only gets its values; PostgreSQL keeps its plan (`prepared`). The models
stay the one place that knows columns.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import Any, Generic, TypeVar

from django.db import connection, transaction
from django.db.models import Field, ForeignObject, Lookup, Model, QuerySet, signals
from django.db.models.base import ModelState
from django.db.models.expressions import Expression
from django.db.models.query import FlatValuesListIterable, ModelIterable, ValuesListIterable, get_related_populators

from belanja.foundation.prepared import prepared

_Row = TypeVar("_Row")


class Given(Expression):
    """The place of a value in a question: `filter(pk=Given("order_id"))`; a list goes with the lookup `among`. A value
    is never None: that would be another question."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = name

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[str]]:
        return "%s", (_Slot(self.name),)


class _Slot(str):
    """What stands for a value among the parameters of a statement."""


@ForeignObject.register_lookup
@Field.register_lookup
class Among(Lookup):
    """`pk__among=[1, 2]`: one of a list, however long: the statement stays the same, other than with `in`."""

    lookup_name = "among"

    def get_prep_lookup(self) -> Any:
        return self.rhs

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        left, of_left = self.process_lhs(compiler, connection)
        right, of_right = self.process_rhs(compiler, connection)
        return f"{left} = ANY({right})", (*of_left, *of_right)


class Question(Generic[_Row]):
    """A queryset of models or of `values_list`, asked with other values each time.

    No prefetching, and no values but those that are `Given`: what else the queryset holds stays as it was when it was
    first asked."""

    def __init__(self, make: Callable[[], QuerySet[Any, _Row]]) -> None:
        self._make = make
        self._made: _Made | None = None

    def rows(self, **given: object) -> list[_Row]:
        """Every row. Raises KeyError where a value is missing, TransactionManagementError where rows are to be locked
        outside a transaction."""
        made = self._made or self._compile()
        if made.locks and not connection.in_atomic_block:
            raise transaction.TransactionManagementError("rows are locked inside a transaction only")
        with prepared(), connection.cursor() as cursor:
            values: Any = [given[one] if isinstance(one, _Slot) else one for one in made.parameters]
            cursor.execute(made.sql, values)
            return list(made.read(cursor.fetchall()))

    def first(self, **given: object) -> _Row | None:
        """The first row, in the order of the queryset; it should ask for no more than are needed."""
        return next(iter(self.rows(**given)), None)

    def _compile(self) -> "_Made":
        # Two threads may both compile: they make the same.
        self._made = _Made(self._make())
        return self._made


class _Made:
    """A statement, and how its rows are read. Holds nothing of the connection that it was compiled on."""

    def __init__(self, rows: QuerySet[Any, Any]) -> None:
        asked: Any = rows  # what Django's own iterables read of it
        if asked._prefetch_related_lookups or asked._known_related_objects:
            raise ValueError("a question reads one statement")
        compiler = rows.query.get_compiler(connection=connection)
        self.sql, parameters = compiler.as_sql()
        self.parameters = list(parameters)
        self.locks = rows.query.select_for_update
        self._select = compiler.select[: compiler.col_count]
        self._converters = compiler.get_converters([one[0] for one in self._select])
        self._annotations = dict(compiler.annotation_col_map or {})
        self._kind = asked._iterable_class
        if issubclass(self._kind, ModelIterable):
            self._models(compiler)
        elif self._kind not in (ValuesListIterable, FlatValuesListIterable):
            raise ValueError("a question gives models or a values_list")

    def _models(self, compiler: Any) -> None:
        klass = compiler.klass_info
        places = klass["select_fields"]
        self._model, self._upto = klass["model"], places[-1] + 1
        self._start = places[0]
        self._names = [one[0].target.attname for one in compiler.select[self._start : self._upto]]
        self._related = get_related_populators(klass, compiler.select, connection.alias)  # type: ignore[call-arg]  # of a later Django
        self._from_db = _reader(self._model)
        for one in self._related:
            _read_plainly(one)

    def read(self, found: Sequence[Sequence[Any]]) -> Iterator[Any]:
        rows = (self._converted(row) for row in found) if self._converters else iter(found)
        if issubclass(self._kind, ModelIterable):
            return map(self._instance, rows)
        return (row[0] for row in rows) if self._kind is FlatValuesListIterable else map(tuple, rows)

    def _converted(self, row: Sequence[Any]) -> list[Any]:
        told = list(row)
        for place, (converters, expression) in self._converters.items():
            value = told[place]
            for convert in converters:
                value = convert(value, expression, connection)
            told[place] = value
        return told

    def _instance(self, row: Sequence[Any]) -> Any:
        made = self._from_db(connection.alias, self._names, row[self._start : self._upto])
        for populator in self._related:
            populator.populate(row, made)
        for name, place in self._annotations.items():
            setattr(made, name, row[place])
        return made


_Reader = Callable[[str, Sequence[str], Sequence[Any]], Any]


def _reader(model: type[Model]) -> _Reader:
    """What makes an instance of a whole row: as `Model.from_db`, at a third of its cost, where neither the model nor
    anybody who listens has a hand in how its instances begin."""
    own = getattr(model.from_db, "__func__", None) is getattr(Model.from_db, "__func__", None)
    plain = own and model.__init__ is Model.__init__
    if not plain or signals.pre_init.has_listeners(model) or signals.post_init.has_listeners(model):
        return model.from_db
    whole = len(model._meta.concrete_fields)

    def read(db: str, names: Sequence[str], values: Sequence[Any]) -> Any:
        if len(values) != whole:
            return model.from_db(db, names, values)
        made = model.__new__(model)
        state = ModelState()
        state.adding, state.db = False, db
        made.__dict__.update(zip(names, values, strict=True), _state=state)
        return made

    return read


class _Plain:
    """Stands for a model where Django only reads its rows."""

    def __init__(self, model: type[Model]) -> None:
        self.from_db = _reader(model)


def _read_plainly(populator: Any) -> None:
    """The same for what a row points to."""
    populator.model_cls = _Plain(populator.model_cls)
    for one in populator.related_populators:
        _read_plainly(one)
