"""The page in a real browser, headless: watched, tested, read, misused.

LMGSIM_BROWSER=required makes a missing browser a failure instead of a skip.
LMGSIM_CLICKING_SECONDS=600 clicks at random for ten minutes instead of twenty seconds.
LMGSIM_PICTURES=docs/figures takes the pictures of the documentation anew.
"""

import os
import random
import re
import shutil
import time

import pytest

pytest.importorskip("solara", reason="the page is not installed: pip install 'lmgsim[page]'")
pytest.importorskip("selenium", reason="no selenium to drive a browser with")

from sim.answers.run import answer
from sim.config.compose import compose
from sim.config.schema import read_config
from sim.files.places import shipped_folder
from sim.page.choices import council_names
from tests.page.browsing import BROWSER, DRIVER, Served, Window

REQUIRED = os.environ.get("LMGSIM_BROWSER") == "required"
pytestmark = [
    pytest.mark.slow,
    pytest.mark.browser,
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
    pytest.mark.skipif(
        not (BROWSER and DRIVER) and not REQUIRED,
        reason="no browser: the page is tested where chromium and chromium-driver are installed",
    ),
]
CLICKING_SECONDS = float(os.environ.get("LMGSIM_CLICKING_SECONDS", "20"))
GROWTH_MB = {"server": 60.0, "browser": 20.0}
BROKEN = "levers: [unclosed"
SLOWEST_ANSWER_SECONDS = 15.0  # on a machine that has much else to do; the log says how long
UNFORESEEN = "should not have"


@pytest.fixture(scope="module")
def folders(tmp_path_factory):
    place = tmp_path_factory.mktemp("page")
    shutil.copytree(shipped_folder("conf") / "scenario", place / "scenario")
    (place / "scenario" / "broken.yaml").write_text(BROKEN)
    report = place / "results" / "mine" / "2026-01-02T03-04-05"
    report.mkdir(parents=True)
    (report / "report.html").write_text("<h1>My report</h1><script>document.title='ran'</script>")
    (report / "summary.json").write_text('{"title": "A <b>bold</b> run", "seed": 5}')
    return place


@pytest.fixture(scope="module")
def served(folders):
    page = Served(folders / "results", folders / "scenario", folders / "log")
    yield page
    log = page.stop()
    assert "Traceback" not in log
    assert "unforeseen" not in log


@pytest.fixture(scope="module")
def browser(served):
    one = Window(served.address)
    yield one
    one.close()


@pytest.fixture
def window(browser):
    """The page as it opens. Afterwards: nothing was logged and nothing left the machine."""
    browser.open()
    yield browser
    assert browser.outside() == set()
    assert browser.problems == []
    assert UNFORESEEN not in browser.text("#messages")


def test_the_page_opens_with_the_whole_council(window):
    window.read_logs()
    assert window.address in window.requests
    assert len(window.all("svg.council .seat")) == 47
    assert window.text("h1") == "The Council votes"
    assert window.attribute("#seat-CHN", "aria-label").startswith("China: no vote yet")


def counted(window):
    """Wait until every seat has its chances."""
    window.wait(lambda: window.attribute("#watch", "data-counted") == "true", "the chances")


def test_the_browser_tab_has_the_title_of_the_product(window):
    window.wait(lambda: window.driver.title == "lmgsim: the Human Rights Council votes")


def test_every_seat_shows_its_chances(window):
    window.press("#step")
    counted(window)
    window.until("#odds")
    adopted, taken = (int(window.attribute("#odds", f"data-{n}")) for n in ("adopted", "taken"))
    assert f"Adopted in {adopted} of {taken} runs" in window.text("#ballot")
    assert f"Adopted in {adopted} of {taken} runs" in window.text("svg.council .verdict-line")
    said = window.attribute("#seat-IND", "aria-label")
    numbers = [int(n) for n in re.findall(r"(\d+)", said)]
    assert numbers[-1] == 100 == sum(numbers[:-1])
    assert window.all("#seat-IND .arc")
    window.press("#seat-IND")
    window.until("#mind .row.sum")
    assert "Of 100" in window.text("#mind")
    window.picture("chances")


