"""The desk's addresses. What changes something is a POST."""

from django.urls import path

from . import articles, cases, casework, claims, followups, matches, proposals, queue, ratings, verdicts

app_name = "desk"
urlpatterns = [
    path("", queue.inbox, name="inbox"),
    path("next/", queue.take_next, name="next"),
    path("claims/<int:pk>/", claims.show, name="claim"),
    path("claims/<int:pk>/take/", claims.take, name="take"),
    path("claims/<int:pk>/release/", claims.release, name="release"),
    path("claims/<int:pk>/queue/", claims.put, name="put"),
    path("claims/<int:pk>/dismiss/", claims.dismiss, name="dismiss"),
    path("claims/<int:pk>/reopen/", claims.reopen, name="reopen"),
    path("claims/<int:pk>/confirm/", matches.confirm, name="confirm"),
    path("claims/<int:pk>/reject/", matches.reject, name="reject"),
    path("claims/<int:pk>/verdict/", proposals.write, name="write"),
    path("claims/<int:pk>/join/", casework.join, name="join"),
    path("claims/<int:pk>/begin/", casework.begin, name="begin"),
    path("cases/", cases.index, name="cases"),
    path("cases/<int:pk>/", cases.show, name="case"),
    path("cases/<int:pk>/mend/", casework.mend, name="mend_case"),
    path("cases/<int:pk>/add/", casework.add, name="add_claim"),
    path("cases/<int:pk>/remove/", casework.remove, name="remove_claim"),
    path("cases/<int:pk>/merge/", casework.merge, name="merge"),
    path("cases/<int:pk>/split/", casework.split, name="split"),
    path("cases/<int:pk>/publish/", casework.publish, name="publish_case"),
    path("cases/<int:pk>/unpublish/", casework.unpublish, name="unpublish_case"),
    path("cases/<int:pk>/undo/", casework.undo, name="undo"),
    path("cases/<int:pk>/rate/", ratings.rate, name="rate"),
    path("followup/", followups.index, name="followups"),
    path("followup/<int:pk>/", followups.again, name="again"),
    path("followup/<int:pk>/stands/", followups.stands, name="stands"),
    path("followup/<int:pk>/reopen/", followups.reopen, name="check_anew"),
    path("verdicts/<int:pk>/", verdicts.show, name="verdict"),
    path("verdicts/<int:pk>/approve/", verdicts.approve, name="approve"),
    path("verdicts/<int:pk>/send-back/", verdicts.send_back, name="send_back"),
    path("verdicts/<int:pk>/take-back/", verdicts.take_back, name="take_back"),
    path("verdicts/<int:pk>/withdraw/", verdicts.withdraw, name="withdraw"),
    path("articles/", articles.index, name="articles"),
    path("articles/new/", articles.send, name="send"),
    path("articles/<int:pk>/", articles.show, name="article"),
    path("articles/<int:pk>/retry/", articles.retry, name="retry"),
]
