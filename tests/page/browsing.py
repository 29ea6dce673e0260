"""The page in a real browser: how the tests open it, touch it, and read what it logged."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from selenium import webdriver
from selenium.common.exceptions import WebDriverException
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By

BROWSER = shutil.which("chromium") or shutil.which("google-chrome")
DRIVER = shutil.which("chromedriver")
PATIENCE_SECONDS = 90
SHORTEST_WAIT = 0.05
NOT_AN_ERROR = ("favicon",)


class Served:
    """The page, served by a process of its own."""

    def __init__(self, results: Path, scenarios: Path, log: Path) -> None:
        self.log = log
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.page.served", str(results), str(scenarios)],
            stdout=subprocess.PIPE, stderr=log.open("w"), text=True,
        )  # fmt: skip
        assert self.process.stdout is not None
        self.address = self.process.stdout.readline().strip()
        assert self.address.startswith("http://127.0.0.1:"), self.log.read_text()

    def memory_mb(self) -> float:
        """Resident memory of the server once the rubbish is out."""
        self.process.send_signal(signal.SIGUSR1)
        time.sleep(1.0)
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        line = next(line for line in status.splitlines() if line.startswith("VmRSS"))
        return int(line.split()[1]) / 1024

    def stop(self) -> str:
        """Interrupt it as Ctrl-C would; what it logged."""
        self.process.send_signal(signal.SIGINT)
        assert self.process.wait(20) == 0
        return self.log.read_text()


class Window:
    """A browser window on the page."""

    def __init__(self, address: str, width: int = 1500, height: int = 1080) -> None:
        options = webdriver.ChromeOptions()
        options.binary_location = BROWSER
        flags = "headless=new no-sandbox disable-dev-shm-usage disable-gpu"
        flags += f" force-prefers-reduced-motion window-size={width},{height}"
        for word in (f"--{flag}" for flag in flags.split()):
            options.add_argument(word)
        options.set_capability("goog:loggingPrefs", {"performance": "ALL", "browser": "ALL"})
        self.address = address
        self.driver = webdriver.Chrome(options=options, service=Service(DRIVER))
        self.requests: list[str] = []
        self.problems: list[str] = []
        self.open()

    def open(self) -> None:
        """Load the page and wait until it can be used."""
        self.driver.get(self.address)
        self.until("#step")

    def all(self, css: str) -> list[Any]:
        """Everything that a selector finds."""
        return self.driver.find_elements(By.CSS_SELECTOR, css)

    def until(self, css: str) -> Any:
        """Wait for something to be there."""
        return self.wait(lambda: self.all(css), css)[0]

    def wait(self, truth: Callable[[], Any], what: object = "") -> Any:
        """Wait until something holds."""
        begun = time.monotonic()
        while time.monotonic() - begun < PATIENCE_SECONDS:
            try:
                found = truth()
            except WebDriverException:  # the page changed under our hands
                found = None
            if found:
                return found
            time.sleep(SHORTEST_WAIT)
        raise AssertionError(f"waited in vain for {what or truth}")

    def text(self, css: str) -> str:
        """What something says, whatever happens to it meanwhile."""
        script = "const e = document.querySelector(arguments[0]); return e ? e.textContent : ''"
        return str(self.driver.execute_script(script, css))

    def attribute(self, css: str, name: str) -> str:
        """An attribute of something, empty where it is not there."""
        script = (
            "const e = document.querySelector(arguments[0]);"
            "return e ? e.getAttribute(arguments[1]) || '' : ''"
        )
        return str(self.driver.execute_script(script, css, name))

    def in_sight(self, css: str) -> bool:
        """Whether something lies within the window as it is scrolled now."""
        script = (
            "const place = document.querySelector(arguments[0]).getBoundingClientRect();"
            "return place.top >= 0 && place.bottom <= window.innerHeight"
        )
        return bool(self.driver.execute_script(script, css))

    def press(self, css: str) -> None:
        """Click something."""

        def clicked() -> bool:
            self.all(css)[0].click()
            return True

        self.until(css)
        self.wait(clicked, f"a click on {css}")

    def put(self, css: str, value: object) -> None:
        """Give a field a value as a reader would, and let go of it."""
        self.until(css)
        self.driver.execute_script(
            "const e = document.querySelector(arguments[0]); e.focus(); e.value = arguments[1];"
            "e.dispatchEvent(new Event('input', {bubbles: true}));"
            "e.dispatchEvent(new Event('change', {bubbles: true})); e.blur();",
            css, value,
        )  # fmt: skip

    def read_logs(self) -> None:
        """Take over what the browser logged since the last time."""
        for entry in self.driver.get_log("performance"):
            message = json.loads(entry["message"])["message"]
            if message["method"] == "Network.requestWillBeSent":
                self.requests.append(message["params"]["request"]["url"])
            elif message["method"] == "Network.webSocketCreated":
                self.requests.append(message["params"]["url"])
        for entry in self.driver.get_log("browser"):
            if entry["level"] in ("SEVERE", "WARNING"):
                self.problems.append(entry["message"])

    def outside(self) -> set[str]:
        """The hosts other than this page's that were asked for anything."""
        self.read_logs()
        here = urlsplit(self.address).netloc
        found = set()
        for url in self.requests:
            parts = urlsplit(url.removeprefix("blob:"))
            if parts.scheme not in ("data", "about") and parts.netloc != here:
                found.add(url)
        return found

    def heap_mb(self) -> float:
        """What the page holds in the browser once the rubbish is out."""
        self.driver.execute_cdp_cmd("HeapProfiler.collectGarbage", {})
        return self.driver.execute_script("return performance.memory.usedJSHeapSize") / 2**20

    def picture(self, name: str) -> None:
        """A picture for the documentation, if pictures are asked for."""
        folder = os.environ.get("LMGSIM_PICTURES")
        if folder:
            self.driver.save_screenshot(str(Path(folder) / f"page_{name}.png"))

    def close(self) -> None:
        """Close the browser."""
        self.driver.quit()