def test_a_text_and_a_state_are_found_by_typing(window):
    window.put("#find", "sudan")
    window.until("#matches button")
    window.press("#matches button")
    window.wait(lambda: "Sudan" in window.text("#ballot h2"))
    window.put("#find", "Nicaragua 2023")
    window.wait(lambda: "Nicaragua" in window.text("#ballot h2"))
    window.put("#state", "brazil")
    window.wait(lambda: window.attribute("#mind", "data-state") == "BRA")
    window.put("#find", "no such text")
    window.until("#problem")
    assert "no text of this run" in window.text("#problem")


def test_step_puts_a_ballot_on_the_floor(window):
    window.press("[data-do=show][data-on=run]")
    window.press("#step")
    window.wait(lambda: "Ukraine" in window.text("#ballot h2"))
    window.wait(lambda: "In this run" in window.text("#ballot"))
    assert "UKR" in window.text("#ballot")
    window.press("#step")
    window.wait(lambda: "South Sudan" in window.text("#ballot h2"))
    counts = [int(n) for n in re.findall(r"(\d+)", window.text("svg.council .count") or "0")]
    assert counts
    window.press("[data-do=step][data-on=back]")
    window.wait(lambda: "Ukraine" in window.text("#ballot h2"))


def test_a_click_on_a_state_shows_what_pulls_it(window):
    window.press("[data-do=show][data-on=run]")
    window.press("#step")
    window.press("#seat-IND")
    window.until("#mind .row.sum")
    assert "India" in window.text("#mind h2")
    bars = window.all("#mind .row.yes, #mind .row.no")
    total = sum(float(bar.get_attribute("data-pull")) for bar in bars)
    assert abs(total - float(window.attribute("#mind .row.sum", "data-pull"))) < 1e-12
    assert "In fact" in window.text("#mind")
    assert "Its votes on this text" in window.text("#mind")


def test_the_run_plays_pauses_and_goes_back_to_the_start(window):
    window.press("[data-do=show][data-on=run]")
    window.press("#seat-IND")
    window.put("#speed", "0.25")
    window.press("#play")
    window.wait(lambda: int(window.attribute("#goto", "value")) > 4)
    assert window.text("#play") == "Pause"
    window.press("#play")
    window.wait(lambda: window.text("#play") == "Play")
    window.press("#reset")
    window.wait(lambda: window.attribute("#goto", "value") == "0")
    window.put("#goto", 2)
    window.wait(lambda: "South Sudan" in window.text("#ballot h2"))
    window.picture("hemicycle")
    window.press("#reset")
    window.wait(lambda: window.attribute("#goto", "value") == "0")


def test_the_network_is_a_click_away(window):
    window.press("#step")
    window.press("#seat-IND")
    window.until("#mind .row.sum")
    window.press("[data-do=view][data-on=network]")
    window.until("#council-network .tied")
    assert window.all("#seat-SAU.corridor")
    window.picture("network")
    window.press("[data-do=view][data-on=hemicycle]")
    window.until("#council-hemicycle")
    assert not window.all("#seat-SAU")


def test_everything_can_be_reached_and_pressed_with_the_keyboard(window):
    script = """
      const seat = document.querySelector('#seat-BRA'); seat.focus();
      const press = (key) => document.activeElement.dispatchEvent(
        new KeyboardEvent('keydown', {key: key, bubbles: true, cancelable: true}));
      press('ArrowRight'); const moved = document.activeElement.id; press('Enter'); return moved;
    """
    moved = window.driver.execute_script(script)
    assert moved.startswith("seat-")
    assert moved != "seat-BRA"
    window.wait(lambda: window.attribute("#mind", "data-state") == moved.removeprefix("seat-"))
    script = """
      return Array.from(document.querySelectorAll('[data-do]')).filter(
        (e) => !e.disabled && e.tabIndex < 0).map((e) => e.outerHTML)
    """
    assert window.driver.execute_script(script) == []


def answered(window):
    window.wait(lambda: window.attribute("#result", "aria-busy") == "false"
                and window.attribute("#answer", "data-stale") == "false")  # fmt: skip


