"""Addresses of the shop; those of docs/integration.md come below."""

from django.urls import path

from shop.admin import operations
from shop.views import answer

urlpatterns = [path("staff/", operations.urls), path("answer/", answer)]
