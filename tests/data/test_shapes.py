"""Every publisher's table is told by its columns and read, or refused in a line that helps."""

import gzip
import io
import zipfile

import numpy as np
import pytest

from sim.data.loaders.assembly_votes import read_assembly_votes
from sim.data.loaders.shapes import look, tables_in
from sim.data.public_votes import read_public_votes
from sim.data.report import ReadingReport
from sim.errors import InputError
from sim.world import ABSENT, KINDS, NO, NO_SEAT, YES


def put(folder, name, content, encoding="utf-8"):
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode(encoding))
    return path


def read(path):
    report = ReadingReport()
    return look(path).read(report), report


def refusal(function, *given):
    with pytest.raises(InputError) as caught:
        function(*given)
    line = str(caught.value)
    assert "\n" not in line
    assert len(line) <= 400
    return line


# ------------------------------------------------------------------ Freedom House
FIW = "Country/Territory,Region,C/T,Edition,Status,PR rating,CL rating,Total\n"
RATED = FIW + "Chad,Africa,c,2024,NF,7,6,15\nFiji,Asia,c,2024,F,3,3,66\n"
TITLED = "Some survey of 2013-2024\n\n" + RATED


def workbook(*sheets):
    """A workbook as bytes: each sheet a list of rows of text."""
    parts = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/'
        'content-types"><Default Extension="xml" ContentType="application/xml"/>'
        '<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-'
        'officedocument.spreadsheetml.sheet.main+xml"/></Types>',
        "_rels/.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/'
        'relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/'
        'officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/>'
        "</Relationships>",
    }
    listed = linked = ""
    for n, rows in enumerate(sheets, start=1):
        cells = "".join(
            f'<row r="{r}">' + "".join(
                f'<c r="{chr(64 + c)}{r}" t="inlineStr"><is><t>{cell}</t></is></c>'
                for c, cell in enumerate(row, start=1) if cell
            ) + "</row>"
            for r, row in enumerate(rows, start=1)
        )  # fmt: skip
        parts[f"xl/worksheets/sheet{n}.xml"] = (
            '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
            f"<sheetData>{cells}</sheetData></worksheet>"
        )
        listed += f'<sheet name="S{n}" sheetId="{n}" r:id="r{n}"/>'
        linked += (
            f'<Relationship Id="r{n}" Type="http://schemas.openxmlformats.org/officeDocument/'
            f'2006/relationships/worksheet" Target="worksheets/sheet{n}.xml"/>'
        )
    parts["xl/workbook.xml"] = (
        '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
        'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
        f"<sheets>{listed}</sheets></workbook>"
    )
    parts["xl/_rels/workbook.xml.rels"] = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f"{linked}</Relationships>"
    )
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, '<?xml version="1.0" encoding="UTF-8"?>' + part)
    return packed.getvalue()


ROWS = [line.split(",") for line in TITLED.splitlines()]
FORMS = {
    "plain": RATED.encode(),
    "title above": TITLED.encode(),
    "title with empty cells": TITLED.replace("2024\n", "2024,,,,,,,\n", 1).encode(),
    "CR": TITLED.replace("\n", "\r").encode(),
    "CRLF": TITLED.replace("\n", "\r\n").encode(),
    "semicolon": RATED.replace(",", ";").encode(),
    "tab": TITLED.replace(",", "\t").encode(),
    "mark": TITLED.encode("utf-8-sig"),
    "UTF-16": TITLED.encode("utf-16"),
    "gzip": gzip.compress(TITLED.encode()),
    "workbook": workbook([["About"]], ROWS),
    "empty rows": (RATED + ",,,,,,,\n").encode(),
}


@pytest.mark.parametrize("form", FORMS)
def test_the_sheet_of_freedom_house_is_read_as_it_comes(tmp_path, form):
    table, _ = read(put(tmp_path, "fiw", FORMS[form]))
    assert table[["iso3", "year", "status", "total"]].to_numpy().tolist() == [
        ["FJI", 2023, "F", 66.0], ["TCD", 2023, "NF", 15.0],
    ]  # fmt: skip


