"""What readers open on pages of the portal of parcels: the console of a method, the window of a drawing."""

import json
import shutil
import subprocess
import time

import chromium

try:
    import finding
except ImportError:
    # Read by the check of markup, which has another folder.
    from browser import finding

PORTAL = "Tests/Portals/parcels"
ADDRESS = "https://docs.example.org/"
QUOTE = "api/methods/parcels.quote.html"
# The recorded answers of the page: 1200 g to Portugal, a country without a carrier, 31 kg.
FIRST = {"country": "PT", "weight_g": 1200}

TYPE = """(function () {
  var labels = Array.from(document.querySelectorAll('.console-field label'));
  var label = labels.filter(function (one) { return one.textContent === %s; })[0];
  var box = document.getElementById(label.htmlFor);
  box.value = %s;
  box.dispatchEvent(new Event(box.tagName === 'SELECT' ? 'change' : 'input', {bubbles: true}));
})()"""
CONSOLE = """(function () {
  var form = document.querySelector('.console-form'), blocks = form.querySelectorAll('pre');
  return {request: blocks[0].textContent, command: blocks[1].textContent,
    said: (form.querySelector('.console-answer p') || {}).textContent || '',
    answer: (form.querySelector('.console-answer pre') || {}).textContent || '', isValid: form.noValidate || form.checkValidity()};
})()"""
# Where a drawing is: its left and upper edge, its width.
PLACE = """(function () {
  var box = document.querySelector('.drawing-view svg').getBoundingClientRect();
  return [box.left, box.top, box.width].map(Math.round);
})()"""
STYLED = """(function () {
  var sheets = Array.from(document.querySelectorAll('style')).map(function (one) { return one.sheet ? one.sheet.cssRules.length : 0; });
  return sheets.length > 0 && sheets.every(Boolean);
})()"""


def verified_portal(program, project, folder):
    """The portal of parcels with the answers of its service, in a folder of its own."""
    shutil.copytree(project / PORTAL, folder)
    settings = folder / "site/portal.yml"
    settings.write_text(settings.read_text() + f"address: {ADDRESS}\n")
    for arguments in (["verify", "content/api", "content/index.md"], ["build", "--out", str(folder / "_site"), "--draft"]):
        subprocess.run([program, *arguments], cwd=folder, check=True, capture_output=True, timeout=300)
    return folder / "_site"


def try_requests(browser, address, expect):
    """The form of a method makes the request as JSON and as a command, and shows recorded answers alone."""

    def fill(name, text):
        browser.value(TYPE % (json.dumps(name), json.dumps(text)))

    def send():
        browser.value("document.querySelector('.console-form button').click()")
        return browser.value(CONSOLE)

    browser.open(address + QUOTE)
    browser.value("document.querySelector('.console-box > summary').click()")
    state = browser.value(CONSOLE)
    expect("the first recorded request", json.loads(state["request"])["params"], FIRST)
    expect("the request in the command", json.dumps(FIRST)[1:-1] in " ".join(state["command"].split()), True)
    expect("no answer before the button", state["said"], "")
    state = send()
    expect("an answer that was recorded", state["said"], "Recorded: the service answered this when the page was verified.")
    expect("the recorded answer", json.loads(state["answer"])["result"], {"price_cents": 1290, "days": 4})
    fill("Start from", "1")
    state = send()
    expect("the answer of another request", json.loads(state["answer"])["error"]["code"], -32020)
    fill("Start from", "2")
    expect("a recorded request outside of the ranges", json.loads(send()["answer"])["error"]["code"], -32602)
    fill("weight_g", "30001")
    expect("a value outside of its range", browser.value(CONSOLE)["isValid"], False)
    fill("weight_g", "900")
    fill("country", "O'")
    state = send()
    expect("what is typed", json.loads(state["request"])["params"], {"country": "O'", "weight_g": 900})
    expect("a quote in the command", "O'\\''" in state["command"], True)
    expect("nothing recorded", state["said"].split(",")[0], "No answer is recorded for these values")
    fill("country", "PT")
    fill("weight_g", "1200")
    expect("a recorded request typed by hand", json.loads(send()["answer"])["result"]["days"], 4)


