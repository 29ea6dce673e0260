"""Ways to spoil a record of votes: each takes two tables, rows of text, and returns them spoilt.

Two kinds: what the tables themselves can show to be wrong, and (``HIDDEN``) what leaves a record
that is whole but another, such as the votes of two states exchanged on one roll call. The second
can be noticed only in a roll call that the release knows.
"""

CODES = ("Y", "N", "A", ".", "-")


def pick(rng, table, first=1):
    return int(rng.integers(first, len(table)))


def column(table, name):
    return table[0].index(name)


def either(rng, calls, votes):
    return calls if rng.random() < 0.5 else votes


def drop_row(rng, calls, votes):
    table = either(rng, calls, votes)
    del table[pick(rng, table)]


def drop_rows_of_a_text(rng, calls, votes):
    record = calls[pick(rng, calls)][0]
    votes[1:] = [row for row in votes[1:] if row[0] != record]


def repeat_row(rng, calls, votes):
    table = either(rng, calls, votes)
    table.append(list(table[pick(rng, table)]))


def swap_rows(rng, calls, votes):
    table = either(rng, calls, votes)
    a, b = pick(rng, table), pick(rng, table)
    table[a], table[b] = table[b], table[a]


def drop_column(rng, calls, votes):
    table = either(rng, calls, votes)
    place = pick(rng, table[0], 0)
    for row in table:
        del row[place]


def swap_columns(rng, calls, votes):
    table = either(rng, calls, votes)
    a, b = pick(rng, table[0], 0), pick(rng, table[0], 0)
    for row in table:
        row[a], row[b] = row[b], row[a]


def exchange_names_of_columns(rng, calls, votes):
    table = either(rng, calls, votes)
    seen = [n for n, name in enumerate(table[0]) if name not in ("title", "subject", "url")]
    a, b = rng.choice(seen, 2, replace=False)
    table[0][a], table[0][b] = table[0][b], table[0][a]


def rename_column(rng, calls, votes):
    table = either(rng, calls, votes)
    table[0][pick(rng, table[0], 0)] = rng.choice(["x", "", "Vote", " date", "symbol"])


def drop_cell(rng, calls, votes):
    table = either(rng, calls, votes)
    row = table[pick(rng, table)]
    del row[pick(rng, row, 0)]


def empty_cell(rng, calls, votes):
    table = either(rng, calls, votes)
    table[pick(rng, table)][pick(rng, table[0], 0)] = ""


def change_vote(rng, calls, votes):
    row = votes[pick(rng, votes)]
    row[column(votes, "vote")] = str(rng.choice(CODES))


def spell_vote_otherwise(rng, calls, votes):
    row = votes[pick(rng, votes)]
    place = column(votes, "vote")
    row[place] = str(rng.choice([row[place].lower(), " " + row[place], "yes", "1", "", "X", "Y "]))


def change_state(rng, calls, votes):
    """A vote of a state that did not sit, or of no state."""
    row = votes[pick(rng, votes)]
    row[column(votes, "iso3")] = str(
        rng.choice(["USA", "CHN", "TUV", "XKX", "SUN", "QQQ", "chn", "GER", "BR"])
    )


def change_state_and_country(rng, calls, votes):
    row = votes[pick(rng, votes)]
    iso3, name = (("TUV", "Tuvalu"), ("ISR", "Israel"), ("PRK", "North Korea"))[pick(rng, "abc", 0)]
    row[column(votes, "iso3")], row[column(votes, "country")] = iso3, name


def change_country(rng, calls, votes):
    votes[pick(rng, votes)][column(votes, "country")] = str(rng.choice(["India", "Nowhere", ""]))


def vote_twice(rng, calls, votes):
    row = list(votes[pick(rng, votes)])
    row[column(votes, "vote")] = str(rng.choice(CODES))
    votes.insert(pick(rng, votes), row)


def exchange_states(rng, calls, votes):
    a, b = votes[pick(rng, votes)], votes[pick(rng, votes)]
    place = column(votes, "iso3")
    a[place], b[place] = b[place], a[place]


def exchange_cells(rng, calls, votes):
    """Two cells of a column that both tables have."""
    table = either(rng, calls, votes)
    shared = [n for n, name in enumerate(table[0]) if name in calls[0] and name in votes[0]]
    place = int(rng.choice(shared))
    a, b = table[pick(rng, table)], table[pick(rng, table)]
    a[place], b[place] = b[place], a[place]


def change_record_id(rng, calls, votes):
    table = either(rng, calls, votes)
    table[pick(rng, table)][0] = str(rng.choice(["1", "", "90002", "x", "90001 "]))


def change_symbol(rng, calls, votes):
    table = either(rng, calls, votes)
    row = table[pick(rng, table)]
    place = column(table, "symbol")
    session = rng.choice(["3", "12", "61", "S-2"])
    row[place] = str(rng.choice([f"A/HRC/RES/{session}/4", row[place].lower(), "A/RES/46/1",
                                 f"A/HRC/{session}/L.9", row[place] + "/Rev.1", ""]))  # fmt: skip


def change_symbol_of_a_text(rng, calls, votes):
    """In both tables: the session is then another year's."""
    record = calls[pick(rng, calls)][0]
    for table in (calls, votes):
        for row in table[1:]:
            if row[0] == record:
                row[column(table, "symbol")] = "A/HRC/RES/13/77"


