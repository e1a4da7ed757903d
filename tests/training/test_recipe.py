"""The rates of a training over its epochs."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from training import recipe as recipes

BASE = recipes.read(Path(recipes.__file__).with_name("base.toml"))


def test_rates_warm_up_and_fall() -> None:
    plain = dataclasses.replace(BASE, epochs=10, warmup=0.1, cool=0, stop=0)
    assert [recipes.rate(plain, x) for x in (0, 0.5, 1, 5, 10)] == pytest.approx([0, 0.475, 0.9, 0.5, 0])


def test_cooling_starts_where_the_rate_stands_and_ends_at_zero() -> None:
    cooled = dataclasses.replace(BASE, epochs=10, warmup=0.0, cool=6, stop=8)
    assert [recipes.rate(cooled, x) for x in (6, 7, 8)] == pytest.approx([0.4, 0.2, 0])


def test_an_unknown_setting_is_named(tmp_path: Path) -> None:
    (tmp_path / "r.toml").write_text('name = "x"\nspeed = 3\n', "utf-8")
    with pytest.raises(ValueError, match=r"r\.toml: unknown setting speed"):
        recipes.read(tmp_path / "r.toml")


def test_a_missing_setting_is_named(tmp_path: Path) -> None:
    (tmp_path / "r.toml").write_text('name = "x"\n', "utf-8")
    with pytest.raises(ValueError, match=r"r\.toml: .*missing"):
        recipes.read(tmp_path / "r.toml")
