"""Imports, decisions, parameters, units and roles of one government."""

from django.urls import path

from . import (
    budget_entry,
    budget_sheets,
    budgets,
    corrections,
    decisions,
    holidays,
    parameters,
    pull,
    pulls,
    quarantine,
    roles,
    units,
    upload,
    withdraw,
)
from .catalogue import needs

app_name = "manager"
urlpatterns = [
    path("kelola/<str:gov>/katalog/kebutuhan/", needs.needs, name="needs"),
    path("kelola/<str:gov>/katalog/kebutuhan/<int:need_id>/", needs.need, name="need"),
    path("kelola/<str:gov>/impor/", pulls.pulls, name="pulls"),
    path("kelola/<str:gov>/impor/<int:pull_id>/", pull.pull, name="pull"),
    path("kelola/<str:gov>/impor/<int:pull_id>/tarik/", withdraw.withdraw, name="withdraw"),
    path("kelola/<str:gov>/impor/penarikan/<int:withdrawal_id>/", withdraw.withdrawal, name="withdrawal"),
    path("kelola/<str:gov>/karantina/", quarantine.quarantine, name="quarantine"),
    path("kelola/<str:gov>/karantina/lembar/", corrections.sheet, name="quarantine_sheet"),
    path("kelola/<str:gov>/karantina/usulan/<int:correction_id>/", corrections.correction, name="correction"),
    path("kelola/<str:gov>/impor/<int:pull_id>/<str:change>/", pull.changes, name="changes"),
    path("kelola/<str:gov>/unggah/", upload.upload, name="upload"),
    path("kelola/<str:gov>/keputusan/", decisions.held_items, name="held_items"),
    path("kelola/<str:gov>/keputusan/<int:item_id>/", decisions.held_item, name="held_item"),
    path("kelola/<str:gov>/anggaran/", budgets.budgets, name="budgets"),
    path("kelola/<str:gov>/anggaran/isi/", budget_entry.enter, name="enter_budget"),
    path("kelola/<str:gov>/anggaran/lembar/", budget_sheets.sheets, name="budget_sheets"),
    path("kelola/<str:gov>/anggaran/lembar/<int:sheet_id>/", budget_sheets.sheet, name="budget_sheet"),
    path("kelola/<str:gov>/anggaran/<int:version_id>/", budgets.budget, name="budget"),
    path("kelola/<str:gov>/anggaran/<int:version_id>/dokumen/", budgets.paper, name="budget_paper"),
    path("kelola/<str:gov>/parameter/", parameters.parameters, name="parameters"),
    path("kelola/<str:gov>/parameter/usul/", parameters.propose, name="propose_parameter"),
    path("kelola/<str:gov>/parameter/cara-hitung/usul/", parameters.propose_mode, name="propose_mode"),
    path("kelola/<str:gov>/parameter/<int:row_id>/", parameters.parameter, name="parameter"),
    path("kelola/<str:gov>/parameter/cara-hitung/<int:row_id>/", parameters.counting_mode, name="counting_mode"),
    path("kelola/<str:gov>/hari-libur/", holidays.holidays, name="holidays"),
    path("kelola/<str:gov>/hari-libur/catat/", holidays.add, name="add_holiday"),
    path("kelola/<str:gov>/hari-libur/<int:holiday_id>/", holidays.holiday, name="holiday"),
    path("kelola/<str:gov>/unit/", units.units, name="units"),
    path("kelola/<str:gov>/peran/", roles.roles, name="roles"),
    path("kelola/<str:gov>/peran/<int:assignment_id>/akhiri/", roles.end, name="end_role"),
]
