"""Articles: sent in, listed, read, tried again."""

from typing import Any

from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from rest_framework.request import Request
from rest_framework.views import APIView

from claims import contract, tasks
from claims.api import answers, batches, filters, idempotency, inputs, pages, params, schema, shapes
from claims.api.gate import needs, person
from claims.api.parsers import NdjsonParser
from claims.flow import intake
from claims.models import Article, Claim
from claims.models.enums import Role

WAYS_IN = schema.one_of("NewArticle", inputs.ArticleByUrl, inputs.ArticleByText, inputs.ArticleByHtml)


class Articles(APIView):
    permission_classes = needs(GET=Role.READER, POST=Role.REVIEWER)

    @schema.a_list("list_articles", params.ArticleParams, shapes.ArticleRow, "Articles, the newest received first.")
    def get(self, request: Request) -> HttpResponseBase:
        wanted = params.read(request, params.ArticleParams)
        found = filters.articles(Article.objects.all(), wanted)
        rows = contract.articles.rows(found)
        return pages.answer(request, rows, filters.NEWEST_ARTICLES, wanted, make=_listed)

    @idempotency.once
    @schema.an_action(
        "send_article",
        WAYS_IN,
        {202: shapes.Article, 200: shapes.Article},
        "Send an article in, as a URL to be fetched, a text or HTML. 200: the article that it already is.",
        rules=True,
    )
    def post(self, request: Request) -> HttpResponseBase:
        wish = inputs.read(request, inputs.article(request.data))
        article, made = batches.receive(wish, by=person(request))
        tasks.hint_article(article)
        place = request.build_absolute_uri(reverse("api:article", args=[article.pk]))
        return _answer(request, article.pk, status=202 if made else 200, headers={"Location": place} if made else {})


class Batch(APIView):
    permission_classes = needs(POST=Role.REVIEWER)
    parser_classes = [NdjsonParser]

    @idempotency.once
    @schema.a_batch("send_articles", "NewArticle", "Send up to 1,000 articles in, one a line; a bad line fails alone.")
    def post(self, request: Request) -> HttpResponseBase:
        lines = inputs.lines(request)
        return answers.lines([batches.answered(number, line, person(request)) for number, line in lines])


class OneArticle(APIView):
    permission_classes = needs(of=Article, GET=Role.READER, hides=True)

    @schema.an_object("read_article", shapes.Article, "One article with its text; 404 to outsiders.")
    def get(self, request: Request, pk: int) -> HttpResponseBase:
        get_object_or_404(Article.objects.only("pk"), pk=pk)
        params.read(request)
        return _answer(request, pk)


class Retry(APIView):
    permission_classes = needs(of=Article, POST=Role.REVIEWER)

    @idempotency.once
    @schema.an_action(
        "retry_article", inputs.Nothing, {200: shapes.Article}, "Try a failed article again.", states=True, one=True
    )
    def post(self, request: Request, pk: int) -> HttpResponseBase:
        article = get_object_or_404(Article, pk=pk)
        inputs.read(request, inputs.Nothing)
        intake.retry(article, by=person(request))
        tasks.hint_article(article)
        return _answer(request, pk)


class ArticleClaims(APIView):
    permission_classes = needs(of=Article, GET=Role.READER)

    @schema.a_list(
        "list_article_claims", params.Page, shapes.ClaimRow, "An article's claims, in the text's order.", one=True
    )
    def get(self, request: Request, pk: int) -> HttpResponseBase:
        get_object_or_404(Article.objects.only("pk"), pk=pk)
        wanted = params.read(request, params.Page)
        rows = contract.claims.rows(Claim.objects.filter(article=pk))
        return pages.answer(
            request,
            rows,
            filters.BY_PLACE,
            wanted,
            make=lambda found: [contract.claims.claim(row, outsider=False) for row in found],
        )


def _listed(rows: Any) -> list[dict[str, Any]]:
    return [contract.articles.article(row) for row in rows]


def _answer(request: Request, pk: int, **more: Any) -> HttpResponseBase:
    row = contract.articles.rows(Article.objects.filter(pk=pk), detailed=True).get()
    return answers.versioned(request, contract.articles.article(row), **more)