def read_drawing(browser, address, expect):
    """A drawing in its window: size and place by keys, wheel and pointer, and the link that has the focus afterwards."""
    is_open = "Boolean(document.querySelector('dialog.drawing-dialog[open]'))"
    focus = "document.activeElement.className"
    browser.open(address + "index.html")
    browser.value("document.querySelector('.diagram-full').focus()")
    browser.press("Enter", "Enter")
    expect("open", browser.value(is_open), True)
    expect("the drawing has the focus", browser.value(focus), "drawing-view")
    expect("the dialog has the drawing's name", browser.value("Boolean(document.querySelector('.drawing-dialog').getAttribute('aria-label'))"), True)
    left, top, width = browser.value(PLACE)
    browser.press("+", "Equal")
    expect("larger", browser.value(PLACE)[2], round(width * 1.3))
    browser.press("-", "Minus")
    expect("smaller again", browser.value(PLACE), [left, top, width])
    browser.press("ArrowRight", "ArrowRight")
    browser.press("ArrowDown", "ArrowDown")
    expect("moved", browser.value(PLACE), [left - 60, top - 60, width])
    browser.press("0", "Digit0")
    expect("fits", browser.value(PLACE), [left, top, width])
    middle = {"x": 600, "y": 400}
    browser.call("Input.dispatchMouseEvent", type="mousePressed", button="left", buttons=1, clickCount=1, **middle)
    browser.call("Input.dispatchMouseEvent", type="mouseMoved", button="left", buttons=1, x=640, y=430)
    browser.call("Input.dispatchMouseEvent", type="mouseReleased", button="left", buttons=0, clickCount=1, x=640, y=430)
    expect("dragged", browser.value(PLACE), [left + 40, top + 30, width])
    browser.call("Input.dispatchMouseEvent", type="mouseWheel", deltaX=0, deltaY=-120, **middle)
    time.sleep(0.2)
    expect("larger by the wheel", browser.value(PLACE)[2], round(width * 2.718281828 ** 0.3))
    fingers = [{"x": 500, "y": 400, "id": 1}, {"x": 700, "y": 400, "id": 2}]
    browser.press("0", "Digit0")
    browser.call("Input.dispatchTouchEvent", type="touchStart", touchPoints=fingers)
    fingers[0]["x"], fingers[1]["x"] = 450, 750
    browser.call("Input.dispatchTouchEvent", type="touchMove", touchPoints=fingers)
    browser.call("Input.dispatchTouchEvent", type="touchEnd", touchPoints=[])
    expect("larger by two fingers", browser.value(PLACE)[2], round(width * 1.5))
    browser.press("Escape", "Escape")
    time.sleep(0.2)
    expect("closed", browser.value(is_open), False)
    expect("the link has the focus again", browser.value(focus), "diagram-full")


def open_file(browser, address, expect):
    """A drawing opened on its own, with the headers of `_headers`, has its styles."""
    browser.open(address + "index.html")
    browser.open(browser.value("document.querySelector('.diagram-full').href"))
    expect("the styles of a drawing on its own", browser.value(STYLED), True)


def check(program, project, base, browser, expect):
    site = verified_portal(program, project, base / "parcels")
    server = chromium.serve(site)
    address = f"http://127.0.0.1:{server.server_port}/"
    browser.call("Emulation.setDeviceMetricsOverride", width=1200, height=800, deviceScaleFactor=1, mobile=False)
    try_requests(browser, address, expect)
    read_drawing(browser, address, expect)
    open_file(browser, address, expect)
    finding.check(browser, address, expect)
    time.sleep(0.2)
    expect("no problems of dialogs", browser.problems(), [])
    server.shutdown()