def test_a_moved_slider_changes_cost_and_numbers(window):
    window.press("#tab-test")
    window.until("#answer")
    window.put("#load", "none")
    window.wait(lambda: float(window.attribute("#bill", "data-total")) == 0)
    answered(window)
    assert float(window.attribute("#headline", "data-extra")) == 0
    window.put("[id='outreach.contacts']", 30)
    window.wait(lambda: float(window.attribute("#bill", "data-total")) > 0)
    answered(window)
    assert float(window.attribute("#headline", "data-extra")) > 0
    assert "$" in window.text("#lever-outreach .cost")


WATCH_THE_ANSWER = """
  const seen = window.seen = []; let on = true;
  const look = () => {
    const answer = document.querySelector('#answer');
    const slider = document.getElementById('outreach.contacts');
    if (answer && slider) seen.push([slider.value, answer.dataset.levers.split('=')[1] || '0',
      getComputedStyle(answer).visibility]);
    if (window.seen === seen) requestAnimationFrame(look); };
  requestAnimationFrame(look);
"""


def test_what_is_being_worked_out_never_stands_beside_new_settings(window):
    window.press("#tab-test")
    window.until("#answer")
    window.put("#load", "none")
    window.wait(lambda: float(window.attribute("#bill", "data-total")) == 0)
    answered(window)
    window.driver.execute_script(WATCH_THE_ANSWER)
    for contacts in (10, 20, 30):
        window.put("[id='outreach.contacts']", contacts)
        time.sleep(0.4)
    window.wait(lambda: window.attribute("#answer", "data-levers") == "outreach.contacts=30")
    answered(window)
    seen = window.driver.execute_script("const s = window.seen; window.seen = null; return s")
    assert len(seen) > 10
    beside = [(now, of) for now, of, seen_as in seen if seen_as == "visible" and now != of]
    assert beside == []
    assert ["30", "30", "visible"] in seen
    assert any(seen_as == "hidden" for _, _, seen_as in seen)


def test_a_slider_is_answered_quickly(window, capsys):
    window.press("#tab-test")
    window.until("#answer")
    window.put("#load", "none")
    window.put("#size", "100")
    window.wait(lambda: window.attribute("#answer", "data-replicates") == "100")
    answered(window)
    seconds = []
    for contacts in range(11, 18):
        begun = time.monotonic()
        window.put("[id='outreach.contacts']", contacts)
        pulled = f"outreach.contacts={contacts}"
        window.wait(lambda p=pulled: window.attribute("#answer", "data-levers") == p
                    and window.attribute("#answer", "data-stale") == "false")  # fmt: skip
        seconds.append(time.monotonic() - begun)
    window.put("#size", "40")
    seconds.sort()
    load = os.getloadavg()[0]
    with capsys.disabled():
        print(
            f"\na slider's answer at 100 replicates: {seconds[0]:.2f} to {seconds[-1]:.2f} s, "
            f"median {seconds[3]:.2f} s, load {load:.1f} on {os.cpu_count()} cores"
        )
    assert seconds[0] < SLOWEST_ANSWER_SECONDS


def test_a_draft_is_counted_and_two_versions_stand_side_by_side(window):
    window.press("#tab-forecast")
    window.put("#draft-title", "Situation of human rights in Belarus <b>")
    window.until("#count")
    assert len(window.all("#counted .seat .arc")) > 47
    assert "<b>" in window.text("#count h2")
    window.put("#draft-title", "Situation of human rights in Belarus")
    window.wait(lambda: "<b>" not in window.text("#count h2") and window.all("#count"))
    window.press("#seat-IND")
    window.until("#member")
    before = float(window.attribute("#counted", "data-adopted"))
    window.press("#hold-no")
    window.until("#held")
    assert "India no" in window.text("#held")
    assert float(window.attribute("#counted", "data-adopted")) <= before
    window.picture("forecast")
    window.press("#keep")
    window.wait(lambda: "Kept" in window.text("#versions"))
    window.put("#sponsor", "Uruguay")
    window.until("#differences")
    assert "Uruguay" in window.text("#sponsors")
    window.put("#sponsor", "Atlantis")
    window.until("#problem")
    assert "unknown sponsor" in window.text("#problem")