def change_date(rng, calls, votes):
    table = either(rng, calls, votes)
    row = table[pick(rng, table)]
    row[column(table, "date")] = str(
        rng.choice(["2021-13-01", "2021-02-30", "1999-03-23", "2099-01-01", "23.03.2021", "",
                    "2021-03-22", "2022-06-01", "0001-01-01", "2021-3-23", "2021-03-23T00:00"])
    )  # fmt: skip


def change_date_and_year(rng, calls, votes):
    table = either(rng, calls, votes)
    row = table[pick(rng, table)]
    date = str(rng.choice(["2019-03-23", "2020-03-23", "2023-07-01", "2035-01-01"]))
    row[column(table, "date")], row[column(table, "year")] = date, date[:4]


def change_date_everywhere(rng, calls, votes):
    """Of a whole text, in both tables: to a year in which its session was not held."""
    record = calls[pick(rng, calls)][0]
    date = str(rng.choice(["2015-03-23", "2017-07-01", "2030-01-01", "2001-01-01"]))
    for table in (calls, votes):
        for row in table[1:]:
            if row[0] == record:
                row[column(table, "date")], row[column(table, "year")] = date, date[:4]


def change_year(rng, calls, votes):
    table = either(rng, calls, votes)
    table[pick(rng, table)][column(table, "year")] = str(rng.choice(["2019", "", "21", "x"]))


def change_total(rng, calls, votes):
    row = calls[pick(rng, calls)]
    name = str(rng.choice(["yes_off", "no_off", "abst_off", "yes", "no", "abst", "n_rows"]))
    row[column(calls, name)] = str(rng.choice(["0", "99", "", "-3", "many", "1.5", "9" * 5000]))


def change_flag(rng, calls, votes):
    table = either(rng, calls, votes)
    row = table[pick(rng, table)]
    names = {"is_amendment", "country_specific", "pal_isr", "tally_match"} & set(table[0])
    place = column(table, str(rng.choice(sorted(names))))
    row[place] = str(rng.choice(["0", "1", "", "2", "yes"]))


def change_title(rng, calls, votes):
    """To something that is no known text."""
    row = calls[pick(rng, calls)]
    row[column(calls, "title")] = str(rng.choice(["", "   ", "Wxyz of the qwrt", "????"]))


def change_sponsors(rng, calls, votes):
    row = calls[pick(rng, calls)]
    row[column(calls, "sponsors")] = str(rng.choice(["", "Atlantis, Lemuria", "Nobody at all"]))


def cut_off(rng, calls, votes):
    table = either(rng, calls, votes)
    del table[pick(rng, table) :]


def no_rows(rng, calls, votes):
    del either(rng, calls, votes)[1:]


def text_without_votes(rng, calls, votes):
    row = list(calls[pick(rng, calls)])
    row[0], row[1] = "99999", "A/HRC/RES/48/99"
    calls.append(row)


def votes_without_a_text(rng, calls, votes):
    for row in votes[5:30]:
        votes.append(["99998", "A/HRC/RES/48/98", *row[2:]])


def a_huge_cell(rng, calls, votes):
    table = either(rng, calls, votes)
    table[pick(rng, table)][pick(rng, table[0], 0)] = str(rng.choice(["x", "9", "Y"])) * 140_000


def a_zero_byte(rng, calls, votes):
    table = either(rng, calls, votes)
    row = table[pick(rng, table)]
    row[pick(rng, row, 0)] += "\0"


def a_quote(rng, calls, votes):
    table = either(rng, calls, votes)
    row = table[pick(rng, table)]
    row[pick(rng, row, 0)] += '"'


SEEN = (
    drop_row, drop_rows_of_a_text, repeat_row, swap_rows, drop_column, swap_columns,
    exchange_names_of_columns, rename_column, drop_cell, empty_cell, change_vote,
    spell_vote_otherwise, change_state, change_state_and_country, change_country, vote_twice,
    exchange_states, exchange_cells, change_record_id, change_symbol, change_symbol_of_a_text,
    change_date, change_date_and_year, change_date_everywhere, change_year, change_total,
    change_flag, change_title, change_sponsors, cut_off, no_rows, text_without_votes,
    votes_without_a_text, a_huge_cell, a_zero_byte, a_quote,
)  # fmt: skip


# ------------------------------------------------------------------ another record, but a whole one
def exchange_votes(rng, calls, votes):
    """Of two states on one roll call: every total holds."""
    record = calls[pick(rng, calls)][0]
    rows = [row for row in votes[1:] if row[0] == record]
    if len(rows) > 1:
        place = column(votes, "vote")
        a, b = (rows[n] for n in rng.choice(len(rows), 2, replace=False))
        a[place], b[place] = b[place], a[place]


def exchange_titles(rng, calls, votes):
    place = column(calls, "title")
    a, b = calls[pick(rng, calls)], calls[pick(rng, calls)]
    a[place], b[place] = b[place], a[place]


def other_sponsors(rng, calls, votes):
    calls[pick(rng, calls)][column(calls, "sponsors")] = str(rng.choice(["Cuba", "Germany"]))


def another_day_everywhere(rng, calls, votes):
    record = calls[pick(rng, calls)][0]
    for table in (calls, votes):
        for row in table[1:]:
            if row[0] == record:
                place = column(table, "date")
                row[place] = row[place][:-2] + str(rng.integers(10, 28))


HIDDEN = (exchange_votes, exchange_titles, other_sponsors, another_day_everywhere)
