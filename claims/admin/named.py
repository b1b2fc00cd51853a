"""Sources and actors, for editors; two actors that are one are merged here."""

from django import forms
from django.db.models import Model, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path

from claims import models
from claims.flow import actors
from claims.models.errors import DomainError

from .doors import ByRole, Rows, Table, holds


class Sources(ByRole, Table):
    list_display = ["name", "host", "language"]
    search_fields = ["name", "host"]
    exclude = ["demo"]
    show_full_result_count = False


class AliasRows(ByRole, Rows):
    model = models.ActorAlias
    extra = 1

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return holds(request, self.role)  # nothing leans on a name


class MergeForm(forms.Form):
    """Which actor this one is."""

    into = forms.CharField(label="It is", help_text="The other actor's name, another name of it, or its number.")

    def clean_into(self) -> models.Actor:
        """The actor that is meant."""
        wanted = str(self.cleaned_data["into"]).strip()
        standing = models.Actor.objects.standing()
        by_number = wanted.isascii() and wanted.isdigit() and len(wanted) < 18
        found = standing.filter(pk=int(wanted)).first() if by_number else standing.known_as(wanted).first()
        if found is None:
            raise forms.ValidationError("There is no actor of that name or number. Look it up in the list of actors.")
        return found


class Actors(ByRole, Table):
    list_display = ["name", "kind", "code", "merged_into"]
    list_filter = ["kind"]
    list_select_related = ["merged_into"]
    search_fields = ["name", "code", "aliases__alias"]
    exclude = ["demo"]
    inlines = [AliasRows]
    show_full_result_count = False

    def get_urls(self) -> list[URLPattern]:
        merging = self.admin_site.admin_view(self.merge)
        return [path("<int:pk>/merge/", merging, name="claims_actor_merge"), *super().get_urls()]

    def merge(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Ask which actor this one is, and make the two one."""
        actor = get_object_or_404(models.Actor, pk=pk)
        form = MergeForm(request.POST or None)
        if request.method == "POST" and form.is_valid() and self._merged(request, actor, form):
            return redirect("admin:claims_actor_change", form.cleaned_data["into"].pk)
        context = {
            **self.admin_site.each_context(request),
            "title": f"Merge {actor} into another actor",
            "opts": self.opts,
            "original": actor,
            "form": form,
            "claims": models.Claim.objects.filter(Q(speaker=actor) | Q(actor=actor) | Q(recipient=actor)).count(),
            "cases": models.Case.objects.filter(Q(actor=actor) | Q(recipient=actor)).count(),
        }
        return render(request, "admin/claims/actor/merge.html", context, status=422 if form.errors else 200)

    def _merged(self, request: HttpRequest, actor: models.Actor, form: MergeForm) -> bool:
        assert isinstance(request.user, models.User)  # noqa: S101 - the admin let nobody else in
        into: models.Actor = form.cleaned_data["into"]
        try:
            actors.merge(actor, into=into, by=request.user)
        except DomainError as error:
            form.add_error("into", str(error))
            return False
        self.message_user(request, f"{actor} is another name of {into} now.")
        return True
