"""Learns the lemma table of the run time from the train parts of treebanks: forms, and rules over endings.

``python -m training.lemmas --data FOLDER --out lemmas.tsv`` reads the same sources, with the same checks, as training.
Method: each (form, XPOS) votes for its edit (letters cut, letters added); an ending's rule is the edit that most of its
forms want; only forms that the rules get wrong go into the table.
"""

from __future__ import annotations

import argparse
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path

from sayso.language.lemmas import LONGEST_ENDING, Lemmas
from training import registry

Edit = tuple[int, str]
Entry = tuple[str, str, str]  # form, xpos, lemma
INFLECTED = ("JJR", "JJS", "NNS", "RBR", "RBS", "VBD", "VBG", "VBN", "VBZ")
"""Tags whose forms differ from their lemmas by rule."""
DOUBLING = (("VBD", "ed"), ("VBN", "ed"), ("VBG", "ing"))
"""Endings before which English doubles a consonant ("stab", "stabbed")."""
HEADER = "# The lemma table: see sayso/language/lemmas.py for its lines. Learned by training/lemmas.py from {}\n"


def edit(form: str, lemma: str) -> Edit:
    """How many letters to cut from ``form`` and what to add to get ``lemma``."""
    same = 0
    while same < min(len(form), len(lemma)) and form[same] == lemma[same]:
        same += 1
    return len(form) - same, lemma[same:]


def doubled(form: str, cut: int) -> bool:
    """Whether the first letter that is cut is the one before it: a consonant doubled ("stab|bed")."""
    return 0 < cut < len(form) and form[-cut] == form[-cut - 1]


def known_words(best: Mapping[tuple[str, str], str]) -> list[str]:
    """The lines of the lemmas of nouns, verbs and adjectives."""
    found = {
        (lemma, tag[0])
        for (_, tag), lemma in best.items()
        if tag[0] in "NVJ" and not tag.startswith("NNP") and lemma.isalpha() and len(lemma) > 1
    }
    return [f"={lemma}\t{kind}" for lemma, kind in sorted(found)]


def ways(best: Mapping[tuple[str, str], str], *, least: int = 3) -> list[str]:
    """The lines of the ways from forms to lemmas that at least ``least`` forms of a tag take, commonest first."""
    count: Counter[tuple[str, str, str]] = Counter()
    for (form, tag), lemma in best.items():
        if tag in INFLECTED and form.isalpha():
            cut, add = edit(form, lemma)
            if cut and cut < len(form) - 1:
                count[form[-cut:], tag, add] += 1
    kept = sorted((row for row in count.items() if row[1] >= least), key=lambda row: (row[0][1], -row[1], row[0]))
    doubling = [(f"{c}{c}{end}", tag, c) for c in "bdgklmnprstz" for tag, end in DOUBLING]
    every = dict.fromkeys([*(row[0] for row in kept), *doubling])
    return [f"~{ending}\t{tag}\t{add}" for ending, tag, add in every]


def irregular() -> Iterable[Entry]:
    """The forms of `irregular.tsv`, for those that the treebanks lack."""
    for line in Path(__file__).with_name("irregular.tsv").read_text("utf-8").splitlines():
        if not line.startswith("#"):
            base, past, participle = line.split("\t")
            yield from ((past, "VBD", base), (participle, "VBN", base), (base, "VB", base))


def verbs() -> Iterable[Entry]:
    """The base forms of `verbs.txt`, which the treebanks lack."""
    for line in Path(__file__).with_name("verbs.txt").read_text("utf-8").splitlines():
        if not line.startswith("#"):
            yield line, "VB", line


def learn(entries: Iterable[Entry], *, sure: Iterable[Entry] = (), least: int = 3) -> str:
    """The lines of a lemma table for ``entries``; what is ``sure`` goes before them.

    A rule needs ``least`` different forms that it gets right.
    """
    votes: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for form, tag, lemma in entries:
        proper = tag.startswith("NNP")
        votes[form if proper else form.lower(), tag][lemma if proper else lemma.lower()] += 1
    best = {key: min(count.items(), key=lambda x: (-x[1], x[0]))[0] for key, count in votes.items()}
    best.update({(form, tag): lemma for form, tag, lemma in sure})
    wanted: dict[tuple[str, str], Counter[Edit]] = defaultdict(Counter)
    for (form, tag), lemma in best.items():
        if not tag.startswith("NNP"):
            cut, add = edit(form, lemma)
            least_seen = cut + doubled(form, cut) if tag in INFLECTED else 0
            for size in range(least_seen, min(LONGEST_ENDING, len(form) - 1) + 1):
                wanted[form[len(form) - size :], tag][cut, add] += 1
    rules: dict[tuple[str, str], Edit] = {}
    for (ending, tag), count in sorted(wanted.items(), key=lambda x: (len(x[0][0]), x[0])):
        (cut, add), right = min(count.items(), key=lambda x: (-x[1], x[0]))
        shorter = next((rules[k] for n in range(1, len(ending) + 1) if (k := (ending[n:], tag)) in rules), None)
        if (right >= least and right * 2 > count.total() and (cut, add) != shorter) or not ending:
            rules[ending, tag] = (cut, add)
    lines = [*known_words(best), *ways(best)]
    lines += [f"-{ending}\t{tag}\t{cut}\t{add}" for (ending, tag), (cut, add) in sorted(rules.items())]
    lines += [f"{form}\t{tag}\t{lemma}" for (form, tag), lemma in sorted(_missed(best, lines).items())]
    return "\n".join(lines) + "\n"


def _missed(best: dict[tuple[str, str], str], rules: list[str]) -> dict[tuple[str, str], str]:
    lemmas = Lemmas(rules)
    plain = ("\t", "\n", "#")
    return {
        (form, tag): lemma
        for (form, tag), lemma in best.items()
        if lemmas(form, tag) != lemma
        and lemma
        and not any(c in form + lemma for c in plain)
        and not form.startswith("-")
    }


def accuracy(lemmas: Lemmas, entries: Iterable[Entry]) -> float:
    """Share of ``entries`` whose lemma is right, case aside."""
    rows = list(entries)
    return sum(lemmas(form, tag).lower() == lemma.lower() for form, tag, lemma in rows) / len(rows)


def entries(data: Path, part: str) -> Iterable[Entry]:
    """Every word of the treebanks' ``part`` (train, dev, test) as form, tag, lemma."""
    every = registry.sources(data)
    for source in every.values():
        if source.reader in ("ud", "gum"):
            for block in registry.read(source, every, part):
                for sentence in block.sentences:
                    if sentence.syntax:
                        yield from zip(sentence.words, sentence.syntax.xpos, sentence.syntax.lemmas, strict=True)


def main() -> None:
    """Writes the table, and prints how often it is right on the dev part."""
    parser = argparse.ArgumentParser(prog="training.lemmas", description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    names = sorted(
        s.name for s in registry.sources(args.data).values() if s.reader in ("ud", "gum") and s.part == "train"
    )
    table = learn(entries(args.data, "train"), sure=[*irregular(), *verbs()])
    args.out.write_text(HEADER.format(", ".join(names)) + table, encoding="utf-8")
    lemmas = Lemmas.load(args.out)
    print(f"{args.out}: {len(lemmas.rules)} rules, {len(lemmas.table)} forms")
    print(f"right on dev: {accuracy(lemmas, entries(args.data, 'dev')):.4f}")


if __name__ == "__main__":
    main()
