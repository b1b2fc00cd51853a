"""The public's addresses."""

from django.urls import path

from . import views

app_name = "site"
urlpatterns = [
    path("", views.front, name="front"),
    path("verdicts/<int:pk>/", views.verdict, name="verdict"),
]
