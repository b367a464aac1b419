"""The house keeps its order: what no linter sees."""

import ast
import inspect
import re
import subprocess
import tomllib
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest
from django.apps import apps
from django.template.loader import get_template

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "belanja"
LONGEST = 400


def layers() -> dict[str, int]:
    """Capability -> height in the import contract of pyproject.toml (0 is the roof)."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    rows = next(contract["layers"] for contract in contracts if contract["type"] == "layers")
    return {name.strip(" ()"): height for height, row in enumerate(rows) for name in row.split("|")}


def python_files() -> Iterator[Path]:
    for path in sorted(SOURCE.rglob("*.py")):
        if "migrations" not in path.parts:
            yield path


def test_foreign_keys_point_downwards_like_imports() -> None:
    height = layers()
    wrong = [
        f"{model._meta.label}.{field.name} -> {field.related_model._meta.label}"
        for model in apps.get_models()
        for field in model._meta.get_fields()
        if field.many_to_one
        and field.related_model
        and model._meta.app_label in height
        and field.related_model._meta.app_label in height
        and height[field.related_model._meta.app_label] < height[model._meta.app_label]
    ]
    assert wrong == []


def test_every_capability_has_its_layer() -> None:
    folders = {path.name for path in SOURCE.iterdir() if path.is_dir() and (path / "__init__.py").exists()}
    assert folders - layers().keys() == set()


@pytest.mark.parametrize("folder", ["belanja", "tests", "bench", "prove"])
def test_rooms_stay_small(folder: str) -> None:
    long = {
        str(path.relative_to(ROOT)): lines
        for path in (ROOT / folder).rglob("*.py")
        if "migrations" not in path.parts and (lines := len(path.read_text().splitlines())) > LONGEST
    }
    assert long == {}


def test_now_comes_from_the_clock_alone() -> None:
    asks = re.compile(r"\b(datetime\.now|datetime\.utcnow|date\.today|timezone\.now|time\.time)\(")
    found = [
        str(path.relative_to(ROOT))
        for path in python_files()
        if path.name != "clock.py" and asks.search(path.read_text())
    ]
    assert found == []


def test_services_take_keywords_only() -> None:
    """A call of a service reads as a sentence, and no argument can slip into another's place."""
    wrong = []
    for name in (
        "accounts",
        "catalogue",
        "documents",
        "exchange",
        "etalase",
        "institutions",
        "notices",
        "intake",
        "facts",
        "plans",
        "reporting",
    ):
        module = import_module(f"belanja.{name}.services")
        for word in getattr(module, "__all__", dir(module)):
            service = getattr(module, word)
            ours = inspect.isfunction(service) and service.__module__.startswith("belanja.")
            if not ours or word.startswith(("_", "told")):
                continue
            positional = [
                parameter.name
                for parameter in inspect.signature(service).parameters.values()
                if parameter.kind is parameter.POSITIONAL_OR_KEYWORD
            ]
            if positional:
                wrong.append(f"{name}.{word}({', '.join(positional)})")
    assert wrong == []


def test_nothing_is_left_open() -> None:
    marks = re.compile("|".join(["TO" + "DO", "FIX" + "ME", "XX" + "X", "raise NotImplemented" + "Error"]))
    found = [
        str(path.relative_to(ROOT))
        for folder in ("belanja", "tests", "bench", "prove", "docs")
        for path in (ROOT / folder).rglob("*")
        if path.suffix in {".py", ".html", ".md", ".css", ".js"} and marks.search(path.read_text())
    ]
    assert found == []


def test_public_functions_of_rules_and_services_say_what_they_do() -> None:
    silent = []
    for path in python_files():
        if not {"rules", "services", "selectors"} & {*path.relative_to(SOURCE).parts, path.stem}:
            continue
        tree = ast.parse(path.read_text())
        silent += [
            f"{path.relative_to(ROOT)}:{node.lineno} {node.name}"
            for node in tree.body
            if isinstance(node, ast.FunctionDef) and not node.name.startswith("_") and not ast.get_docstring(node)
        ]
    assert len(silent) <= KNOWN_SILENT, silent


#: Functions whose name and types say it all; the number may only fall.
KNOWN_SILENT = 40


def test_every_template_is_used_and_compiles() -> None:
    folder = SOURCE / "web" / "templates"
    texts = [path.read_text() for path in (*SOURCE.rglob("*.py"), *folder.rglob("*.html"))]
    unused = []
    for path in sorted(folder.rglob("*.html")):
        name = str(path.relative_to(folder))
        get_template(name)
        by_framework = name.split("/", maxsplit=1)[0] in {"account", "mfa", "allauth"} or re.fullmatch(
            r"\d{3}(_csrf)?\.html", name
        )
        if not by_framework and not any(name in text for text in texts):
            unused.append(name)
    assert unused == []


def test_no_trace_of_a_machine_or_of_a_registry() -> None:
    tracked = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False).stdout.decode()
    if not tracked:
        pytest.skip("not a git checkout: the files of the release cannot be told from others")
    traces = re.compile(r"index-" + r"url|extra-" + r"index|files\.python" + r"hosted|/ro" + r"ot/|/wo" + r"rk/")
    found = []
    for name in tracked.split("\0"):
        path = ROOT / name
        readable = name and path.is_file() and path.suffix not in {".png", ".svg", ".json"}
        if readable and traces.search(path.read_text(errors="replace")):
            found.append(name)
    assert found == []
