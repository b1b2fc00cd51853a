"""The public pages that editors write."""

from typing import Any

from django import forms
from django.http import HttpRequest

from claims import models
from claims.flow import pages

from .doors import ByRole, Table


class PageForm(forms.ModelForm):  # type: ignore[type-arg]  # generic for the type checker alone
    """The page's words; `version` is the one that they were written over."""

    class Meta:
        model = models.Page
        fields = ["slug", "title", "body", "version"]
        widgets = {"version": forms.HiddenInput, "body": forms.Textarea(attrs={"rows": 30, "cols": 100, "dir": "auto"})}
        help_texts = {
            "slug": "Its address: /pages/…/",
            "body": "Markdown: **strong**, ### headings, lists, [links](https://example.org).",
        }

    def clean_version(self) -> int:
        """Raises ValidationError where somebody else has saved the page meanwhile."""
        seen: int = self.cleaned_data["version"]
        if self.instance.pk and self.instance.version != seen:
            raise forms.ValidationError("Somebody else has changed this page meanwhile: open it anew beside this one.")
        return seen


class Pages(ByRole, Table):
    form = PageForm
    list_display = ["title", "slug", "updated_at"]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        return ["slug"] if obj else []  # a page that others link to keeps its address

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        words = {name: form.cleaned_data[name] for name in ("title", "body")}
        if change:
            pages.rewrite(models.Page.objects.get(pk=obj.pk), by=request.user, **words)  # type: ignore[arg-type]  # an editor
        else:
            obj.pk = pages.add(form.cleaned_data["slug"], by=request.user, **words).pk  # type: ignore[arg-type]  # as above
