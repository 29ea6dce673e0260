"""Readers of state-year tables: codes reconciled, rows counted, bad cells refused."""

import pytest

from sim.data.loaders.aiddata_gcdf import read_aiddata_gcdf
from sim.data.loaders.country_codes import iso3_of_cow, iso3_of_iso2, iso3_of_name, members
from sim.data.loaders.freedom_house import read_freedom_house
from sim.data.loaders.ideal_points import read_ideal_points
from sim.data.loaders.oecd_dac2a import read_oecd_dac2a
from sim.data.loaders.vdem import read_vdem
from sim.data.report import ReadingReport
from sim.data.states import load_states
from sim.errors import InputError


def reading(reader, folder, text, **options):
    path = folder / "made-up.csv"
    path.write_bytes(text.encode(options.pop("encoding", "utf-8")))
    report = ReadingReport()
    return reader(path, report, **options), report


# ------------------------------------------------------------------ codes
@pytest.mark.parametrize(
    ("name", "iso3"),
    [
        ("Türkiye", "TUR"), ("Turkey", "TUR"), ("China (People's Republic of)", "CHN"),
        ("Viet Nam", "VNM"), ("Vietnam", "VNM"), ("Korea", "KOR"), ("North Korea", "PRK"),
        ("Democratic People's Republic of Korea", "PRK"), ("Congo (Brazzaville)", "COG"),
        ("Congo (Kinshasa)", "COD"), ("Côte d’Ivoire", "CIV"), ("Cote D'Ivoire", "CIV"),
        ("Burma/Myanmar", "MMR"), ("Eswatini", "SWZ"), ("Cabo Verde", "CPV"), ("Niger", "NER"),
        ("Slovak Republic", "SVK"), ("Federal Republic of Germany", "DEU"), ("Kosovo", "XKX"),
        ("West Bank and Gaza Strip", "PSE"), ("Chinese Taipei", "TWN"), ("USSR", "SUN"),
        ("Somaliland", ""), ("Chechnya", ""), ("Africa, Total", ""), ("", ""), ("Atlantis", ""),
    ],
)  # fmt: skip
def test_names_find_their_code_and_no_other(name, iso3):
    assert iso3_of_name(name) == iso3


def test_every_member_is_found_by_its_own_name():
    states = load_states()
    assert [iso3_of_name(name) for name in states.name] == list(states.iso3)


def test_two_letter_codes_hold_namibia_and_states_that_are_gone():
    codes = {"NA": "NAM", "GB": "GBR", "YU": "YUG", "CS": "CSK", "DD": "DDR", "": "", "Q1": ""}
    assert {code: iso3_of_iso2(code) for code in codes} == codes


def test_war_numbers_depend_on_the_year_where_states_changed():
    assert iso3_of_cow(345, 1990) == "YUG"
    assert iso3_of_cow(345, 2010) == "SRB"
    assert iso3_of_cow(260, 1980) == iso3_of_cow(255, 2000) == "DEU"
    assert iso3_of_cow(999, 2000) == ""
    assert {iso3_of_cow(n, 2020) for n in range(1000)} - {""} - members() == {"TWN", "XKX"}


# ------------------------------------------------------------------ Freedom House
RATED = "Country/Territory,Edition,Status,PR rating,CL rating,Total\n"


def test_freedom_house_is_by_year_covered_and_leaves_territories_out(tmp_path):
    text = RATED + "Norway,2021,F,1,1,100\nKosovo,2021,PF,4,4,54\nTibet,2021,NF,7,7,1\n"
    table, report = reading(read_freedom_house, tmp_path, text)
    assert table.to_dict("records") == [
        {"iso3": "NOR", "year": 2020, "political_rights": 1, "civil_liberties": 1, "status": "F",
         "total": 100}
    ]  # fmt: skip
    assert report.reasons == {"rows of Kosovo, not a UN member": 1, "rows of 'Tibet', no state": 1}
    assert report.rows == 1


def test_freedom_house_ratings_alone_have_no_total(tmp_path):
    table, _ = reading(
        read_freedom_house, tmp_path, "country,year,pr,cl,status\nChad,1999,6,5,NF\n"
    )
    assert table.total.isna().all()


@pytest.mark.parametrize(
    ("row", "where"),
    [
        ("Norway,2021,F,one,1,100", "line 2, column PR rating: 'one'"),
        ("Norway,2021,F,1,8,100", "line 2, column CL rating: '8' is not a number from 1 to 7"),
        ("Norway,2021,X,1,1,100", "line 2, column Status: 'X' is none of F, PF, NF"),
        ("Norway,20.5,F,1,1,100", "line 2, column Edition"),
        ("Norway,2021,F,1,1,100\nNorway,2021,F,1,2,99", "line 3, column Country/Territory: NOR"),
    ],
)
def test_freedom_house_refuses_bad_cells(tmp_path, row, where):
    with pytest.raises(InputError, match=where.replace("(", r"\(")):
        reading(read_freedom_house, tmp_path, RATED + row + "\n")


def test_a_row_that_is_there_twice_is_counted(tmp_path):
    row = "Norway,2021,F,1,1,100\n"
    table, report = reading(read_freedom_house, tmp_path, RATED + row + row)
    assert len(table) == 1
    assert report.reasons == {"rows that are there twice": 1}
    assert list(report.lines()) == ["left out: 1 rows that are there twice"]


# ------------------------------------------------------------------ V-Dem
INDICES = "v2x_polyarchy,v2x_libdem,v2x_partipdem,v2x_delibdem,v2x_egaldem"