def test_windows_text_is_read_and_said(tmp_path):
    table, report = read(put(tmp_path, "fiw.csv", RATED.replace("Chad", "Côte d'Ivoire"), "cp1252"))
    assert list(table.iso3) == ["CIV", "FJI"]
    assert report.repairs["file in the encoding Windows-1252, as published"] == 1


def test_scores_without_ratings_are_read_as_scores(tmp_path):
    text = "edition,year,country,iso3,score,status,political_rights,civil_liberties\n"
    table, report = read(put(tmp_path, "a.csv", text + "2026,2025,Chad,TCD,15,Partly Free,5,10\n"))
    assert table.iloc[0][["iso3", "status", "total"]].tolist() == ["TCD", "PF", 15.0]
    assert table.political_rights.isna().all()
    assert report.doubts.total() == 1


def test_a_bad_cell_below_a_title_is_named_by_its_own_line(tmp_path):
    path = put(tmp_path, "fiw.csv", TITLED.replace("NF,7,", "NF,9,"))
    assert "line 4, column PR rating: '9'" in refusal(read, path)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (workbook([["x"]])[:-200], "broken"),
        (b"PK\x03\x04rest", "broken"),
        (workbook([[""]]), "without a filled sheet"),
    ],
)
def test_a_broken_or_empty_workbook_is_refused(tmp_path, content, words):
    assert words in refusal(look, put(tmp_path, "a.xlsx", content))


def test_a_workbook_that_grows_is_refused_before_it_is_opened(tmp_path, monkeypatch):
    monkeypatch.setattr("sim.data.loaders.spreadsheet.LARGEST", 1 << 20)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", bytes(1 << 21))
    assert "once it is unzipped" in refusal(look, put(tmp_path, "a.xlsx", packed.getvalue()))


# ------------------------------------------------------------------ other tables of states
def test_vdem_is_read_with_the_indices_that_are_there(tmp_path):
    text = "iso3,country,year,v2x_libdem,v2x_gender\nMEX,Mexico,2025,0.4,0.7\n"
    table, report = read(put(tmp_path, "v.csv", text))
    assert table.liberal.tolist() == [0.4]
    assert table.polyarchy.isna().all()
    assert report.doubts["rows without the index of polyarchy democracy, which the file lacks"] == 1


@pytest.mark.parametrize(
    "names",
    [
        "ccode\tiso3c\tCountryname\tyear\tNVotesFP\tIdealPointFP\tQ5%FP\tQ95%FP",
        "ccode,iso3c,country,year,n_votes,ideal_point,q5,q95",
        "ccode,iso3c,countryname,year,nvotesall,idealpointall,q5all,q95all",
        "ccode,iso3c,Countryname,session,NVotesAll,IdealPointAll,Q5%All,Q95%All",
    ],
)
def test_ideal_points_have_old_and_new_names(tmp_path, names):
    mark = "\t" if "\t" in names else ","
    year = "45" if "session" in names else "1990"
    row = mark.join(["2", '"USA"', '"United States"', year, "30", "1.5", "1.0", "2.0"])
    table, _ = read(put(tmp_path, "ideal.tab", f"{names}\n{row}\n"))
    assert table.to_numpy().tolist() == [["USA", 1990, 1.5, 1.0, 2.0, 30.0]]


ODA = "Official development assistance (ODA), disbursements"
EXPLORER = {
    "labels": "Donor,Recipient,Measure,Price base,Time period,OBS_VALUE\n"
    f'France,India,"{ODA}",Constant prices,2015,10.5\n'
    f'DAC countries,India,"{ODA}",Constant prices,2015,9\n',
    "codes": "DONOR,RECIPIENT,MEASURE,PRICE_BASE,TIME_PERIOD,OBS_VALUE,UNIT_MULT,UNIT_MEASURE\n"
    "FRA,IND,206,Q,2015,10500,3,USD\nDAC,IND,206,Q,2015,9,6,USD\nFRA,IND,206,V,2015,9,6,USD\n",
    "both": "DONOR,Donor,RECIPIENT,Recipient,MEASURE,Measure,PRICE_BASE,Price base,TIME_PERIOD,"
    "Time period,OBS_VALUE,BASE_PER\nFRA,France,IND,India,206,\"Official development assistance "
    "(ODA), disbursements\",Q,Constant prices,2015,,10.5,2022\n",
}  # fmt: skip


