"""The public's addresses."""

from django.urls import path

from . import sitemap, views

app_name = "site"
urlpatterns = [
    path("", views.front, name="front"),
    path("verdicts/<int:pk>/", views.verdict, name="verdict"),
    path("sitemap.xml", sitemap.whole, name="sitemap"),
    path("sitemap/<slug:section>.xml", sitemap.part, name="sitemap-part"),
    path("robots.txt", sitemap.robots, name="robots"),
]