def test_levers_fold_and_name_states_and_days(window):
    window.press("#tab-test")
    window.put("#load", "none")
    window.wait(lambda: float(window.attribute("#bill", "data-total")) == 0)
    assert not window.all("#test details.group[open] [id='outreach.contacts']:focus")
    window.put("[id='outreach.targets']", "Brazil")
    window.wait(lambda: "Brazil" in window.text("#lever-outreach .chips"))
    window.put("[id='outreach.start']", "March 2023")
    window.wait(lambda: window.attribute("[id='outreach.start']", "value") == "2023-03-01")
    window.put("[id='outreach.end']", "some day")
    window.until("#problem")
    assert "is no day" in window.text("#problem")
    assert "2022 to 2024 as recorded" in window.text("#council")


def test_the_numbers_are_those_of_the_command_line(window, folders):
    window.press("#tab-test")
    window.put("#load", "staff_and_outreach")
    window.wait(lambda: "staff up" in window.text("#bill") or "staff up" in window.text("#test h2"))
    answered(window)
    window.picture("test")
    content = compose(["scenario=staff_and_outreach", "size.replicates=40",
                       f"results={folders / 'by_command'}"])  # fmt: skip
    run = answer(read_config(content), content, None)
    rates = run.tables["defection"].set_index(["kind", "type", "arm"])["mean"]
    row = "#plot-kinds [data-row=country]"
    assert float(window.attribute(row, "data-without")) == rates["country", "either", "baseline"]
    assert float(window.attribute(row, "data-with")) == rates["country", "either", "intervention"]
    shown = float(window.attribute("#headline", "data-extra"))
    assert shown == run.summary["extra_defections"]["mean"]
    movers = run.tables["movers"].set_index("iso3").difference_mean
    for state in window.all("#plot-states [data-row]"):
        iso3 = state.get_attribute("data-row")
        assert float(state.get_attribute("data-difference")) == movers[iso3]


def test_a_scenario_is_saved_and_loaded(window, folders):
    window.press("#tab-test")
    window.put("#load", "none")
    window.wait(lambda: float(window.attribute("#bill", "data-total")) == 0)
    window.put("[id='civil_society.usd_millions_a_year']", 25)
    window.wait(lambda: float(window.attribute("#bill", "data-total")) > 0)
    window.put("#save-name", "my_idea")
    window.put("#save-title", "My <idea>")
    window.press("#save")
    window.until("#news")
    assert "lmgsim run scenario=my_idea" in window.text("#news")
    written = (folders / "scenario" / "my_idea.yaml").read_text()
    assert "usd_millions_a_year: 25" in written
    window.put("#load", "none")
    window.wait(lambda: float(window.attribute("#bill", "data-total")) == 0)
    window.put("#load", "my_idea")
    window.wait(lambda: "My <idea>" in window.text("#test h2"))
    assert float(window.attribute("#bill", "data-total")) > 0
    content = compose([f"--config-dir={folders}", "scenario=my_idea"])
    assert content["levers"]["civil_society"]["usd_millions_a_year"] == 25


def test_a_broken_file_is_explained_and_the_page_lives_on(window):
    window.press("#tab-test")
    window.put("#load", "broken")
    window.until("#problem")
    assert "broken.yaml is not YAML" in window.text("#problem")
    window.put("#load", "none")
    window.wait(lambda: not window.all("#problem"))
    window.put("#save-name", "../outside")
    window.press("#save")
    window.until("#problem")
    assert "cannot name a scenario" in window.text("#problem")
    assert window.in_sight("#problem")  # although the button is far down the page
    window.press("#problem button")
    window.wait(lambda: not window.all("#problem"))


def test_results_are_listed_and_open_as_reports_that_can_do_nothing(window):
    window.press("#tab-read")
    window.until("#results a")
    assert window.text("#results a") == "A <b>bold</b> run"
    address = window.attribute("#results a", "href")
    window.driver.switch_to.new_window("tab")
    window.driver.get(window.address.rstrip("/") + address)
    assert window.text("h1") == "My report"
    assert window.driver.title != "ran"
    window.driver.close()
    window.driver.switch_to.window(window.driver.window_handles[0])
    window.read_logs()
    refused = [problem for problem in window.problems if "Content Security Policy" in problem]
    assert len(refused) == len(window.problems) >= 1  # the report's script, and nothing else
    window.problems.clear()