@pytest.mark.parametrize("edition", EXPLORER)
def test_the_data_explorer_is_read_with_labels_or_codes(tmp_path, edition):
    table, _ = read(put(tmp_path, "dac2a.csv", EXPLORER[edition]))
    assert table.to_numpy().tolist() == [["IND", "FRA", 2015, 10.5]]


def test_projects_of_aiddata_are_summed_as_it_advises(tmp_path):
    names = "Recommended For Aggregates,Recipient,Recipient ISO-3,Commitment Year,Flow Class,"
    text = names + "Adjusted Amount (Constant USD 2021)\n"
    text += "Yes,Kenya,KEN,2015,ODA-like,2000000\nYes,Kenya,KEN,2015,OOF-like,1e6\n"
    text += "Yes,Kenya,KEN,2015,ODA-like,500000\nNo,Kenya,KEN,2015,ODA-like,9e9\n"
    text += 'Yes,"Africa, regional",,2015,ODA-like,1\nYes,Kenya,KEN,2016,OOF-like,\n'
    table, report = read(put(tmp_path, "gcdf.csv", text))
    assert table.to_numpy().tolist() == [["KEN", 2015, 2.5, 1.0, 0.0]]
    assert report.reasons["projects that are not recommended for sums"] == 1
    assert report.reasons["projects without an amount or a class"] == 1


# ------------------------------------------------------------------ the Council
TEXTS = (
    "record_id,symbol,title,date,body,vote_type,main_sponsors,yes,no,abstain,n_rollcall\n"
    "7,A/HRC/RES/40/1,Situation of human rights in Belarus : resolution /,2019-03-21,Human Rights "
    "Council,RECORDED,Germany,1,1,0,2\n"
    "8,A/HRC/40/L.9,Situation of human rights in Belarus : amendment /,2019-03-21,Human Rights "
    "Council,RECORDED,Cuba,1,1,0,2\n"
    "9,A/HRC/RES/40/2,A text : resolution /,2019-03-21,Human Rights Council,ADOPTED WITHOUT VOTE,"
    ",,,,\n"
    "5,E/CN.4/RES/2001/1,A text,2001-04-20,Commission on Human Rights,RECORDED,,1,0,0,1\n"
)
LONG = (
    "record_id,symbol,date,year,body,vote_type,seq,iso3,country,vote\n"
    "7,A/HRC/RES/40/1,2019-03-21,2019,Human Rights Council,RECORDED,1,IND,INDIA,N\n"
    "7,A/HRC/RES/40/1,2019-03-21,2019,Human Rights Council,RECORDED,2,DNK,DENMARK,Y\n"
    "8,A/HRC/40/L.9,2019-03-21,2019,Human Rights Council,RECORDED,1,IND,INDIA,Y\n"
    "8,A/HRC/40/L.9,2019-03-21,2019,Human Rights Council,RECORDED,2,DNK,DENMARK,N\n"
    "5,E/CN.4/RES/2001/1,2001-04-20,2001,Commission on Human Rights,RECORDED,1,IND,INDIA,N\n"
)


def published(folder, texts=TEXTS, votes=LONG):
    put(folder, "resolutions.csv", texts)
    put(folder, "votes_long.csv", votes)
    return folder


