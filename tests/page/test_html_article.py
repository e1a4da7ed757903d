"""A news page as it comes off the web: which of its text is the article, and what the rest is."""

from __future__ import annotations

import pytest

from sayso.page.html import read_html

PAGE = """<!DOCTYPE html>
<html lang="en-GB">
<head>
  <title>Ferry crews walk out over night shifts | The Harbour Post</title>
  <meta property="og:site_name" content="The Harbour Post">
  <script>var consent = "none";</script>
  <style>p { margin: 0 }</style>
</head>
<body class="article-page newsletter-enabled">
  <div id="cookie-banner"><p>We use cookies to make this site work.</p><button>Accept all</button></div>
  <header class="site-header">
    <nav><ul><li><a href="/">Home</a></li><li><a href="/sport">Sport</a></li></ul></nav>
  </header>
  <main>
    <article>
      <header>
        <h1>Ferry crews walk out over night shifts</h1>
        <p class="standfirst">Sailings to the northern islands are cancelled until Thursday, and no talks are held.</p>
        <div class="byline">By <a href="/staff/odette-varga">Odette Varga</a> and Tom Quill</div>
        <time datetime="2023-03-14T06:30:00+00:00">14 March 2023, 6:30am</time>
      </header>
      <figure>
        <img src="quay.jpg" alt="">
        <figcaption>Empty berths at Sandness quay on Tuesday morning. Photograph: Lena Brandt</figcaption>
      </figure>
      <div class="article-body">
        <p>More than three hundred ferry workers stopped work at midnight on Monday, after the operator
           Northlink Lines refused to withdraw a new rota that doubles the number of night shifts.</p>
        <p>“Nobody here was asked,” said Marit Aune, who speaks for the seafarers’ union. “We read it on a notice board,
           and the notice board is in a corridor that most of the crew never use.”</p>
        <aside class="related"><h3>Related</h3><ul><li><a href="/a">Islanders fear for winter supplies</a></li>
           <li><a href="/b">Northlink posts record profit</a></li></ul></aside>
        <p>The company says that the rota was agreed in January. A spokeswoman, Ines Falk, told the Post that she was
           “surprised and disappointed” and that the timetable would be kept as far as the weather allowed.</p>
        <div class="ad-slot"><span>Advertisement</span></div>
        <h2>Supplies run low</h2>
        <p>Shops on the outer islands have begun to ration milk and bread. The council of Vesterey has asked the coast
           guard to carry medicine across the sound if the strike lasts into the weekend.</p>
        <p><a href="/c">Ten things to know about island ferries</a></p>
        <p><strong>READ MORE:</strong> <a href="/d">How the rota was drawn up</a></p>
        <p>Talks are to begin on Wednesday in the presence of a state mediator, the ministry of transport said in a
           statement, but the union has not yet confirmed that it will attend them.</p>
        <p>Sign up to our morning newsletter for more stories like this one.</p>
        <p>Reporting by Odette Varga; Editing by Paul Hume</p>
      </div>
    </article>
    <section class="comments">
      <h3>2 comments</h3><p>Good for them, I say. It was about time that somebody did.</p>
    </section>
  </main>
  <footer><p>© 2023 Harbour Post Media. All rights reserved.</p></footer>
</body></html>"""


def kinds(html: str) -> dict[str, str]:
    page = read_html(html)
    return {page.text[block.start : block.end]: block.kind for block in page.blocks}


def kind_of(html: str, beginning: str) -> str:
    found = [kind for text, kind in kinds(html).items() if text.startswith(beginning)]
    assert len(found) == 1, (beginning, found)
    return found[0]


@pytest.mark.parametrize(
    ("beginning", "kind"),
    [
        ("We use cookies", "notice"),
        ("Accept all", "notice"),
        ("Home", "other"),
        ("Ferry crews walk out", "headline"),
        ("Sailings to the northern", "standfirst"),
        ("By Odette Varga", "byline"),
        ("14 March 2023", "other"),
        ("Empty berths", "caption"),
        ("More than three hundred", "paragraph"),
        ("“Nobody here was asked,”", "paragraph"),
        ("Related", "related"),
        ("Islanders fear", "related"),
        ("The company says", "paragraph"),
        ("Advertisement", "advert"),
        ("Supplies run low", "subheading"),
        ("Shops on the outer", "paragraph"),
        ("Ten things to know", "related"),
        ("READ MORE:", "related"),
        ("Talks are to begin", "paragraph"),
        ("Sign up to our", "notice"),
        ("Reporting by", "source"),
        ("Good for them", "comment"),
        ("© 2023", "source"),
    ],
)
def test_every_block_of_a_news_page(beginning: str, kind: str) -> None:
    assert kind_of(PAGE, beginning) == kind