def test_vdem_keeps_members_and_missing_values(tmp_path):
    text = f"country_name,country_text_id,year,{INDICES}\n"
    text += "Mexico,MEX,2000,.6,.5,.4,.4,\nZanzibar,ZZB,2000,.2,.1,.1,.1,.1\n"
    table, report = reading(read_vdem, tmp_path, text)
    assert list(table.iso3) == ["MEX"]
    assert table.polyarchy[0] == 0.6
    assert table.egalitarian.isna().all()
    assert report.reasons == {"rows of Zanzibar, not a UN member": 1}
    with pytest.raises(
        InputError, match=r"line 2, column v2x_libdem: '1\.5' is not a number from 0"
    ):
        reading(read_vdem, tmp_path, text.replace(",.5,", ",1.5,"))
    with pytest.raises(InputError, match="line 1 has no column 'v2x_polyarchy'"):
        reading(read_vdem, tmp_path, "country_name,country_text_id,year\n")


# ------------------------------------------------------------------ OECD DAC2a
AID = "Recipient,Donor,Aid type,Amount type,Year,Value\n"
CONSTANT = "Constant Prices (2022 USD millions)"


def aid(recipient, donor, value, measure="ODA: Total Net", prices=CONSTANT):
    return f'"{recipient}","{donor}","{measure}",{prices},2015.0,{value}\n'


def test_oecd_names_become_codes_and_other_measures_are_counted(tmp_path):
    text = AID + aid("Türkiye", "Korea", -2.5) + aid("China (People's Republic of)", "Japan", "")
    text += aid("Viet Nam", "Japan", 10) + aid("Viet Nam", "Japan", 11, measure="Grants, Total")
    text += aid("Viet Nam", "Japan", 9, prices="Current Prices (USD millions)")
    text += aid("West Bank and Gaza Strip", "Japan", 3) + aid("Africa, Total", "Japan", 99)
    text += aid("Viet Nam", "Chinese Taipei", 1)
    table, report = reading(read_oecd_dac2a, tmp_path, text)
    assert table.to_dict("records") == [
        {"iso3": "TUR", "donor": "KOR", "year": 2015, "aid_usd_millions": -2.5},
        {"iso3": "VNM", "donor": "JPN", "year": 2015, "aid_usd_millions": 10},
    ]
    assert table.attrs["prices"] == CONSTANT
    assert report.reasons == {
        "rows of other measures of aid": 1, "rows in current prices": 1,
        "rows of Palestine, not a UN member": 1, "rows of 'Africa, Total', no state": 1,
        "rows of Taiwan, not a UN member": 1, "rows without a value": 1,
    }  # fmt: skip


def test_oecd_without_the_measure_says_what_there_is(tmp_path):
    with pytest.raises(InputError, match=r"column Aid type: no 'ODA: Total Net'.*only Grants in"):
        reading(read_oecd_dac2a, tmp_path, AID + aid("Viet Nam", "Japan", 1, measure="Grants"))
    with pytest.raises(InputError, match="line 2, column Value: 'much' is not a number"):
        reading(read_oecd_dac2a, tmp_path, AID + aid("Viet Nam", "Japan", "much"))


# ------------------------------------------------------------------ AidData
def test_aiddata_is_in_millions_and_by_war_number(tmp_path):
    text = "ccode,year,oda_adj,oof_adj,vof_adj\n816,2010,2500000,0,1e6\n713,2010,1,1,1\n"
    table, report = reading(read_aiddata_gcdf, tmp_path, text)
    assert table.iloc[0].to_dict() == {
        "iso3": "VNM", "year": 2010, "oda_usd_millions": 2.5, "other_official_usd_millions": 0.0,
        "vague_official_usd_millions": 1.0,
    }  # fmt: skip
    assert report.reasons == {"rows of Taiwan, not a UN member": 1}
    with pytest.raises(InputError, match="line 2, column oda_adj: '-1' is not a number"):
        reading(read_aiddata_gcdf, tmp_path, text.replace("2500000", "-1"))


# ------------------------------------------------------------------ ideal points
def test_ideal_points_by_year_are_placed_by_war_number(tmp_path):
    text = "ccode,iso3c,countryname,year,idealpointall,nvotesall,q5all,q95all\n"
    text += "2,USA,United States,1990.0,3.0,97,2.8,3.1\n371,,,1992.0,0.1,40,0,0.2\n"
    text += "345,YUG,Yugoslavia,2010.0,1.0,60,0.9,1.1\n345,YUG,Yugoslavia,1990.0,0,60,0,0\n"
    text += "20,CAN,Canada,1991.0,,,,\n"
    table, report = reading(read_ideal_points, tmp_path, text)
    assert list(table.iso3) == ["ARM", "SRB", "USA"]
    assert list(table.ideal_point) == [0.1, 1.0, 3.0]
    assert report.reasons == {
        "rows of Yugoslavia, not a UN member": 1, "rows without a value": 1
    }  # fmt: skip
    assert report.repairs.total() == 1


def test_ideal_points_by_session_are_read_in_the_publishers_encoding(tmp_path):
    text = '"","ccode","session","NVotesX","IdealPointX","Q5%X","Q95%X","iso3c","Countryname"\n'
    text += '"1",403,30,9,-0.5,-0.7,-0.3,"STP","São Tomé"\n'
    table, report = reading(read_ideal_points, tmp_path, text, encoding="cp1252")
    assert table[["iso3", "year", "votes"]].to_numpy().tolist() == [["STP", 1975, 9.0]]
    assert any("Windows-1252" in line for line in report.lines())
    with pytest.raises(InputError, match="no column 'IdealPointY'"):
        reading(read_ideal_points, tmp_path, text, issue="Y", encoding="cp1252")
