"""Opens a page in headless Chromium, where there is one, and says what it found there."""

import html
import json
import os
import pathlib
import re
import shutil
import subprocess

PROGRAMS = ("chromium", "chromium-browser", "google-chrome")
# A page has its styles inside and needs nothing else; what it asks for nevertheless is an error in the console.
POLICY = ("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; img-src data:; "
          "style-src 'unsafe-inline'; script-src 'unsafe-inline'\">")
# The page is laid out in a frame, as windows have a least width, and with everything unfolded.
FRAME = """<!doctype html><body style="margin: 0"><script>
addEventListener("message", message => {
  const result = document.createElement("pre");
  result.id = "found";
  result.textContent = JSON.stringify(message.data);
  document.body.replaceChildren(result);
});
</script><iframe src="page.html" style="border: 0; width: %dpx; height: 1000px"></iframe>"""
SCRIPT = """<script>
addEventListener("load", () => {
  document.querySelectorAll("details").forEach(one => one.open = true);
  const charts = [...document.querySelectorAll("svg[role=img]")].map(svg => {
    const box = svg.getBoundingClientRect();
    const sizes = [...svg.querySelectorAll("text")].map(text =>
      parseFloat(getComputedStyle(text).fontSize) * svg.getScreenCTM().a);
    const drawn = [...svg.querySelectorAll("circle")].map(point => point.getBoundingClientRect());
    return {name: svg.getAttribute("aria-label"), width: box.width, height: box.height,
            text: Math.min(...sizes),
            points: drawn.filter(point => point.width > 0 && point.height > 0).length};
  });
  parent.postMessage({inner: innerWidth, scroll: document.documentElement.scrollWidth, charts: charts,
                 loaded: performance.getEntriesByType("resource").map(one => one.name)}, "*");
});
</script>"""


def program():
    return next(filter(None, map(shutil.which, PROGRAMS)), None)


class Browser:
    def __init__(self, folder):
        self.program, self.folder = program(), pathlib.Path(folder)

    def works(self):
        """One that is installed may still not start, as in a container that gives it no sandbox."""
        try:
            return self.look("<!doctype html><p>text</p>", 800)["inner"] == 800
        except (OSError, subprocess.TimeoutExpired, ValueError):
            return False

    def look(self, page, width):
        """What was found, and under "console" what the browser said."""
        start = "<!doctype html>"
        page = page.replace(start, start + POLICY, 1) + SCRIPT
        (self.folder / "page.html").write_text(page, encoding="utf-8")
        path = self.folder / "frame.html"
        path.write_text(FRAME % width, encoding="utf-8")
        command = [self.program, "--headless", "--disable-gpu", "--hide-scrollbars", "--no-first-run",
                   "--disable-background-networking", "--disable-component-update", "--enable-logging=stderr",
                   "--host-resolver-rules=MAP * ~NOTFOUND", "--window-size=1400,1000",
                   "--virtual-time-budget=10000", "--dump-dom", f"--user-data-dir={self.folder / 'profile'}", path.as_uri()]
        if os.geteuid() == 0:
            command.insert(1, "--no-sandbox")
        made = subprocess.run(command, capture_output=True, encoding="utf-8", errors="replace", timeout=120,
                              check=False)
        found = re.search(r'<pre id="found">(.*?)</pre>', made.stdout, re.S)
        if not found:
            raise ValueError(f"the browser gave no page: {made.stderr[-500:]}")
        return {**json.loads(html.unescape(found.group(1))),
                "console": [line for line in made.stderr.splitlines() if ":CONSOLE" in line]}
