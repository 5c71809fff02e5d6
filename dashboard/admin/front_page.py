"""The admin's front page: the dashboard, above the list of models."""

from __future__ import annotations

from django.contrib import admin

# A host's own AdminSite, or a front page of its own, stays as it is; docs/admin.md tells how to
# show the dashboard there.
if admin.site.index_template is None:
    admin.site.index_template = "dashboard/admin/index.html"