def test_a_run_is_made_and_its_files_are_had(window, folders):
    window.press("#tab-test")
    window.until("#answer")
    window.put("#load", "civil_society")
    window.put("#size", "24")
    window.wait(lambda: "24 replicates" in window.text("#make-run"))
    window.press("#make-run")
    window.until("#made a[href$='report.html']")
    address = window.attribute("#made a[href$='report.html']", "href")
    assert (folders / "results").joinpath(*address.split("/")[2:]).is_file()
    assert window.all("#made a[download][href$='defection.csv']")
    window.driver.switch_to.new_window("tab")
    window.driver.get(window.address.rstrip("/") + address)
    window.wait(lambda: window.text("h1"))
    window.driver.close()
    window.driver.switch_to.window(window.driver.window_handles[0])
    window.put("#size", "40")
    window.press("#tab-read")
    window.wait(lambda: window.all(f"#results a[href='{address}']"))


def test_an_experiment_is_replayed(window):
    window.press("#tab-read")
    window.press("#replay-xinjiang_2022")
    window.until("#replayed[data-name=xinjiang_2022]")
    assert "rows hold" in window.text("#replayed h3")
    assert window.all("#replayed .verdict")


TOO_WIDE = """
  const page = document.documentElement;
  if (page.scrollWidth <= page.clientWidth) return [];
  return Array.from(document.querySelectorAll('.page *')).filter((e) => !e.closest('.scrolls, svg')
    && e.getBoundingClientRect().right > page.clientWidth).map((e) => e.outerHTML.slice(0, 200));
"""


@pytest.mark.parametrize("width", [400, 700])
def test_a_narrow_window_shows_everything_without_scrolling_sideways(window, width):
    window.driver.set_window_size(width, 900)
    for tab in ("watch", "forecast", "test", "read"):
        window.press(f"#tab-{tab}")
        window.until(f"#{tab}")
        assert window.driver.execute_script(TOO_WIDE) == [], tab
    window.driver.set_window_size(1500, 1080)


CONTRAST = """
  const light = (c) => { const [r, g, b] = c.match(/[\\d.]+/g).map((x) => { x /= 255;
      return x <= 0.03928 ? x / 12.92 : ((x + 0.055) / 1.055) ** 2.4; });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b; };
  const ratio = (a, b) => { const [x, y] = [light(a), light(b)].sort((p, q) => q - p);
    return (x + 0.05) / (y + 0.05); };
  const style = getComputedStyle;
  const found = {};
  for (const kind of ['yes', 'abstain', 'no']) {
    const seat = document.querySelector(`svg.council .seat.${kind}`);
    if (seat) found[kind] = ratio(style(seat.querySelector('.vote')).fill,
                                  style(seat.querySelector('.code')).fill);
  }
  const card = document.querySelector('.card');
  found.text = ratio(style(card).backgroundColor, style(card.querySelector('h2')).color);
  found.quiet = ratio(style(card).backgroundColor, style(document.querySelector('.quiet')).color);
  return found;
"""


def test_light_and_dark_can_both_be_read(window):
    window.press("[data-do=show][data-on=run]")
    window.put("#goto", 2)
    window.wait(lambda: window.attribute("#goto", "value") == "2")
    theme = "return document.documentElement.dataset.theme"
    seen = set()
    for _ in range(2):
        seen.add(window.driver.execute_script(theme))
        contrast = window.driver.execute_script(CONTRAST)
        assert set(contrast) == {"yes", "abstain", "no", "text", "quiet"}
        assert min(contrast.values()) >= 4.5, contrast
        window.press("#theme")
    assert seen == {"light", "dark"}