def test_the_councils_votes_are_read_as_their_compiler_publishes_them(tmp_path):
    agenda, states, report = read_public_votes(published(tmp_path))
    assert agenda.symbol == ("A/HRC/RES/40/1", "A/HRC/40/L.9")
    assert agenda.title[0] == "Situation of human rights in Belarus : resolution"
    assert [KINDS[kind] for kind in agenda.kind] == ["country", "amendment"]
    assert agenda.recorded[:, states.index("IND")].tolist() == [NO, YES]
    assert report.reasons["texts of other bodies"] == report.reasons["votes in other bodies"] == 1
    assert report.reasons["texts without a recorded vote"] == 1


def test_both_shapes_in_one_folder_are_refused(tmp_path):
    put(published(tmp_path), "unhrc_rollcalls.csv", "a,b\n")
    assert "leave one of the two" in refusal(read_public_votes, tmp_path)


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("8,A/HRC/40/L.9,2019-03-21", "8,A/HRC/40/L.9,2019-03-22", "column date: '2019-03-22'"),
        ("DENMARK,N", "INDIA,N", "but the country is 'INDIA'"),
        (",2019,", ",2018,", "column year"),
        ("IND,INDIA,Y", "IND,INDIA,y", "column vote: 'y'"),
    ],
)
def test_votes_that_contradict_their_text_or_themselves_are_refused(tmp_path, old, new, words):
    assert old in LONG
    line = refusal(read_public_votes, published(tmp_path, votes=LONG.replace(old, new)))
    assert "votes_long.csv: line" in line
    assert words in line


# ------------------------------------------------------------------ the Assembly
LIBRARY = (
    "undl_id,ms_code,ms_name,ms_vote,date,session,resolution,draft,title,agenda_title,subjects,"
    "total_yes,total_no,total_abstentions\n"
)
LIBRARY_ROW = (
    "{0},{1},X,{2},{3},{4},A/RES/71/201,A/C.3/71/L.1,Situation of human rights in Belarus : "
    "resolution / adopted by the General Assembly,AGENDA,BELARUS,1,1,0\n"
)


def library(*votes, session="71", day="2016-12-19"):
    return LIBRARY + "".join(LIBRARY_ROW.format(9, *vote, day, session) for vote in votes)


VOTED = (("CHN", "N"), ("ALB", "Y"), ("TUV", "X"))


def test_the_librarys_votes_are_read(tmp_path):
    path = put(tmp_path, "ga.csv", library(*VOTED))
    for place in (path, tmp_path):  # a file, or a folder with it
        agenda, states, report = read_assembly_votes(place)
        cast = {c: agenda.recorded[0, states.index(c)] for c in ("CHN", "ALB", "TUV", "FJI")}
        assert cast == {"CHN": NO, "ALB": YES, "TUV": ABSENT, "FJI": NO_SEAT}
        assert agenda.session_name == ("71",)
        assert not report.doubts["roll calls whose total is not the library's"]


def test_a_total_that_the_librarys_votes_do_not_give_is_said(tmp_path):
    _, _, report = read_assembly_votes(put(tmp_path, "ga.csv", library(*VOTED[1:])))
    assert report.doubts["roll calls whose total is not the library's"] == 1


def test_special_sessions_of_the_library_fall_into_the_regular_one(tmp_path):
    path = put(tmp_path, "ga.csv", library(*VOTED, session="11emsp", day="2022-03-02"))
    assert read_assembly_votes(path)[0].session_name == ("76",)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (library(*VOTED, ("CHN", "Y")), "a second vote of CHN"),
        (library(("CHN", "Q")), "column vote: 'Q' is none of Y, N, A, X"),
        (library(("ZZQ", "Y")), "column state: 'ZZQ' is no state"),
        (library(*VOTED).replace("A/RES/71/201", "S/RES/2300"), "Security Council"),
        (library(*VOTED) + LIBRARY_ROW.format(9, "FRA", "Y", "2016-12-18", "71"), "unlike another"),
    ],
)
def test_bad_rows_of_the_library_are_refused(tmp_path, content, words):
    assert words in refusal(read_assembly_votes, put(tmp_path, "ga.csv", content))


