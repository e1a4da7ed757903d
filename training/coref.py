"""Texts with gold coreference: GUM, LitBank and our own articles, as blocks and mentions with an entity each."""

from __future__ import annotations

import io
import re
import tarfile
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from sayso.article import Article, Part
from sayso.language._spacy import Language
from sayso.language.pipeline import parts
from sayso.record import ARTICLE_KINDS, BlockKind, Span
from training import conllu, registry

GUM = "ud_english_gum/en_gum-train-open.conllu.gz"
LITBANK = "litbank/coref.tar.gz"
_ENTITY = re.compile(r"\((\d+)-([^()-]+)([^()]*)(\))?|(\d+)\)")
_NO_SPACE_BEFORE = re.compile(r"^([.,;:?!)\]%]|''|”|’|'s|'re|'ve|'ll|'d|'m|n't|--)", re.I)


@dataclass(frozen=True, slots=True)
class Gold:
    """A gold mention: its characters, its entity, its type as the source says, and the word that heads it if known."""

    span: Span
    entity: str
    kind: str
    head: Span | None = None


@dataclass
class Text:
    """A document: its text, the blocks of it, and its gold mentions."""

    id: str
    text: str
    blocks: list[tuple[int, int, BlockKind]]
    gold: list[Gold] = field(default_factory=list)
    published: str | None = None

    def article(self, nlp: Language) -> Article:
        """The text parsed."""
        told = [b for b in self.blocks if b[2] in ARTICLE_KINDS and b[2] != "byline"]
        parsed = tuple(Part(offset, doc) for offset, doc in parts(nlp, self.text, told))
        return Article(self.text, tuple(self.blocks), parsed, self.published)


def gum(data: Path) -> Iterator[Text]:
    """The documents of GUM's open train part; its official dev and test parts are not there."""
    held: list[conllu.RawSentence] = []
    for sentence in conllu.raw(data / GUM):
        if held and sentence.document != held[0].document:
            yield _gum_text(held)
            held = []
        held.append(sentence)
    if held:
        yield _gum_text(held)


def gum_part(part: str) -> frozenset[str]:
    """The GUM documents that ``training/registry.toml`` holds out as "dev" or "test", or forbids."""
    sources = tomllib.loads(registry.REGISTRY.read_text("utf-8"))["source"]
    return frozenset(next(s for s in sources if s["name"] == "gum")[part])


def _gum_text(sentences: list[conllu.RawSentence]) -> Text:
    out = Text(sentences[0].document, "", [])
    open_at: dict[str, list[tuple[int, int, str]]] = {}
    last = None
    for sentence in sentences:
        fresh = sentence.block != last
        out.text += ("\n\n" if fresh else " ") if out.text else ""
        start = len(out.text)
        places = _append(out, sentence)
        _gum_mentions(out, sentence, places, open_at)
        if fresh:
            out.blocks.append((start, len(out.text), "paragraph"))
        else:
            out.blocks[-1] = (out.blocks[-1][0], len(out.text), "paragraph")
        last = sentence.block
    out.blocks = [(s, e, _gum_kind(out.text[s:e], n)) for n, (s, e, _) in enumerate(out.blocks)]
    return out


def _gum_kind(words: str, number: int) -> BlockKind:
    """A first line without a full stop is the headline, a later short one a subheading."""
    if words.rstrip("”\"'").endswith((".", "!", "?", ":")) or len(words) > 120:
        return "paragraph"
    return "headline" if number == 0 else "subheading"


def _append(out: Text, sentence: conllu.RawSentence) -> list[Span]:
    places = []
    for word, space in zip(sentence.column(1), conllu.spaces(sentence), strict=True):
        places.append((len(out.text), len(out.text) + len(word)))
        out.text += word + (" " if space else "")
    out.text = out.text.rstrip()
    return places


def _gum_mentions(
    out: Text, sentence: conllu.RawSentence, places: list[Span], open_at: dict[str, list[tuple[int, int, str]]]
) -> None:
    heads = [int(h) - 1 for h in sentence.column(6)]
    open_at.clear()
    for at, misc in enumerate(sentence.column(9)):
        value = next((f[7:] for f in misc.split("|") if f.startswith("Entity=")), "")
        for opened, kind, _, closed, ended in _ENTITY.findall(value):
            if opened:
                open_at.setdefault(opened, []).append((at, len(out.gold), kind))
            number = ended or (opened if closed else "")
            if number and open_at.get(number):
                first, _, kind_of = open_at[number].pop()
                inside = range(first, at + 1)
                head = next((w for w in inside if heads[w] not in inside), first)
                span = places[first][0], places[at][1]
                out.gold.append(Gold(span, f"{out.id}:{number}", kind_of, places[head]))


def litbank(data: Path) -> Iterator[Text]:
    """The works of LitBank, with the blanks before punctuation taken out."""
    with tarfile.open(data / LITBANK) as archive:
        names = sorted(n for n in archive.getnames() if n.startswith("coref/conll/") and n.endswith(".conll"))
        for name in names:
            file = archive.extractfile(name)
            assert file is not None
            yield _litbank_text(Path(name).stem, io.TextIOWrapper(file, encoding="utf-8").read())


def _litbank_text(name: str, source: str) -> Text:
    out = Text(name, "", [])
    open_at: dict[str, list[int]] = {}
    quoted = False
    glued = True
    for line in source.split("\n"):
        cells = line.split("\t")
        if len(cells) < 5:
            continue
        word = cells[3]
        straight = word in ('"', "``", "''")
        closing = straight and quoted
        if not glued and not _NO_SPACE_BEFORE.match(word) and not closing:
            out.text += " "
        glued = word in ("(", "[", "“", "‘") or (straight and not quoted)
        quoted = not quoted if straight else quoted
        start = len(out.text)
        out.text += '"' if straight else word
        for part in cells[-2 if not cells[-1] else -1].split("|"):
            if match := re.fullmatch(r"(\()?(\d+)(\))?", part.strip()):
                if match[1]:
                    open_at.setdefault(match[2], []).append(start)
                if match[3] and open_at.get(match[2]):
                    span = open_at[match[2]].pop(), len(out.text)
                    out.gold.append(Gold(span, f"{name}:{match[2]}", "entity"))
    out.blocks = [(0, len(out.text), "paragraph")]
    return out


def own(part: str) -> Iterator[Text]:
    """Our own articles of a part of ``corpus/split.tsv`` ("train", "dev", "test")."""
    from corpus.compact import read_article
    from corpus.split import part as part_of

    for path in sorted((registry.PROJECT / "corpus" / "articles").glob("*.ann")):
        if part_of(path) == part:
            article = read_article(path)
            record = article.record
            kinds = {a.id: a.type for a in record.actors}
            blocks = [(b.span[0], b.span[1], b.kind) for b in record.blocks]
            gold = [Gold(m.span, m.actor or m.id, kinds.get(m.actor or "", m.type)) for m in record.mentions]
            yield Text(article.head["id"], article.text, blocks, gold, record.document.published)