def test_the_text_is_that_of_the_page_in_its_order_with_blank_lines_between() -> None:
    page = read_html(PAGE)
    assert "\n\n".join(page.text[block.start : block.end] for block in page.blocks) == page.text
    assert page.text.index("We use cookies") < page.text.index("Ferry crews") < page.text.index("All rights reserved")
    assert "Northlink Lines refused" in page.text  # the line break in the source is folded
    assert "var consent" not in page.text


def test_the_headline_is_the_page_s_title() -> None:
    assert read_html(PAGE).title == "Ferry crews walk out over night shifts"


def test_a_title_that_stands_only_in_the_head_is_no_block() -> None:
    page = read_html(
        "<title>Wells run dry in Oster valley</title><body><p>The wells of the Oster valley have run dry for the first"
        " time in forty years, the water board said on Friday, and lorries will bring water from the coast.</p>"
    )
    assert page.title == "Wells run dry in Oster valley"
    assert [block.kind for block in page.blocks] == ["paragraph"]


BODY = (
    "<p>The wells of the Oster valley have run dry for the first time in forty years, the water board said on Friday,"
    " and lorries are to bring water from the coast until the rain comes.</p>"
    "<p>Farmers in the upper valley have begun to sell their cattle. “I have never seen the spring like this,” said"
    " Runa Lind, who keeps thirty cows above the village of Tarn.</p>"
    "<p>The board’s chairman, Abel Stern, said that the pumps would be moved to a deeper shaft in the coming week, and"
    " asked people to wash their cars less often.</p>"
)


def article(inside: str) -> str:
    """An article with something in its middle."""
    rest = BODY.replace("The", "Now the")
    return f"<head><title>Wells run dry</title></head><body><article>{BODY}{inside}{rest}</article></body>"


def test_the_rows_of_a_table_are_blocks_with_their_cells_in_order() -> None:
    rows = "<tr><th>Village</th><th>Wells</th></tr><tr><td>Tarn</td><td>12</td></tr><tr><td>Hollin</td><td>7</td></tr>"
    found = kinds(article(f"<table>{rows}</table>"))
    assert [text for text, kind in found.items() if kind == "table"] == ["Village Wells", "Tarn 12", "Hollin 7"]


def test_an_embedded_post_belongs_to_the_article_that_quotes_it() -> None:
    post = (
        '<blockquote class="twitter-tweet"><p>Pumps arrive at Tarn on Monday morning, please keep the lane clear.</p>'
        "— Oster Water (@osterwater) May 3, 2022</blockquote>"
    )
    assert kind_of(article(post), "Pumps arrive at Tarn") == "paragraph"


def test_a_name_around_the_whole_article_says_nothing() -> None:
    page = f'<body><div class="widget promo subscription">{BODY}</div></body>'
    assert set(kinds(page).values()) == {"paragraph"}


def test_a_heading_over_links_only_goes_with_them() -> None:
    links = "".join(f'<li><a href="/{n}">Drought in the valley, part {n} of the series</a></li>' for n in range(4))
    listed = f"<h3>From the archive of the valley</h3><ul>{links}</ul>"
    found = kinds(article("").replace("</article>", f"{listed}</article>"))
    assert found["From the archive of the valley"] == "related"


def test_a_paragraph_with_a_link_in_it_stays() -> None:
    text = "<p>The board has published <a href='/plan'>its plan for the summer</a>, which names nine more villages.</p>"
    assert kind_of(article(text), "The board has published") == "paragraph"


def test_paragraphs_parted_by_line_breaks_are_blocks_of_their_own() -> None:
    page = "<body><div>" + "<br><br>".join(BODY.replace("<p>", "").split("</p>")) + "</div></body>"
    assert list(kinds(page).values()) == ["paragraph"] * 3


def test_a_hidden_paragraph_is_no_article() -> None:
    hidden = '<p style="display: none">The minister resigned last night, said nobody at all in the valley of Oster.</p>'
    assert kind_of(article(hidden), "The minister resigned") not in ("paragraph", "standfirst", "subheading")


def test_text_in_noscript_is_read_only_where_there_is_no_other() -> None:
    inside = f"<noscript>{BODY}</noscript>"
    assert "wells of the Oster" in read_html(f"<body>{inside}</body>").text
    shown = "<p>The lorries reached Tarn at noon on Saturday, and the queue at the square was an hour long.</p>"
    assert "wells of the Oster" not in read_html(f"<body>{inside}{shown}</body>").text


@pytest.mark.parametrize(
    ("line", "is_author"),
    [
        ("By Odette Varga", True),
        ("by Odette Varga and Tom Quill for The Harbour Post", True),
        ("Written by Lena Brandt | 3 May 2022", True),
        ("3 May 2022 by Lena Brandt", True),
        ("By noon the queue was an hour long and the lorries had gone", False),
        ("By all accounts, it was over.", False),
        ("A ferry painted by Lena Brandt", False),
    ],
)
def test_an_author_s_line_by_its_words(line: str, is_author: bool) -> None:
    assert (kind_of(article(f"<p>{line}</p>"), line) == "byline") is is_author
