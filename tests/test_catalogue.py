"""The catalogue: looking procedures up, joining folders, and the one that ships."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import pytest

from tthc_deadlines import Catalogue, Confidence, Procedure, TimeLimit
from tthc_deadlines.errors import AmbiguousWording, DatetimeForDate
from tthc_deadlines.instants import VIETNAM
from tthc_deadlines.procedures.catalogue import place_key
from tthc_deadlines.procedures.errors import (
    CatalogueDataErrors,
    NotInForce,
    SeveralLimits,
    UnknownProcedure,
)
from tthc_deadlines.procedures.file_reader import parse_procedure, read_procedure
from tthc_deadlines.procedures.procedure import Channel, Kind, Phase, ProcedureLimit
from tthc_deadlines.procedures.starter import WITHOUT_CODE, StarterCatalogue, starter_folder

GOLDEN = Path(__file__).parent / "golden" / "workflows.json"
WORKFLOWS = json.loads(GOLDEN.read_text(encoding="utf-8"))
FILES = sorted(starter_folder().rglob("*.toml"))
TODAY = dt.date(2026, 11, 20)
STARTER = Catalogue.starter()


def made(
    code: str = "1.000000",
    days: int = 5,
    *,
    issuer: str = "",
    level: str = "",
    variant: str = "",
    start: str = "2025-07-01",
    more: str = "",
) -> Procedure:
    return parse_procedure(
        f'schema = 1\ncode = "{code}"\nname = "{code}"\nlevel = "{level}"\n'
        f'issuer = "{issuer}"\nvariant = "{variant}"\n[[limit]]\nfrom = {start}\n'
        f'limit = "{days:02} ngày làm việc"\nbasis = {{ number = "1" }}\n{more}',
        f"{code}-{issuer}-{level}-{variant}-{start}.toml",
    )


def days_of(procedure: Procedure, on: dt.date = TODAY) -> int | Fraction | None:
    limit = procedure.limit_on(on).limit
    return None if limit is None else limit.value


class TestFinding:
    """By code and day; level, issuer and case narrow the choice; never a guess."""

    def test_by_code_and_day(self) -> None:
        assert Catalogue.of([made()]).find("1.000000", TODAY).code == "1.000000"

    def test_an_unknown_code_names_the_nearest(self) -> None:
        catalogue = Catalogue.of([made("1.014464"), made("1.014465"), made("2.900000")])
        for _ in range(2):
            with pytest.raises(UnknownProcedure) as caught:
                catalogue.find("1.014646", TODAY)
            assert set(caught.value.nearest.split(", ")) == {"1.014464", "1.014465"}

    @pytest.mark.parametrize("code", ["", WITHOUT_CODE])
    def test_a_procedure_without_a_code_is_never_found_by_one(self, code: str) -> None:
        for catalogue in (Catalogue.of([made("")]), STARTER):
            assert not catalogue.has(code)
            with pytest.raises(UnknownProcedure):
                catalogue.find(code, TODAY)

    def test_before_it_was_in_force(self) -> None:
        catalogue = Catalogue.of([made(start="2025-07-01"), made(start="2026-01-01", issuer="X")])
        with pytest.raises(NotInForce) as caught:
            catalogue.find("1.000000", dt.date(2025, 6, 30))
        assert caught.value.known_from == dt.date(2025, 7, 1)

    def test_the_edition_of_the_day(self) -> None:
        catalogue = Catalogue.of([made(days=5), made(days=3, start="2026-01-01")])
        assert days_of(catalogue.find("1.000000", dt.date(2025, 12, 31))) == 5
        assert days_of(catalogue.find("1.000000", dt.date(2026, 1, 1))) == 3

    def test_a_repealed_one_is_not_in_force(self) -> None:
        end = '[[limit]]\nfrom = 2026-01-01\nrepealed = true\nbasis = { number = "2" }\n'
        with pytest.raises(NotInForce) as caught:
            Catalogue.of([made(more=end)]).find("1.000000", TODAY)
        assert caught.value.until == dt.date(2026, 1, 1)

    def test_the_issuer_narrows(self) -> None:
        catalogue = Catalogue.of([made(days=5, issuer="Tỉnh X"), made(days=3, issuer="Tỉnh Y")])
        for issuer in ("Tỉnh Y", "y", "UBND tỉnh Y", "Ủy ban nhân dân tỉnh Y"):
            assert days_of(catalogue.find("1.000000", TODAY, issuer=issuer)) == 3
        with pytest.raises(SeveralLimits) as caught:
            catalogue.find("1.000000", TODAY)
        assert caught.value.conditions == "issuer=Tỉnh X | issuer=Tỉnh Y"

    def test_another_issuer_has_none(self) -> None:
        with pytest.raises(UnknownProcedure) as caught:
            Catalogue.of([made(issuer="Tỉnh X")]).find("1.000000", TODAY, issuer="Tỉnh Z")
        assert caught.value.nearest == "1.000000 (Tỉnh X)"

    def test_one_that_holds_for_all_serves_any_issuer(self) -> None:
        assert Catalogue.of([made()]).find("1.000000", TODAY, issuer="Tỉnh Z").issuer == ""

    def test_what_names_the_office_comes_before_what_holds_for_all(self) -> None:
        general, own = made(days=5), made(days=3, issuer="Tỉnh X")
        both, commune = made(days=7, level="province/commune"), made(days=4, level="commune")
        catalogue = Catalogue.of([general, own, both, commune])
        assert days_of(catalogue.find("1.000000", TODAY, issuer="Tỉnh X")) == 3
        assert days_of(Catalogue.of([general, own]).find("1.000000", TODAY, issuer="Y")) == 5
        assert days_of(Catalogue.of([both, commune]).find("1.000000", TODAY, level="xã")) == 4
        assert days_of(Catalogue.of([both, commune]).find("1.000000", TODAY, level="tỉnh")) == 7
        later = made(days=3, issuer="Tỉnh X", start="2026-12-01")
        found = Catalogue.of([general, later]).find("1.000000", TODAY, issuer="Tỉnh X")
        assert days_of(found) == 5  # its own is not in force yet

    def test_the_most_general_where_all_agree(self) -> None:
        catalogue = Catalogue.of([made(issuer="Tỉnh X"), made(), made(issuer="Tỉnh Y")])
        assert catalogue.find("1.000000", TODAY).issuer == ""

    @pytest.mark.parametrize("level", ["commune", "xã", "Cấp xã"])
    def test_the_level_narrows(self, level: str) -> None:
        catalogue = Catalogue.of([
            made(days=5, level="province"), made(days=3, level="commune"),
            made("2.000000", level="province/commune"),
        ])  # fmt: skip
        assert days_of(catalogue.find("1.000000", TODAY, level=level)) == 3
        assert catalogue.find("2.000000", TODAY, level=level).level == "province/commune"
        with pytest.raises(SeveralLimits, match="level=commune"):
            catalogue.find("1.000000", TODAY)

    def test_the_case_narrows(self) -> None:
        catalogue = Catalogue.of([made(days=5, variant="nhóm I"), made(days=3, variant="nhóm III")])
        assert days_of(catalogue.find("1.000000", TODAY, variant="Nhóm III")) == 3
        with pytest.raises(SeveralLimits, match="variant=nhóm I "):
            catalogue.find("1.000000", TODAY)

    def test_what_differs_only_later_does_not_matter_before(self) -> None:
        change = '[[limit]]\nfrom = 2026-01-01\nlimit = "9 ngày"\nbasis = { number = "2" }\n'
        catalogue = Catalogue.of([made(issuer="X"), made(issuer="Y", more=change)])
        assert catalogue.find("1.000000", dt.date(2025, 12, 31)).issuer == "X"
        with pytest.raises(SeveralLimits):
            catalogue.find("1.000000", dt.date(2026, 1, 1))

    def test_a_datetime_is_refused(self) -> None:
        catalogue = Catalogue.of([made()])
        catalogue.find("1.000000", TODAY)
        with pytest.raises(DatetimeForDate):
            catalogue.find("1.000000", dt.datetime(2026, 11, 20, tzinfo=VIETNAM))

    def test_many_different_questions_are_all_answered(self) -> None:
        catalogue = Catalogue.of([made()])
        days = [dt.date(2025, 7, 1) + dt.timedelta(days=n) for n in range(5000)]
        assert {catalogue.find("1.000000", day).code for day in days} == {"1.000000"}


class TestJoining:
    """Later wins on the same code, level, issuer, case and first day."""

    def test_the_later_wins(self) -> None:
        joined = Catalogue.of([made(days=5), made("2.0")]) | Catalogue.of([made(days=3)])
        assert len(joined) == 2
        assert days_of(joined.find("1.000000", TODAY)) == 3

    def test_other_issuers_stay(self) -> None:
        joined = Catalogue.of([made(issuer="Tỉnh X")]) | Catalogue.of([made(issuer="Tỉnh Y")])
        assert [one.issuer for one in joined.all_of("1.000000")] == ["Tỉnh X", "Tỉnh Y"]

    def test_onto_the_starter(self) -> None:
        joined = STARTER | Catalogue.of([made("9.999999")])
        assert joined.has("9.999999")
        assert joined.has("khieu-nai-lan-dau")
        assert len(joined) == len(STARTER) + 1

    def test_it_is_sorted_and_compared_by_identity(self) -> None:
        one, two = Catalogue.of([made("2.0"), made("1.0")]), Catalogue.of([])
        assert [procedure.code for procedure in one] == ["1.0", "2.0"]
        assert {one: 1, two: 2}[one] == 1
        assert one != Catalogue.of([made("2.0"), made("1.0")])


class TestLoading:
    """Folders and packages; every fault of every file."""

    FILE = (
        'schema = 1\ncode = "{}"\nname = "x"\n[[limit]]\nfrom = 2025-07-01\nlimit = "{}"\n'
        'basis = {{ number = "1" }}\n'
    )

    def folder(self, path: Path, **files: tuple[str, str]) -> Path:
        for name, (code, limit) in files.items():
            target = path / f"{name}.toml"
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(self.FILE.format(code, limit), encoding="utf-8")
        return path

    def test_a_folder_and_those_inside(self, tmp_path: Path) -> None:
        self.folder(tmp_path, a=("1.0", "5 ngày"))
        self.folder(tmp_path / "b" / "c", d=("2.0", "5 ngày"))
        assert Catalogue.load(tmp_path).codes() == ("1.0", "2.0")
        assert Catalogue.load(tmp_path / "a.toml").codes() == ("1.0",)

    def test_of_two_folders_the_later_wins(self, tmp_path: Path) -> None:
        first = self.folder(tmp_path / "1", a=("1.0", "5 ngày làm việc"))
        second = self.folder(tmp_path / "2", a=("1.0", "3 ngày làm việc"))
        assert days_of(Catalogue.load(first, second).find("1.0", TODAY)) == 3

    def test_the_faults_of_all_files_at_once(self, tmp_path: Path) -> None:
        self.folder(tmp_path, a=("1.0", "vài ngày"), b=("2.0", "5 ngày"), c=("3.0", "?"))
        with pytest.raises(CatalogueDataErrors) as caught:
            Catalogue.load(tmp_path, tmp_path / "nowhere")
        names = [Path(fault.path).name for fault in caught.value.faults]
        assert names == ["a.toml", "c.toml", "nowhere"]

    def test_the_same_procedure_twice_in_one_folder(self, tmp_path: Path) -> None:
        self.folder(tmp_path, a=("1.0", "5 ngày"), b=("1.0", "3 ngày"))
        with pytest.raises(CatalogueDataErrors) as caught:
            Catalogue.load(tmp_path)
        assert "a.toml" in caught.value.message("vi")
        assert caught.value.faults[0].path.endswith("b.toml")

    def test_a_folder_without_files_is_a_mistake(self, tmp_path: Path) -> None:
        with pytest.raises(CatalogueDataErrors) as caught:
            Catalogue.load(tmp_path)
        assert "không có tệp .toml" in caught.value.message("vi")

    def test_a_package(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.folder(tmp_path / "catalogue_of_x", a=("1.0", "5 ngày"))
        monkeypatch.syspath_prepend(tmp_path)
        assert Catalogue.from_package("catalogue_of_x").codes() == ("1.0",)
        with pytest.raises(ModuleNotFoundError):
            Catalogue.from_package("no_such_package_at_all")

    def test_a_lazy_one_raises_only_when_the_file_is_reached(self, tmp_path: Path) -> None:
        self.folder(tmp_path, **{"1.0": ("1.0", "5 ngày"), "2.0--x": ("2.0", "?")})
        lazy = StarterCatalogue(tmp_path)
        assert lazy.codes() == ("1.0", "2.0")
        assert lazy.find("1.0", TODAY).code == "1.0"
        with pytest.raises(CatalogueDataErrors):
            lazy.find("2.0", TODAY)
        with pytest.raises(CatalogueDataErrors):
            len(lazy)


def test_issuers_are_compared_without_rank_case_and_diacritics() -> None:
    assert place_key("ỦY BAN NHÂN DÂN TỈNH CÀ MAU") == place_key("Cà Mau") == "ca mau"
    assert place_key("Thành phố Huế") == place_key("TP. Huế")
    assert place_key("Bộ Công Thương") == "bo cong thuong"


# --- the starter ---------------------------------------------------------------------------


def limits_of_the_starter() -> Iterator[tuple[Procedure, ProcedureLimit]]:
    for procedure in STARTER:
        for limit in procedure.limits:
            yield procedure, limit


class TestTheStarter:
    """What ships: enough, cited, and true to its own published words."""

    def test_it_is_large_enough(self) -> None:
        assert len(STARTER.codes()) >= 100
        assert sum(1 for one in STARTER if one.workflow) >= 60

    def test_a_code_that_is_found_lazily_is_found_in_the_whole(self) -> None:
        whole = Catalogue.load(starter_folder())
        assert whole.codes() == STARTER.codes()
        for code in whole.codes():
            assert STARTER.all_of(code) == whole.all_of(code)

    @pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.stem}")
    def test_a_file_is_named_for_its_code(self, path: Path) -> None:
        assert path.stem.split("--")[0] == (read_procedure(path).code or WITHOUT_CODE)

    def test_no_document_is_claimed_to_have_been_read_but_for_petitions(self) -> None:
        for procedure, limit in limits_of_the_starter():
            expected = Confidence.SECONDARY
            if procedure.kind is not Kind.PROCEDURE:
                expected = Confidence.VERIFIED
            assert limit.basis.confidence is expected, procedure.path
            assert limit.basis.number
            assert limit.basis.adopted or limit.basis.in_force
            assert limit.basis.issuer or limit.basis.title

    def test_a_limit_is_what_its_published_words_read(self) -> None:
        compared = 0
        for procedure, row in limits_of_the_starter():
            if row.limit is None or not row.text or row.conditions or row.phase is Phase.ACCEPTANCE:
                continue
            try:
                read = TimeLimit.parse(row.text)
            except AmbiguousWording:
                continue
            compared += 1
            told = (row.limit.value, row.limit.unit, row.limit.after_cutoff)
            assert told == (read.value, read.unit, read.after_cutoff), procedure.path
        assert compared > 150

    def test_a_row_without_a_limit_says_why(self) -> None:
        for procedure, row in limits_of_the_starter():
            assert (row.limit is None) == bool(row.problem), procedure.path
            if row.problem:
                assert row.problem in {finding.code for finding in procedure.findings}

    def test_a_limit_by_channel(self) -> None:
        origin = STARTER.find("1.000603", TODAY)
        values = {
            channel: limit.value
            for channel in Channel
            if (limit := origin.limit_on(TODAY, channel=channel).limit)
        }
        assert values == {Channel.IN_PERSON: 8, Channel.POST: 24, Channel.ONLINE: 6}

    def test_a_limit_by_outcome(self) -> None:
        permit = STARTER.find("1.014196.H05", TODAY)
        refused = permit.limit_on(TODAY, outcome="refused").limit
        assert refused is not None
        assert refused.value == 3
        with pytest.raises(SeveralLimits, match="outcome=granted"):
            permit.limit_on(TODAY)

    def test_provinces_that_agree_and_provinces_that_do_not(self) -> None:
        assert days_of(STARTER.find("1.014465", TODAY)) == 3
        with pytest.raises(SeveralLimits, match="issuer=Tỉnh Phú Thọ"):
            STARTER.find("1.014433", TODAY)
        assert days_of(STARTER.find("1.014433", TODAY, issuer="Đồng Nai")) == 27

    def test_an_open_extension_by_written_agreement(self) -> None:
        extension = STARTER.find("2.001035", TODAY).extension
        assert extension is not None
        assert (extension.by_agreement, extension.longest) == (True, None)
        copies = STARTER.find("2.000815", TODAY).extension
        assert copies is not None
        assert copies.longest == TimeLimit.parse("không quá 02 ngày làm việc")

    def test_land_procedures_stop_for_the_financial_obligation(self) -> None:
        land = [one for one in STARTER if one.stop_ground("financial_obligation")]
        assert len(land) == 55
        for one in land:
            assert one.workflow is not None
            assert any(step.excluded and "thuế" in step.role for step in one.workflow.steps)


@pytest.mark.parametrize("told", WORKFLOWS, ids=lambda told: str(told["id"]))
def test_every_workflow_loads_and_is_judged_as_the_data_says(told: dict[str, object]) -> None:
    files = told["files"]
    assert isinstance(files, list)
    assert files
    for name in files:
        workflow = read_procedure(starter_folder() / name).workflow
        assert workflow is not None
        assert [step.kind.value for step in workflow.steps] == told["kinds"]
        assert workflow.adds_up is told["adds_up"]
        assert workflow.has_unit_conflict is told["unit_conflict"]
        left_out = [step.budget for step in workflow.steps if step.excluded and step.budget]
        added = sum(Fraction(limit.value) for limit in (*workflow.sums, *left_out))
        assert added == Fraction(str(told["computed_sum"]))
        features = told["features"]
        assert isinstance(features, list)
        assert workflow.features & STRUCTURAL == STRUCTURAL.intersection(features)


# The rest of the words in the data describe who takes part, which no reader can tell for sure.
STRUCTURAL = frozenset({
    "fractional", "office_hours_step", "untimed_step", "not_counted_step", "immediate",
    "conditional_branch", "staged", "two_stage_appointment", "duplicate_step_label",
    "mixed_units", "hours",
})  # fmt: skip


def test_all_132_workflows_are_carried() -> None:
    assert len(WORKFLOWS) == 132
    assert {told["adds_up"] for told in WORKFLOWS} == {True, False, None}
