"""Editors' Markdown as clean HTML: no images, no scripts, no styles, no raw HTML; links that vouch for nobody."""

import nh3
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt

TAGS = set("p br strong em del code pre blockquote ul ol li a hr h2 h3 h4 h5 table thead tbody tr th td".split())
RENAMED = {"h1": "h3", "h2": "h3", "h6": "h5"}  # the page's own headings stand above a text's
OF_A_PAGE = {"h1": "h2", "h3": "h2", "h4": "h3", "h5": "h4", "h6": "h5"}  # that is all text: its title alone is above
READER = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"]).disable("image")


def html(text: str, *, whole_page: bool = False) -> SafeString:
    """The text's HTML; only http, https and mailto links stay, and they are `noopener nofollow`.

    Its headings begin at h3, those of a whole page at h2.
    """
    tokens, renamed = READER.parse(text), OF_A_PAGE if whole_page else RENAMED
    for token in tokens:
        token.tag = renamed.get(token.tag, token.tag)
    rendered = READER.renderer.render(tokens, READER.options, {})
    clean = nh3.clean(
        rendered,
        tags=TAGS,
        attributes={"a": {"href", "title"}, "ol": {"start"}},
        url_schemes={"http", "https", "mailto"},
        link_rel="noopener nofollow",
    )
    return mark_safe(clean)  # noqa: S308 - nh3 cleaned it
