"""What is slow to import is imported only where it is needed, and nothing is written where nobody asked for it."""

import subprocess
import sys
from pathlib import Path

import pytest

import sayso
from sayso.store import bundle, open_store

HEAVY = ("spacy", "onnxruntime", "tokenizers", "numpy", "trafilatura")
TOLD = f"import sys; print([m for m in {HEAVY} if m in sys.modules])"


def run(code: str, home: Path | None = None) -> str:
    """What a process prints that runs ``code``, with a HOME of its own."""
    env = {"HOME": str(home), "PATH": "/usr/bin:/bin"} if home else None
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True, env=env)
    return done.stdout


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """A store with one article, of which nothing was read."""
    record = sayso.Record(
        document=sayso.record.Document(id="a", digest=sayso.record.digest("Rain fell."), text="Rain fell."),
        made_by=sayso.record.MadeBy(sayso="0", model="m", actors="a"),
        blocks=(sayso.record.Block(span=(0, 10), kind="paragraph"),),
    )
    with open_store(tmp_path / "s.db", make=True) as target:
        target.add([(bundle("k", record), "test")])
    return tmp_path / "s.db"


@pytest.mark.parametrize("code", ["import sayso", "import sayso.cli", "import sayso.store", "import sayso.web"])
def test_what_reads_articles_is_not_imported_to_begin_with(code: str) -> None:
    assert run(f"{code}; {TOLD}") == "[]\n"


@pytest.mark.parametrize(
    "command",
    [["--help"], ["search", "rain"], ["events"], ["actors"], ["errors"]],
)
def test_commands_over_a_store_do_without_what_reads_articles(command: list[str], store: Path) -> None:
    given = command + ([] if command == ["--help"] else ["--store", str(store)])
    begun = f"import sys; sys.argv = ['sayso', *{given}]\nfrom sayso.cli import main\n"
    code = f"{begun}try: main()\nexcept SystemExit as end: assert not end.code\n{TOLD}"
    assert run(code).endswith("[]\n")


@pytest.mark.parametrize(
    "first", ["import sayso.read", "from sayso.read import Reader", "import sayso.ingest.work", ""]
)
def test_read_is_the_function_whatever_is_imported_before(first: str) -> None:
    assert (
        run(f"{first}\nimport sayso; print(sayso.read('Rain fell on Lima.').document.text)") == "Rain fell on Lima.\n"
    )


def test_the_package_tells_its_names_and_no_others() -> None:
    assert set(sayso.__all__) <= set(dir(sayso))
    assert all(hasattr(sayso, name) for name in sayso.__all__)
    with pytest.raises(AttributeError, match="no attribute 'reed'"):
        sayso.reed  # noqa: B018


def test_read_can_be_put_aside_and_back(monkeypatch: pytest.MonkeyPatch) -> None:
    plain = sayso.read
    monkeypatch.setattr(sayso, "read", len)
    assert sayso.read is len
    monkeypatch.undo()
    assert sayso.read is plain


def test_reading_leaves_nothing_in_the_home_folder(tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    assert run("import sayso; print(len(sayso.read('Rain fell on Lima.').blocks))", home) == "1\n"
    assert list(home.rglob("*")) == []