def test_voetens_votes_are_read(tmp_path):
    text = "rcid,ccode,vote,session,date,unres,amend,short,descr,me,hr\n"
    for code, vote in ((2, 3), (710, 1), (365, 2), (200, 8), (990, 9)):
        text += f"5,{code},{vote},45,1990-12-18,R/45/1,0,MERCENARIES,Use of mercenaries,0,1\n"
    agenda, states, report = read_assembly_votes(put(tmp_path, "UNVotes.csv", text))
    cast = {c: agenda.recorded[0, states.index(c)] for c in ("USA", "CHN", "GBR", "RUS", "WSM")}
    assert cast == {"USA": NO, "CHN": YES, "GBR": ABSENT, "RUS": NO_SEAT, "WSM": NO_SEAT}
    assert report.reasons["votes of the Soviet Union, no longer a UN member"] == 1
    assert "no column of issue 'di', only me, hr" in refusal(read_assembly_votes, tmp_path, "di")


# ------------------------------------------------------------------ what is none of these
@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"a,b\n1,2\n", "no table that is known; its columns are a, b"),
        (b"RDX3\nX\n\0\0", "write.csv"),
        (gzip.compress(b"RDX3\nX\n\0\0", mtime=0), "write.csv"),
        (b"<!DOCTYPE html><html>", "a page of the web"),
        (b"undl_id,themes\n1,x\n", "bulk file"),
        (b"ccode1,ccode2,year,agree\n", "wanted are the votes"),
        (b"record_id;symbol;date\n1;a;b\n", "a part of the Council's table"),
        (b"", "no column names"),
        (b"a,b\n\0\n", "a zero byte"),
    ],
)
def test_what_is_not_known_is_refused_with_what_would_do(tmp_path, content, words):
    assert words in refusal(look, put(tmp_path, "x.csv", content))


def test_a_folder_gives_its_tables_and_says_which_files_are_none(tmp_path):
    put(published(tmp_path), "fiw.csv", RATED)
    put(tmp_path, "notes.csv", "a,b\n1,2\n")
    found, refused = tables_in(tmp_path)
    assert [(one.shape.key, one.path.name) for one in found] == [
        ("freedom_house", "fiw.csv"), ("council_published", tmp_path.name),
    ]  # fmt: skip
    assert len(refused) == 1
    assert all(one.read(ReadingReport()) is not None for one in found)
    assert "holds no table" in refusal(tables_in, tmp_path.parent)


# ------------------------------------------------------------------ content that is meant to hurt
def test_a_gzip_file_that_grows_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr("sim.data.loaders.table_text.LARGEST_UNZIPPED", 1 << 20)
    path = put(tmp_path, "a.csv.gz", gzip.compress(b"a,b\n" + b"1,2\n" * 400_000))
    from sim.data.loaders.raw_table import read_raw

    assert "more than 1 MB once it is unzipped" in refusal(read_raw, path)


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("Chad,Africa,c,2024,NF,7,6," + "9" * 5000, "line 3, column Total"),
        ("Chad,Africa,c,2024,NF,7,6," + "9" * 200_000, "line 3, column Total: a cell of 200,000"),
        ("Chad,Africa,c," + "9" * 399 + ",NF,7,6,15", "line 3, column Edition"),
        ("x" * 140_000 + ",Africa,c,2024,NF,7,6,15", "line 3, column Country/Territory"),
        ("Chad,Africa,c,2024,NF,7,6", "line 3, column CL rating: 7 cells in this row, 8"),
    ],
)
def test_huge_cells_and_numbers_are_refused_where_they_stand(tmp_path, row, words):
    path = put(tmp_path, "a.csv", FIW + "Fiji,Asia,c,2024,F,3,3,66\n" + row + "\n")
    assert words in refusal(read, path)


def test_numbers_stay_numbers_in_a_workbook(tmp_path):
    table, _ = read(put(tmp_path, "a.xlsx", FORMS["workbook"]))
    assert table.political_rights.dtype == np.float64
