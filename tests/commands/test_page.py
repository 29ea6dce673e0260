"""``lmgsim page``: what it takes, and what it says when it cannot."""

import os
import socket
import subprocess
import sys

import pytest

from sim.commands.page import PORT, _asked
from sim.errors import InputError
from sim.page.server import listen


def test_port_and_browser_can_be_chosen():
    assert _asked([]) == (PORT, True)
    assert _asked(["--port", "9000", "--no-browser"]) == (9000, False)
    assert _asked(["--port=0"]) == (0, True)


@pytest.mark.parametrize("given", [["--port"], ["--port", "web"], ["--port=99999"], ["--port=-1"],
                                   ["--host=0.0.0.0"], ["8000"], ["--port", "9" * 5_000],
                                   ["--port=٣"], ["--port", "65536"]])  # fmt: skip
def test_anything_else_is_refused(given):
    with pytest.raises(InputError) as caught:
        _asked(given)
    assert len(str(caught.value)) < 200


def test_it_listens_on_the_loopback_address_alone_and_says_when_a_port_is_taken():
    with listen(0) as first:
        host, port = first.getsockname()
        assert host == "127.0.0.1"
        with pytest.raises(InputError, match="--port"):
            listen(port)
    assert first.family == socket.AF_INET


@pytest.mark.slow
def test_no_other_command_loads_solara():
    script = (
        "import sys, sim.cli, sim.commands.page, sim.study.tables, sim.answers.run\n"
        "import sim.mesa_model.model\n"
        "sys.exit(' '.join({'solara', 'starlette', 'uvicorn'} & set(sys.modules)) or 0)"
    )
    found = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    assert found.returncode == 0, found.stderr


@pytest.mark.slow
def test_the_server_writes_nothing_about_who_uses_it(tmp_path):
    pytest.importorskip("solara", reason="the page is not installed: pip install 'lmgsim[page]'")
    home = {"HOME": str(tmp_path), "USERPROFILE": str(tmp_path)}
    script = "from sim.page.server import application; application(8765)"
    found = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, env=os.environ | home
    )
    assert found.returncode == 0, found.stderr
    assert not list(tmp_path.rglob("*user_id*"))


@pytest.mark.slow
def test_without_its_packages_the_page_says_what_to_install():
    script = (
        "import sys; sys.modules['starlette'] = None\n"
        "sys.argv = ['lmgsim', 'page']; from sim.cli import main; main()"
    )
    found = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    assert found.returncode == 2
    assert "[page]" in found.stderr
    assert len(found.stderr.splitlines()) == 1