def test_another_site_cannot_drive_the_page(window):
    script = """
      const done = arguments[1], socket = new WebSocket(
        arguments[0].replace('http', 'ws') + 'jupyter/api/kernels/x/channels?session_id=x');
      socket.onopen = () => done('open'); socket.onerror = () => done('refused');
    """
    window.driver.switch_to.new_window("tab")
    window.driver.get("data:text/html,<h1>Another site</h1>")
    found = window.driver.execute_async_script(script, window.address)
    window.driver.close()
    window.driver.switch_to.window(window.driver.window_handles[0])
    assert found == "refused"
    window.read_logs()
    assert all("WebSocket" in problem for problem in window.problems)
    window.problems.clear()


CLICK = """
  const random = arguments[0], never = ['replay', 'make', 'size', 'theme', 'draft', 'sponsor', 'unsponsor'];
  const all = Array.from(document.querySelectorAll('[data-do]')).filter(
    (e) => !e.disabled && !never.includes(e.dataset.do) && e.getClientRects().length);
  const e = all[Math.floor(random[0] * all.length)];
  if (!e) return '';
  if (e.nodeName === 'SELECT') e.selectedIndex = Math.floor(random[1] * e.options.length);
  else if (e.type === 'range') e.value = Number(e.min) + random[1] * (Number(e.max) - Number(e.min));
  else if (e.type === 'number') e.value = Math.floor(random[1] * 50) - 5;
  else if (['text', 'search'].includes(e.type)) e.value = ['', 'IND', 'affiliates', '<b>', 'x'.repeat(3000)][Math.floor(random[1] * 5)];
  if (['INPUT', 'SELECT'].includes(e.nodeName) && e.type !== 'checkbox')
    e.dispatchEvent(new Event('change', {bubbles: true}));
  else e.dispatchEvent(new MouseEvent('click', {bubbles: true}));
  return e.dataset.do;
"""  # noqa: E501


PULL_EVERYTHING = """
  for (const e of document.querySelectorAll('#test input[type=range][data-do=lever]')) {
    e.value = e.max; e.dispatchEvent(new Event('change', {bubbles: true})); }
"""


def everything_once(window):
    """Whatever makes the server larger once: all Councils, all levers at once, all three parts."""
    window.press("#tab-test")
    for council in council_names():
        window.put("#council", council)
        window.wait(lambda name=council: window.attribute("#council", "data-value") == name)
        answered(window)
        window.driver.execute_script(PULL_EVERYTHING)
        window.wait(lambda: float(window.attribute("#bill", "data-total")) > 1e9)
        answered(window)
        window.put("#load", "none")
        window.wait(lambda: float(window.attribute("#bill", "data-total")) == 0)
    for tab in ("read", "watch"):
        window.press(f"#tab-{tab}")
        window.until(f"#{tab}")


def memory_at_rest(window, served):
    """Megabytes of server and browser when nothing is being worked out."""
    window.press("#tab-test")
    window.put("#load", "none")
    window.wait(lambda: float(window.attribute("#bill", "data-total")) == 0)
    answered(window)
    window.press("#tab-watch")
    window.until("#watch")
    return served.memory_mb(), window.heap_mb()


def test_clicking_at_random_breaks_nothing_and_fills_no_memory(window, served):
    everything_once(window)
    chance, begun, done = random.Random(1), time.monotonic(), {}
    settled = None
    while (spent := time.monotonic() - begun) < CLICKING_SECONDS:
        act = window.driver.execute_script(CLICK, [chance.random(), chance.random()])
        done[act] = done.get(act, 0) + 1
        time.sleep(chance.choice((0.02, 0.05, 0.3)))
        if settled is None and spent > CLICKING_SECONDS / 2:  # by now it is as large as it gets
            settled = memory_at_rest(window, served)
        if sum(done.values()) % 50 == 0:
            window.read_logs()
            assert window.problems == []
    assert settled is not None
    assert sum(done.values()) > CLICKING_SECONDS
    assert UNFORESEEN not in window.text("#messages")
    after = memory_at_rest(window, served)
    print(f"{done}; MB of server and browser {settled} to {after}")
    assert after[0] - settled[0] < GROWTH_MB["server"]
    assert after[1] - settled[1] < GROWTH_MB["browser"]
    window.press("#reset")
    window.press("#step")
    window.wait(lambda: window.attribute("#goto", "value") == "1")
